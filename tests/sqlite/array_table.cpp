// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/array_table.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using lithe::detail::array_view;
using lithe::detail::make_array_view;

namespace {

constexpr auto give_integer = [](sqlite3_context* out, std::int64_t value) noexcept {
    sqlite3_result_int64(out, value);
};
constexpr auto give_real = [](sqlite3_context* out, double value) noexcept {
    sqlite3_result_double(out, value);
};
constexpr auto give_text = [](sqlite3_context* out, std::string_view value) noexcept {
    // An empty view may have no address, and SQLite takes a null pointer for NULL.
    char const* const data = value.data() == nullptr ? "" : value.data();
    sqlite3_result_text64(out, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
};

template <class Element>
array_view view_of(std::vector<Element> const& range) {
    if constexpr (std::is_convertible_v<Element, std::string_view>)
        return make_array_view<give_text>(range.data(), range.size());
    else if constexpr (std::is_floating_point_v<Element>)
        return make_array_view<give_real>(range.data(), range.size());
    else
        return make_array_view<give_integer>(range.data(), range.size());
}

class database {
public:
    database() {
        sqlite3_open(":memory:", &db_);
        lithe::detail::register_array_table(db_);
        run("CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT UNIQUE) STRICT;"
            "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000)"
            "INSERT INTO users SELECT i, 'user ' || i FROM c");
    }
    database(database const&) = delete;
    database& operator=(database const&) = delete;
    ~database() { sqlite3_close(db_); }

    int run(std::string const& sql) const {
        return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    }

    // The rows' first columns, with one view bound to every parameter.
    std::vector<std::string> rows(std::string const& sql, array_view const* view) const {
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        for (int at = 1; at <= sqlite3_bind_parameter_count(statement); ++at)
            REQUIRE(lithe::detail::bind_array(statement, at, view) == SQLITE_OK);
        std::vector<std::string> read;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            auto const* text = sqlite3_column_text(statement, 0);
            read.emplace_back(reinterpret_cast<char const*>(text),
                              static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
        }
        CHECK(sqlite3_finalize(statement) == SQLITE_OK);
        return read;
    }

    std::string plan(std::string const& sql) const {
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(db_, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &statement,
                                   nullptr) == SQLITE_OK);
        std::string text;
        while (sqlite3_step(statement) == SQLITE_ROW)
            text += reinterpret_cast<char const*>(sqlite3_column_text(statement, 3)) +
                    std::string("\n");
        sqlite3_finalize(statement);
        return text;
    }

    sqlite3* get() const { return db_; }

private:
    sqlite3* db_ = nullptr;
};

using texts = std::vector<std::string>;

constexpr char const* in_ids =
    "SELECT name FROM users WHERE id IN (SELECT value FROM lithe_array(?1))";

}  // namespace

TEST_CASE("array_table: IN over integers, reals, texts and views, whatever the length") {
    database const c;
    std::vector<std::int64_t> const ids{7, 999, -1, 7, 3};
    auto const view = view_of(ids);
    CHECK(c.rows(in_ids, &view) == texts{"user 3", "user 7", "user 999"});
    std::vector<std::int64_t> const none;
    auto const empty = view_of(none);
    CHECK(c.rows(in_ids, &empty).empty());
    std::vector<std::int64_t> many;
    for (std::int64_t id = -50'000; id < 50'000; ++id)
        many.push_back(id);
    auto const long_view = view_of(many);
    CHECK(c.rows(in_ids, &long_view).size() == 1000);

    std::vector<double> const reals{0.5, 41.0, -1e300};
    auto const real_view = view_of(reals);
    CHECK(c.rows("SELECT value FROM lithe_array(?1)", &real_view) ==
          texts{"0.5", "41.0", "-1.0e+300"});

    std::vector<std::string> const names{"user 5", "nobody", std::string("a\0b", 3), ""};
    auto const name_view = view_of(names);
    CHECK(c.rows("SELECT id FROM users WHERE name IN (SELECT value FROM lithe_array(?1))",
                 &name_view) == texts{"5"});
    CHECK(c.rows("SELECT value FROM lithe_array(?1)", &name_view) == names);
    std::vector<std::string_view> const views{"user 6", {}};
    auto const view_view = view_of(views);
    CHECK(c.rows("SELECT typeof(value) FROM lithe_array(?1)", &view_view) == texts{"text", "text"});
}

TEST_CASE("array_table: row ids are positions from 1, order is the range's") {
    database const c;
    std::vector<int> const numbers{30, 10, 20};
    auto const view = view_of(numbers);
    CHECK(c.rows("SELECT value FROM lithe_array(?1)", &view) == texts{"30", "10", "20"});
    CHECK(c.rows("SELECT rowid || ':' || value FROM lithe_array(?1) ORDER BY value", &view) ==
          texts{"2:10", "3:20", "1:30"});
}

TEST_CASE("array_table: without a view it is empty") {
    database const c;
    CHECK(c.rows(in_ids, nullptr).empty());
    CHECK(c.rows("SELECT value FROM lithe_array", nullptr).empty());
    CHECK(c.rows("SELECT value FROM lithe_array(NULL)", nullptr).empty());
    CHECK(c.rows("SELECT value FROM lithe_array(94837498)", nullptr).empty());
    CHECK(c.rows("SELECT value FROM lithe_array('text')", nullptr).empty());
}

TEST_CASE("array_table: another pointer type is not mistaken for a view") {
    database const c;
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(c.get(), "SELECT value FROM lithe_array(?1)", -1, &statement, nullptr);
    int number = 3;
    sqlite3_bind_pointer(statement, 1, &number, "other", nullptr);
    CHECK(sqlite3_step(statement) == SQLITE_DONE);
    sqlite3_finalize(statement);
}

TEST_CASE("array_table: the table joined to it is searched, not scanned") {
    database const c;
    for (std::string const sql :
         {in_ids, "SELECT u.name FROM lithe_array(?1) a JOIN users u ON u.id = a.value",
          "SELECT u.name FROM users u JOIN lithe_array(?1) a ON u.name = a.value"}) {
        INFO(c.plan(sql));
        CHECK(c.plan(sql).find("SEARCH u") != std::string::npos);
        CHECK(c.plan(sql).find("SCAN u") == std::string::npos);
    }
    std::vector<int> const ids{2, 2, 5000, 1};
    auto const view = view_of(ids);
    CHECK(c.rows("SELECT u.name FROM lithe_array(?1) a LEFT JOIN users u ON u.id = a.value "
                 "WHERE u.id IS NOT NULL",
                 &view) == texts{"user 2", "user 2", "user 1"});
}

TEST_CASE("array_table: two cursors on one view, and a view used again after a reset") {
    database const c;
    std::vector<int> const ids{1, 2, 3};
    auto const view = view_of(ids);
    CHECK(
        c.rows("SELECT count(*) FROM lithe_array(?1) a, lithe_array(?2) b WHERE a.value < b.value",
               &view) == texts{"3"});
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(c.get(), "SELECT sum(value) FROM lithe_array(?1)", -1, &statement, nullptr);
    array_view changing = view;
    lithe::detail::bind_array(statement, 1, &changing);
    for (std::size_t count : {3U, 1U, 2U}) {
        changing.count = count;
        REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
        CHECK(sqlite3_column_int64(statement, 0) == static_cast<int>(count * (count + 1) / 2));
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
}

TEST_CASE("array_table: no view or trigger of a file can reach it, and it cannot be written") {
    database const c;
    CHECK(c.run("CREATE VIEW v AS SELECT value FROM lithe_array(1)") == SQLITE_OK);
    CHECK(c.run("SELECT * FROM v") == SQLITE_ERROR);
    CHECK(c.run("CREATE VIRTUAL TABLE x USING lithe_array") == SQLITE_ERROR);
    CHECK(c.run("INSERT INTO lithe_array(value) VALUES(1)") == SQLITE_ERROR);
}

TEST_CASE("array_table: a value that fails ends the statement with its error") {
    database const c;
    constexpr auto give_small = [](sqlite3_context* out, int value) noexcept {
        if (value > 2)
            return sqlite3_result_error(out, "too large", -1);
        sqlite3_result_int(out, value);
    };
    std::vector<int> const numbers{1, 2, 3};
    auto const view = make_array_view<give_small>(numbers.data(), numbers.size());
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(c.get(), "SELECT sum(value) FROM lithe_array(?1)", -1, &statement, nullptr);
    lithe::detail::bind_array(statement, 1, &view);
    CHECK(sqlite3_step(statement) == SQLITE_ERROR);
    CHECK(std::string(sqlite3_errmsg(c.get())) == "too large");
    sqlite3_finalize(statement);
}
