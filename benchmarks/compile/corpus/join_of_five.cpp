// SPDX-License-Identifier: BSL-1.0
//
// Five tables joined with a CTE, a window over them, a correlated subquery and a recursive query.

#include "ten_tables.hpp"

#include <vector>

namespace corpus {

using lithe::col, lithe::count, lithe::desc, lithe::from, lithe::outer;

struct Spent {
    std::int64_t customer = 0;
    std::int64_t orders = 0;
};
struct Line {
    std::string customer{};
    std::string product{};
    std::int64_t orders = 0;
    std::int64_t place = 0;
};
struct Day {
    std::int64_t number = 0;
};

std::vector<Line> best(lithe::connection& db, std::int64_t supplier, std::int64_t least) {
    auto const spent =
        lithe::cte<"spent">(from<Order>()
                                .where(col<&Order::paid> == true)
                                .group_by(col<&Order::customer_id>)
                                .having(count() >= least)
                                .select_as<Spent>(col<&Order::customer_id>, count()));
    return db.fetch_all(
        from<OrderLine>()
            .join<Order>()
            .join<Customer>()
            .join<Product>()
            .join<Supplier>()
            .join(spent, spent[col<&Spent::customer>] == col<&Customer::id>)
            .where(col<&Supplier::id> == supplier,
                   exists(from<Review>().where(
                       col<&Review::product_id> == outer(col<&Product::id>),
                       col<&Review::customer_id> == outer(col<&Customer::id>))))
            .select_as<Line>(
                col<&Customer::name>, col<&Product::name>, spent[col<&Spent::orders>],
                lithe::row_number().over(partition_by(col<&Customer::id>),
                                         lithe::order_by(desc(col<&OrderLine::price_cents>))))
            .order_by(col<&Customer::name>)
            .limit(100));
}

std::vector<Day> days(lithe::connection& db, std::int64_t last) {
    constexpr auto day = lithe::cte_ref<"day", Day>;
    auto const all = lithe::recursive_cte(
        day, from<Order>().where(col<&Order::id> == 1).select_as<Day>(col<&Order::id>),
        from(day).where(day[col<&Day::number>] < last).select_as<Day>(day[col<&Day::number>] + 1));
    return db.fetch_all(from(all));
}

}  // namespace corpus
