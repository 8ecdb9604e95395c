// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/bind.hpp>

#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using lithe::detail::binder;
using lithe::detail::bound_ranges;
using lithe::detail::value_fault;

namespace {

enum class colour : std::uint8_t { red = 1, blue = 200 };
enum class huge : std::uint64_t { most = UINT64_MAX };

// Stored forms that are made anew in one place at each call.
struct in_buffer {
    int value = 0;
};
struct as_bytes {
    int value = 0;
};
struct refusing {
    int value = 0;
};

}  // namespace

template <>
struct lithe::value_traits<in_buffer> {
    using storage = std::string_view;
    static storage to_storage(in_buffer given) {
        static char buffer[32];
        return {buffer, static_cast<std::size_t>(
                            std::snprintf(buffer, sizeof buffer, "no %d", given.value))};
    }
    static in_buffer from_storage(std::string_view) { return {}; }
};
template <>
struct lithe::value_traits<as_bytes> {
    using storage = lithe::bytes_view;
    static storage to_storage(as_bytes given) {
        static std::byte buffer[1];
        buffer[0] = static_cast<std::byte>(given.value);
        return buffer;
    }
    static as_bytes from_storage(lithe::bytes_view stored) { return {static_cast<int>(stored[0])}; }
};
template <>
struct lithe::value_traits<refusing> {
    using storage = std::string;
    static storage to_storage(refusing given) {
        if (given.value == 1)
            throw std::range_error("secret");
        if (given.value == 2)
            throw std::bad_alloc();
        if (given.value == 3)
            throw lithe::closed("mine");
        if (given.value == 4)
            throw 4;
        return std::string(100, 'x');
    }
    static refusing from_storage(std::string const&) { return {}; }
};

namespace {

class database {
public:
    explicit database(char const* sql) {
        sqlite3_open(":memory:", &db_);
        lithe::detail::register_array_table(db_);
        REQUIRE(sqlite3_prepare_v2(db_, sql, -1, &statement_, nullptr) == SQLITE_OK);
    }
    database(database const&) = delete;
    database& operator=(database const&) = delete;
    ~database() {
        sqlite3_finalize(statement_);
        sqlite3_close(db_);
    }
    sqlite3_stmt* get() const { return statement_; }
    int step() const { return sqlite3_step(statement_); }
    std::string text(int column) const {
        auto const* const characters =
            reinterpret_cast<char const*>(sqlite3_column_text(statement_, column));
        return characters == nullptr
                   ? ""
                   : std::string(characters, static_cast<std::size_t>(
                                                 sqlite3_column_bytes(statement_, column)));
    }

private:
    sqlite3* db_ = nullptr;
    sqlite3_stmt* statement_ = nullptr;
};

// How SQLite shows one value after it was bound: type and quoted literal.
template <class Value>
std::string bound(Value const& value) {
    database const d("SELECT typeof(?1) || ' ' || quote(?1)");
    bound_ranges ranges;
    binder sink(d.get(), ranges);
    sink(value);
    CHECK(sink.index() == 1);
    REQUIRE(d.step() == SQLITE_ROW);
    return d.text(0);
}

template <class Value>
char const* fault_of(Value const& value) {
    try {
        bound(value);
    } catch (value_fault const& fault) {
        return fault.found;
    }
    return "";
}

}  // namespace

TEST_CASE("bind: every type as the storage class it has") {
    CHECK(bound(true) == "integer 1");
    CHECK(bound(std::int8_t{-128}) == "integer -128");
    CHECK(bound(INT64_MIN) == "integer -9223372036854775808");
    CHECK(bound(static_cast<std::uint64_t>(INT64_MAX)) == "integer 9223372036854775807");
    CHECK(bound(colour::blue) == "integer 200");
    CHECK(bound(0.5F) == "real 0.5");
    CHECK(bound(std::numeric_limits<double>::infinity()).starts_with("real "));
    CHECK(bound(std::string("it's")) == "text 'it''s'");
    CHECK(bound(std::string_view()) == "text ''");
    CHECK(bound(std::string()) == "text ''");
    CHECK(bound(lithe::bytes{std::byte{1}, std::byte{0}}) == "blob X'0100'");
    CHECK(bound(lithe::bytes()) == "blob X''");
    CHECK(bound(lithe::bytes_view()) == "blob X''");
    CHECK(bound(std::array<std::byte, 2>{}) == "blob X'0000'");
    CHECK(bound(std::array<std::byte, 0>{}) == "blob X''");
    CHECK(bound(std::optional<int>()) == "null NULL");
    CHECK(bound(std::optional<std::string>("x")) == "text 'x'");
    CHECK(bound(refusing{}) == "text '" + std::string(100, 'x') + "'");
}

TEST_CASE("bind: what has no stored form is a fault without the value") {
    CHECK(fault_of(std::nan("")) == std::string("NaN"));
    CHECK(fault_of(std::optional(std::nanf(""))) == std::string("NaN"));
    CHECK(fault_of(UINT64_MAX) == std::string("an unsigned value above INT64_MAX"));
    CHECK(fault_of(huge::most) == std::string("a value outside its range"));
    CHECK(fault_of(refusing{1}) == std::string("a value outside its range"));
    // What is not about the value goes through as it is.
    CHECK_THROWS_AS(bound(refusing{2}), std::bad_alloc);
    CHECK_THROWS_AS(bound(refusing{3}), lithe::closed);
    CHECK_THROWS_AS(bound(refusing{4}), int);
}

TEST_CASE("bind: an integer key of 0 is NULL, in a key alone") {
    database const d("SELECT ?1 IS NULL, ?2 IS NULL, ?3 IS NULL");
    bound_ranges ranges;
    binder sink(d.get(), ranges);
    sink.bind_new_key(std::int64_t{0});
    sink.bind_new_key(std::int64_t{1});
    sink(std::int64_t{0});
    REQUIRE(d.step() == SQLITE_ROW);
    CHECK((d.text(0) + d.text(1) + d.text(2)) == "100");
}

TEST_CASE("bind: what value_traits make is copied, also a view of a buffer that is used again") {
    database const d("SELECT ?1, ?2, hex(?3), hex(?4)");
    bound_ranges ranges;
    binder sink(d.get(), ranges);
    sink(in_buffer{1});
    sink(in_buffer{2});
    sink(as_bytes{0x11});
    sink(as_bytes{0x22});
    REQUIRE(d.step() == SQLITE_ROW);
    CHECK(d.text(0) == "no 1");
    CHECK(d.text(1) == "no 2");
    CHECK(d.text(2) == "11");
    CHECK(d.text(3) == "22");
}

TEST_CASE("bind: a parameter that the statement has not") {
    database const d("SELECT ?1");
    bound_ranges ranges;
    binder sink(d.get(), ranges);
    sink(1);
    CHECK_THROWS_AS(sink(2), lithe::error);
}

TEST_CASE("bind: a text longer than SQLite allows") {
    database const d("SELECT length(?1)");
    sqlite3_limit(sqlite3_db_handle(d.get()), SQLITE_LIMIT_LENGTH, 1000);
    bound_ranges ranges;
    binder sink(d.get(), ranges);
    try {
        sink(std::string(1001, 'x'));
        FAIL("nothing was thrown");
    } catch (lithe::error const& thrown) {
        CHECK(thrown.code() == SQLITE_TOOBIG);
    }
}

TEST_CASE("bind: ranges are read where they are, several in one statement") {
    database const d(
        "SELECT (SELECT sum(value) FROM lithe_array(?1)), (SELECT group_concat(value) FROM "
        "lithe_array(?2)),"
        " (SELECT count(*) FROM lithe_array(?3))");
    std::vector<int> numbers{1, 2, 3};
    std::array<in_buffer, 2> const texts{in_buffer{7}, in_buffer{8}};
    bound_ranges ranges;
    binder sink(d.get(), ranges);
    sink.bind_range(numbers.data(), numbers.size());
    sink.bind_range(texts.data(), texts.size());
    sink.bind_range(numbers.data(), 0);
    numbers[0] = 10;
    REQUIRE(d.step() == SQLITE_ROW);
    CHECK(d.text(0) == "15");
    CHECK(d.text(1) == "no 7,no 8");
    CHECK(d.text(2) == "0");
    CHECK(ranges.failed() == nullptr);
}

TEST_CASE("bind: the element of a range that cannot be given stops the statement and says why") {
    database const d("SELECT count(*) FROM lithe_array(?1) WHERE value IS NOT NULL");
    std::vector<double> const numbers{1, std::nan(""), 3};
    bound_ranges ranges;
    binder sink(d.get(), ranges);
    sink.bind_range(numbers.data(), numbers.size());
    CHECK(d.step() == SQLITE_ERROR);
    auto const* const failed = ranges.failed();
    REQUIRE(failed != nullptr);
    CHECK(failed->parameter == 1);
    CHECK_THROWS_AS(std::rethrow_exception(failed->failure), value_fault);
}
