// SPDX-License-Identifier: BSL-1.0
//
// A property: whatever condition is built of comparisons, AND, OR, NOT, IS, IN and BETWEEN, SQLite
// gives it the value that three-valued logic, written in C++, gives it for each row. (A condition's
// type is fixed at compile time, so the shapes are written out and everything else varies.)

#include "support/catch.hpp"
#include "support/property.hpp"
#include "support/rows.hpp"

#include <functional>

using namespace lithe;

namespace {

struct Fact {
    std::int64_t id = 0;
    std::optional<std::int64_t> x{};
    std::optional<std::int64_t> y{};
    std::optional<bool> p{};
};

using truth = std::optional<bool>;
using number = std::optional<std::int64_t>;

truth conjunction(truth left, truth right) {
    if (left == false || right == false)
        return false;
    return left && right ? truth(true) : truth();
}
truth negation(truth of) {
    return of ? truth(!*of) : truth();
}
truth disjunction(truth left, truth right) {
    return negation(conjunction(negation(left), negation(right)));
}
template <class Compare>
truth compared(number left, number right, Compare compare) {
    return left && right ? truth(compare(*left, *right)) : truth();
}
truth equal(number left, number right) {
    return compared(left, right, std::equal_to<>());
}
truth less(number left, number right) {
    return compared(left, right, std::less<>());
}
number plus(number left, number right) {
    return left && right ? number(*left + *right) : number();
}
number quotient(number left, number right) {
    return left && right && *right != 0 ? number(*left / *right) : number();
}

constexpr auto x = col<&Fact::x>;
constexpr auto y = col<&Fact::y>;
constexpr auto p = col<&Fact::p>;

}  // namespace

TEST_CASE("logic: conditions have the value of three-valued logic") {
    lithe_test::check_property("conditions", [](std::int8_t first, std::int8_t second,
                                                std::vector<std::int8_t> const& list) {
        auto const small = [](int value) { return static_cast<std::int64_t>(value % 4); };
        std::int64_t const m = small(first);
        std::int64_t const n = small(second);
        number const maybe = second % 3 == 0 ? number() : number(n);
        std::vector<std::int64_t> values;
        for (std::int8_t const value : list)
            values.push_back(small(value));

        lithe::connection c{":memory:"};
        c.create_tables<Fact>();
        std::vector<Fact> facts;
        number const domain[] = {{}, -2, 0, 1, 3};
        truth const truths[] = {{}, false, true};
        for (number const left : domain)
            for (number const right : domain)
                for (truth const given : truths)
                    facts.push_back({.id = 0, .x = left, .y = right, .p = given});
        c.insert_all(facts);

        auto const expect = [&](auto const& condition, auto&& evaluate) {
            auto const kept = c.fetch_all(from<Fact>().where(condition).order_by(col<&Fact::id>));
            auto const dropped = c.fetch_all(from<Fact>().where(!condition));
            std::size_t at = 0;
            std::size_t falses = 0;
            for (Fact const& fact : facts) {
                truth const wanted = evaluate(fact);
                if (wanted == true) {
                    RC_ASSERT(at < kept.size());
                    RC_ASSERT(kept[at].x == fact.x && kept[at].y == fact.y && kept[at].p == fact.p);
                    ++at;
                }
                falses += wanted == false ? 1U : 0U;
            }
            RC_ASSERT(at == kept.size());
            RC_ASSERT(falses == dropped.size());
        };
        expect(x == m || (y < n && p), [&](Fact const& f) {
            return disjunction(equal(f.x, m), conjunction(less(f.y, n), f.p));
        });
        expect((x == m || y < n) && !p, [&](Fact const& f) {
            return conjunction(disjunction(equal(f.x, m), less(f.y, n)), negation(f.p));
        });
        expect(!(x != y && !(x + m < y / n)), [&](Fact const& f) {
            return negation(conjunction(negation(equal(f.x, f.y)),
                                        negation(less(plus(f.x, m), quotient(f.y, n)))));
        });
        expect(x == maybe || y != maybe,
               [&](Fact const& f) { return truth(f.x == maybe || f.y != maybe); });
        expect(x.in(values) && !y.in(values), [&](Fact const& f) {
            auto const in = [&](number value) {
                truth result = false;
                for (std::int64_t const one : values)
                    result = disjunction(result, equal(value, one));
                return result;
            };
            return conjunction(in(f.x), negation(in(f.y)));
        });
        expect(x.between(m, y) == p, [&](Fact const& f) {
            truth const between = conjunction(negation(less(f.x, m)), negation(less(f.y, f.x)));
            return between && f.p ? truth(*between == *f.p) : truth();
        });
        expect((x < m) == (y < n) || is_null(x > y), [&](Fact const& f) {
            truth const left = less(f.x, m);
            truth const right = less(f.y, n);
            truth const same = left && right ? truth(*left == *right) : truth();
            return disjunction(same, truth(!f.x || !f.y));
        });
        expect(x - (y - m) > x - y - m, [&](Fact const& f) {
            return f.x && f.y ? truth(*f.x - (*f.y - m) > *f.x - *f.y - m) : truth();
        });
    });
}
