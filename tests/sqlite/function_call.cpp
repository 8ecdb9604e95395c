// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/function_call.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <new>
#include <string>

using lithe::sql;
using namespace lithe_test;

namespace {

// Counts its copies: every group gets one, and none is left over.
struct counted {
    static inline int alive = 0;
    int rows = 0;
    counted() { ++alive; }
    counted(counted const& other) : rows(other.rows) { ++alive; }
    counted& operator=(counted const&) = default;
    ~counted() { --alive; }
    void step(int value) {
        if (value < 0)
            throw std::bad_alloc();
        ++rows;
    }
    int value() const { return rows; }
};

}  // namespace

TEST_CASE("function_call: the states of groups end, also behind an error") {
    {
        lithe::connection c(":memory:");
        lithe::detail::create_aggregate<false, int, int>(c.native_handle(), "rows_of", counted{});
        CHECK(counted::alive == 1);
        CHECK(
            c.fetch_all(
                sql<"SELECT rows_of(column1) FROM (VALUES (1), (1), (2)) GROUP BY column1">.as<int>()) ==
            std::vector<int>{2, 1});
        CHECK(counted::alive == 1);
        try {
            c.fetch_all(sql<"SELECT rows_of(column1) FROM (VALUES (1), (-1), (2))">.as<int>());
            FAIL("nothing was thrown");
        } catch (lithe::error const& thrown) {
            CHECK(thrown.code() == SQLITE_NOMEM);
        }
        CHECK(counted::alive == 1);
    }
    CHECK(counted::alive == 0);
}

TEST_CASE("function_call: every storage class goes in and out") {
    lithe::connection c(":memory:");
    auto const create = [&]<class Value>(char const* name, Value) {
        lithe::detail::create_scalar<Value, Value>(c.native_handle(), name, true,
                                                   [](Value value) { return value; });
    };
    create("as_small", std::int8_t{});
    create("as_bool", bool{});
    create("as_real", double{});
    create("as_text", std::string{});
    create("as_blob", lithe::bytes{});
    CHECK(c.fetch_one(sql<"SELECT as_small(-5)">.as<int>()) == -5);
    CHECK_THROWS_AS(c.fetch_one(sql<"SELECT as_small(300)">.as<int>()), lithe::error);
    CHECK(c.fetch_one(sql<"SELECT as_bool(1)">.as<bool>()));
    CHECK_THROWS_AS(c.fetch_one(sql<"SELECT as_bool(2)">.as<bool>()), lithe::error);
    CHECK(c.fetch_one(sql<"SELECT as_real(2)">.as<double>()) == 2);
    CHECK(c.fetch_one(sql<"SELECT as_text('')">.as<std::string>()).empty());
    CHECK(c.fetch_one(sql<"SELECT typeof(as_blob(x''))">.as<std::string>()) == "blob");
    CHECK(c.fetch_one(sql<"SELECT as_text(NULL) IS NULL">.as<bool>()));
    CHECK_THROWS_AS(c.fetch_one(sql<"SELECT as_text(1)">.as<std::string>()), lithe::error);
}
