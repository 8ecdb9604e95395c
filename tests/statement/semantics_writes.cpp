// SPDX-License-Identifier: BSL-1.0
//
// Writes by object, by every kind of primary key.

#include "support/catch.hpp"
#include "support/rows.hpp"

#include <limits>

using namespace lithe;

namespace {

struct Person {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;
    static constexpr auto schema() {
        return table("people", primary_key<&Person::id>, default_value<&Person::age>(18),
                     default_value<&Person::name>("nobody"));
    }
};
struct Place {
    int row = 0;
    std::string column{};
    std::optional<std::string> label{};
    static constexpr auto schema() {
        return table("places", primary_key<&Place::row, &Place::column>);
    }
};
struct Word {
    std::string text{};
    int count = 0;
    static constexpr auto schema() {
        return table("words", primary_key<&Word::text>, without_rowid);
    }
};
enum class color : std::uint8_t { red, green };
struct Paint {
    color shade{};
    double price = 0;
    static constexpr auto schema() { return table("paints", primary_key<&Paint::shade>); }
};
struct Code {
    std::int64_t code = 0;
    std::string text{};
    static constexpr auto schema() {
        return table("codes", primary_key<&Code::code>, without_rowid);
    }
};
struct Tiny {
    std::uint8_t id = 0;
    std::string text{};
};

connection opened() {
    connection c{":memory:"};
    c.create_tables<Person, Place, Word, Paint, Code, Tiny>();
    return c;
}
rows::table dump(connection& c, std::string const& sql) {
    return rows::of_sql(c.native_handle(), sql);
}

}  // namespace

TEST_CASE("writes: a single integer key of 0 is assigned by insert alone") {
    connection c = opened();
    static_assert(std::same_as<decltype(c.insert(Person())), std::int64_t>);
    CHECK(c.insert(Person{.name = "a"}) == 1);
    CHECK(c.insert(Person{.id = 7, .name = "b"}) == 7);
    CHECK(c.insert(Person{.name = "c"}) == 8);
    CHECK(c.insert(Person{.id = -3, .name = "d"}) == -3);
    CHECK(c.insert(with_key(Person{.id = 0, .name = "zero"})) == 0);
    CHECK(c.get<Person>(0).name == "zero");
    CHECK(c.insert(with_key(Person{.id = 5, .name = "e"})) == 5);
    CHECK_THROWS_AS(c.insert(Person{.id = 7}), constraint_error);
    // upsert, update and erase take 0 literally.
    CHECK(c.update(Person{.id = 0, .name = "new zero"}));
    CHECK(c.upsert(Person{.id = 0, .name = "newer zero"}) == 0);
    CHECK(c.get<Person>(0).name == "newer zero");
    CHECK(c.erase<Person>(0));
    CHECK(!c.update(Person{.id = 0}));
    CHECK(!c.erase<Person>(0));
    CHECK(c.upsert(Person{.id = 0, .name = "upserted"}) == 0);
    CHECK(c.fetch_one(
              insert_into<Person>().values(Person{.name = "f"}).returning(col<&Person::id>)) == 9);
    CHECK(dump(c, "SELECT id FROM people ORDER BY id") ==
          rows::table{"-3", "0", "1", "5", "7", "8", "9"});
}

TEST_CASE("writes: insert_all assigns keys, too, and counts") {
    connection c = opened();
    std::vector<Person> const people{{.name = "a"}, {.id = 5, .name = "b"}, {.name = "c"}};
    CHECK(c.insert_all(people) == 3);
    CHECK(c.insert_all({Person{.name = "d"}}) == 1);
    CHECK(c.insert_all(std::vector<Person>()) == 0);
    CHECK(dump(c, "SELECT id, name FROM people ORDER BY id") ==
          rows::table{"1|'a'|", "5|'b'|", "6|'c'|", "7|'d'|"});
    try {
        c.insert_all({Person{.name = "x"}, Person{.id = 5, .name = "twice"}, Person{.name = "y"}});
        FAIL("a key twice");
    } catch (constraint_error const& thrown) {
        CHECK(thrown.element() == 1U);
    }
    CHECK(dump(c, "SELECT count(*) FROM people") == rows::table{"4"});
}

TEST_CASE("writes: columns left to their DEFAULT") {
    connection c = opened();
    CHECK(c.insert(Person{.name = "a", .age = 50}, defaults<&Person::age>) == 1);
    CHECK(c.insert(Person{.id = 9, .name = "b", .age = 50},
                   defaults<&Person::name, &Person::age>) == 9);
    // A key that is left out is assigned, whatever the object says.
    CHECK(c.insert(Person{.id = 33, .name = "c", .age = 50}, defaults<&Person::id>) == 10);
    CHECK(c.insert(Person{.id = 33}, defaults<&Person::id, &Person::name, &Person::age>) == 11);
    CHECK(dump(c, "SELECT * FROM people ORDER BY id") ==
          rows::table{"1|'a'|18|", "9|'nobody'|18|", "10|'c'|50|", "11|'nobody'|18|"});
}

TEST_CASE("writes: a key of two columns") {
    connection c = opened();
    auto const key = c.insert(Place{.row = 0, .column = "a", .label = "x"});
    static_assert(std::same_as<decltype(key), std::tuple<int, std::string> const>);
    CHECK(key == std::tuple(0, std::string("a")));
    c.insert(Place{.row = 0, .column = "b"});
    CHECK(c.get<Place>(0, "a").label == "x");
    CHECK(c.get<Place>(key).label == "x");
    CHECK(c.find<Place>(std::tuple(0, "b"))->label == std::nullopt);
    CHECK(!c.find<Place>(1, "a"));
    CHECK(c.update(Place{.row = 0, .column = "a", .label = "y"}));
    CHECK(!c.update(Place{.row = 9, .column = "a"}));
    CHECK(c.upsert(Place{.row = 0, .column = "a"}) == std::tuple(0, std::string("a")));
    c.upsert(Place{.row = 2, .column = "", .label = ""});
    CHECK(c.erase<Place>(0, std::string("b")));
    CHECK(!c.erase<Place>(key) == false);
    CHECK(dump(c, "SELECT * FROM places") == rows::table{"2|''|''|"});
    CHECK_THROWS_AS(c.get<Place>(0, "b"), not_found);
}

TEST_CASE("writes: keys of text and enum, and integer keys without rowid") {
    connection c = opened();
    CHECK(c.insert(Word{.text = "", .count = 1}).empty());
    CHECK(c.insert(Word{.text = "a", .count = 2}) == "a");
    CHECK(c.get<Word>("").count == 1);
    CHECK(c.find<Word>(std::string("a"))->count == 2);
    CHECK(c.find<Word>(std::string_view("ab").substr(0, 1))->count == 2);
    CHECK(c.upsert(Word{.text = "a", .count = 3}) == "a");
    CHECK(c.update(Word{.text = "a", .count = 4}));
    CHECK(c.erase<Word>("a"));
    CHECK(!c.erase<Word>("a"));

    CHECK(c.insert(Paint{.shade = color::red, .price = 1.5}) == color::red);  // 0 is a color
    CHECK(c.insert(Paint{.shade = color::green, .price = 2.5}) == color::green);
    CHECK(c.get<Paint>(color::red).price == 1.5);
    CHECK(dump(c, "SELECT shade FROM paints ORDER BY 1") == rows::table{"0", "1"});
    CHECK(c.erase<Paint>(color::red));

    CHECK(c.insert(Code{.code = 0, .text = "zero"}) == 0);  // nobody would assign it
    CHECK(c.get<Code>(0).text == "zero");
    CHECK_THROWS_AS(c.insert(Code{.code = 0}), constraint_error);
}

TEST_CASE("writes: a key that its type cannot hold is nobody's") {
    connection c = opened();
    c.insert(Person{.id = -1, .name = "minus one"});
    CHECK_THROWS_AS(c.find<Person>(std::numeric_limits<std::uint64_t>::max()), conversion_error);
    CHECK_THROWS_AS(c.erase<Person>(std::numeric_limits<std::uint64_t>::max()), conversion_error);
    CHECK(c.insert(Tiny{.text = "a"}) == 1);
    CHECK_THROWS_AS(c.get<Tiny>(257), conversion_error);
    CHECK_THROWS_AS(c.get<Tiny>(-255), conversion_error);
    CHECK(c.get<Tiny>(1).text == "a");
    CHECK(!c.find<Tiny>(2L));
}

TEST_CASE("writes: execute counts what it inserts, changes or deletes") {
    connection c = opened();
    for (int age : {1, 2, 3, 4})
        c.insert(Person{.name = "p", .age = age});
    constexpr auto age = col<&Person::age>;
    CHECK(c.execute(update<Person>().set(age = age + 10).where(age > 2)) == 2);
    CHECK(c.execute(update<Person>().set(age = age + 10).where(age > 100)) == 0);
    CHECK(c.execute(update<Person>().set(age = age * 1).all_rows()) == 4);
    CHECK(c.execute(delete_from<Person>().where(age < 2 || age == 13)) == 2);
    CHECK(dump(c, "SELECT age FROM people ORDER BY age") == rows::table{"2", "14"});
    CHECK(c.execute(insert_into<Person>().values(Person{.name = "n"})) == 1);
    CHECK(c.execute(insert_into<Person>().or_ignore().values(Person{.id = 2, .name = "n"})) == 0);
    CHECK(c.execute(delete_from<Person>().all_rows()) == 3);
    CHECK(c.execute(delete_from<Person>().all_rows()) == 0);
}
