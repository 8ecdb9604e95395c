// SPDX-License-Identifier: BSL-1.0
//
// SQL by hand on lithe::database: a write by its text goes to the writer.
#include <lithe/lithe.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using lithe::sql, lithe::sql_text;

TEST_CASE("written_sql: a database sends a text where it belongs") {
    auto db = lithe::database::in_memory();
    db.execute(sql<"CREATE TABLE words(text TEXT NOT NULL, uses INT NOT NULL)">());
    CHECK(db.execute(sql<"INSERT INTO words VALUES (?, ?)">("sea", 2)) == 1);
    CHECK(db.fetch_one(sql<"INSERT INTO words VALUES (?, ?) RETURNING text">.as<std::string>(
              "whale", 1)) == "whale");
    CHECK(db.fetch_all(sql<"SELECT text FROM words ORDER BY text">.as<std::string>()) ==
          std::vector<std::string>{"sea", "whale"});
    // The same of a text that is known only now: its type cannot say whether it writes.
    CHECK(db.fetch_one(sql_text("SELECT count(*) FROM words").as<int>()) == 2);
    CHECK(db.fetch_all(
              sql_text("DELETE FROM words WHERE uses < ? RETURNING text").as<std::string>(2)) ==
          std::vector<std::string>{"whale"});
    CHECK(db.execute(sql_text("UPDATE words SET uses = 7")()) == 1);
    CHECK(db.fetch_optional(sql_text("SELECT uses FROM words").as<int>()) == 7);
    CHECK_THROWS_AS(db.read([](lithe::reader& r) {
        return r.fetch_all(sql_text("DELETE FROM words RETURNING text").as<std::string>());
    }),
                    lithe::error);
    CHECK(db.fetch_one(sql<"SELECT count(*) FROM words">.as<int>()) == 1);
}
