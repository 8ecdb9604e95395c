// SPDX-License-Identifier: BSL-1.0
//
// Which types have which storage class; what does not fit its field is a conversion_error that
// names table, column, what was expected and what was found.
#include <lithe/value/value_traits.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace {

using lithe::col;
using lithe::detail::storage_class;
using lithe::detail::storage_class_of;

enum class level : std::uint8_t { low, high };
enum class wide : std::uint64_t {};
struct unknown {};
struct temperature {
    double degrees = 0;
};
struct incomplete {};

static_assert(storage_class_of<bool>() == storage_class::integer);
static_assert(storage_class_of<signed char>() == storage_class::integer);
static_assert(storage_class_of<unsigned long long>() == storage_class::integer);
static_assert(storage_class_of<level>() == storage_class::integer);
static_assert(storage_class_of<float>() == storage_class::real);
static_assert(storage_class_of<double>() == storage_class::real);
static_assert(storage_class_of<std::string>() == storage_class::text);
static_assert(storage_class_of<std::string_view>() == storage_class::text);
static_assert(storage_class_of<lithe::bytes>() == storage_class::blob);
static_assert(storage_class_of<std::array<std::byte, 16>>() == storage_class::blob);
static_assert(storage_class_of<lithe::bytes_view>() == storage_class::blob);
// Neither a number nor a text; more than a double; pointers and containers of other things.
static_assert(storage_class_of<char>() == storage_class::none);
static_assert(storage_class_of<wchar_t>() == storage_class::none);
static_assert(storage_class_of<char8_t>() == storage_class::none);
static_assert(storage_class_of<long double>() == storage_class::none);
static_assert(storage_class_of<char const*>() == storage_class::none);
static_assert(storage_class_of<std::vector<char>>() == storage_class::none);
static_assert(storage_class_of<std::array<int, 4>>() == storage_class::none);
static_assert(storage_class_of<std::optional<int>>() == storage_class::none);
static_assert(storage_class_of<unknown>() == storage_class::none);

}  // namespace

template <>
struct lithe::value_traits<temperature> {
    using storage = double;
    static constexpr std::string_view description = "temperature above absolute zero";
    static constexpr double to_storage(temperature given) { return given.degrees; }
    static constexpr temperature from_storage(double degrees) {
        if (degrees < -273.15)
            throw std::range_error("too cold");
        return {degrees};
    }
};
template <>
struct lithe::value_traits<incomplete> {
    using storage = int;
};

namespace {

static_assert(storage_class_of<temperature>() == storage_class::real);
static_assert(storage_class_of<incomplete>() == storage_class::none);
static_assert(
    std::is_same_v<lithe::detail::kind_t<std::optional<int>>, lithe::detail::kind_t<double>>);
static_assert(!std::is_same_v<lithe::detail::kind_t<level>, lithe::detail::kind_t<int>>);
static_assert(!std::is_same_v<lithe::detail::kind_t<temperature>, lithe::detail::kind_t<double>>);

template <class Value>
struct holder {
    std::int64_t id = 0;
    Value value{};
    static constexpr auto schema() {
        return lithe::table("holder", lithe::primary_key<&holder::id>);
    }
};

/// Reads `literal`, stored as it is, into a field of type `Value`; what the error says.
template <class Value>
std::string read_fault(std::string const& literal) {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE holder(id INTEGER PRIMARY KEY, value BLOB);"
        "INSERT INTO holder VALUES(1, " +
        literal + ")");
    std::string by_find;
    try {
        static_cast<void>(db.find<holder<Value>>(1));
        return "read";
    } catch (lithe::conversion_error const& error) {
        CHECK(error.table() == "holder");
        CHECK(error.column() == "value");
        by_find = std::string(error.expected()) + " <- " + std::string(error.found());
    }
    // The collector and the stepped row say the same.
    try {
        static_cast<void>(db.fetch_all(lithe::from<holder<Value>>()));
        FAIL("no exception");
    } catch (lithe::conversion_error const& error) {
        CHECK(std::string(error.expected()) + " <- " + std::string(error.found()) == by_find);
    }
    return by_find;
}

template <class Value>
std::string write_fault(Value const& value) {
    lithe::connection db(":memory:");
    db.create_tables<holder<Value>>();
    try {
        db.insert(holder<Value>{.value = value});
        return "written";
    } catch (lithe::conversion_error const& error) {
        CHECK(error.table() == "holder");
        CHECK(error.column() == "value");
        CHECK_THROWS_AS(db.insert_all(std::vector{holder<Value>{.value = value}}),
                        lithe::conversion_error);
        CHECK(db.fetch_one(lithe::from<holder<Value>>().select(lithe::count())) == 0);
        return std::string(error.expected()) + " <- " + std::string(error.found());
    }
}

}  // namespace

TEST_CASE("an integer that does not fit its field is refused when it is read") {
    CHECK(read_fault<std::int8_t>("127") == "read");
    CHECK(read_fault<std::int8_t>("128") == "int8 <- INTEGER out of range");
    CHECK(read_fault<std::int8_t>("300") == "int8 <- INTEGER out of range");
    CHECK(read_fault<std::int8_t>("-129") == "int8 <- INTEGER out of range");
    CHECK(read_fault<std::uint16_t>("-1") == "uint16 <- INTEGER out of range");
    CHECK(read_fault<std::uint16_t>("65536") == "uint16 <- INTEGER out of range");
    CHECK(read_fault<std::int32_t>("2147483648") == "int32 <- INTEGER out of range");
    CHECK(read_fault<std::uint64_t>("-1") == "uint64 <- INTEGER out of range");
    CHECK(read_fault<bool>("2") == "bool <- INTEGER other than 0 and 1");
    CHECK(read_fault<level>("256") == "enum (INTEGER) <- a value that does not fit");
    CHECK(read_fault<level>("7") == "read");  // the underlying type, not the enumerators
    CHECK(read_fault<wide>("-1") == "enum (INTEGER) <- a value that does not fit");
}

TEST_CASE("a value of another storage class is refused") {
    CHECK(read_fault<int>("'12'") == "int32 <- TEXT");
    CHECK(read_fault<int>("12.0") == "int32 <- REAL");
    CHECK(read_fault<int>("x'01'") == "int32 <- BLOB");
    CHECK(read_fault<int>("NULL") == "int32 <- NULL");
    CHECK(read_fault<std::optional<int>>("NULL") == "read");
    CHECK(read_fault<std::optional<int>>("'12'") == "int32 <- TEXT");
    CHECK(read_fault<bool>("'1'") == "bool <- TEXT");
    CHECK(read_fault<double>("'1.5'") == "REAL <- TEXT");
    CHECK(read_fault<double>("NULL") == "REAL <- NULL");
    CHECK(read_fault<std::string>("1") == "TEXT <- INTEGER");
    CHECK(read_fault<std::string>("x'41'") == "TEXT <- BLOB");
    CHECK(read_fault<std::string>("NULL") == "TEXT <- NULL");
    CHECK(read_fault<lithe::bytes>("'text'") == "BLOB <- TEXT");
    CHECK(read_fault<lithe::bytes>("NULL") == "BLOB <- NULL");
    CHECK(read_fault<level>("'low'") == "enum (INTEGER) <- TEXT");
    CHECK(read_fault<level>("NULL") == "enum (INTEGER) <- NULL");
    CHECK(read_fault<temperature>("'cold'") == "temperature above absolute zero <- TEXT");
    CHECK(read_fault<temperature>("-300.0") ==
          "temperature above absolute zero <- a value that does not fit");
}

TEST_CASE("a blob of another size than its array is refused") {
    using two = std::array<std::byte, 2>;
    CHECK(read_fault<two>("x'0102'") == "read");
    CHECK(read_fault<two>("x'01'") == "BLOB of the array's size <- BLOB of another size");
    CHECK(read_fault<two>("x'010203'") == "BLOB of the array's size <- BLOB of another size");
    CHECK(read_fault<two>("x''") == "BLOB of the array's size <- BLOB of another size");
    CHECK(read_fault<two>("'ab'") == "BLOB <- TEXT");
}

TEST_CASE("a real is read into float and double only where that is exact") {
    CHECK(read_fault<double>("9007199254740992") == "read");
    CHECK(read_fault<double>("9007199254740993") == "REAL <- INTEGER that REAL would round");
    CHECK(read_fault<float>("16777216") == "read");
    CHECK(read_fault<float>("16777217") == "REAL <- INTEGER that REAL would round");
    CHECK(read_fault<float>("0.5") == "read");
    CHECK(read_fault<float>("0.1") == "REAL that float holds exactly <- REAL");
    CHECK(read_fault<float>("1e300") == "REAL that float holds exactly <- REAL");
    CHECK(read_fault<float>("9e999") == "read");
}

TEST_CASE("what SQLite could not store is refused when it is written") {
    CHECK(write_fault(std::numeric_limits<double>::quiet_NaN()) == "REAL <- NaN");
    CHECK(write_fault(std::numeric_limits<float>::quiet_NaN()) == "REAL <- NaN");
    CHECK(write_fault(std::optional<double>(std::nan(""))) == "REAL <- NaN");
    CHECK(write_fault(temperature{std::nan("")}) == "REAL <- NaN");
    CHECK(write_fault(std::uint64_t{1} << 63U) == "int64 <- an unsigned value above INT64_MAX");
    CHECK(write_fault(static_cast<wide>(std::uint64_t{1} << 63U)) ==
          "enum (INTEGER) <- a value outside its range");
    CHECK(write_fault(static_cast<std::uint64_t>(INT64_MAX)) == "written");
}

TEST_CASE("a number assigned to a narrow column is checked before it is stored") {
    using narrow = holder<std::int8_t>;
    lithe::connection db(":memory:");
    db.create_tables<narrow>();
    auto const id = db.insert(narrow{.value = 1});
    auto const set = [&](auto value) {
        return db.execute(
            lithe::update<narrow>().set(col<&narrow::value> = value).where(col<&narrow::id> == id));
    };
    CHECK(set(-128) == 1);
    CHECK_THROWS_AS(set(300), lithe::conversion_error);
    CHECK_THROWS_AS(set(std::uint64_t{200}), lithe::conversion_error);
    CHECK(db.get<narrow>(id).value == -128);

    using real = holder<float>;
    lithe::connection other(":memory:");
    other.create_tables<real>();
    auto const key = other.insert(real{.value = 1});
    other.execute(lithe::update<real>().set(col<&real::value> = 0.1).where(col<&real::id> == key));
    CHECK(std::abs(other.get<real>(key).value - 0.1F) < 1e-9F);
    CHECK_THROWS_AS(
        other.execute(
            lithe::update<real>().set(col<&real::value> = 1e300).where(col<&real::id> == key)),
        lithe::conversion_error);
}

TEST_CASE("a whole number assigned to a REAL column is stored exactly or refused") {
    constexpr std::int64_t odd = (std::int64_t{1} << 53) + 1;
    using real = holder<double>;
    lithe::connection db(":memory:");
    db.create_tables<real>();
    auto const id = db.insert(real{.value = 1});
    auto const set = [&](auto value) {
        db.execute(lithe::update<real>().set(col<&real::value> = value).all_rows());
        return db.get<real>(id).value;
    };
    CHECK(set(odd - 1) == 9007199254740992.0);
    CHECK(set(-(odd - 1)) == -9007199254740992.0);
    CHECK(set(odd + 1) == 9007199254740994.0);
    CHECK(set(INT64_MIN) == -9223372036854775808.0);
    CHECK(set(std::uint64_t{1} << 63U) == 9223372036854775808.0);
    CHECK(set(std::int64_t{0}) == 0.0);
    CHECK(set(INT32_MAX) == 2147483647.0);
    set(odd - 1);
    CHECK_THROWS_AS(set(odd), lithe::conversion_error);
    CHECK_THROWS_AS(set(-odd), lithe::conversion_error);
    CHECK_THROWS_AS(set(INT64_MAX), lithe::conversion_error);
    CHECK_THROWS_AS(set(UINT64_MAX), lithe::conversion_error);
    CHECK(db.get<real>(id).value == 9007199254740992.0);
    // SQLite compares a whole number with a REAL exactly, with an index and without.
    auto const rows = [&](auto condition) {
        return db.fetch_all(lithe::from<real>().where(condition)).size();
    };
    for (bool const indexed : {false, true}) {
        if (indexed)
            db.execute_script("CREATE INDEX value_of_holder ON " +
                              std::string(lithe::detail::entity_names<real>::table()) + "(value)");
        CHECK(rows(col<&real::value> == odd - 1) == 1);
        CHECK(rows(col<&real::value> == odd) == 0);
        CHECK(rows(col<&real::value> < odd) == 1);
        CHECK(rows(col<&real::value>.in(odd, odd + 1)) == 0);
    }

    using single = holder<float>;
    lithe::connection other(":memory:");
    other.create_tables<single>();
    other.insert(single{.value = 1});
    auto const set_single = [&](auto value) {
        return other.execute(lithe::update<single>().set(col<&single::value> = value).all_rows());
    };
    CHECK(set_single(16777216) == 1);
    CHECK_THROWS_AS(set_single(16777217), lithe::conversion_error);
}

TEST_CASE("SQLite keeps the sign of a zero in an expression and loses it in a REAL column") {
    lithe::connection db(":memory:");
    using real = holder<double>;
    db.create_tables<real>();
    auto const id = db.insert(real{.value = -0.0});
    CHECK_FALSE(std::signbit(db.get<real>(id).value));
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(db.native_handle(), "CREATE TABLE raw(x REAL); ", -1, &statement,
                               nullptr) == SQLITE_OK);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
    db.execute_script("INSERT INTO raw VALUES(-0.0)");
    REQUIRE(sqlite3_prepare_v2(db.native_handle(), "SELECT x, -0.0 FROM raw", -1, &statement,
                               nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    CHECK_FALSE(std::signbit(sqlite3_column_double(statement, 0)));
    CHECK(std::signbit(sqlite3_column_double(statement, 1)));
    sqlite3_finalize(statement);
}
