// SPDX-License-Identifier: BSL-1.0
//
// The heap that fetching takes: the most that was live at a time, and what the result itself takes,
// with lithe and by hand; and SQLite's own. Prints a table; nothing is timed.
//
//   lithe_bench_memory DIR

#include "data.hpp"
#include "model.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

namespace {

std::size_t live = 0;
std::size_t most = 0;
constexpr std::size_t prefix = 16;  // the size of a block stands before it

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
    auto* const block = static_cast<unsigned char*>(std::malloc(size + prefix));
    if (block == nullptr)
        throw std::bad_alloc();
    *reinterpret_cast<std::size_t*>(block) = size;
    live += size;
    most = (std::max)(most, live);
    return block + prefix;
}
[[gnu::noinline]] void operator delete(void* given) noexcept {
    if (given == nullptr)
        return;
    auto* const block = static_cast<unsigned char*>(given) - prefix;
    live -= *reinterpret_cast<std::size_t*>(block);
    std::free(block);
}
[[gnu::noinline]] void operator delete(void* given, std::size_t) noexcept {
    operator delete(given);
}

namespace {

using namespace bench;

std::size_t kib(std::size_t bytes) {
    return (bytes + 512) / 1024;
}

/// Runs it twice: prepared statements and the page cache are no part of a result.
template <class Work>
void measure(char const* what, char const* side, Work const& work) {
    work();
    std::size_t const before = live;
    auto const sqlite_before = static_cast<std::size_t>(sqlite3_memory_used());
    sqlite3_memory_highwater(1);
    most = live;
    auto const result = work();
    std::size_t const kept = live - before;
    auto const sqlite_most = static_cast<std::size_t>(sqlite3_memory_highwater(0)) - sqlite_before;
    std::printf("%-40s %-6s %10zu %10zu %10zu\n", what, side, kib(most - before), kib(kept),
                kib(sqlite_most));
    static_cast<void>(result);
}

std::vector<Person> people_by_hand(sqlite3_stmt* statement) {
    return rows(statement, read_person);
}

}  // namespace

int main(int count, char** given) try {
    if (count < 2)
        throw std::invalid_argument{"which directory?"};
    bench::files const made{given[1]};
    lithe::connection db{made.lithe_file()};
    bench::hand c{made.hand_file()};
    std::printf("%-40s %-6s %10s %10s %10s   KiB\n", "", "", "most", "result", "SQLite");

    auto* const all = c.prepare("SELECT id, name, email, age, score, bio, boss_id FROM people");
    measure("fetch_all, 20 000 rows", "lithe", [&] { return db.fetch_all(from<Person>()); });
    measure("", "hand", [&] { return people_by_hand(all); });
    auto* const ordered =
        c.prepare("SELECT id, name, email, age, score, bio, boss_id FROM people ORDER BY name, id");
    measure("fetch_all, 20 000 rows, sorted", "lithe", [&] {
        return db.fetch_all(from<Person>().order_by(col<&Person::name>, col<&Person::id>));
    });
    measure("", "hand", [&] { return people_by_hand(ordered); });
    measure("stream, 20 000 rows", "lithe", [&] {
        std::size_t read = 0;
        for (auto const& each : db.stream(from<Person>()))
            read += each.name.size();
        return read;
    });
    measure("", "hand", [&] {
        std::size_t read = 0;
        while (sqlite3_step(all) == SQLITE_ROW)
            read += read_person(all).name.size();
        sqlite3_reset(all);
        return read;
    });
    std::vector<std::int64_t> keys;
    for (std::int64_t at = 0; at < 100'000; ++at)
        keys.push_back(key(at, 100'000));
    lithe::detail::register_array_table(c.native());
    auto* const in_keys = c.prepare(
        "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE id IN (SELECT value"
        " FROM lithe_array(?1))");
    measure("in(range) of 100 000 keys, 20 000 rows", "lithe",
            [&] { return db.fetch_all(from<Person>().where(col<&Person::id>.in(keys))); });
    measure("", "hand", [&] {
        constexpr auto give = [](sqlite3_context* out, std::int64_t value) {
            sqlite3_result_int64(out, value);
        };
        auto const view = lithe::detail::make_array_view<give>(keys.data(), keys.size());
        check(in_keys, lithe::detail::bind_array(in_keys, 1, &view));
        return people_by_hand(in_keys);
    });
    auto const authors_of = from<Person>().where(col<&Person::id> <= authors);
    measure("with_many, 5 000 rows with 12 each", "lithe",
            [&] { return db.fetch_all(authors_of.with_many<&Post::author_id>()); });
    auto* const parents = c.prepare(
        "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE id <= 5000 ORDER BY "
        "id");
    auto* const children = c.prepare(
        "SELECT id, author_id, title, tags, stars, created_at FROM posts ORDER BY author_id, id");
    measure("", "hand", [&] {
        std::vector<std::pair<Person, std::vector<Post>>> found;
        for (Person& each : rows(parents, read_person))
            found.emplace_back(std::move(each), std::vector<Post>{});
        while (sqlite3_step(children) == SQLITE_ROW)
            found[static_cast<std::size_t>(integer(children, 1)) - 1].second.push_back(
                read_post(children));
        sqlite3_reset(children);
        return found;
    });
    return 0;
} catch (std::exception const& failed) {
    std::fprintf(stderr, "lithe_bench_memory: %s\n", failed.what());
    return 1;
}
