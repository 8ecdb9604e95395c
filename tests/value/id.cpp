// SPDX-License-Identifier: BSL-1.0
//
// Strong ids as keys and foreign keys; those of two structs never meet.
#include <lithe/value/id.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace {

using lithe::col, lithe::from, lithe::id;

struct author {
    lithe::id<author> id{};
    std::string name{};
};
struct book {
    lithe::id<book> id{};
    lithe::id<author> author_id{};
    std::optional<lithe::id<book>> sequel_id{};
    std::string title{};
    static constexpr auto schema() {
        return lithe::table(
            "books", lithe::primary_key<&book::id>,
            lithe::foreign_key<&book::author_id>.references<&author::id>().on_delete(
                lithe::cascade),
            lithe::foreign_key<&book::sequel_id>.references<&book::id>(),
            lithe::index<&book::author_id>);
    }
};
/// A key of two ids; and one that is given, not assigned.
struct loan {
    lithe::id<book> book_id{};
    lithe::id<author> reader_id{};
    int days = 0;
    static constexpr auto schema() {
        return lithe::table("loans", lithe::primary_key<&loan::book_id, &loan::reader_id>,
                            lithe::default_value<&loan::days>(14));
    }
};

template <class Left, class Right>
concept comparable = requires(Left left, Right right) { left == right; };

static_assert(!std::is_convertible_v<std::int64_t, id<author>>);
static_assert(!std::is_convertible_v<id<book>, id<author>>);
static_assert(!comparable<id<author>, id<book>>);
static_assert(!comparable<id<author>, std::int64_t>);
static_assert(id<author>(1) < id<author>(2) && id<author>() == id<author>(0));
static_assert(sizeof(id<author>) == sizeof(std::int64_t));
static_assert(lithe::create_table_sql<author>() ==
              R"(CREATE TABLE "author" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL) STRICT)");

struct library {
    lithe::connection db{":memory:"};
    id<author> ada{};
    id<author> bob{};
    id<book> notes{};
    library() {
        db.create_tables<author, book, loan>();
        ada = db.insert(author{.name = "Ada"});
        bob = db.insert(author{.name = "Bob"});
        notes = db.insert(book{.author_id = ada, .title = "Notes"});
    }
};

}  // namespace

TEST_CASE("an id is an INTEGER key that SQLite assigns") {
    library world;
    CHECK(world.ada.value == 1);
    CHECK(world.bob.value == 2);
    CHECK(lithe_test::describe_table(world.db.native_handle(), "books") ==
          "id INTEGER key 1\n"
          "author_id INTEGER not null\n"
          "sequel_id INTEGER\n"
          "title TEXT not null\n"
          "foreign key on author update NO ACTION delete CASCADE, author_id -> id\n"
          "foreign key on books update NO ACTION delete NO ACTION, sequel_id -> id\n"
          "index books_author_id_idx c, author_id BINARY\n"
          "strict");
    id<book> const given = world.db.insert(lithe::with_key(book{.author_id = world.bob}));
    CHECK(given.value == 0);
    CHECK(world.db.insert(book{.id = id<book>(77), .author_id = world.bob}).value == 77);
}

TEST_CASE("find, get, update, upsert and erase take the struct's own id") {
    library world;
    auto& db = world.db;
    REQUIRE(db.find<author>(world.bob).has_value());
    CHECK(db.find<author>(world.bob)->name == "Bob");
    CHECK_FALSE(db.find<author>(id<author>(9)).has_value());
    book changed = db.get<book>(world.notes);
    CHECK(changed.author_id == world.ada);
    CHECK_FALSE(changed.sequel_id.has_value());
    changed.sequel_id = world.notes;
    CHECK(db.update(changed));
    CHECK(db.get<book>(world.notes).sequel_id == world.notes);
    db.upsert(author{.id = world.bob, .name = "Robert"});
    CHECK(db.get<author>(world.bob).name == "Robert");
    CHECK(db.erase<author>(world.ada));
    CHECK_FALSE(db.find<book>(world.notes).has_value());
}

TEST_CASE("ids in conditions, joins, ranges, aggregates and RETURNING") {
    library world;
    auto& db = world.db;
    auto const mine = db.fetch_all(from<book>().where(col<&book::author_id> == world.ada));
    REQUIRE(mine.size() == 1U);
    CHECK(mine[0].title == "Notes");
    auto const pairs = db.fetch_all(from<book>()
                                        .join<author>(col<&book::author_id> == col<&author::id>)
                                        .select(col<&author::id>, col<&book::id>));
    static_assert(
        std::is_same_v<decltype(pairs), std::vector<std::tuple<id<author>, id<book>>> const>);
    CHECK(pairs == std::vector{std::tuple(world.ada, world.notes)});
    std::vector<id<author>> const both{world.ada, world.bob, id<author>(5)};
    CHECK(db.fetch_all(from<author>().where(col<&author::id>.in(both))).size() == 2U);
    CHECK(db.fetch_all(from<author>().where(col<&author::id>.in(world.bob))).size() == 1U);
    CHECK(db.fetch_all(from<author>().where(col<&author::id> > world.ada)).size() == 1U);
    std::optional<id<author>> const last =
        db.fetch_one(from<author>().select(max(col<&author::id>)));
    CHECK(last == world.bob);
    CHECK(db.fetch_one(from<author>().select(lithe::count(col<&author::id>))) == 2);
    std::optional<id<book>> const none{};
    CHECK(db.fetch_all(from<book>().where(col<&book::sequel_id> == none)).size() == 1U);
    id<author> const made = db.fetch_one(
        lithe::insert_into<author>().values(author{.name = "Cid"}).returning(col<&author::id>));
    CHECK(made.value == 3);
    CHECK(db.fetch_one(from<author>().where(col<&author::id> == lithe::literal<id<author>(3)>))
              .name == "Cid");
}

TEST_CASE("a composite key of ids, and many rows at once") {
    library world;
    auto& db = world.db;
    auto const key = db.insert(loan{.book_id = world.notes, .reader_id = world.bob, .days = 3});
    static_assert(std::is_same_v<decltype(key), std::tuple<id<book>, id<author>> const>);
    CHECK(db.get<loan>(key).days == 3);
    CHECK(db.get<loan>(world.notes, world.bob).days == 3);
    std::vector<author> const more{{.name = "Cid"}, {.id = id<author>(50), .name = "Dan"}, {}};
    CHECK(db.insert_all(more) == 3);
    auto const ids =
        db.fetch_all(from<author>().select(col<&author::id>).order_by(col<&author::id>));
    CHECK(ids ==
          std::vector{id<author>(1), id<author>(2), id<author>(3), id<author>(50), id<author>(51)});
}

TEST_CASE("ids are keys of the standard containers") {
    std::map<id<author>, int> ordered{{id<author>(2), 1}, {id<author>(1), 2}};
    CHECK(ordered.begin()->first == id<author>(1));
    std::unordered_map<id<author>, int> hashed{{id<author>(2), 1}};
    CHECK(hashed.count(id<author>(2)) == 1U);
    CHECK(hashed.count(id<author>(3)) == 0U);
}

TEST_CASE("text where an id should be is a conversion_error") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE author (id TEXT, name TEXT); INSERT INTO author VALUES ('x', '')");
    try {
        static_cast<void>(db.fetch_all(from<author>()));
        FAIL("read");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.column() == "id");
        CHECK(error.expected() == "id (INTEGER)");
        CHECK(error.found() == std::string("TEXT"));
    }
}
