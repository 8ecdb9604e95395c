#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Ten tables of eight columns: the schema of a shop.

#include <lithe/lithe.hpp>

namespace corpus {

struct Customer {
    std::int64_t id = 0;
    std::string name{};
    std::string email{};
    std::string phone{};
    int age = 0;
    bool active = false;
    double credit = 0;
    std::optional<std::string> notes{};

    static constexpr auto schema() {
        return lithe::table("customers", lithe::primary_key<&Customer::id>,
                            lithe::unique<&Customer::email>);
    }
};

struct Address {
    std::int64_t id = 0;
    std::int64_t customer_id = 0;
    std::string street{};
    std::string city{};
    std::string postcode{};
    std::string country{};
    bool billing = false;
    std::optional<std::string> extra{};

    static constexpr auto schema() {
        return lithe::table("addresses", lithe::primary_key<&Address::id>,
                            lithe::foreign_key<&Address::customer_id>.references<&Customer::id>());
    }
};

struct Category {
    std::int64_t id = 0;
    std::string name{};
    std::string slug{};
    std::string description{};
    int position = 0;
    bool visible = false;
    double discount = 0;
    std::optional<std::string> icon{};

    static constexpr auto schema() {
        return lithe::table("categories", lithe::primary_key<&Category::id>,
                            lithe::unique<&Category::slug>);
    }
};

struct Supplier {
    std::int64_t id = 0;
    std::string name{};
    std::string contact{};
    std::string email{};
    std::string country{};
    int rating = 0;
    bool active = false;
    std::optional<std::string> notes{};

    static constexpr auto schema() {
        return lithe::table("suppliers", lithe::primary_key<&Supplier::id>);
    }
};

struct Product {
    std::int64_t id = 0;
    std::int64_t category_id = 0;
    std::int64_t supplier_id = 0;
    std::string name{};
    std::int64_t price_cents = 0;
    int stock = 0;
    double weight = 0;
    std::optional<std::string> description{};

    static constexpr auto schema() {
        return lithe::table("products", lithe::primary_key<&Product::id>,
                            lithe::foreign_key<&Product::category_id>.references<&Category::id>(),
                            lithe::foreign_key<&Product::supplier_id>.references<&Supplier::id>());
    }
};

struct Order {
    std::int64_t id = 0;
    std::int64_t customer_id = 0;
    std::string number{};
    std::int64_t total_cents = 0;
    int status = 0;
    bool paid = false;
    std::int64_t created_at = 0;
    std::optional<std::int64_t> shipped_at{};

    static constexpr auto schema() {
        return lithe::table("orders", lithe::primary_key<&Order::id>,
                            lithe::foreign_key<&Order::customer_id>.references<&Customer::id>(),
                            lithe::index<&Order::customer_id, &Order::created_at>);
    }
};

struct OrderLine {
    std::int64_t id = 0;
    std::int64_t order_id = 0;
    std::int64_t product_id = 0;
    int quantity = 0;
    std::int64_t price_cents = 0;
    double discount = 0;
    bool gift = false;
    std::optional<std::string> message{};

    static constexpr auto schema() {
        return lithe::table(
            "order_lines", lithe::primary_key<&OrderLine::id>,
            lithe::foreign_key<&OrderLine::order_id>.references<&Order::id>().on_delete(
                lithe::cascade),
            lithe::foreign_key<&OrderLine::product_id>.references<&Product::id>());
    }
};

struct Payment {
    std::int64_t id = 0;
    std::int64_t order_id = 0;
    std::string method{};
    std::string reference{};
    std::int64_t amount_cents = 0;
    bool refunded = false;
    std::int64_t paid_at = 0;
    std::optional<std::string> failure{};

    static constexpr auto schema() {
        return lithe::table("payments", lithe::primary_key<&Payment::id>,
                            lithe::foreign_key<&Payment::order_id>.references<&Order::id>());
    }
};

struct Shipment {
    std::int64_t id = 0;
    std::int64_t order_id = 0;
    std::string carrier{};
    std::string tracking{};
    double weight = 0;
    int parcels = 0;
    std::int64_t sent_at = 0;
    std::optional<std::int64_t> arrived_at{};

    static constexpr auto schema() {
        return lithe::table("shipments", lithe::primary_key<&Shipment::id>,
                            lithe::foreign_key<&Shipment::order_id>.references<&Order::id>());
    }
};

struct Review {
    std::int64_t id = 0;
    std::int64_t product_id = 0;
    std::int64_t customer_id = 0;
    int stars = 0;
    std::string title{};
    std::string body{};
    std::int64_t written_at = 0;
    std::optional<int> helpful{};

    static constexpr auto schema() {
        return lithe::table("reviews", lithe::primary_key<&Review::id>,
                            lithe::foreign_key<&Review::product_id>.references<&Product::id>(),
                            lithe::foreign_key<&Review::customer_id>.references<&Customer::id>());
    }
};

}  // namespace corpus
