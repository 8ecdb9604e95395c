// SPDX-License-Identifier: BSL-1.0
#include <lithe/schema/parent_key.hpp>

#include <lithe/sqlite.hpp>
#include <lithe/value/time_format.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using namespace lithe::detail;

struct parent {
    std::int64_t id = 0;
    int left = 0;
    int right = 0;
    std::string code{};
    std::string name{};
    static constexpr auto schema() {
        return lithe::table("parent", lithe::primary_key<&parent::id>,
                            lithe::unique<&parent::left, &parent::right>,
                            lithe::index<&parent::code>.unique(), lithe::index<&parent::name>);
    }
};
template <std::size_t... Index>
inline constexpr bool unique_in_parent = is_unique_in<parent, std::index_sequence<Index...>>();

static_assert(unique_in_parent<0> && unique_in_parent<1, 2> && unique_in_parent<2, 1> &&
              unique_in_parent<3>);
static_assert(!unique_in_parent<1> && !unique_in_parent<4> && !unique_in_parent<0, 1> &&
              !unique_in_parent<1, 3>);
static_assert(same_set<std::index_sequence<1, 2>, std::index_sequence<2, 1>>);
static_assert(!same_set<std::index_sequence<1>, std::index_sequence<2, 1>>);
static_assert(all_in<parent>(members<&parent::id, &parent::code>{}));
static_assert(same_key_types(members<&parent::left>{}, members<&parent::right>{}));
static_assert(!same_key_types(members<&parent::left>{}, members<&parent::id>{}));

// Both are refused by SQLite, or never match: another collation, another stored form.
struct folded {
    std::int64_t id = 0;
    std::string code{};
    std::string name{};
    std::chrono::sys_seconds at{};
    std::chrono::sys_seconds ticks{};
    static constexpr auto schema() {
        return lithe::table(
            "folded", lithe::primary_key<&folded::id>, lithe::collate<&folded::name>(lithe::nocase),
            lithe::index<&folded::code>.unique().collate<&folded::code>(lithe::nocase),
            lithe::index<&folded::name>.unique(), lithe::stored_as<&folded::at>(lithe::iso8601));
    }
};
static_assert(!is_unique_in<folded, std::index_sequence<1>>());
static_assert(is_unique_in<folded, std::index_sequence<2>>());
static_assert(!same_key_types(members<&folded::at>{}, members<&folded::ticks>{}));
static_assert(same_key_types(members<&folded::at>{}, members<&folded::at>{}));

struct child {
    std::int64_t id = 0;
    std::string code{};
    int right = 0;
    int left = 0;
    static constexpr auto schema() {
        return lithe::table(
            "child", lithe::primary_key<&child::id>,
            lithe::foreign_key<&child::code>.references<&parent::code>(),
            lithe::foreign_key<&child::right, &child::left>.references<&parent::right, &parent::left>());
    }
};

}  // namespace

TEST_CASE("what counts as unique is what SQLite lets a foreign key reference") {
    lithe::connection db(":memory:");
    db.create_tables<parent, child>();
    db.insert(parent{.left = 1, .right = 2, .code = "c"});
    CHECK(db.insert(child{.code = "c", .right = 2, .left = 1}) == 1);
    CHECK_THROWS_AS(db.insert(child{.code = "d", .right = 2, .left = 1}), lithe::constraint_error);
    CHECK_THROWS_AS(db.insert(child{.code = "c", .right = 1, .left = 2}), lithe::constraint_error);
}
