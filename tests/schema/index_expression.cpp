// SPDX-License-Identifier: BSL-1.0
//
// Partial indexes, indexes of expressions, and ON CONFLICT on a unique index of some rows.
#include <lithe/schema/index_expression.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <string>
#include <vector>

namespace {

using lithe::asc, lithe::col, lithe::desc, lithe::from, lithe::literal;

struct account {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    std::string kind{};
    bool active = true;
    static constexpr auto schema() {
        return lithe::table(
            "accounts", lithe::primary_key<&account::id>,
            lithe::index<&account::email>.where(col<&account::active> == true).unique(),
            lithe::index<&account::name, &account::kind>.desc<&account::kind>()
                .collate<&account::name>(lithe::nocase)
                .where(col<&account::kind> == "it's" && col<&account::email>.is_not_null())
                .named("odd ones"),
            lithe::index<>.on(lower(col<&account::name>)).unique().named("by_lower_name"),
            lithe::index<&account::kind>
                .on(desc(length(col<&account::name>)), asc(col<&account::id> + 1))
                .where(col<&account::active> == true)
                .named("by_length"));
    }
};

static_assert(lithe::create_indexes_sql<account>() ==
              "CREATE UNIQUE INDEX \"accounts_email_idx\" ON \"accounts\" (\"email\") WHERE "
              "\"active\" = 1;\n"
              "CREATE INDEX \"odd ones\" ON \"accounts\" (\"name\" COLLATE \"NOCASE\", \"kind\" "
              "DESC) WHERE \"kind\" = 'it''s' AND \"email\" IS NOT NULL;\n"
              "CREATE UNIQUE INDEX \"by_lower_name\" ON \"accounts\" (lower(\"name\"));\n"
              "CREATE INDEX \"by_length\" ON \"accounts\" (\"kind\", length(\"name\") DESC, "
              "\"id\" + 1) WHERE \"active\" = 1;\n");

using upsert_by_email =
    decltype(lithe::insert_into<account>()
                 .values(account{})
                 .on_conflict<&account::email>()
                 .do_update(col<&account::name> = lithe::excluded<&account::name>));

std::string plan_of(lithe::connection& db, std::string_view sql) {
    return lithe_test::rows_of(db.native_handle(), "EXPLAIN QUERY PLAN " + std::string(sql))[0][3];
}

}  // namespace

TEST_CASE("SQLite has the indexes that the descriptor says") {
    lithe::connection db(":memory:");
    db.create_tables<account>();
    CHECK(lithe_test::describe_table(db.native_handle(), "accounts") ==
          "id INTEGER key 1\n"
          "name TEXT not null\n"
          "email TEXT\n"
          "kind TEXT not null\n"
          "active INTEGER not null\n"
          "index accounts_email_idx unique c, email BINARY\n"
          "index odd ones c, name NOCASE, kind desc BINARY\n"
          "index by_lower_name unique c, NULL BINARY\n"
          "index by_length c, kind BINARY, NULL desc BINARY, NULL BINARY\n"
          "strict");
    CHECK(lithe_test::rows_of(db.native_handle(),
                              "SELECT name FROM pragma_index_list('accounts') WHERE partial "
                              "ORDER BY seq DESC") ==
          lithe_test::text_rows{{"accounts_email_idx"}, {"odd ones"}, {"by_length"}});
}

TEST_CASE("queries of the same words use them") {
    lithe::connection db(":memory:");
    db.create_tables<account>();
    auto const lowered = from<account>().where(lower(col<&account::name>) == "ada");
    CHECK(plan_of(db, lowered.sql()) == "SEARCH accounts USING INDEX by_lower_name (<expr>=?)");
    auto const partial = from<account>().where(col<&account::active> == literal<true>,
                                               col<&account::email> == std::string("x"));
    CHECK(plan_of(db, partial.sql()) == "SEARCH accounts USING INDEX accounts_email_idx (email=?)");
}

TEST_CASE("a unique index of some rows is a conflict target, with its own condition") {
    lithe::connection db(":memory:");
    db.create_tables<account>();
    CHECK(upsert_by_email::sql().find(R"( ON CONFLICT ("email") WHERE "active" = 1 DO UPDATE)") !=
          std::string_view::npos);
    auto const put = [&](account const& given) {
        db.execute(
            lithe::insert_into<account>().values(given).on_conflict<&account::email>().do_update(
                col<&account::name> = lithe::excluded<&account::name>));
    };
    put({.name = "Ada", .email = "a@x"});
    put({.name = "Bob", .email = "a@x"});
    put({.name = "Cid", .email = "a@x", .active = false});
    put({.name = "Dan", .email = "a@x", .active = false});
    CHECK(db.fetch_all(from<account>().select(col<&account::name>).order_by(col<&account::id>)) ==
          std::vector<std::string>{"Bob", "Cid", "Dan"});
    CHECK_THROWS_AS(db.insert(account{.name = "bOB"}), lithe::constraint_error);
}

// Neither kind makes columns a key that others may reference.
static_assert(!lithe::detail::is_unique_in<account, std::index_sequence<2>>());
static_assert(lithe::detail::count_partial_keys<account, std::index_sequence<2>>() == 1);
static_assert(lithe::detail::count_partial_keys<account, std::index_sequence<1, 3>>() == 0);
