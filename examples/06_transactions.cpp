// SPDX-License-Identifier: BSL-1.0
//
// All or nothing: transact() commits when its function returns and rolls back when it throws.
// Inside another transaction it is a savepoint.

#include <lithe/lithe.hpp>

#include <iostream>
#include <stdexcept>
using lithe::col, lithe::from;

struct Account {
    std::int64_t id = 0;
    std::string owner{};
    std::int64_t cents = 0;

    static constexpr auto schema() {
        return lithe::table("accounts", lithe::primary_key<&Account::id>,
                            lithe::check(col<&Account::cents> >= 0).named("no_debts"));
    }
};

void transfer(lithe::transaction& tx, std::int64_t giver, std::int64_t taker, std::int64_t cents) {
    tx.execute(lithe::update<Account>()
                   .set(col<&Account::cents> = col<&Account::cents> + cents)
                   .where(col<&Account::id> == taker));
    tx.execute(lithe::update<Account>()
                   .set(col<&Account::cents> = col<&Account::cents> - cents)
                   .where(col<&Account::id> == giver));
}

int main() {
    lithe::connection db{"bank.db"};
    db.create_tables<Account>();
    auto const [ada, bob] = db.transact([](lithe::transaction& tx) {
        return std::pair{tx.insert(Account{.owner = "Ada", .cents = 10'000}),
                         tx.insert(Account{.owner = "Bob", .cents = 500})};
    });

    db.transact([&](lithe::transaction& tx) { transfer(tx, ada, bob, 2'500); });

    try {
        db.transact([&](lithe::transaction& tx) { transfer(tx, bob, ada, 1'000'000); });
    } catch (lithe::constraint_error const& error) {
        std::cout << "refused: " << error.constraint_name() << '\n';
    }

    // A savepoint: what fails inside is undone, what was before stays.
    db.transact([&](lithe::transaction& tx) {
        tx.insert(Account{.owner = "Carol"});
        try {
            tx.transact([](lithe::transaction& nested) {
                nested.insert(Account{.owner = "Dora"});
                throw std::runtime_error("changed my mind");
            });
        } catch (std::runtime_error const& error) {
            std::cout << "undone: " << error.what() << '\n';
        }
    });

    for (Account const& account : db.fetch_all(from<Account>().order_by(col<&Account::owner>)))
        std::cout << account.owner << ' ' << account.cents << '\n';
}
