#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The property that every value of a type comes back as it was: through insert and find, insert_all
// and fetch_all, and as a bound parameter.

#include <lithe/lithe.hpp>

#include "support/property.hpp"

#include <cstring>
#include <limits>
#include <optional>
#include <vector>

namespace lithe_test {

template <class Value>
struct one_value {
    std::int64_t id = 0;
    Value value{};
    std::optional<Value> maybe{};
    static constexpr auto schema() {
        return lithe::table("one_value", lithe::primary_key<&one_value::id>);
    }
};

template <class Value>
bool same(Value const& left, Value const& right) {
    if constexpr (std::is_floating_point_v<Value>) {
        // A REAL column of SQLite's keeps whole numbers as integers on disk: -0.0 comes back as 0.0
        // (tests/value/value_traits.cpp has it as it is).
        if (left == 0 && right == 0)
            return true;
        return std::memcmp(&left, &right, sizeof left) == 0;
    } else {
        return left == right;
    }
}
template <class Value>
bool same(std::optional<Value> const& left, std::optional<Value> const& right) {
    return left.has_value() == right.has_value() && (!left || same(*left, *right));
}
template <class Value>
bool same(one_value<Value> const& left, one_value<Value> const& right) {
    return left.id == right.id && same(left.value, right.value) && same(left.maybe, right.maybe);
}

template <class Value, class Make>
void check_round_trip(char const* name, Make const& make) {
    using entity = one_value<Value>;
    lithe::connection db(":memory:");
    db.create_tables<entity>();
    lithe_test::check_property(name, [&] {
        db.execute_script("DELETE FROM one_value");
        std::vector<entity> rows;
        auto const count = *rc::gen::inRange(1, 4);
        for (int at = 0; at < count; ++at) {
            entity row;
            row.value = make();
            if (*rc::gen::arbitrary<bool>())
                row.maybe = make();
            rows.push_back(row);
        }
        for (entity& row : rows) {
            row.id = db.insert(row);
            auto const found = db.find<entity>(row.id);
            RC_ASSERT(found.has_value());
            RC_ASSERT(same(*found, row));
            auto const by_value = db.fetch_all(lithe::from<entity>().where(
                lithe::col<&entity::value> == row.value, lithe::col<&entity::maybe> == row.maybe,
                lithe::col<&entity::id> == row.id));
            RC_ASSERT(by_value.size() == 1U);
            RC_ASSERT(same(by_value[0], row));
        }
        db.execute_script("DELETE FROM one_value");
        for (entity& row : rows)
            row.id = 0;
        RC_ASSERT(db.insert_all(rows) == static_cast<std::int64_t>(rows.size()));
        auto const read = db.fetch_all(lithe::from<entity>().order_by(lithe::col<&entity::id>));
        RC_ASSERT(read.size() == rows.size());
        for (std::size_t at = 0; at < rows.size(); ++at) {
            rows[at].id = read[at].id;
            RC_ASSERT(same(read[at], rows[at]));
        }
    });
}

template <class Number>
Number any_integer() {
    using limits = std::numeric_limits<Number>;
    // SQLite's integers end at INT64_MAX.
    constexpr auto most = sizeof(Number) == 8 ? static_cast<Number>(INT64_MAX) : (limits::max)();
    return *rc::gen::oneOf(rc::gen::element<Number>((limits::min)(), Number{0}, Number{1}, most),
                           rc::gen::map(rc::gen::arbitrary<Number>(), [](Number number) {
                               return std::cmp_greater(number, INT64_MAX) ? Number{7} : number;
                           }));
}

}  // namespace lithe_test
