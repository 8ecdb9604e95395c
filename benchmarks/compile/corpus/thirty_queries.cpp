// SPDX-License-Identifier: BSL-1.0
//
// Ten tables of eight columns and thirty queries in one translation unit.

#include "ten_tables.hpp"

#include <tuple>
#include <vector>

namespace corpus {

using lithe::col, lithe::connection, lithe::count, lithe::desc, lithe::from, lithe::sum;

struct Counted {
    std::string name{};
    std::int64_t count = 0;
};

struct Summed {
    std::string name{};
    std::optional<std::int64_t> sum{};
};

// Ten by key.
Customer customer_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Customer>().where(col<&Customer::id> == id));
}

Address address_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Address>().where(col<&Address::id> == id));
}

Category category_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Category>().where(col<&Category::id> == id));
}

Supplier supplier_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Supplier>().where(col<&Supplier::id> == id));
}

Product product_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Product>().where(col<&Product::id> == id));
}

Order order_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Order>().where(col<&Order::id> == id));
}

OrderLine order_line_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<OrderLine>().where(col<&OrderLine::id> == id));
}

Payment payment_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Payment>().where(col<&Payment::id> == id));
}

Shipment shipment_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Shipment>().where(col<&Shipment::id> == id));
}

Review review_by_key(connection& db, std::int64_t id) {
    return db.fetch_one(from<Review>().where(col<&Review::id> == id));
}

// Five with two conditions, an order and a limit.
std::vector<Customer> customers_of_age(connection& db, int least, bool active) {
    return db.fetch_all(from<Customer>()
                            .where(col<&Customer::age> >= least, col<&Customer::active> == active)
                            .order_by(col<&Customer::name>)
                            .limit(20));
}

std::vector<Product> products_in_stock(connection& db, int least, std::int64_t of) {
    return db.fetch_all(from<Product>()
                            .where(col<&Product::stock> >= least, col<&Product::category_id> == of)
                            .order_by(desc(col<&Product::price_cents>))
                            .limit(20));
}

std::vector<Order> orders_with_status(connection& db, int least, std::int64_t of) {
    return db.fetch_all(from<Order>()
                            .where(col<&Order::status> >= least, col<&Order::customer_id> == of)
                            .order_by(desc(col<&Order::created_at>))
                            .limit(20));
}

std::vector<Review> reviews_with_stars(connection& db, int least, std::int64_t of) {
    return db.fetch_all(from<Review>()
                            .where(col<&Review::stars> >= least, col<&Review::product_id> == of)
                            .order_by(desc(col<&Review::written_at>))
                            .limit(20));
}

std::vector<Supplier> suppliers_rated(connection& db, int least, bool active) {
    return db.fetch_all(
        from<Supplier>()
            .where(col<&Supplier::rating> >= least, col<&Supplier::active> == active)
            .order_by(col<&Supplier::name>)
            .limit(20));
}

// Five joins of two tables.
std::vector<std::tuple<std::string, std::string>> address_with_customer(connection& db,
                                                                        std::int64_t id) {
    return db.fetch_all(from<Address>()
                            .join<Customer>()
                            .where(col<&Customer::id> == id)
                            .select(col<&Address::city>, col<&Customer::name>));
}

std::vector<std::tuple<std::string, std::string>> product_with_category(connection& db,
                                                                        std::int64_t id) {
    return db.fetch_all(from<Product>()
                            .join<Category>()
                            .where(col<&Category::id> == id)
                            .select(col<&Product::name>, col<&Category::name>));
}

std::vector<std::tuple<std::string, std::string>> order_with_customer(connection& db,
                                                                      std::int64_t id) {
    return db.fetch_all(from<Order>()
                            .join<Customer>()
                            .where(col<&Customer::id> == id)
                            .select(col<&Order::number>, col<&Customer::email>));
}

std::vector<std::tuple<std::string, std::string>> payment_with_order(connection& db,
                                                                     std::int64_t id) {
    return db.fetch_all(from<Payment>()
                            .join<Order>()
                            .where(col<&Order::id> == id)
                            .select(col<&Payment::reference>, col<&Order::number>));
}

std::vector<std::tuple<std::string, std::string>> review_with_product(connection& db,
                                                                      std::int64_t id) {
    return db.fetch_all(from<Review>()
                            .join<Product>()
                            .where(col<&Product::id> == id)
                            .select(col<&Review::title>, col<&Product::name>));
}

// Five joins with GROUP BY.
std::vector<Counted> orders_per_customer(connection& db) {
    return db.fetch_all(from<Order>()
                            .join<Customer>()
                            .group_by(col<&Customer::name>)
                            .select_as<Counted>(col<&Customer::name>, count(col<&Order::id>)));
}

std::vector<Counted> products_per_category(connection& db) {
    return db.fetch_all(from<Product>()
                            .join<Category>()
                            .group_by(col<&Category::name>)
                            .select_as<Counted>(col<&Category::name>, count(col<&Product::id>)));
}

std::vector<Counted> products_per_supplier(connection& db) {
    return db.fetch_all(from<Product>()
                            .join<Supplier>()
                            .group_by(col<&Supplier::name>)
                            .select_as<Counted>(col<&Supplier::name>, count(col<&Product::id>)));
}

std::vector<Summed> paid_per_order(connection& db) {
    return db.fetch_all(
        from<Payment>()
            .join<Order>()
            .group_by(col<&Order::number>)
            .select_as<Summed>(col<&Order::number>, sum(col<&Payment::amount_cents>)));
}

std::vector<Summed> stars_per_product(connection& db) {
    return db.fetch_all(from<Review>()
                            .join<Product>()
                            .group_by(col<&Product::name>)
                            .select_as<Summed>(col<&Product::name>, sum(col<&Review::stars>)));
}

// Three of three tables with GROUP BY.
std::vector<Summed> items_per_customer(connection& db) {
    return db.fetch_all(
        from<OrderLine>()
            .join<Order>()
            .join<Customer>()
            .group_by(col<&Customer::name>)
            .select_as<Summed>(col<&Customer::name>, sum(col<&OrderLine::quantity>)));
}

std::vector<Counted> lines_per_category(connection& db) {
    return db.fetch_all(from<OrderLine>()
                            .join<Product>()
                            .join<Category>()
                            .group_by(col<&Category::name>)
                            .select_as<Counted>(col<&Category::name>, count(col<&OrderLine::id>)));
}

std::vector<Counted> reviews_per_supplier(connection& db) {
    return db.fetch_all(from<Review>()
                            .join<Product>()
                            .join<Supplier>()
                            .group_by(col<&Supplier::name>)
                            .select_as<Counted>(col<&Supplier::name>, count(col<&Review::id>)));
}

// An update and a delete.
std::int64_t raise_prices(connection& db, std::int64_t category, std::int64_t cents) {
    return db.execute(lithe::update<Product>()
                          .set(col<&Product::price_cents> = col<&Product::price_cents> + cents)
                          .where(col<&Product::category_id> == category));
}

std::int64_t drop_unpaid(connection& db, std::int64_t before) {
    return db.execute(lithe::delete_from<Order>().where(col<&Order::paid> == false,
                                                        col<&Order::created_at> < before));
}

}  // namespace corpus
