// SPDX-License-Identifier: BSL-1.0
//
// Sixteen conditions in one where().

#include "ten_tables.hpp"

#include <vector>

namespace corpus {

using lithe::col, lithe::from;

std::vector<Product> search(lithe::connection& db, std::int64_t number, std::string const& text) {
    return db.fetch_all(from<Product>().where(
        col<&Product::id> > number, col<&Product::id> < number + 1'000,
        col<&Product::category_id> == number, col<&Product::supplier_id> != number,
        col<&Product::name> > text, col<&Product::name> != text, col<&Product::name>.like("a%"),
        col<&Product::price_cents> >= 100, col<&Product::price_cents> <= 9'900,
        col<&Product::price_cents> != 500, col<&Product::stock> > 0, col<&Product::stock> < 1'000,
        col<&Product::stock>.between(1, 500), col<&Product::weight> > 0.5,
        col<&Product::weight> < 20.0, col<&Product::description>.is_null()));
}

}  // namespace corpus
