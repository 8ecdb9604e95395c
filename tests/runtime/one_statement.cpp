// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/one_statement.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"

#include <array>
#include <cstdint>
#include <iterator>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

using lithe::col;
using lithe::from;

namespace one_statement_test {

struct Item {
    std::int64_t id = 0;
    std::string name{};
    int number = 0;

    static constexpr auto schema() {
        return lithe::table("items", lithe::primary_key<&Item::id>, lithe::unique<&Item::name>,
                            lithe::default_value<&Item::number>(5));
    }
};

struct Place {
    std::int64_t row = 0;
    std::int64_t column = 0;
    std::string text{};

    static constexpr auto schema() {
        return lithe::table("places", lithe::primary_key<&Place::row, &Place::column>);
    }
};

}  // namespace one_statement_test

using one_statement_test::Item;
using one_statement_test::Place;

namespace {

auto const all_items = from<Item>().order_by(col<&Item::id>);

lithe::database opened() {
    auto db = lithe::database::in_memory();
    db.create_tables<Item, Place>();
    return db;
}

// A range that can be walked once.
struct read_once {
    std::istringstream words;

    struct iterator {
        using iterator_category = std::input_iterator_tag;
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using pointer = Item const*;
        using reference = Item;

        std::istringstream* from = nullptr;
        std::string word{};

        Item operator*() const { return {.name = word}; }
        iterator& operator++() {
            if (!(*from >> word))
                from = nullptr;
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(iterator const& other) const { return from == other.from; }
    };

    iterator begin() { return ++iterator{&words}; }
    iterator end() { return {}; }
};

}  // namespace

TEST_CASE("one_statement: queries") {
    auto db = opened();
    db.insert_all({Item{.name = "a"}, Item{.name = "b"}});
    CHECK(db.fetch_all(all_items).size() == 2);
    CHECK(db.fetch_one(from<Item>().where(col<&Item::name> == "a")).id == 1);
    CHECK_THROWS_AS(db.fetch_one(from<Item>()), lithe::too_many_rows);
    CHECK_THROWS_AS(db.fetch_one(from<Item>().where(col<&Item::name> == "c")), lithe::not_found);
    CHECK_FALSE(db.fetch_optional(from<Item>().where(col<&Item::name> == "c")).has_value());
    CHECK(db.find<Item>(2)->name == "b");
    CHECK_FALSE(db.find<Item>(3).has_value());
    CHECK(db.get<Item>(1).name == "a");
    CHECK_THROWS_AS(db.get<Item>(3), lithe::not_found);
}

TEST_CASE("one_statement: writes of objects") {
    auto db = opened();
    auto const id = db.insert(Item{.name = "a", .number = 1});
    static_assert(std::is_same_v<decltype(id), std::int64_t const>);
    CHECK(db.insert(lithe::with_key(Item{.name = "zero"})) == 0);
    CHECK(db.get<Item>(db.insert(Item{.name = "b"}, lithe::defaults<&Item::number>)).number == 5);
    CHECK_THROWS_AS(db.insert(Item{.name = "a"}), lithe::constraint_error);
    CHECK(db.update(Item{.id = id, .name = "changed"}));
    CHECK(db.get<Item>(id).name == "changed");
    CHECK_FALSE(db.update(Item{.id = 100, .name = "nobody"}));
    CHECK(db.upsert(Item{.id = id, .name = "again"}) == id);
    CHECK(db.get<Item>(id).name == "again");
    CHECK(db.erase<Item>(id));
    CHECK_FALSE(db.erase<Item>(id));
}

TEST_CASE("one_statement: composite keys, as arguments and as a tuple") {
    auto db = opened();
    auto const key = db.insert(Place{.row = 1, .column = 2, .text = "x"});
    CHECK(key == std::tuple<std::int64_t, std::int64_t>{1, 2});
    CHECK(db.get<Place>(1, 2).text == "x");
    CHECK(db.find<Place>(key)->text == "x");
    CHECK_FALSE(db.find<Place>(2, 1).has_value());
    CHECK(db.erase<Place>(key));
}

TEST_CASE("one_statement: ranges, all of them or none") {
    auto db = opened();
    CHECK(db.insert_all(std::vector<Item>{{.name = "a"}, {.name = "b"}}) == 2);
    std::array<Item, 1> const fixed{{{.name = "c"}}};
    CHECK(db.insert_all(fixed) == 1);
    CHECK(db.insert_all(read_once{std::istringstream("d e f")}) == 3);
    CHECK_THROWS_AS(db.insert_all({Item{.name = "g"}, Item{.name = "a"}}), lithe::constraint_error);
    CHECK(db.fetch_all(all_items).size() == 6);
}

TEST_CASE("one_statement: a statement that writes goes to the writer, also where it returns rows") {
    auto db = opened();
    auto const name = db.fetch_one(
        lithe::insert_into<Item>().values(Item{.name = "a"}).returning(col<&Item::name>));
    CHECK(name == "a");
    CHECK(db.execute(
              lithe::update<Item>().set(col<&Item::number> = 7).where(col<&Item::name> == "a")) ==
          1);
    CHECK(db.get<Item>(1).number == 7);
    CHECK(db.execute(lithe::delete_from<Item>().all_rows()) == 1);
    CHECK(db.fetch_all(all_items).empty());
}

namespace one_statement_test {

struct Part {
    std::int64_t id = 0;
    std::int64_t item_id = 0;
    static constexpr auto schema() {
        return lithe::table("parts", lithe::primary_key<&Part::id>,
                            lithe::foreign_key<&Part::item_id>.references<&Item::id>());
    }
};

}  // namespace one_statement_test

TEST_CASE("one_statement: rows with those that belong to them, from one snapshot") {
    using namespace one_statement_test;
    auto db = lithe::database::in_memory();
    db.create_tables<Item, Part>();
    db.insert_all({Item{.id = 1, .name = "a"}, Item{.id = 2, .name = "b"}});
    db.insert_all({Part{.item_id = 2}, Part{.item_id = 2}});
    auto const rows =
        db.fetch_all(from<Item>().order_by(col<&Item::id>).with_many<&Part::item_id>());
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].second.empty());
    CHECK(rows[1].second.size() == 2);
}
