// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/execution.hpp>

#include <lithe/expression/parameter.hpp>
#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <limits>
#include <type_traits>

namespace {

using question = lithe::detail::control_statement<"SELECT ?1 + 1">;
using broken = lithe::detail::control_statement<"SELECT abs(?1)">;

}  // namespace

TEST_CASE("an execution binds, steps, reads and is reset at its end") {
    lithe::connection db{":memory:"};
    auto& on = db.session();
    for (std::int64_t given = 1; given < 4; ++given) {
        lithe::detail::execution run(on, lithe::detail::slot_of<question>::get(), question::value);
        run.bind(lithe::parameter<std::int64_t>(given));
        REQUIRE(run.step());
        CHECK(sqlite3_value_int64(run.values()[0]) == given + 1);
        CHECK_FALSE(run.step());
    }
    CHECK(sqlite3_stmt_busy(sqlite3_next_stmt(db.native_handle(), nullptr)) == 0);
}

TEST_CASE("a step that fails throws SQLite's error with the text") {
    lithe::connection db{":memory:"};
    lithe::detail::execution run(db.session(), lithe::detail::slot_of<broken>::get(),
                                 broken::value);
    run.bind(lithe::parameter<std::int64_t>((std::numeric_limits<std::int64_t>::min)()));
    try {
        run.step();
        FAIL("no error");
    } catch (lithe::error const& thrown) {
        CHECK(thrown.sql() == "SELECT abs(?1)");
    }
}

TEST_CASE("a value without a stored form is named by its parameter") {
    lithe::connection db{":memory:"};
    lithe::detail::execution run(db.session(), lithe::detail::slot_of<question>::get(),
                                 question::value);
    try {
        run.bind(lithe::parameter<double>(std::numeric_limits<double>::quiet_NaN()));
        FAIL("no error");
    } catch (lithe::conversion_error const& thrown) {
        CHECK(thrown.column() == "parameter ?1");
    }
}

namespace {

struct execution_row {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("execution_rows", lithe::primary_key<&execution_row::id>);
    }
};

}  // namespace

TEST_CASE("a query that is nothing but its type has nothing to bind") {
    lithe::connection db{":memory:"};
    db.create_tables<execution_row>();
    db.insert(execution_row{7});
    auto const all = lithe::from<execution_row>();
    using query = std::remove_const_t<decltype(all)>;
    static_assert(lithe::detail::has_no_values<query>());
    static_assert(!lithe::detail::has_no_values<decltype(all.limit(1))>());
    CHECK(lithe::detail::values_of(all).bind == nullptr);
    using facts = lithe::detail::slot_of<lithe::detail::facts_of<query>>;
    lithe::detail::execution run(db.session(), facts::get(), facts::facts());
    run.bind(all);
    REQUIRE(run.step());
    CHECK(sqlite3_value_int64(run.values()[0]) == 7);
}
