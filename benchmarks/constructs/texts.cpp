// SPDX-License-Identifier: BSL-1.0
//
// Choices at run time, SQL by hand, rows that are not copied, blobs in pieces.

#include "model.hpp"

#include <array>

namespace bench {
namespace {

struct PersonView {
    std::int64_t id = 0;
    std::string_view name{};
    std::string_view email{};
    std::optional<std::string_view> bio{};
};

}  // namespace

void add_conditions(suite& s) {
    auto& db = s.db;
    // By hand: a statement for each combination, chosen by two flags and an order.
    std::array<sqlite3_stmt*, 8> chosen{};
    for (std::size_t at = 0; at < chosen.size(); ++at) {
        std::string sql =
            "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE id BETWEEN ?1 AND"
            " ?2";
        int next = 3;
        if ((at & 1) != 0)
            sql += " AND age >= ?" + std::to_string(next++);
        if ((at & 2) != 0)
            sql += " AND score < ?" + std::to_string(next++);
        sql += (at & 4) != 0 ? " ORDER BY age DESC, id" : " ORDER BY name, id";
        chosen[at] = s.c.prepare(sql);
    }
    s.add({"when_choose", "two conditions and an order chosen at run time, up to 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               seen.add(db.fetch_all(
                   from<Person>()
                       .where(col<&Person::id>.between(low, low + 49),
                              lithe::when((turn & 1) != 0, col<&Person::age> >= 30),
                              lithe::when((turn & 2) != 0, col<&Person::score> < 3'000.0))
                       .order_by(lithe::choose((turn & 4) != 0 ? 1 : 0, asc(col<&Person::name>),
                                               desc(col<&Person::age>)),
                                 col<&Person::id>)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               auto* const statement = chosen[static_cast<std::size_t>(turn & 7)];
               bind_all(statement, low, low + 49);
               int next = 3;
               if ((turn & 1) != 0)
                   bind(statement, next++, std::int64_t{30});
               if ((turn & 2) != 0)
                   bind(statement, next++, 3'000.0);
               seen.add(rows(statement, read_person));
           }});
}

void add_texts(suite& s) {
    auto& db = s.db;
    static constexpr char const text_by_range[] =
        "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE id BETWEEN ?1 AND ?2";
    auto* const by_range = s.c.prepare(text_by_range);
    auto const by_hand = [=](tally& seen, std::int64_t turn) {
        auto const low = key(turn, people - 50);
        bind_all(by_range, low, low + 49);
        seen.add(rows(by_range, read_person));
    };
    s.add({"sql", "sql<...>, SQL by hand, 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               seen.add(db.fetch_all(lithe::sql<"SELECT id, name, email, age, score, bio, boss_id "
                                                "FROM people WHERE id BETWEEN ?1 AND ?2">
                                         .as<Person>(low, low + 49)));
           },
           by_hand});
    s.add({"sql_text", "sql_text(...), 50 rows; by hand it is prepared at each run",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               seen.add(db.fetch_all(lithe::sql_text(text_by_range).as<Person>(low, low + 49)));
           },
           [&c = s.c](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               sqlite3_stmt* made = nullptr;
               if (sqlite3_prepare_v2(c.native(), text_by_range, sizeof text_by_range, &made,
                                      nullptr) != SQLITE_OK)
                   fail(made);
               bind_all(made, low, low + 49);
               seen.add(rows(made, read_person));
               sqlite3_finalize(made);
           }});

    s.add({"stream", "stream() of 50 rows with texts of their own",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               for (auto&& person :
                    db.stream(from<Person>().where(col<&Person::id>.between(low, low + 49))))
                   seen.add(person);
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               bind_all(by_range, low, low + 49);
               int rc = SQLITE_ROW;
               while ((rc = sqlite3_step(by_range)) == SQLITE_ROW)
                   seen.add(read_person(by_range));
               if (rc != SQLITE_DONE)
                   fail(by_range);
               sqlite3_reset(by_range);
           }});

    auto* const views =
        s.c.prepare("SELECT id, name, email, bio FROM people WHERE id BETWEEN ?1 AND ?2");
    s.add({"stream_views", "stream() of 200 rows of string_views",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 200);
               std::size_t size = 0;
               for (auto&& person :
                    db.stream(from<Person>()
                                  .where(col<&Person::id>.between(low, low + 199))
                                  .select_as<PersonView>(col<&Person::id>, col<&Person::name>,
                                                         col<&Person::email>, col<&Person::bio>)))
                   size += person.name.size() + person.email.size() +
                           (person.bio ? person.bio->size() : 0);
               seen.add(size);
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 200);
               bind_all(views, low, low + 199);
               std::size_t size = 0;
               int rc = SQLITE_ROW;
               while ((rc = sqlite3_step(views)) == SQLITE_ROW) {
                   PersonView person{integer(views, 0), view(views, 1), view(views, 2), {}};
                   if (sqlite3_column_type(views, 3) != SQLITE_NULL)
                       person.bio = view(views, 3);
                   size += person.name.size() + person.email.size() +
                           (person.bio ? person.bio->size() : 0);
               }
               if (rc != SQLITE_DONE)
                   fail(views);
               sqlite3_reset(views);
               seen.add(size);
           }});
}

}  // namespace bench
