// SPDX-License-Identifier: BSL-1.0
//
// What an error leaves behind: a RETURNING with too many rows undoes that statement, an exception
// undoes exactly its level of transact().

#include "support/catch.hpp"
#include "support/rows.hpp"

#include <stdexcept>

using namespace lithe;

namespace {

struct Entry {
    std::int64_t id = 0;
    int value = 0;
};
struct Narrow {
    std::int8_t value = 0;
};
constexpr auto value = col<&Entry::value>;

connection opened() {
    connection c{":memory:"};
    c.create_tables<Entry>();
    c.insert_all({Entry{.value = 1}, Entry{.value = 2}});
    return c;
}
rows::table values(connection& c) {
    return rows::of_sql(c.native_handle(), "SELECT value FROM entry ORDER BY id");
}
auto add_ten() {
    return update<Entry>().set(value = value + 10).all_rows().returning(value);
}

}  // namespace

TEST_CASE("undo: too many rows, in autocommit") {
    connection c = opened();
    CHECK_THROWS_AS(c.fetch_one(add_ten()), too_many_rows);
    CHECK_THROWS_AS(c.fetch_optional(add_ten()), too_many_rows);
    CHECK_THROWS_AS(c.fetch_one(delete_from<Entry>().all_rows().returning()), too_many_rows);
    CHECK(values(c) == rows::table{"1", "2"});
    CHECK(sqlite3_get_autocommit(c.native_handle()) != 0);
    CHECK(c.fetch_one(update<Entry>().set(value = 5).where(value == 1).returning(value)) == 5);
    CHECK_THROWS_AS(c.fetch_one(update<Entry>().set(value = 5).where(value == 1).returning(value)),
                    not_found);
    CHECK(values(c) == rows::table{"5", "2"});
}

TEST_CASE("undo: too many rows, in a transaction and in a nested one") {
    connection c = opened();
    c.transact([](transaction& tx) {
        tx.insert(Entry{.value = 3});
        CHECK_THROWS_AS(tx.fetch_one(add_ten()), too_many_rows);
        tx.transact([](transaction& nested) {
            nested.insert(Entry{.value = 4});
            CHECK_THROWS_AS(nested.fetch_optional(add_ten()), too_many_rows);
        });
    });
    CHECK(values(c) == rows::table{"1", "2", "3", "4"});
}

TEST_CASE("undo: a row that cannot be read undoes the write that returns it") {
    connection c = opened();
    auto const big =
        update<Entry>().set(value = 1000).where(value == 1).returning_as<Narrow>(value);
    CHECK_THROWS_AS(c.fetch_one(big), conversion_error);
    CHECK_THROWS_AS(c.fetch_all(big), conversion_error);
    auto const inserted =
        insert_into<Entry>().values(Entry{.value = 1000}).returning_as<Narrow>(value);
    CHECK_THROWS_AS(c.fetch_one(inserted), conversion_error);
    CHECK(values(c) == rows::table{"1", "2"});
}

TEST_CASE("undo: an exception undoes its own level and goes on") {
    connection c = opened();
    CHECK_THROWS_AS(c.transact([](transaction& tx) {
        tx.insert(Entry{.value = 3});
        throw std::runtime_error("outer");
    }),
                    std::runtime_error);
    CHECK(values(c) == rows::table{"1", "2"});
    int const result = c.transact([](transaction& tx) {
        tx.insert(Entry{.value = 3});
        for (int const level : {4, 5, 6}) {
            try {
                tx.transact([&](transaction& nested) {
                    nested.insert(Entry{.value = level});
                    nested.transact([&](transaction& innermost) {
                        innermost.insert(Entry{.value = level * 10});
                        if (level == 5)
                            throw std::logic_error("innermost");
                    });
                });
            } catch (std::logic_error const&) {
                tx.insert(Entry{.value = 55});
            }
        }
        return 7;
    });
    CHECK(result == 7);
    CHECK(values(c) == rows::table{"1", "2", "3", "4", "40", "55", "6", "60"});
}

TEST_CASE("undo: an inner level may fail while the level around it goes on") {
    connection c = opened();
    c.transact([](transaction& tx) {
        tx.transact([](transaction& nested) {
            nested.insert(Entry{.value = 3});
            CHECK_THROWS_AS(nested.transact([](transaction& innermost) {
                innermost.insert(Entry{.value = 4});
                innermost.insert(Entry{.id = 1});
            }),
                            constraint_error);
            nested.insert(Entry{.value = 5});
        });
    });
    CHECK(values(c) == rows::table{"1", "2", "3", "5"});
    // transact() on the connection, inside a transaction of its own, is a level, too.
    c.transact(deferred, [&](transaction& tx) {
        tx.insert(Entry{.value = 6});
        CHECK_THROWS_AS(c.transact([](transaction& nested) {
            nested.insert(Entry{.value = 7});
            throw std::runtime_error("nested");
        }),
                        std::runtime_error);
    });
    CHECK(values(c) == rows::table{"1", "2", "3", "5", "6"});
    CHECK(sqlite3_get_autocommit(c.native_handle()) != 0);
}

TEST_CASE("undo: a failed insert_all leaves nothing, in a transaction too") {
    connection c = opened();
    c.transact([](transaction& tx) {
        tx.insert(Entry{.value = 3});
        CHECK_THROWS_AS(tx.insert_all({Entry{.value = 4}, Entry{.id = 1}}), constraint_error);
    });
    CHECK(values(c) == rows::table{"1", "2", "3"});
}
