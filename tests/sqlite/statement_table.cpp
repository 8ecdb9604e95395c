// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/statement_table.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/plugin.hpp"
#include "support/raw_sql.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using lithe::col;
using lithe::from;
using lithe::detail::statement_facts;
using lithe::detail::statement_slot;
using lithe::detail::statement_table;
using namespace lithe_test;

namespace {

// ---- before main, and after it ----

std::size_t authors_before_main() {
    auto c = library();
    c.insert(author{.name = "Ada"});
    c.insert_all({author{.name = "Bob"}, author{.name = "Cy"}});
    return c.fetch_all(from<author>().where(col<&author::name> >= "Bob")).size() * 10 +
           c.fetch_all(from<author>()).size();
}
std::size_t const before_main = authors_before_main();

// Fails the program, because no test can look any more.
struct at_exit {
    lithe::connection c = library();
    at_exit() = default;
    at_exit(at_exit const&) = delete;
    at_exit& operator=(at_exit const&) = delete;
    ~at_exit() {
        c.insert(author{.name = "last"});
        bool const right = c.get<author>(1).name == "last" && c.find<book>(1) == std::nullopt &&
                           c.fetch_all(from<book>().where(col<&book::price> > 1)).empty();
        if (right)
            return;
        std::fputs("statement_table: wrong rows in a destructor after main\n", stderr);
        std::_Exit(9);
    }
};
at_exit const after_main;

// ---- the table alone ----

struct memory {
    sqlite3* db = nullptr;
    memory() { sqlite3_open(":memory:", &db); }
    memory(memory const&) = delete;
    memory& operator=(memory const&) = delete;
    ~memory() { sqlite3_close_v2(db); }
};

statement_facts facts(char const* text) {
    return {.text = text, .size = std::string_view(text).size()};
}

std::int64_t run(statement_table& table, sqlite3* db, statement_slot slot, char const* text) {
    auto const lease = table.acquire(db, slot, facts(text));
    return sqlite3_step(lease.get()) == SQLITE_ROW ? sqlite3_column_int64(lease.get(), 0) : -1;
}

std::int64_t repreparations(sqlite3* db) {
    std::int64_t all = 0;
    for (auto* one = sqlite3_next_stmt(db, nullptr); one != nullptr;
         one = sqlite3_next_stmt(db, one))
        all += sqlite3_stmt_status(one, SQLITE_STMTSTATUS_REPREPARE, 0);
    return all;
}

// What `work` prepares after it has run once.
template <class Work>
void check_prepared_once(lithe::connection& c, Work&& work) {
    work(0);
    auto const before = c.session().statements().preparations();
    auto const again = repreparations(c.native_handle());
    for (int run = 1; run <= 1000; ++run)
        work(run);
    CHECK(c.session().statements().preparations() == before);
    CHECK(repreparations(c.native_handle()) == again);
}

}  // namespace

TEST_CASE("statement_table: statements run before main") {
    CHECK(before_main == 23);
}

TEST_CASE("statement_table: one slot, prepared once; while it runs, once more") {
    memory const m;
    statement_table table;
    statement_slot const slot{3, 1, "SELECT 1"};
    for (int time = 0; time < 10; ++time)
        CHECK(run(table, m.db, slot, slot.text) == 1);
    CHECK(table.preparations() == 1);
    {
        std::vector<std::unique_ptr<lithe::detail::statement_lease>> running;
        for (int depth = 0; depth < 50; ++depth)
            running.push_back(std::make_unique<lithe::detail::statement_lease>(
                table.acquire(m.db, slot, facts(slot.text))));
        CHECK(table.size() == 50);
        for (auto const& one : running)
            CHECK(sqlite3_step(one->get()) == SQLITE_ROW);
    }
    for (int time = 0; time < 10; ++time)
        CHECK(run(table, m.db, slot, slot.text) == 1);
    CHECK(table.preparations() == 50);
}

TEST_CASE("statement_table: colliding slots of several shared objects") {
    memory const m;
    statement_table table;
    statement_slot const mine{1, 1, "SELECT 1"};
    statement_slot const theirs{1, 2, "SELECT 2"};
    statement_slot const others{1, 3, "SELECT 3"};
    for (int time = 0; time < 3; ++time) {
        CHECK(run(table, m.db, mine, mine.text) == 1);
        CHECK(run(table, m.db, theirs, theirs.text) == 2);
        CHECK(run(table, m.db, others, others.text) == 3);
    }
    CHECK(table.preparations() == 3);
    // A plugin that is loaded where another was: the same address and number, another text.
    char place[] = "SELECT 4";
    CHECK(run(table, m.db, {1, 4, place}, place) == 4);
    place[7] = '5';
    CHECK(run(table, m.db, {1, 5, place}, place) == 5);
}

TEST_CASE("statement_table: a text that does not prepare throws each time and leaves nothing") {
    memory const m;
    statement_table table;
    statement_slot const slot{2, 1, "SELECT x FROM t"};
    for (int time = 0; time < 3; ++time)
        CHECK_THROWS_AS(run(table, m.db, slot, slot.text), lithe::error);
    CHECK(table.size() == 0);
    run_sql(m.db, "CREATE TABLE t(x); INSERT INTO t VALUES(8)");
    CHECK(run(table, m.db, slot, slot.text) == 8);
    CHECK(table.size() == 1);
}

TEST_CASE("statement_table: the limit finalises the least recently used") {
    memory const m;
    statement_table table(2);
    statement_slot const one{1, 1, "SELECT 1"};
    statement_slot const two{2, 1, "SELECT 2"};
    statement_slot const three{3, 1, "SELECT 3"};
    run(table, m.db, one, one.text);
    run(table, m.db, two, two.text);
    run(table, m.db, one, one.text);
    run(table, m.db, three, three.text);  // two goes
    CHECK(table.size() == 2);
    CHECK(table.preparations() == 3);
    run(table, m.db, one, one.text);
    CHECK(table.preparations() == 3);
    CHECK(run(table, m.db, two, two.text) == 2);
    CHECK(table.preparations() == 4);
    {
        // More run than the limit allows: all live, and the surplus goes at the next occasion.
        auto const a = table.acquire(m.db, one, facts(one.text));
        auto const b = table.acquire(m.db, one, facts(one.text));
        auto const c = table.acquire(m.db, two, facts(two.text));
        auto const d = table.acquire(m.db, three, facts(three.text));
        CHECK(table.size() == 4);
        for (auto* running : {a.get(), b.get(), c.get(), d.get()})
            CHECK(sqlite3_step(running) == SQLITE_ROW);
    }
    statement_slot const four{4, 1, "SELECT 4"};
    CHECK(run(table, m.db, four, four.text) == 4);
    CHECK(table.size() == 2);
}

TEST_CASE("statement_table: a lease may outlive the table and the connection") {
    auto m = std::make_unique<memory>();
    auto table = std::make_unique<statement_table>();
    auto const lease = table->acquire(m->db, {1, 1, "SELECT 1"}, facts("SELECT 1"));
    CHECK(sqlite3_step(lease.get()) == SQLITE_ROW);
    table.reset();
    m.reset();
    CHECK(sqlite3_column_int(lease.get(), 0) == 1);
}

// ---- through typed statements ----

TEST_CASE("statement_table: 1 000 runs of any statement prepare nothing anew") {
    auto c = library();
    c.execute_script(
        "CREATE INDEX some_books ON books(title) WHERE price > 10;"
        "CREATE INDEX book_titles ON books(title COLLATE NOCASE)");
    std::int64_t const ada = c.insert(author{.name = "Ada"});
    c.insert(book{.author_id = ada, .title = "Notes", .price = 12});
    SECTION("by key, and one of each clause") {
        check_prepared_once(c, [&](int run) {
            CHECK(c.get<author>(ada).name == "Ada");
            c.fetch_all(from<author>()
                            .where(col<&author::age> >= run % 3)
                            .order_by(col<&author::name>)
                            .limit(run));
            c.fetch_all(from<book>().join<author>().select(col<&book::title>, col<&author::name>));
            c.fetch_all(from<book>()
                            .group_by(col<&book::author_id>)
                            .select(col<&book::author_id>, lithe::count()));
        });
    }
    SECTION("LIKE with a bound pattern, of any shape") {
        char const* const patterns[] = {"N%", "%otes", "no", "", "N_t%"};
        check_prepared_once(c, [&](int run) {
            c.fetch_all(from<book>().where(col<&book::title>.like(patterns[run % 5])));
            c.fetch_all(from<book>().where(col<&book::title>.glob(patterns[run % 5])));
        });
    }
    SECTION("IN over ranges of any length") {
        std::vector<std::int64_t> ids;
        check_prepared_once(c, [&](int run) {
            if (run % 7 == 0)
                ids.push_back(run);
            c.fetch_all(from<book>().where(col<&book::id>.in(ids)));
        });
    }
    SECTION("a comparison with the column of a partial index") {
        check_prepared_once(c, [&](int run) {
            CHECK(c.fetch_all(from<book>().where(col<&book::price> > run % 20,
                                                 col<&book::title> == "Notes"))
                      .size() == (run % 20 < 12 ? 1U : 0U));
        });
    }
    SECTION("writes") {
        check_prepared_once(c, [&](int run) {
            auto const key = c.insert(author{.name = "B", .email = std::to_string(run)});
            c.update(author{.id = key, .name = "C"});
            c.upsert(author{.id = key, .name = "D"});
            c.execute(lithe::update<author>()
                          .set(col<&author::age> = run)
                          .where(col<&author::id> == key));
            c.fetch_one(
                lithe::insert_into<author>().values({.name = "E"}).returning(col<&author::id>));
            c.transact([&](lithe::transaction& tx) {
                tx.transact([&](lithe::transaction& nested) { nested.erase<author>(key); });
            });
        });
    }
    SECTION("streams, left early and walked to the end") {
        check_prepared_once(c, [&](int run) {
            for (auto&& one : c.stream(from<author>())) {
                CHECK(one.name == "Ada");
                if (run % 2 == 0)
                    break;
            }
        });
    }
}

TEST_CASE("statement_table: the same query open several times, by nesting and by recursion") {
    auto c = library();
    for (int at = 1; at <= 12; ++at)
        c.insert(author{.id = at, .name = std::to_string(at), .age = at / 2});
    auto const children = [](std::int64_t of) {
        return from<author>().where(col<&author::age> == of, col<&author::id> != of);
    };
    std::vector<std::int64_t> seen;
    auto const walk = [&](auto const& self, std::int64_t id) -> void {
        for (auto&& child : c.stream(children(id))) {
            seen.push_back(child.id);
            CHECK(child.age == id);
            self(self, child.id);
        }
    };
    walk(walk, 0);
    std::sort(seen.begin(), seen.end());
    CHECK(seen == std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    int pairs = 0;
    for (auto&& left : c.stream(from<author>()))
        for (auto&& right : c.stream(from<author>()))
            pairs += left.id <= right.id ? 1 : 0;
    CHECK(pairs == 12 * 13 / 2);
}

TEST_CASE(
    "statement_table: with a limit everything still works, also with more streams than it allows") {
    auto c = library({.statement_limit = static_cast<std::size_t>(GENERATE(1, 3))});
    std::int64_t const ada = c.transact([&](lithe::transaction& tx) {
        auto const key = tx.insert(author{.name = "Ada"});
        tx.insert_all({book{.author_id = key, .title = "1"}, book{.author_id = key, .title = "2"}});
        return key;
    });
    int rows = 0;
    for (auto&& a : c.stream(from<book>()))
        for (auto&& b : c.stream(from<book>()))
            for (auto&& d : c.stream(from<book>().where(col<&book::author_id> == ada)))
                for (auto&& e : c.stream(from<author>())) {
                    CHECK(c.get<author>(e.id).name == "Ada");
                    rows += a.id == b.id && b.id == d.id ? 1 : 0;
                }
    CHECK(rows == 2);
    CHECK(c.fetch_all(from<book>()).size() == 2);
    CHECK(c.session().statements().size() <= 3);
}

TEST_CASE("statement_table: shared objects whose slots collide with the program's") {
    auto c = library();
    c.insert(author{.name = "Ada"});
    plugin const hidden("statements_hidden");
    plugin const hidden_too("statements_hidden_too");
    plugin const visible("statements_default");
    for (int round = 0; round < 3; ++round) {
        for (plugin const* one : {&hidden, &visible, &hidden_too}) {
            CHECK(one->function<int(lithe::connection*)>("lithe_plugin_statements")(&c) == 0);
            CHECK(c.fetch_one(from<author>().select(lithe::count())) == 1);
            CHECK(c.get<author>(1).name == "Ada");
        }
    }
    // Unloaded and loaded again, its texts at the same addresses or elsewhere.
    for (char const* name : {"statements_hidden", "statements_hidden_too", "statements_hidden"}) {
        plugin const again(name);
        CHECK(again.function<int(lithe::connection*)>("lithe_plugin_statements")(&c) == 0);
    }
}

TEST_CASE("statement_table: texts where those of an unloaded shared object were") {
    auto c = library();
    std::vector<author> authors;
    for (int number = 1; number < 400; ++number)
        authors.push_back({.name = std::to_string(number)});
    c.insert_all(authors);
    for (int round = 0; round < 2; ++round) {
        for (char const* name : {"numbered_1", "numbered_2", "numbered_3"}) {
            plugin const loaded(name);
            CHECK(loaded.function<int(lithe::connection*)>("lithe_plugin_numbered")(&c) == 0);
        }
    }
    for (statement_facts const* const known : lithe::detail::statement_registry::all())
        CHECK(std::string_view(known->text).size() == known->size);
}
