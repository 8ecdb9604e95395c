#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The ten tables for the program by hand: the structs and how each is read from a row.

#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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
};

struct Counted {
    std::string name{};
    std::int64_t count = 0;
};

struct Summed {
    std::string name{};
    std::optional<std::int64_t> sum{};
};

struct Pair {
    std::string first{};
    std::string second{};
};

[[noreturn]] inline void fail(sqlite3* db) {
    throw std::runtime_error{sqlite3_errmsg(db)};
}

inline sqlite3_stmt* prepared(sqlite3* db, sqlite3_stmt*& kept, char const* sql) {
    if (kept == nullptr && sqlite3_prepare_v2(db, sql, -1, &kept, nullptr) != SQLITE_OK)
        fail(db);
    return kept;
}

inline bool step(sqlite3* db, sqlite3_stmt* statement) {
    auto const rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW)
        return true;
    sqlite3_reset(statement);
    if (rc != SQLITE_DONE)
        fail(db);
    return false;
}

inline std::int64_t integer(sqlite3_stmt* row, int at) {
    return sqlite3_column_int64(row, at);
}
inline int small(sqlite3_stmt* row, int at) {
    return sqlite3_column_int(row, at);
}
inline bool truth(sqlite3_stmt* row, int at) {
    return sqlite3_column_int(row, at) != 0;
}
inline double real(sqlite3_stmt* row, int at) {
    return sqlite3_column_double(row, at);
}
inline std::string text(sqlite3_stmt* row, int at) {
    auto const* const begin = reinterpret_cast<char const*>(sqlite3_column_text(row, at));
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(row, at))};
}
inline bool null(sqlite3_stmt* row, int at) {
    return sqlite3_column_type(row, at) == SQLITE_NULL;
}
inline std::optional<std::string> maybe_text(sqlite3_stmt* row, int at) {
    if (null(row, at))
        return std::nullopt;
    return text(row, at);
}
inline std::optional<std::int64_t> maybe_integer(sqlite3_stmt* row, int at) {
    if (null(row, at))
        return std::nullopt;
    return integer(row, at);
}
inline std::optional<int> maybe_small(sqlite3_stmt* row, int at) {
    if (null(row, at))
        return std::nullopt;
    return small(row, at);
}

inline Customer read_customer(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .name = text(row, 1),
            .email = text(row, 2),
            .phone = text(row, 3),
            .age = small(row, 4),
            .active = truth(row, 5),
            .credit = real(row, 6),
            .notes = maybe_text(row, 7)};
}

inline Address read_address(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .customer_id = integer(row, 1),
            .street = text(row, 2),
            .city = text(row, 3),
            .postcode = text(row, 4),
            .country = text(row, 5),
            .billing = truth(row, 6),
            .extra = maybe_text(row, 7)};
}

inline Category read_category(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .name = text(row, 1),
            .slug = text(row, 2),
            .description = text(row, 3),
            .position = small(row, 4),
            .visible = truth(row, 5),
            .discount = real(row, 6),
            .icon = maybe_text(row, 7)};
}

inline Supplier read_supplier(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .name = text(row, 1),
            .contact = text(row, 2),
            .email = text(row, 3),
            .country = text(row, 4),
            .rating = small(row, 5),
            .active = truth(row, 6),
            .notes = maybe_text(row, 7)};
}

inline Product read_product(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .category_id = integer(row, 1),
            .supplier_id = integer(row, 2),
            .name = text(row, 3),
            .price_cents = integer(row, 4),
            .stock = small(row, 5),
            .weight = real(row, 6),
            .description = maybe_text(row, 7)};
}

inline Order read_order(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .customer_id = integer(row, 1),
            .number = text(row, 2),
            .total_cents = integer(row, 3),
            .status = small(row, 4),
            .paid = truth(row, 5),
            .created_at = integer(row, 6),
            .shipped_at = maybe_integer(row, 7)};
}

inline OrderLine read_order_line(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .order_id = integer(row, 1),
            .product_id = integer(row, 2),
            .quantity = small(row, 3),
            .price_cents = integer(row, 4),
            .discount = real(row, 5),
            .gift = truth(row, 6),
            .message = maybe_text(row, 7)};
}

inline Payment read_payment(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .order_id = integer(row, 1),
            .method = text(row, 2),
            .reference = text(row, 3),
            .amount_cents = integer(row, 4),
            .refunded = truth(row, 5),
            .paid_at = integer(row, 6),
            .failure = maybe_text(row, 7)};
}

inline Shipment read_shipment(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .order_id = integer(row, 1),
            .carrier = text(row, 2),
            .tracking = text(row, 3),
            .weight = real(row, 4),
            .parcels = small(row, 5),
            .sent_at = integer(row, 6),
            .arrived_at = maybe_integer(row, 7)};
}

inline Review read_review(sqlite3_stmt* row) {
    return {.id = integer(row, 0),
            .product_id = integer(row, 1),
            .customer_id = integer(row, 2),
            .stars = small(row, 3),
            .title = text(row, 4),
            .body = text(row, 5),
            .written_at = integer(row, 6),
            .helpful = maybe_small(row, 7)};
}

inline Pair read_pair(sqlite3_stmt* row) {
    return {.first = text(row, 0), .second = text(row, 1)};
}
inline Counted read_counted(sqlite3_stmt* row) {
    return {.name = text(row, 0), .count = integer(row, 1)};
}
inline Summed read_summed(sqlite3_stmt* row) {
    return {.name = text(row, 0), .sum = maybe_integer(row, 1)};
}

}  // namespace corpus
