// SPDX-License-Identifier: BSL-1.0
//
// in(range): against a temporary table, filled and joined, and against the keys as JSON.

#include "model.hpp"

#include <memory>

namespace bench {
namespace {

/// The keys in no order, each once.
struct key_list {
    std::vector<std::int64_t> numbers{};
    std::vector<std::string> texts{};
};

template <class Keys>
std::string as_json(Keys const& keys) {
    std::string made = "[";
    for (auto const& each : keys) {
        if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(each)>>)
            made += std::to_string(each);
        else
            made += '"' + each + '"';
        made += ',';
    }
    made.back() = ']';
    return made;
}

/// Statements on a temporary table of keys.
struct key_table {
    sqlite3_stmt* empty = nullptr;
    sqlite3_stmt* insert = nullptr;
    sqlite3_stmt* joined = nullptr;
};

key_table make_table(hand& c, std::string const& name, std::string const& columns,
                     std::string const& on) {
    c.run("CREATE TEMP TABLE " + name + columns);
    return {c.prepare("DELETE FROM " + name), c.prepare("INSERT INTO " + name + " VALUES(?1)"),
            c.prepare("SELECT people.id, people.name, people.email, people.age, people.score,"
                      " people.bio, people.boss_id FROM " +
                      name + " AS k CROSS JOIN people ON " + on)};
}

template <class Keys>
void fill(key_table const& table, Keys const& keys) {
    change(table.empty);
    for (auto const& each : keys) {
        if constexpr (std::is_same_v<Keys, std::vector<std::int64_t>>)
            bind_all(table.insert, each);
        else
            bind_all(table.insert, std::string_view{each});
        change(table.insert);
    }
}

template <class Keys, class Query>
void add_list(suite& s, std::string const& name, std::string const& work, Keys const& list,
              key_table const& filled, key_table const& refilled, char const* by_json,
              Query const& query) {
    auto& db = s.db;
    auto const keys = std::make_shared<Keys>(list);
    auto* const each = s.c.prepare(by_json);
    fill(filled, list);
    step const by_lithe = [&db, keys, query](tally& seen, std::int64_t) {
        seen.add(db.fetch_all(query(*keys)));
    };
    s.add({"in_" + name, work + " / a temporary table, filled and joined", by_lithe,
           [=](tally& seen, std::int64_t) {
               fill(refilled, *keys);
               seen.add(rows(refilled.joined, read_person));
           },
           1.0, "", [=](tally& seen, std::int64_t) { seen.add(rows(filled.joined, read_person)); },
           "a table filled before"});
    s.add({"in_" + name + "_json", work + " / json_each of them", by_lithe,
           [=](tally& seen, std::int64_t) {
               auto const json = as_json(*keys);
               bind_all(each, std::string_view{json});
               seen.add(rows(each, read_person));
           },
           1.0});
}

void add_lists(suite& s, std::int64_t size) {
    auto const shown = std::to_string(size);
    key_list lists;
    for (std::int64_t at = 0; at < size; ++at) {
        lists.numbers.push_back(key(at, 100'000));  // above 20 000 nobody has it
        lists.texts.push_back("user" + std::to_string(lists.numbers.back()) + "@example.org");
    }
    auto const make = [&](std::string const& name, bool texts) {
        return texts ? make_table(s.c, name, "(email TEXT PRIMARY KEY) WITHOUT ROWID",
                                  "people.email = k.email")
                     : make_table(s.c, name, "(id INTEGER PRIMARY KEY)", "people.id = k.id");
    };
    add_list(
        s, shown, "IN of " + shown + " integers", lists.numbers, make("numbers_" + shown, false),
        make("again_" + shown, false),
        "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE id IN (SELECT value"
        " FROM json_each(?1))",
        [](auto const& keys) { return from<Person>().where(col<&Person::id>.in(keys)); });
    add_list(
        s, "texts_" + shown, "IN of " + shown + " texts", lists.texts, make("texts_" + shown, true),
        make("texts_again_" + shown, true),
        "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE email IN (SELECT value"
        " FROM json_each(?1))",
        [](auto const& keys) { return from<Person>().where(col<&Person::email>.in(keys)); });
}

}  // namespace

void add_ranges(suite& s) {
    for (std::int64_t const size : {10, 1'000, 100'000})
        add_lists(s, size);
}

}  // namespace bench
