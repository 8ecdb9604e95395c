// SPDX-License-Identifier: BSL-1.0
//
// Strong ids, enums as text and UUIDs: what cannot be mixed up, and what the file shows.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::from;

enum class Status { open, paid, cancelled };

template <>
struct lithe::value_traits<Status> : lithe::enum_text<Status> {
    static constexpr lithe::enum_name<Status> names[] = {
        {Status::open, "open"}, {Status::paid, "paid"}, {Status::cancelled, "cancelled"}};
};

struct Customer {
    lithe::id<Customer> id{};
    std::string name{};
};

struct Invoice {
    lithe::id<Invoice> id{};
    lithe::id<Customer> customer_id{};
    Status status = Status::open;
    std::int64_t cents = 0;
    lithe::uuid reference{};

    static constexpr auto schema() {
        return lithe::table(
            "invoices", lithe::primary_key<&Invoice::id>,
            lithe::foreign_key<&Invoice::customer_id>.references<&Customer::id>(),
            lithe::stored_as<&Invoice::reference>(lithe::uuid_text),
            lithe::check(col<&Invoice::status>.in(Status::open, Status::paid, Status::cancelled)));
    }
};

int main() {
    lithe::connection db{":memory:"};
    db.create_tables<Customer, Invoice>();

    lithe::id<Customer> const ada = db.insert(Customer{.name = "Ada"});
    lithe::id<Customer> const bob = db.insert(Customer{.name = "Bob"});
    auto const reference = *lithe::uuid::parse("0191d3c2-7f00-7abc-8def-0123456789ab");
    lithe::id<Invoice> const first =
        db.insert(Invoice{.customer_id = ada, .cents = 1200, .reference = reference});
    db.insert(Invoice{.customer_id = ada, .status = Status::paid, .cents = 500});
    db.insert(Invoice{.customer_id = bob,
                      .status = Status::paid,
                      .cents = 700,
                      .reference = lithe::new_uuid_v7()});

    // db.find<Customer>(first) and `col<&Invoice::id> == ada` do not compile.
    std::cout << db.get<Invoice>(first).reference.to_string() << '\n';

    auto const paid = from<Invoice>()
                          .join<Customer>()
                          .where(col<&Invoice::status> == Status::paid)
                          .select(col<&Customer::name>, col<&Invoice::cents>)
                          .order_by(col<&Customer::name>);
    for (auto const& [name, cents] : db.fetch_all(paid))
        std::cout << name << " paid " << cents << '\n';

    // What the file holds, and that it refuses another text.
    for (auto const& [id, status] : db.fetch_all(
             from<Invoice>()
                 .select(col<&Invoice::id>, lithe::cast<std::string>(col<&Invoice::status>))
                 .order_by(col<&Invoice::id>)))
        std::cout << id.value << ": " << status << '\n';
    try {
        db.execute_script("UPDATE invoices SET status = 'lost'");
    } catch (lithe::constraint_error const& error) {
        std::cout << error.what() << '\n';
    }
}
