// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/column.hpp>

#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using lithe::detail::value_fault;

namespace {

enum class level : std::int8_t { low = -1, high = 100 };

struct first_byte {
    int value = 0;
};
struct upper_case {
    std::string text{};
};

}  // namespace

template <>
struct lithe::value_traits<first_byte> {
    using storage = lithe::bytes_view;
    static constexpr std::string_view description = "BLOB that is not empty";
    static storage to_storage(first_byte const&) { return {}; }
    static first_byte from_storage(lithe::bytes_view stored) {
        if (stored.empty())
            throw std::length_error("empty");
        return {static_cast<int>(stored[0])};
    }
};
template <>
struct lithe::value_traits<upper_case> {
    using storage = std::string;
    static storage to_storage(upper_case const& given) { return given.text; }
    static upper_case from_storage(std::string stored) { return {std::move(stored)}; }
};

namespace {

// Reads the value of an SQL expression as `Value`.
template <class Value>
Value read(std::string const& expression) {
    struct closer {
        sqlite3* db = nullptr;
        sqlite3_stmt* statement = nullptr;
        ~closer() {
            sqlite3_finalize(statement);
            sqlite3_close(db);
        }
    } c;
    sqlite3_open(":memory:", &c.db);
    REQUIRE(sqlite3_prepare_v2(c.db, ("SELECT " + expression).c_str(), -1, &c.statement, nullptr) ==
            SQLITE_OK);
    REQUIRE(sqlite3_step(c.statement) == SQLITE_ROW);
    lithe::detail::row_values const row(c.statement);
    return lithe::detail::read_value<Value>(row[0]);
}

template <class Value>
std::string fault_of(std::string const& expression) {
    try {
        read<Value>(expression);
    } catch (value_fault const& fault) {
        return std::string(fault.expected) + " / " + fault.found;
    }
    return "";
}

}  // namespace

TEST_CASE("column: integers, checked") {
    CHECK(read<std::int64_t>("-9223372036854775807 - 1") == INT64_MIN);
    CHECK(read<std::uint64_t>("9223372036854775807") == static_cast<std::uint64_t>(INT64_MAX));
    CHECK(read<std::int8_t>("-128") == -128);
    CHECK(read<bool>("1"));
    CHECK(read<level>("100") == level::high);
    CHECK(fault_of<std::int8_t>("128") == "int8 / INTEGER out of range");
    CHECK(fault_of<std::uint8_t>("-1") == "uint8 / INTEGER out of range");
    CHECK(fault_of<std::uint64_t>("-1") == "uint64 / INTEGER out of range");
    CHECK(fault_of<bool>("2") == "bool / INTEGER other than 0 and 1");
    CHECK(fault_of<std::int32_t>("'1'") == "int32 / TEXT");
    CHECK(fault_of<std::int32_t>("1.0") == "int32 / REAL");
    CHECK(fault_of<std::int32_t>("NULL") == "int32 / NULL");
    CHECK(fault_of<level>("300") == "enum (INTEGER) / a value that does not fit");
}

TEST_CASE("column: reals, and integers that REAL holds exactly") {
    CHECK(read<double>("0.1") == 0.1);
    CHECK(std::signbit(read<double>("-0.0")));
    CHECK(read<double>("9e999") == std::numeric_limits<double>::infinity());
    CHECK(read<float>("-9e999") == -std::numeric_limits<float>::infinity());
    CHECK(read<double>("9007199254740992") == 9007199254740992.0);
    CHECK(fault_of<double>("9007199254740993") == "REAL / INTEGER that REAL would round");
    CHECK(fault_of<double>("-9223372036854775808") == "REAL / INTEGER that REAL would round");
    CHECK(read<float>("0.5") == 0.5F);
    CHECK(fault_of<float>("0.1") == "REAL that float holds exactly / REAL");
    CHECK(fault_of<float>("1e39") == "REAL that float holds exactly / REAL");
    CHECK(fault_of<double>("'1.5'") == "REAL / TEXT");
}

TEST_CASE("column: texts and blobs, empty is not NULL") {
    using namespace std::string_literals;
    CHECK(read<std::string>("'a' || char(0) || 'b'") == "a\0b"s);
    CHECK(read<std::string>("''") == "");
    CHECK(fault_of<std::string>("NULL") == "TEXT / NULL");
    CHECK(fault_of<std::string>("x'41'") == "TEXT / BLOB");
    CHECK(read<lithe::bytes>("x'0001'") == lithe::bytes{std::byte{0}, std::byte{1}});
    CHECK(read<lithe::bytes>("x''").empty());
    CHECK(read<lithe::bytes>("zeroblob(2)") == lithe::bytes(2));
    CHECK(fault_of<lithe::bytes>("'text'") == "BLOB / TEXT");
    CHECK(read<std::array<std::byte, 2>>("x'0102'")[1] == std::byte{2});
    CHECK(fault_of<std::array<std::byte, 2>>("x'010203'") ==
          "BLOB of the array's size / BLOB of another size");
}

TEST_CASE("column: NULL goes into an optional, and a value after it") {
    CHECK(!read<std::optional<int>>("NULL"));
    CHECK(read<std::optional<int>>("7") == 7);
    CHECK(read<std::optional<std::string>>("'x'") == "x");
    CHECK(fault_of<std::optional<std::int8_t>>("1000") == "int8 / INTEGER out of range");
    CHECK(fault_of<std::optional<std::string>>("1") == "TEXT / INTEGER");
}

TEST_CASE("column: value_traits, with views as their storage") {
    CHECK(read<first_byte>("x'2a00'").value == 42);
    CHECK(fault_of<first_byte>("x''") == "BLOB that is not empty / a value that does not fit");
    CHECK(fault_of<first_byte>("1") == "BLOB that is not empty / INTEGER");
    CHECK(read<upper_case>("'text'").text == "text");
    CHECK(fault_of<upper_case>("NULL") == "a value that its value_traits accept / NULL");
    CHECK(read<std::optional<upper_case>>("NULL").has_value() == false);
}
