// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/range_order.hpp>

#include <lithe/sqlite.hpp>

#include "support/property.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace {

using lithe::detail::ascending_positions;

struct Item {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table("items", lithe::primary_key<&Item::id>, lithe::unique<&Item::name>);
    }
};

/// The positions in the order of the values; equal ones as they stand.
template <class Value>
std::vector<std::uint32_t> expected_positions(std::vector<Value> const& values) {
    std::vector<std::uint32_t> positions(values.size());
    std::iota(positions.begin(), positions.end(), 0U);
    std::sort(positions.begin(), positions.end(), [&](auto left, auto right) {
        return values[left] != values[right] ? values[left] < values[right] : left < right;
    });
    return positions;
}

template <class Value>
bool is_right(std::vector<Value> const& values) {
    auto const positions = ascending_positions(values.data(), values.size());
    if (values.size() < lithe::detail::least_sorted_range ||
        std::is_sorted(values.begin(), values.end()))
        return positions.empty();
    return positions == expected_positions(values);
}

/// Of any length up to some runs of the merge, with duplicates.
std::vector<int> random_numbers(unsigned seed) {
    std::vector<int> values(seed % 300);
    for (int& value : values)
        value = static_cast<int>((seed = seed * 1'664'525U + 1'013'904'223U) >> 16U) % 97 - 40;
    return values;
}

}  // namespace

TEST_CASE("range_order: positions in ascending order") {
    lithe_test::check_property("numbers and texts", [](unsigned seed) {
        auto const numbers = random_numbers(seed);
        RC_ASSERT(is_right(numbers));
        std::vector<std::string> texts;
        for (int const number : numbers)
            texts.push_back("a\x80" + std::to_string(number));
        RC_ASSERT(is_right(texts));
    });
    CHECK(ascending_positions(static_cast<int const*>(nullptr), 0).empty());
    std::vector<double> const reals(100, 1.0);
    CHECK(ascending_positions(reals.data(), reals.size()).empty());
    std::vector<std::string> high(80, "z");
    high[79] = "\xff";
    CHECK(ascending_positions(high.data(), high.size()).empty());
    high[79] = "b";
    CHECK(ascending_positions(high.data(), high.size()).front() == 79);
}

TEST_CASE("range_order: a long range in no order finds the same rows") {
    lithe::connection db(":memory:");
    db.create_tables<Item>();
    std::vector<Item> items;
    for (std::int64_t id = 1; id <= 500; ++id)
        items.push_back({id, "item " + std::to_string(id)});
    db.insert_all(items);
    std::vector<std::int64_t> keys;
    std::vector<std::string> names;
    for (std::int64_t at = 0; at < 400; ++at) {  // twice each, and some that are not there
        keys.push_back(at * 377 % 200 * 4);
        names.push_back("item " + std::to_string(keys.back()));
    }
    auto const found = db.fetch_all(
        lithe::from<Item>().where(lithe::col<&Item::id>.in(keys)).select(lithe::col<&Item::id>));
    auto const named = db.fetch_all(
        lithe::from<Item>().where(lithe::col<&Item::name>.in(names)).select(lithe::col<&Item::id>));
    std::vector<std::int64_t> expected;
    for (std::int64_t id = 4; id <= 500; id += 4)
        expected.push_back(id);
    auto const sorted = [](std::vector<std::int64_t> ids) {
        std::sort(ids.begin(), ids.end());
        return ids;
    };
    CHECK(sorted(found) == expected);
    CHECK(sorted(named) == expected);
    CHECK(keys.front() == 0);  // the range is left as it was
    CHECK(keys[1] == 377 % 200 * 4);
    auto const others = db.fetch_one(
        lithe::from<Item>().where(lithe::col<&Item::id>.not_in(keys)).select(lithe::count()));
    CHECK(others == 500 - 125);
}
