// SPDX-License-Identifier: BSL-1.0
//
// ON CONFLICT, OR REPLACE, OR IGNORE and RETURNING, each judged by the rows that are left.

#include "support/catch.hpp"
#include "support/rows.hpp"

using namespace lithe;

namespace {

struct Account {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    int balance = 0;
    static constexpr auto schema() {
        return table("accounts", primary_key<&Account::id>, unique<&Account::email>,
                     unique<&Account::name>, check(col<&Account::balance> >= 0));
    }
};
struct Short {
    std::int64_t id = 0;
    std::optional<std::string> email{};
};

constexpr auto key = col<&Account::id>;
constexpr auto name = col<&Account::name>;
constexpr auto email = col<&Account::email>;
constexpr auto balance = col<&Account::balance>;

connection opened() {
    connection c{":memory:"};
    c.create_tables<Account>();
    c.insert(Account{.name = "a", .email = "a@x", .balance = 1});
    c.insert(Account{.name = "b", .balance = 2});
    return c;
}
rows::table dump(connection& c) {
    return rows::of_sql(c.native_handle(), "SELECT * FROM accounts ORDER BY id");
}
auto given(Account account) {
    return insert_into<Account>().values(std::move(account));
}

}  // namespace

TEST_CASE("conflicts: nothing is done, with and without a target") {
    connection c = opened();
    auto const before = dump(c);
    CHECK(c.execute(
              given({.name = "z", .email = "a@x"}).on_conflict<&Account::email>().do_nothing()) ==
          0);
    CHECK(c.execute(given({.name = "a"}).on_conflict().do_nothing()) == 0);
    CHECK(dump(c) == before);
    // Another constraint than the target's is an error still.
    CHECK_THROWS_AS(c.execute(given({.name = "a"}).on_conflict<&Account::email>().do_nothing()),
                    constraint_error);
    CHECK_THROWS_AS(c.execute(given({.name = "n", .balance = -1}).on_conflict().do_nothing()),
                    constraint_error);
    CHECK(c.execute(given({.name = "c"}).on_conflict().do_nothing()) == 1);
}

TEST_CASE("conflicts: the row that is there is changed") {
    connection c = opened();
    auto const statement = given({.name = "new", .email = "a@x", .balance = 5})
                               .on_conflict<&Account::email>()
                               .do_update(name = excluded<&Account::name>,
                                          balance = balance + excluded<&Account::balance> * 10)
                               .returning(key, name, balance);
    auto const row = c.fetch_one(statement);
    static_assert(std::same_as<decltype(row), std::tuple<std::int64_t, std::string, int> const>);
    CHECK(row == std::tuple(std::int64_t{1}, std::string("new"), 51));
    CHECK(c.execute(
              given({.id = 2, .name = "x"}).on_conflict().do_update(email = "two", balance = 7)) ==
          1);
    CHECK(c.execute(given({.id = 2, .name = "new"})
                        .on_conflict<&Account::name>()
                        .do_update(balance = 100)
                        .on_conflict()
                        .do_nothing()) == 1);
    CHECK(dump(c) == rows::table{"1|'new'|'a@x'|100|", "2|'b'|'two'|7|"});
}

TEST_CASE("conflicts: OR REPLACE deletes what is in the way, OR IGNORE leaves it") {
    connection c = opened();
    CHECK(c.execute(given({.name = "a", .email = "n"}).or_ignore()) == 0);
    CHECK(c.execute(given({.name = "n", .balance = -1}).or_ignore()) == 0);
    CHECK(c.execute(given({.id = 9, .name = "b", .email = "a@x"}).or_replace()) == 1);
    CHECK(dump(c) == rows::table{"9|'b'|'a@x'|0|"});
}

TEST_CASE("returning: every statement, into every shape") {
    connection c = opened();
    auto const inserted = c.fetch_one(given({.name = "c", .balance = 3}).returning());
    static_assert(std::same_as<decltype(inserted), Account const>);
    CHECK((inserted.id == 3 && inserted.name == "c" && inserted.balance == 3));
    CHECK(c.fetch_one(given({.name = "d"}).returning(key)) == 4);
    auto const aggregate =
        c.fetch_one(given({.name = "e", .email = "e"}).returning_as<Short>(key, email));
    CHECK((aggregate.id == 5 && aggregate.email == "e"));
    CHECK(!c.fetch_optional(given({.name = "e"}).on_conflict().do_nothing().returning(key)));
    CHECK_THROWS_AS(c.fetch_one(given({.name = "e"}).on_conflict().do_nothing().returning(key)),
                    not_found);

    auto const updated = c.fetch_all(
        update<Account>().set(balance = balance * 2).where(balance > 0).returning(key, balance));
    CHECK(rows::sorted(rows::shown(updated)) == rows::table{"1|2|", "2|4|", "3|6|"});
    auto const texts = c.fetch_all(delete_from<Account>().where(key > 3).returning(upper(name)));
    static_assert(std::same_as<decltype(texts), std::vector<std::string> const>);
    CHECK(rows::sorted(rows::shown(texts)) == rows::table{"'D'", "'E'"});
    CHECK(c.fetch_all(delete_from<Account>().all_rows().returning()).size() == 3);
    CHECK(dump(c).empty());
}
