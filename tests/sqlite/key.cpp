// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/key.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

using lithe::from;
using namespace lithe_test;

namespace {

struct tiny {
    std::int8_t id = 0;
    std::string text{};
    static constexpr auto schema() { return lithe::table("tinies", lithe::primary_key<&tiny::id>); }
};

struct answer {
    bool key = false;
    std::string text{};
    static constexpr auto schema() {
        return lithe::table("answers", lithe::primary_key<&answer::key>);
    }
};

struct digest {
    std::array<std::byte, 4> key{};
    int value = 0;
    static constexpr auto schema() {
        return lithe::table("digests", lithe::primary_key<&digest::key>);
    }
};

template <class Work>
void check_out_of_range(Work&& work) {
    try {
        work();
        FAIL("nothing was thrown");
    } catch (lithe::conversion_error const& thrown) {
        CHECK(thrown.column() == "id");
        CHECK(!thrown.sql().empty());
    }
}

}  // namespace

TEST_CASE("key: a number that the key cannot have is refused, and is no other row's") {
    auto c = library();
    c.insert(author{.id = -1, .name = "minus one"});
    check_out_of_range([&] { c.find<author>(UINT64_MAX); });
    check_out_of_range([&] { c.erase<author>(UINT64_MAX); });
    CHECK(c.get<author>(-1).name == "minus one");
    CHECK(!c.find<author>(std::uint8_t{200}));
    c.create_tables<tiny>();
    c.insert(tiny{.id = 44});
    check_out_of_range([&] { c.get<tiny>(300); });
}

TEST_CASE("key: an assigned key that the field cannot hold leaves no row") {
    auto c = library();
    c.create_tables<tiny>();
    CHECK(c.insert(tiny{.id = 126}) == 126);
    CHECK(c.insert(tiny{.text = "assigned"}) == 127);
    bool const in_transaction = GENERATE(false, true);
    auto const insert = [](auto& on) {
        check_out_of_range([&] { on.insert(tiny{}); });
        check_out_of_range([&] { on.insert(tiny{}, lithe::defaults<&tiny::id>); });
    };
    if (in_transaction)
        c.transact([&](lithe::transaction& tx) { insert(tx); });
    else
        insert(c);
    CHECK(c.fetch_all(from<tiny>()).size() == 2);
}

TEST_CASE("key: a key out of range that insert_all or a statement assigns leaves no row") {
    auto c = library();
    c.create_tables<tiny>();
    CHECK(c.insert_all({tiny{.id = 126}, tiny{.text = "assigned"}}) == 2);
    bool const in_transaction = GENERATE(false, true);
    auto const insert = [](auto& on) {
        check_out_of_range([&] { on.insert_all({tiny{}}); });
        check_out_of_range([&] { on.insert_all({tiny{.id = 5}, tiny{}, tiny{.id = 6}}); });
        check_out_of_range([&] { on.insert_all(std::vector<tiny>(3)); });
        check_out_of_range([&] { on.execute(lithe::insert_into<tiny>().values(tiny{})); });
        check_out_of_range(
            [&] { on.execute(lithe::insert_into<tiny>().set(lithe::col<&tiny::text> = "set")); });
        check_out_of_range([&] {
            on.execute(lithe::insert_into<tiny>()
                           .columns(lithe::col<&tiny::text>)
                           .select_from(from<tiny>().select(lithe::col<&tiny::text>)));
        });
        // A key that is given is the row's own.
        CHECK(on.insert_all({tiny{.id = 3}}) == 1);
        CHECK(on.execute(lithe::insert_into<tiny>().values(tiny{.id = 4})) == 1);
    };
    if (in_transaction)
        c.transact([&](lithe::transaction& tx) { insert(tx); });
    else
        insert(c);
    CHECK(c.fetch_all(from<tiny>()).size() == 4);
}

TEST_CASE("key: of a bool, false is a value and not one to be assigned") {
    lithe::connection c(":memory:");
    c.create_tables<answer>();
    CHECK_FALSE(c.insert(answer{false, "no"}));
    CHECK(c.insert(answer{true, "yes"}));
    CHECK_THROWS_AS(c.insert(answer{false, "never"}), lithe::constraint_error);
    CHECK(c.get<answer>(false).text == "no");
    c.upsert(answer{true, "surely"});
    CHECK(c.get<answer>(true).text == "surely");
    CHECK(c.erase<answer>(false));
    CHECK(c.insert_all(std::array{answer{false, "no"}}) == 1);
    CHECK(c.fetch_all(from<answer>()).size() == 2);
}

TEST_CASE("key: blobs, by value and by what converts to them") {
    lithe::connection c(":memory:");
    c.create_tables<digest>();
    std::array<std::byte, 4> const key{std::byte{1}, std::byte{2}};
    CHECK(c.insert(digest{.key = key, .value = 7}) == key);
    CHECK(c.get<digest>(key).value == 7);
    CHECK(c.get<digest>(std::tuple(key)).value == 7);
    CHECK(!c.find<digest>(std::array<std::byte, 4>{}));
    CHECK(c.erase<digest>(key));
}
