// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/stream.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <cstdio>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

using lithe::col;
using lithe::from;
using namespace lithe_test;

namespace {

struct number_row {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("numbers", lithe::primary_key<&number_row::id>);
    }
};

lithe::connection numbers(std::int64_t count) {
    lithe::connection c(":memory:");
    c.create_tables<number_row>();
    c.execute_script("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " +
                     std::to_string(count) + ") INSERT INTO numbers SELECT i FROM c");
    return c;
}

// Memory of the process now, in KiB; 0 where /proc is not there.
long resident() {
    long pages = 0;
    if (std::FILE* const file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*d %ld", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * 4;
}

auto const every = from<number_row>();
using stream_type = decltype(std::declval<lithe::connection&>().stream(every));
static_assert(std::input_iterator<stream_type::iterator>);
static_assert(std::ranges::input_range<stream_type>);
static_assert(!std::is_copy_constructible_v<stream_type>);

// The rows of numbers joined with itself: count squared.
auto const pair = lithe::alias<number_row, "other">;

std::int64_t walk_pairs(lithe::connection& c) {
    std::int64_t rows = 0;
    std::int64_t sum = 0;
    auto const pairs = every.join(pair, col<&number_row::id> > 0)
                           .select(col<&number_row::id>, pair[col<&number_row::id>]);
    for (auto&& [left, right] : c.stream(pairs)) {
        ++rows;
        sum += left - right;
    }
    CHECK(sum == 0);
    return rows;
}

}  // namespace

TEST_CASE("stream: rows one by one, in order") {
    auto c = numbers(1000);
    std::int64_t expected = 0;
    for (auto&& row : c.stream(every.order_by(col<&number_row::id>)))
        CHECK(row.id == ++expected);
    CHECK(expected == 1000);
    for (auto&& row : c.stream(every.where(col<&number_row::id> < 0)))
        FAIL(row.id);
    for (std::int64_t const id : c.stream(every.select(col<&number_row::id>).limit(3)))
        CHECK(id <= 3);
}

TEST_CASE("stream: a view over it") {
    auto c = numbers(10);
    auto rows = c.stream(every);
    std::int64_t sum = 0;
    for (std::int64_t const id :
         rows | std::views::transform([](auto& row) { return row.id; }) | std::views::take(4))
        sum += id;
    CHECK(sum == 10);
}

TEST_CASE("stream: a million rows in constant memory") {
    auto c = numbers(1000);
    CHECK(walk_pairs(c) == 1'000'000);  // caches are warm now
    long const before = resident();
    CHECK(walk_pairs(c) == 1'000'000);
    CHECK(resident() - before < 4096);
}

// 0.8 s with optimisation, half a minute without.
#if defined(NDEBUG)
TEST_CASE("stream: ten million rows in constant memory", "[slow]") {
#else
TEST_CASE("stream: ten million rows in constant memory", "[.][slow]") {
#endif
    auto c = numbers(3163);
    c.fetch_all(every);
    long const before = resident();
    CHECK(walk_pairs(c) == 3163 * 3163);
    CHECK(resident() - before < 4096);
}

TEST_CASE("stream: leaving the loop early leaves no lock and no open statement") {
    scratch_folder const folder;
    lithe::connection c(folder.file("a.db"));
    c.create_tables<number_row>();
    c.insert_all(std::vector<number_row>(100));
    auto const walk = [&](int how) {
        for (auto&& row : c.stream(every)) {
            if (row.id < 50)
                continue;
            if (how == 0)
                break;
            if (how == 1)
                return;
            if (how == 2)
                throw std::runtime_error("from the loop's body");
        }
    };
    for (int how = 0; how < 4; ++how) {
        if (how == 2)
            CHECK_THROWS_AS(walk(how), std::runtime_error);
        else
            walk(how);
        CHECK(sqlite3_txn_state(c.native_handle(), nullptr) == SQLITE_TXN_NONE);
        CHECK(sqlite3_wal_checkpoint_v2(c.native_handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                        nullptr, nullptr) == SQLITE_OK);
        c.insert(number_row{});
    }
    for (auto* one = sqlite3_next_stmt(c.native_handle(), nullptr); one != nullptr;
         one = sqlite3_next_stmt(c.native_handle(), one))
        CHECK(sqlite3_stmt_busy(one) == 0);
}

TEST_CASE("stream: after an error it is at its end, and does not begin anew") {
    auto c = numbers(5);
    c.execute_script(
        "CREATE TABLE copies(id INTEGER PRIMARY KEY, small); INSERT INTO copies SELECT id, id * 60 "
        "FROM numbers");
    struct small_row {
        std::int64_t id = 0;
        std::int8_t small = 0;
        static constexpr auto schema() {
            return lithe::table("copies", lithe::primary_key<&small_row::id>);
        }
    };
    auto rows = c.stream(from<small_row>().order_by(col<&small_row::id>));
    auto at = rows.begin();
    CHECK(at->small == 60);
    ++at;
    CHECK(rows.begin()->small == 120);  // where the loop is
    CHECK_THROWS_AS(++at, lithe::conversion_error);
    CHECK(at == rows.end());
    ++at;
    CHECK(at == rows.end());
    CHECK(rows.begin() == rows.end());
}

TEST_CASE("stream: walked to its end it stays there") {
    auto c = numbers(2);
    auto rows = c.stream(every);
    std::int64_t count = 0;
    for (auto&& row : rows)
        count += row.id > 0 ? 1 : 0;
    for (auto&& row : rows)
        count += row.id > 0 ? 1 : 0;
    CHECK(count == 2);
}

TEST_CASE("stream: it owns the query and its values") {
    auto c = library();
    c.insert(author{.name = "a name that is longer than what fits into the string itself"});
    auto made = [&] {
        std::string name = "a name that is longer than what fits into the string itself";
        return from<author>().where(col<&author::name> == name,
                                    col<&author::id>.in(std::vector<std::int64_t>{1, 2, 3}));
    };
    auto rows = c.stream(made());
    int count = 0;
    for (auto&& row : rows)
        count += row.id == 1 ? 1 : 0;
    CHECK(count == 1);
}

TEST_CASE("stream: rows may be moved out of it") {
    auto c = library();
    c.insert_all({author{.name = "Ada", .email = "a@example.org"}, author{.name = "Bob"},
                  author{.name = "Cy", .email = "c@example.org"}});
    std::vector<author> taken;
    for (auto&& row : c.stream(from<author>().order_by(col<&author::id>)))
        taken.push_back(std::move(row));
    CHECK(taken == c.fetch_all(from<author>().order_by(col<&author::id>)));
}

TEST_CASE("stream: of a write, left early, the write is done") {
    auto c = library();
    c.insert_all({author{.name = "Ada"}, author{.name = "Bob"}});
    auto const older = lithe::update<author>()
                           .set(col<&author::age> = col<&author::age> + 1)
                           .all_rows()
                           .returning(col<&author::id>);
    bool const in_transaction = GENERATE(false, true);
    auto const leave = [&](auto& on) {
        for (std::int64_t const id : on.stream(older)) {
            CHECK(id == 1);
            break;
        }
    };
    if (in_transaction)
        c.transact([&](lithe::transaction& tx) { leave(tx); });
    else
        leave(c);
    CHECK(c.fetch_all(from<author>().where(col<&author::age> == 1)).size() == 2);
    CHECK(sqlite3_get_autocommit(c.native_handle()) == 1);
}

TEST_CASE("stream: it may be destroyed after its connection") {
    std::optional<lithe::connection> c(numbers(10));
    auto rows = c->stream(every);
    CHECK(rows.begin()->id == 1);
    c.reset();
}

TEST_CASE("stream: writes on the same connection while it is open, kept and undone") {
    auto c = library();
    c.insert_all({author{.name = "Ada"}, author{.name = "Bob"}, author{.name = "Cy"}});
    auto const older = lithe::update<author>().set(col<&author::age> = 1);
    auto const tripled = from<author>().where(col<&author::id> <= 3).order_by(col<&author::id>);
    std::int64_t rows = 0;
    for (auto&& row : c.stream(tripled)) {
        CHECK(row.id == ++rows);
        CHECK(c.fetch_one(older.where(col<&author::id> == row.id).returning(col<&author::id>)) ==
              row.id);
        CHECK_THROWS_AS(c.fetch_one(older.all_rows().returning(col<&author::id>)),
                        lithe::too_many_rows);
        c.insert_all({author{.name = "new"}});
        c.transact([](lithe::transaction& tx) { tx.insert(author{.name = "newer"}); });
        CHECK_THROWS_AS(c.transact([](lithe::transaction& tx) {
            tx.insert(author{.name = "lost"});
            throw std::runtime_error("no");
        }),
                        std::runtime_error);
    }
    CHECK(rows == 3);
    CHECK(c.fetch_all(from<author>()).size() == 9);
    CHECK(c.fetch_all(from<author>().where(col<&author::age> == 1)).size() == 3);
}
