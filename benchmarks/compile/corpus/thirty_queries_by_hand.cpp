// SPDX-License-Identifier: BSL-1.0
//
// The same tables and queries by hand against the C API: the floor of compile time.

#include "ten_tables_by_hand.hpp"

namespace corpus {

// Ten by key.
Customer customer_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement = prepared(db, kept,
                                     "SELECT id, name, email, phone, age, active, credit, notes"
                                     " FROM customers WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Customer read = read_customer(statement);
    sqlite3_reset(statement);
    return read;
}

Address address_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, customer_id, street, city, postcode, country, billing, extra"
                 " FROM addresses WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Address read = read_address(statement);
    sqlite3_reset(statement);
    return read;
}

Category category_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, name, slug, description, position, visible, discount, icon"
                 " FROM categories WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Category read = read_category(statement);
    sqlite3_reset(statement);
    return read;
}

Supplier supplier_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, name, contact, email, country, rating, active, notes"
                 " FROM suppliers WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Supplier read = read_supplier(statement);
    sqlite3_reset(statement);
    return read;
}

Product product_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement = prepared(
        db, kept,
        "SELECT id, category_id, supplier_id, name, price_cents, stock, weight, description"
        " FROM products WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Product read = read_product(statement);
    sqlite3_reset(statement);
    return read;
}

Order order_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, customer_id, number, total_cents, status, paid, created_at, shipped_at"
                 " FROM orders WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Order read = read_order(statement);
    sqlite3_reset(statement);
    return read;
}

OrderLine order_line_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, order_id, product_id, quantity, price_cents, discount, gift, message"
                 " FROM order_lines WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    OrderLine read = read_order_line(statement);
    sqlite3_reset(statement);
    return read;
}

Payment payment_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, order_id, method, reference, amount_cents, refunded, paid_at, failure"
                 " FROM payments WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Payment read = read_payment(statement);
    sqlite3_reset(statement);
    return read;
}

Shipment shipment_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, order_id, carrier, tracking, weight, parcels, sent_at, arrived_at"
                 " FROM shipments WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Shipment read = read_shipment(statement);
    sqlite3_reset(statement);
    return read;
}

Review review_by_key(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, product_id, customer_id, stars, title, body, written_at, helpful"
                 " FROM reviews WHERE id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    if (!step(db, statement))
        throw std::runtime_error{"not found"};
    Review read = read_review(statement);
    sqlite3_reset(statement);
    return read;
}

// Five with two conditions, an order and a limit.
std::vector<Customer> customers_of_age(sqlite3* db, int least, bool active) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement = prepared(db, kept,
                                     "SELECT id, name, email, phone, age, active, credit, notes"
                                     " FROM customers WHERE age >= ?1 AND active = ?2"
                                     " ORDER BY name LIMIT 20");
    sqlite3_bind_int(statement, 1, least);
    sqlite3_bind_int(statement, 2, active ? 1 : 0);
    std::vector<Customer> rows;
    while (step(db, statement))
        rows.push_back(read_customer(statement));
    return rows;
}

std::vector<Product> products_in_stock(sqlite3* db, int least, std::int64_t of) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement = prepared(
        db, kept,
        "SELECT id, category_id, supplier_id, name, price_cents, stock, weight, description"
        " FROM products WHERE stock >= ?1 AND category_id = ?2"
        " ORDER BY price_cents DESC LIMIT 20");
    sqlite3_bind_int(statement, 1, least);
    sqlite3_bind_int64(statement, 2, of);
    std::vector<Product> rows;
    while (step(db, statement))
        rows.push_back(read_product(statement));
    return rows;
}

std::vector<Order> orders_with_status(sqlite3* db, int least, std::int64_t of) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, customer_id, number, total_cents, status, paid, created_at, shipped_at"
                 " FROM orders WHERE status >= ?1 AND customer_id = ?2"
                 " ORDER BY created_at DESC LIMIT 20");
    sqlite3_bind_int(statement, 1, least);
    sqlite3_bind_int64(statement, 2, of);
    std::vector<Order> rows;
    while (step(db, statement))
        rows.push_back(read_order(statement));
    return rows;
}

std::vector<Review> reviews_with_stars(sqlite3* db, int least, std::int64_t of) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, product_id, customer_id, stars, title, body, written_at, helpful"
                 " FROM reviews WHERE stars >= ?1 AND product_id = ?2"
                 " ORDER BY written_at DESC LIMIT 20");
    sqlite3_bind_int(statement, 1, least);
    sqlite3_bind_int64(statement, 2, of);
    std::vector<Review> rows;
    while (step(db, statement))
        rows.push_back(read_review(statement));
    return rows;
}

std::vector<Supplier> suppliers_rated(sqlite3* db, int least, bool active) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT id, name, contact, email, country, rating, active, notes"
                 " FROM suppliers WHERE rating >= ?1 AND active = ?2"
                 " ORDER BY name LIMIT 20");
    sqlite3_bind_int(statement, 1, least);
    sqlite3_bind_int(statement, 2, active ? 1 : 0);
    std::vector<Supplier> rows;
    while (step(db, statement))
        rows.push_back(read_supplier(statement));
    return rows;
}

// Five joins of two tables.
std::vector<Pair> address_with_customer(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT addresses.city, customers.name FROM addresses"
                 " JOIN customers ON addresses.customer_id = customers.id WHERE customers.id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    std::vector<Pair> rows;
    while (step(db, statement))
        rows.push_back(read_pair(statement));
    return rows;
}

std::vector<Pair> product_with_category(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement = prepared(
        db, kept,
        "SELECT products.name, categories.name FROM products"
        " JOIN categories ON products.category_id = categories.id WHERE categories.id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    std::vector<Pair> rows;
    while (step(db, statement))
        rows.push_back(read_pair(statement));
    return rows;
}

std::vector<Pair> order_with_customer(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT orders.number, customers.email FROM orders"
                 " JOIN customers ON orders.customer_id = customers.id WHERE customers.id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    std::vector<Pair> rows;
    while (step(db, statement))
        rows.push_back(read_pair(statement));
    return rows;
}

std::vector<Pair> payment_with_order(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT payments.reference, orders.number FROM payments"
                 " JOIN orders ON payments.order_id = orders.id WHERE orders.id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    std::vector<Pair> rows;
    while (step(db, statement))
        rows.push_back(read_pair(statement));
    return rows;
}

std::vector<Pair> review_with_product(sqlite3* db, std::int64_t id) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT reviews.title, products.name FROM reviews"
                 " JOIN products ON reviews.product_id = products.id WHERE products.id = ?1");
    sqlite3_bind_int64(statement, 1, id);
    std::vector<Pair> rows;
    while (step(db, statement))
        rows.push_back(read_pair(statement));
    return rows;
}

// Five joins with GROUP BY.
std::vector<Counted> orders_per_customer(sqlite3* db) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT customers.name, count(orders.id) FROM orders"
                 " JOIN customers ON orders.customer_id = customers.id GROUP BY customers.name");
    std::vector<Counted> rows;
    while (step(db, statement))
        rows.push_back(read_counted(statement));
    return rows;
}

std::vector<Counted> products_per_category(sqlite3* db) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement = prepared(
        db, kept,
        "SELECT categories.name, count(products.id) FROM products"
        " JOIN categories ON products.category_id = categories.id GROUP BY categories.name");
    std::vector<Counted> rows;
    while (step(db, statement))
        rows.push_back(read_counted(statement));
    return rows;
}

std::vector<Counted> products_per_supplier(sqlite3* db) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT suppliers.name, count(products.id) FROM products"
                 " JOIN suppliers ON products.supplier_id = suppliers.id GROUP BY suppliers.name");
    std::vector<Counted> rows;
    while (step(db, statement))
        rows.push_back(read_counted(statement));
    return rows;
}

std::vector<Summed> paid_per_order(sqlite3* db) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT orders.number, sum(payments.amount_cents) FROM payments"
                 " JOIN orders ON payments.order_id = orders.id GROUP BY orders.number");
    std::vector<Summed> rows;
    while (step(db, statement))
        rows.push_back(read_summed(statement));
    return rows;
}

std::vector<Summed> stars_per_product(sqlite3* db) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT products.name, sum(reviews.stars) FROM reviews"
                 " JOIN products ON reviews.product_id = products.id GROUP BY products.name");
    std::vector<Summed> rows;
    while (step(db, statement))
        rows.push_back(read_summed(statement));
    return rows;
}

// Three of three tables with GROUP BY.
std::vector<Summed> items_per_customer(sqlite3* db) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT customers.name, sum(order_lines.quantity) FROM order_lines"
                 " JOIN orders ON order_lines.order_id = orders.id"
                 " JOIN customers ON orders.customer_id = customers.id GROUP BY customers.name");
    std::vector<Summed> rows;
    while (step(db, statement))
        rows.push_back(read_summed(statement));
    return rows;
}

std::vector<Counted> lines_per_category(sqlite3* db) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement = prepared(
        db, kept,
        "SELECT categories.name, count(order_lines.id) FROM order_lines"
        " JOIN products ON order_lines.product_id = products.id"
        " JOIN categories ON products.category_id = categories.id GROUP BY categories.name");
    std::vector<Counted> rows;
    while (step(db, statement))
        rows.push_back(read_counted(statement));
    return rows;
}

std::vector<Counted> reviews_per_supplier(sqlite3* db) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept,
                 "SELECT suppliers.name, count(reviews.id) FROM reviews"
                 " JOIN products ON reviews.product_id = products.id"
                 " JOIN suppliers ON products.supplier_id = suppliers.id GROUP BY suppliers.name");
    std::vector<Counted> rows;
    while (step(db, statement))
        rows.push_back(read_counted(statement));
    return rows;
}

// An update and a delete.
std::int64_t raise_prices(sqlite3* db, std::int64_t category, std::int64_t cents) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement = prepared(db, kept,
                                     "UPDATE products SET price_cents = price_cents + ?1"
                                     " WHERE category_id = ?2");
    sqlite3_bind_int64(statement, 1, cents);
    sqlite3_bind_int64(statement, 2, category);
    step(db, statement);
    return sqlite3_changes64(db);
}

std::int64_t drop_unpaid(sqlite3* db, std::int64_t before) {
    static sqlite3_stmt* kept = nullptr;
    auto* const statement =
        prepared(db, kept, "DELETE FROM orders WHERE paid = 0 AND created_at < ?1");
    sqlite3_bind_int64(statement, 1, before);
    step(db, statement);
    return sqlite3_changes64(db);
}

}  // namespace corpus
