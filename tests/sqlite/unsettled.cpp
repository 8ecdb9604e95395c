// SPDX-License-Identifier: BSL-1.0
//
// A comparison that throws where its statement has nothing left that an interrupt could end, or
// where other statements are open; and a ROLLBACK that is itself interrupted.
#include <lithe/sqlite/unsettled.hpp>

#include <lithe/sqlite.hpp>

#include "plugins/compared.hpp"
#include "support/catch.hpp"
#include "support/plugin.hpp"
#include "support/rows.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

using lithe::col, lithe::from;

namespace {

constexpr lithe::named_collation<"fails_for_x"> fails_for_x{};

struct fallible {
    std::string key{};
    int number = 0;
    static constexpr auto schema() {
        return lithe::table("fallible", lithe::primary_key<&fallible::key>,
                            lithe::collate<&fallible::key>(fails_for_x));
    }
};
struct fallible_child {
    std::int64_t id = 0;
    std::string key{};
    static constexpr auto schema() {
        return lithe::table("fallible_child", lithe::primary_key<&fallible_child::id>,
                            lithe::foreign_key<&fallible_child::key>.references<&fallible::key>());
    }
};
struct fallible_indexed {
    std::int64_t id = 0;
    std::string key{};
    static constexpr auto schema() {
        return lithe::table("fallible_indexed", lithe::primary_key<&fallible_indexed::id>,
                            lithe::collate<&fallible_indexed::key>(fails_for_x),
                            lithe::index<&fallible_indexed::key>);
    }
};

lithe::connection opened() {
    lithe::connection c{":memory:"};
    c.create_collation(fails_for_x, [](std::string_view left, std::string_view right) {
        if (left == "x" || right == "x")
            throw std::runtime_error("not x");
        return left.compare(right);
    });
    c.create_tables<fallible, fallible_child, fallible_indexed>();
    for (char const* key : {"0", "1", "2", "3"}) {
        c.insert(fallible{key, 1});
        c.insert(fallible_indexed{0, key});
    }
    return c;
}
auto everything(lithe::connection& c) {
    return rows::of_sql(c.native_handle(),
                        "SELECT 'a', key, number FROM fallible UNION ALL "
                        "SELECT 'b', key, id FROM fallible_child UNION ALL "
                        "SELECT 'c', key, id FROM fallible_indexed");
}

auto const integrity = lithe::sql<"PRAGMA integrity_check">.as<std::string>();

template <class Run>
void fails(lithe::connection& c, Run run) {
    auto const before = everything(c);
    try {
        run(c);
        FAIL("nothing was thrown");
    } catch (lithe::error const& thrown) {
        CHECK(std::string_view(thrown.what()).find("collation fails_for_x: not x") !=
              std::string_view::npos);
    }
    CHECK(everything(c) == before);
    CHECK(sqlite3_get_autocommit(c.native_handle()) != 0);
    CHECK(c.fetch_one(integrity) == "ok");
}

}  // namespace

TEST_CASE("unsettled: short statements give nothing and write nothing") {
    auto c = opened();
    auto const update = lithe::update<fallible>()
                            .set(col<&fallible::number> = 77)
                            .where(col<&fallible::key> == "x");
    fails(c, [](auto& on) { on.template find<fallible>("x"); });
    fails(c, [](auto& on) { on.fetch_all(from<fallible>().where(col<&fallible::key> == "x")); });
    fails(c, [&](auto& on) { on.execute(update); });
    fails(c, [&](auto& on) { on.fetch_all(update.returning()); });
    fails(c, [](auto& on) { on.template erase<fallible>("x"); });
    fails(c, [](auto& on) { on.insert(fallible{"x", 1}); });
    fails(c, [](auto& on) { on.upsert(fallible{"x", 1}); });
    fails(c, [](auto& on) { on.insert(fallible_child{0, "x"}); });
    fails(c, [](auto& on) { on.insert(fallible_indexed{0, "x"}); });
    fails(c, [](auto& on) { on.update(fallible_indexed{2, "x"}); });
    fails(c, [](auto& on) { on.insert_all({fallible_indexed{0, "4"}, fallible_indexed{0, "x"}}); });
    CHECK(c.insert(fallible_indexed{0, "5"}) == 5);  // and then all is well
}

TEST_CASE("unsettled: a transaction is undone as a whole") {
    auto c = opened();
    fails(c, [](auto& on) {
        on.transact([](lithe::transaction& tx) {
            tx.insert(fallible{"9", 9});
            tx.insert(fallible_indexed{0, "x"});
        });
    });
    // Caught inside: the transaction is over all the same.
    auto const before = everything(c);
    CHECK_THROWS(c.transact([](lithe::transaction& tx) {
        tx.insert(fallible{"9", 9});
        try {
            tx.insert(fallible_indexed{0, "x"});
        } catch (lithe::error const&) {
        }
    }));
    CHECK(everything(c) == before);
    // A script, whose statements nobody looks behind, is not committed.
    CHECK_THROWS_AS(c.execute_script("INSERT INTO fallible_indexed(key) VALUES('x')"),
                    lithe::error);
    CHECK(everything(c) == before);
}

namespace {

auto const every = from<fallible>();
auto const wrong_read = every.where(col<&fallible::key> == "x");
auto const wrong_write =
    lithe::update<fallible>().set(col<&fallible::number> = 77).where(col<&fallible::key> == "x");

/// Steps a stream on `handle` to its first row, and runs `work` while it is open.
template <class Handle, class Work>
void beside_a_stream(Handle& handle, Work work) {
    auto rows = handle.stream(every);
    CHECK(rows.begin()->key == "0");
    work();
}

}  // namespace

TEST_CASE("unsettled: a write is undone while another statement is open") {
    auto c = opened();
    auto const before = everything(c);
    // Caught inside, around the loop: the transaction is over.
    CHECK_THROWS_AS(c.transact([](lithe::transaction& tx) {
        tx.insert(fallible{"9", 9});
        try {
            for (auto const& row : tx.stream(every)) {
                tx.execute(wrong_write);
                FAIL(row.key);
            }
        } catch (lithe::error const& thrown) {
            CHECK(thrown.what() == std::string_view("collation fails_for_x: not x (SQLITE_ERROR)"));
        }
    }),
                    lithe::error);
    CHECK(everything(c) == before);
    // Nothing of it clings to the connection, and the stream goes on.
    c.transact([&](lithe::transaction& tx) {
        std::string seen;
        for (auto const& row : tx.stream(every)) {
            seen += row.key;
            CHECK_THROWS_AS(tx.fetch_all(wrong_read), lithe::error);
            tx.insert(fallible_indexed{0, "9" + row.key});
        }
        CHECK(seen == "0123");
    });
    CHECK(everything(c).size() == before.size() + 4);
}

TEST_CASE("unsettled: a savepoint is undone while another statement is open") {
    auto c = opened();
    c.transact([](lithe::transaction& tx) {
        beside_a_stream(tx, [&] {
            CHECK_THROWS_AS(tx.transact([](lithe::transaction& inner) {
                inner.insert(fallible{"8", 8});
                inner.fetch_all(wrong_read);
            }),
                            lithe::error);
            tx.insert(fallible{"9", 9});
        });
    });
    CHECK_FALSE(c.find<fallible>("8").has_value());
    CHECK(c.find<fallible>("9").has_value());
}

TEST_CASE("unsettled: what a function's statement did is undone with the statement around it") {
    auto c = opened();
    auto const before = everything(c);
    c.create_function("swallows", [&c](std::int64_t number) {
        CHECK_THROWS_AS(c.execute(wrong_write), lithe::error);
        return number + 1;
    });
    CHECK_THROWS_AS(c.execute(lithe::sql<"UPDATE fallible SET number = swallows(number) "
                                         "WHERE rowid = 1">()),
                    lithe::error);
    CHECK(everything(c) == before);
    c.insert(fallible{"9", 9});
}

TEST_CASE("unsettled: what an interrupt keeps from being undone is not committed") {
    auto c = opened();
    auto const before = everything(c);
    auto const interrupted = [&](lithe::transaction& tx) {
        tx.insert(fallible{"8", 8});
        sqlite3_interrupt(c.native_handle());
        tx.fetch_all(every);  // of a write SQLite itself ends the transaction
    };
    CHECK_THROWS_AS(c.transact([&](lithe::transaction& tx) {
        beside_a_stream(tx, [&] { CHECK_THROWS_AS(tx.transact(interrupted), lithe::cancelled); });
        CHECK_THROWS_AS(tx.insert(fallible{"7", 7}), lithe::error);
        CHECK_THROWS_AS(tx.insert(fallible{"7", 7}), lithe::error);
    }),
                    lithe::error);
    CHECK(everything(c) == before);
    // A whole transaction: its ROLLBACK runs when the stream of the connection has ended.
    beside_a_stream(c, [&] {
        CHECK_THROWS_AS(c.transact(interrupted), lithe::cancelled);
        CHECK_THROWS_AS(c.insert(fallible{"7", 7}), lithe::cancelled);
    });
    c.transact([](lithe::transaction& tx) { tx.insert(fallible{"6", 6}); });
    CHECK(sqlite3_get_autocommit(c.native_handle()) != 0);
    CHECK(everything(c).size() == before.size() + 1);
}

TEST_CASE("unsettled: it is the connection's") {
    constexpr char const* raw = "SELECT number FROM fallible WHERE key = 'x'";
    {
        auto c = opened();
        sqlite3_exec(c.native_handle(), raw, nullptr, nullptr, nullptr);
        CHECK_THROWS_WITH(c.find<fallible>("1"), "collation fails_for_x: not x (SQLITE_ERROR)");
        CHECK(c.find<fallible>("1").has_value());
        sqlite3_exec(c.native_handle(), raw, nullptr, nullptr, nullptr);
    }
    lithe::connection next{":memory:"};  // often at the same address
    next.create_tables<fallible_child>();
    // Of another shared object, too.
    lithe_test::plugin const plugin("compared");
    auto* const run = plugin.function<char const*(lithe::connection*)>("lithe_plugin_compare");
    auto c = lithe_test::compared_connection();
    CHECK(run(&c) == std::string_view("collation compared: not x (SQLITE_ERROR)"));
    CHECK(c.get<lithe_test::compared>(1).number == 1);
}
