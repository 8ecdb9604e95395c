// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/assigned_key.hpp>

#include <lithe/sqlite.hpp>
#include <lithe/value/id.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

using lithe::col, lithe::from;
using namespace lithe_test;

namespace {

template <class Number>
struct ticket {
    Number value = 0;
};
// A key that holds less than its stored form.
struct percent {
    std::int64_t value = 0;
};

}  // namespace

template <class Number>
struct lithe::value_traits<ticket<Number>> {
    using storage = Number;
    static constexpr bool is_row_id = true;
    static constexpr storage to_storage(ticket<Number> key) { return key.value; }
    static constexpr ticket<Number> from_storage(storage number) noexcept { return {number}; }
};
template <>
struct lithe::value_traits<percent> {
    using storage = std::int64_t;
    static constexpr bool is_row_id = true;
    static constexpr storage to_storage(percent key) { return key.value; }
    static percent from_storage(storage number) {
        if (number > 100)
            throw std::range_error("more than all");
        return {number};
    }
};

namespace {

template <class Key>
struct keyed {
    Key id{};
    int mark = 0;
    static constexpr auto schema() {
        return lithe::table("keyed", lithe::primary_key<&keyed::id>, lithe::unique<&keyed::mark>);
    }
};

template <class Key>
constexpr bool narrow = lithe::detail::has_narrow_key<keyed<Key>>();
static_assert(narrow<std::int8_t> && narrow<std::int32_t> && narrow<std::uint32_t>);
static_assert(narrow<std::uint64_t> && narrow<ticket<std::int32_t>> && narrow<percent>);
static_assert(!narrow<std::int64_t> && !narrow<lithe::id<int>> && !narrow<ticket<std::int64_t>>);
static_assert(!narrow<bool> && !narrow<std::string>);

template <class Work>
lithe::conversion_error refused(Work&& work) {
    try {
        work();
    } catch (lithe::conversion_error const& thrown) {
        CHECK(thrown.table() == "keyed");
        CHECK(thrown.column() == "id");
        CHECK(thrown.found() == "an assigned key out of range");
        return thrown;
    }
    FAIL("nothing was thrown");
    throw std::logic_error("unreachable");
}

template <class Entity, class Handle>
void refuse_all(Handle& on) {
    using key = decltype(Entity::id);
    constexpr auto mark = col<&Entity::mark>;
    auto const into = lithe::insert_into<Entity>();
    auto const others = from<Entity>().select(mark + 1'000);
    refused([&] { on.insert(Entity{.mark = 10}); });
    refused([&] { on.insert(Entity{.id = key{1}, .mark = 10}, lithe::defaults<&Entity::id>); });
    CHECK(refused([&] { on.insert_all({Entity{.mark = 10}}); }).element() == 0);
    CHECK(refused([&] {
              on.insert_all({Entity{.id = key{5}, .mark = 10}, Entity{.mark = 11},
                             Entity{.id = key{6}, .mark = 12}});
          }).element() == 1);
    CHECK(refused([&] {
              on.insert_all({Entity{.id = key{5}, .mark = 10}, Entity{.mark = 11}});
          }).element() == 1);
    refused([&] { on.execute(into.values(Entity{.mark = 10})); });
    refused([&] { on.execute(into.set(mark = 10)); });
    refused([&] { on.execute(lithe::insert_row<Entity>(mark = 10)); });
    refused([&] { on.execute(into.columns(mark).select_from(others)); });
    refused([&] { on.execute(into.or_replace().values(Entity{.mark = 1})); });
    refused([&] { on.fetch_all(into.set(mark = 10).returning(mark)); });
    refused([&] { on.fetch_one(into.values(Entity{.mark = 10}).returning(mark)); });
    refused([&] { on.fetch_optional(into.set(mark = 10).returning(mark)); });
}

// With a key that is given, or where no row is inserted, nothing is assigned.
template <class Entity, class Handle>
void accept_all(Handle& on) {
    using key = decltype(Entity::id);
    auto const into = lithe::insert_into<Entity>();
    on.insert(Entity{.id = key{3}, .mark = 3});
    CHECK(on.insert_all({Entity{.id = key{4}, .mark = 4}}) == 1);
    CHECK(on.execute(into.values(Entity{.id = key{5}, .mark = 5})) == 1);
    CHECK(on.execute(into.values(Entity{.mark = 1}).on_conflict().do_nothing()) == 0);
    CHECK(on.execute(into.values(Entity{.mark = 1})
                         .template on_conflict<&Entity::mark>()
                         .do_update(col<&Entity::mark> = 2)) == 1);
}

// `greatest` is taken by a row that the field can hold, or cannot.
template <class Key>
lithe::connection table_with(std::int64_t greatest) {
    lithe::connection c(":memory:");
    c.create_tables<keyed<Key>>();
    c.execute_script("INSERT INTO keyed VALUES (" + std::to_string(greatest) + ", 1)");
    return c;
}
std::int64_t rows(lithe::connection& c) {
    return number(c.native_handle(), "SELECT count(*) FROM keyed");
}

}  // namespace

TEMPLATE_TEST_CASE("assigned_key: one that the field cannot hold leaves no row", "", std::int8_t,
                   std::int32_t, ticket<std::uint32_t>, percent) {
    using entity = keyed<TestType>;
    std::int64_t greatest = 100;
    if constexpr (!std::is_same_v<TestType, percent>)
        greatest = (std::numeric_limits<lithe::detail::storage_t<TestType>>::max)();
    // Beside INT64_MAX the keys are random ones.
    if (GENERATE(false, true))
        greatest = INT64_MAX;
    auto c = table_with<TestType>(greatest);
    SECTION("in a transaction each") {
        refuse_all<entity>(c);
        CHECK(rows(c) == 1);
        accept_all<entity>(c);
    }
    SECTION("in one transaction, which goes on") {
        c.transact([&](lithe::transaction& tx) {
            refuse_all<entity>(tx);
            CHECK(rows(c) == 1);
            accept_all<entity>(tx);
        });
    }
    CHECK(rows(c) == 4);
    CHECK(number(c.native_handle(), "SELECT max(id) FROM keyed") == greatest);
}

TEST_CASE("assigned_key: with triggers, and as a stream, nothing stays either") {
    using entity = keyed<std::int32_t>;
    auto c = table_with<std::int32_t>(INT32_MAX);
    auto const returned =
        lithe::insert_into<entity>().set(col<&entity::mark> = 10).returning(col<&entity::mark>);
    refused([&] {
        for (int const mark : c.stream(returned))
            FAIL(mark);
    });
    CHECK(rows(c) == 1);
    // Its row only, also beside another stream.
    c.transact([&](lithe::transaction& tx) {
        tx.insert(entity{.id = 3, .mark = 3});
        auto others = tx.stream(from<entity>());
        CHECK(others.begin()->id == 3);
        refused([&] {
            for (int const mark : tx.stream(returned))
                FAIL(mark);
        });
        CHECK((++others.begin())->id == INT32_MAX);
        tx.erase<entity>(INT32_MAX);
        for (int const mark : tx.stream(returned))
            CHECK(mark == 10);
        auto left_early = tx.stream(
            lithe::insert_into<entity>().values(entity{.mark = 5}).returning(col<&entity::id>));
        CHECK(*left_early.begin() == 5);
    });
    CHECK(rows(c) == 3);
    c.execute_script("DELETE FROM keyed; INSERT INTO keyed VALUES (2147483647, -1)");
    c.execute_script(
        "CREATE TABLE log(mark);"
        "CREATE TRIGGER logs AFTER INSERT ON keyed BEGIN INSERT INTO log VALUES (new.mark); END");
    refuse_all<entity>(c);
    CHECK(rows(c) == 1);
    // A deletion would leave what the trigger did: the transaction is over.
    CHECK_THROWS_AS(c.transact([](lithe::transaction& tx) {
        tx.insert(entity{.id = 3, .mark = 3});
        refused([&] { tx.insert(entity{.mark = 10}); });
        tx.insert(entity{.id = 4, .mark = 4});
    }),
                    lithe::error);
    CHECK(rows(c) == 1);
    CHECK(number(c.native_handle(), "SELECT count(*) FROM log") == 0);
    CHECK(sqlite3_get_autocommit(c.native_handle()) != 0);
}

TEST_CASE("assigned_key: another table's key is none of this one") {
    using entity = keyed<std::int8_t>;
    auto c = table_with<std::int8_t>(1);
    c.execute_script(
        "CREATE TABLE other(id INTEGER PRIMARY KEY); INSERT INTO other VALUES (1000000);"
        "CREATE TRIGGER ignores BEFORE INSERT ON keyed WHEN new.mark = 7"
        " BEGIN SELECT RAISE(IGNORE); END");
    auto const last = [&] { return sqlite3_last_insert_rowid(c.native_handle()); };
    c.insert(entity{.mark = 7});
    CHECK(last() == 1'000'000);
    c.insert_all(std::vector<entity>{});
    CHECK(last() == 1'000'000);
    c.insert_all({entity{.mark = 7}, entity{.mark = 7}});
    CHECK(c.execute(lithe::insert_into<entity>().set(col<&entity::mark> = 7)) == 0);
    CHECK(rows(c) == 1);
    CHECK(c.insert(entity{.mark = 8}) == 2);
    CHECK(last() == 2);
}

namespace {

struct numbered_ticket {
    std::int8_t id = 0;
    int mark = 0;
    static constexpr auto schema() {
        return lithe::table("numbered_ticket",
                            lithe::primary_key<&numbered_ticket::id>.autoincrement());
    }
};

}  // namespace

TEST_CASE("assigned_key: a number that was refused is not used up") {
    lithe::connection c(":memory:");
    c.create_tables<numbered_ticket>();
    c.insert(numbered_ticket{.id = 127});
    auto const last = [&] { return number(c.native_handle(), "SELECT seq FROM sqlite_sequence"); };
    c.transact([&](lithe::transaction& tx) {
        CHECK_THROWS_AS(tx.insert(numbered_ticket{}), lithe::conversion_error);
        CHECK_THROWS_AS(tx.insert_all({numbered_ticket{}}), lithe::conversion_error);
        CHECK(last() == 127);
    });
    CHECK(last() == 127);
    CHECK(c.fetch_all(from<numbered_ticket>()).size() == 1);
}
