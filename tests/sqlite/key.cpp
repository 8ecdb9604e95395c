// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/key.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <tuple>

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

struct word {
    std::string key{};
    int count = 0;
    static constexpr auto schema() { return lithe::table("words", lithe::primary_key<&word::key>); }
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

TEST_CASE("key: a null pointer to characters is no text, wherever one is bound") {
    lithe::connection c(":memory:");
    c.create_tables<word>();
    char const* none = nullptr;
    char* const buffer = nullptr;
    CHECK_THROWS_AS(c.find<word>(none), std::invalid_argument);
    CHECK_THROWS_AS(c.erase<word>(buffer), std::invalid_argument);
    constexpr auto key = lithe::col<&word::key>;
    CHECK_THROWS_AS(key == none, std::invalid_argument);
    CHECK_THROWS_AS(key < std::optional(none).value(), std::invalid_argument);
    CHECK_THROWS_AS(key != std::optional(none), std::invalid_argument);
    CHECK_THROWS_AS(key.in({"a", none}), std::invalid_argument);
    CHECK_THROWS_AS(key.in(std::array{none}), std::invalid_argument);
    CHECK_THROWS_AS(key.like(none), std::invalid_argument);
    CHECK_THROWS_AS(lithe::contains(key, none), std::invalid_argument);
    CHECK_THROWS_AS(key = none, std::invalid_argument);
    CHECK_THROWS_AS(lithe::sql<"SELECT ?1">.as<std::string>(none), std::invalid_argument);
    CHECK_THROWS_AS(lithe::sql_text("SELECT ?1").as<std::string>(buffer), std::invalid_argument);
    none = "there";
    c.insert(word{.key = "there"});
    CHECK(c.find<word>(none));
}
