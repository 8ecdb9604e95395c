// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/collation.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <compare>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using lithe::from;
using namespace lithe_test;

namespace {

constexpr lithe::named_collation<"by_length"> by_length{};

struct word {
    std::int64_t id = 0;
    std::string text{};
    static constexpr auto schema() {
        return lithe::table("collated_words", lithe::primary_key<&word::id>,
                            lithe::collate<&word::text>(by_length), lithe::unique<&word::text>);
    }
};

}  // namespace

TEST_CASE("collation: compares in columns, orders and unique constraints") {
    auto alive = std::make_shared<int>();
    {
        lithe::connection c(":memory:");
        c.create_collation(by_length, [alive](std::string_view left, std::string_view right) {
            return left.size() <=> right.size();
        });
        CHECK(alive.use_count() == 2);
        c.create_tables<word>();
        c.insert_all({word{.text = "three"}, word{.text = "a"}, word{.text = "be"}});
        CHECK(c.fetch_all(from<word>().select(col<&word::text>).order_by(col<&word::text>)) ==
              std::vector<std::string>{"a", "be", "three"});
        CHECK_THROWS_AS(c.insert(word{.text = "no"}), lithe::constraint_error);
        CHECK(c.fetch_one(from<word>().where(col<&word::text> == "no")).text == "be");
    }
    CHECK(alive.use_count() == 1);
}

TEST_CASE("collation: with a number, replaced, and failing") {
    lithe::connection c(":memory:");
    c.create_collation({"backwards"}, [](std::string_view left, std::string_view right) {
        return right.compare(left);
    });
    auto const sorted = lithe::sql<"SELECT column1 FROM (VALUES ('a'), ('c'), ('b')) ORDER BY 1 "
                                   "COLLATE backwards">.as<std::string>();
    CHECK(c.fetch_all(sorted) == std::vector<std::string>{"c", "b", "a"});
    c.create_collation({"backwards"}, [](std::string_view, std::string_view) -> int {
        throw std::runtime_error("never");
    });
    try {
        c.fetch_all(sorted);
        FAIL("nothing was thrown");
    } catch (lithe::cancelled const&) {
        FAIL("nobody has interrupted it");
    } catch (lithe::error const& thrown) {
        CHECK(std::string(thrown.what()) == "collation backwards: never (SQLITE_ERROR)");
        CHECK(thrown.code() == SQLITE_ERROR);
        CHECK(thrown.sql() == sorted.sql());
    }
    CHECK(c.fetch_one(lithe::sql<"SELECT 1">.as<int>()) == 1);
    // An interrupt is one again.
    c.create_collation({"backwards"}, [&](std::string_view, std::string_view) {
        sqlite3_interrupt(c.native_handle());
        return 0;
    });
    CHECK_THROWS_AS(c.fetch_all(sorted), lithe::cancelled);
}
