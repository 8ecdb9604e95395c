// SPDX-License-Identifier: BSL-1.0
//
// Four tables joined over their foreign keys, four columns of four tables.

#include "ten_tables.hpp"

#include <tuple>
#include <vector>

namespace corpus {

using lithe::col, lithe::from;

using row = std::tuple<std::string, std::string, std::string, std::int64_t>;

std::vector<row> bought(lithe::connection& db, std::int64_t supplier) {
    return db.fetch_all(
        from<OrderLine>()
            .join<Order>()
            .join<Customer>()
            .join<Product>()
            .where(col<&Product::supplier_id> == supplier, col<&Order::paid> == true)
            .select(col<&Customer::name>, col<&Order::number>, col<&Product::name>,
                    col<&OrderLine::price_cents>)
            .order_by(col<&Customer::name>));
}

}  // namespace corpus
