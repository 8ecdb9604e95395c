// SPDX-License-Identifier: BSL-1.0
//
// Quoting and literals: SQLite must read back what was written, bit for bit.
#include <lithe/meta/sql_writer.hpp>

#include "support/catch.hpp"

#include <sqlite3.h>

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

namespace {

template <class Write>
std::string written(Write const& write) {
    lithe::sql_writer counter;
    write(counter);
    std::string text(counter.size(), '?');
    lithe::sql_writer out(text.data());
    write(out);
    REQUIRE(out.size() == text.size());
    return text;
}

std::string real_text(double value) {
    return written([&](lithe::sql_writer& out) { out.real_literal(value); });
}

class memory {
public:
    memory() { REQUIRE(sqlite3_open(":memory:", &db_) == SQLITE_OK); }
    memory(memory const&) = delete;
    memory& operator=(memory const&) = delete;
    ~memory() { sqlite3_close(db_); }

    /// The first column of `SELECT expression`, read by `read(statement)`.
    template <class Read>
    auto select(std::string const& expression, Read const& read) {
        sqlite3_stmt* statement = nullptr;
        std::string const sql = "SELECT " + expression;
        INFO(sql);
        REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
        auto result = read(statement);
        sqlite3_finalize(statement);
        return result;
    }
    std::uint64_t real_bits(std::string const& expression) {
        return std::bit_cast<std::uint64_t>(select(expression, [](sqlite3_stmt* statement) {
            return sqlite3_column_double(statement, 0);
        }));
    }

private:
    sqlite3* db_ = nullptr;
};

void check_real(memory& db, double value) {
    std::string const text = real_text(value);
    auto const found = db.real_bits(text);
    if (found != std::bit_cast<std::uint64_t>(value)) {
        CAPTURE(text, value);
        CHECK(found == std::bit_cast<std::uint64_t>(value));
    }
}

}  // namespace

TEST_CASE("names are quoted, their quotes doubled") {
    CHECK(written([](auto& out) { out.identifier("user"); }) == R"("user")");
    CHECK(written([](auto& out) { out.identifier("a\"b"); }) == R"("a""b")");
    CHECK(written([](auto& out) { out.identifier(""); }) == R"("")");
}

TEST_CASE("texts come back with quotes, NULs and any bytes") {
    memory db;
    using namespace std::string_literals;
    for (std::string const& value :
         {""s, "it's"s, "''"s, "a\0b\0"s, "\0"s, "äöü \"x\" -- ;"s, "\n\t"s}) {
        std::string const text = written([&](auto& out) { out.string_literal(value); });
        auto const found = db.select(text, [](sqlite3_stmt* statement) {
            CHECK(sqlite3_column_type(statement, 0) == SQLITE_TEXT);
            auto const* const data =
                reinterpret_cast<char const*>(sqlite3_column_text(statement, 0));
            return std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
        });
        CHECK(found == value);
    }
}

TEST_CASE("integers come back at their limits") {
    memory db;
    for (std::int64_t const value :
         {INT64_MIN, INT64_MIN + 1, std::int64_t{-1}, std::int64_t{0}, INT64_MAX}) {
        std::string const text = written([&](auto& out) { out.integer_literal(value); });
        CHECK(text == std::to_string(value));
        CHECK(db.select(text, [](sqlite3_stmt* statement) {
            CHECK(sqlite3_column_type(statement, 0) == SQLITE_INTEGER);
            return sqlite3_column_int64(statement, 0);
        }) == value);
    }
}

TEST_CASE("blobs are hexadecimal") {
    std::vector<unsigned char> const bytes{0, 15, 16, 255};
    CHECK(written([&](auto& out) { out.blob_literal(bytes); }) == "X'000F10FF'");
    CHECK(written([&](auto& out) { out.blob_literal(std::vector<unsigned char>{}); }) == "X''");
}

TEST_CASE("short decimals are written short") {
    CHECK(real_text(0.5) == "0.5");
    CHECK(real_text(7) == "7.0");
    CHECK(real_text(-1.25) == "-1.25");
    CHECK(real_text(0.1) == "0.1");
    CHECK(real_text(0) == "0.0");
    CHECK(real_text(-0.0) == "-0.0");
}

TEST_CASE("reals come back bit for bit: limits, decimals, any bits") {
    memory db;
    using limits = std::numeric_limits<double>;
    for (double const value : {0.0,
                               -0.0,
                               0.1,
                               1e22,
                               1e23,
                               1e308,
                               -1e308,
                               (limits::max)(),
                               limits::lowest(),
                               (limits::min)(),
                               limits::denorm_min(),
                               -limits::denorm_min(),
                               limits::epsilon(),
                               limits::infinity(),
                               -limits::infinity(),
                               1.0 / 3,
                               9007199254740991.0,
                               9007199254740992.0,
                               9007199254740994.0,
                               0.87904665254191106,
                               -1.4112469220357508e+306})
        check_real(db, value);
    std::uint64_t state = 7;
    auto const next = [&] { return state = state * 6364136223846793005U + 1442695040888963407U; };
    for (int at = 0; at < 20000; ++at) {
        double const any = std::bit_cast<double>(next());
        if (any == any)
            check_real(db, any);
        // Decimals of up to 15 places: what people write.
        check_real(
            db, std::strtod(("0." + std::to_string(next() % 1000000000000000U)).c_str(), nullptr));
        check_real(db, static_cast<double>(next() >> 44U) / 1000);
    }
}

TEST_CASE("parameters are numbered in the order of their writing") {
    lithe::sql_writer counter;
    counter.parameter();
    counter.parameter();
    CHECK(counter.parameters() == 2);
    CHECK(written([](auto& out) {
              for (int at = 0; at < 11; ++at)
                  out.parameter();
          }) == "?1?2?3?4?5?6?7?8?9?10?11");
    CHECK(lithe::sql_writer::language() == lithe::dialect::sqlite);
}
