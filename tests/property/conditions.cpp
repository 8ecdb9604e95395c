// SPDX-License-Identifier: BSL-1.0
//
// Conditions of random shape and random values, over columns with NULLs, against the same logic in
// three values (true, false, unknown) written in C++: a row is in the result when it is true.
#include <lithe/sqlite.hpp>

#include "support/property.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

using namespace lithe;

namespace {

struct sample {
    std::int64_t id = 0;
    std::optional<int> number{};
    std::optional<std::string> word{};
    double real = 0;
};

// ---- SQL's logic ----

using truth = std::optional<bool>;

truth negated(truth one) {
    return one ? truth(!*one) : one;
}
truth both(truth left, truth right) {
    if (left == false || right == false)
        return false;
    return left && right ? truth(true) : truth();
}
truth either(truth left, truth right) {
    return negated(both(negated(left), negated(right)));
}
template <class Left, class Right, class Compare>
truth compared(std::optional<Left> const& left, std::optional<Right> const& right,
               Compare compare) {
    return left && right ? truth(compare(*left, *right)) : truth();
}
truth among(std::optional<int> one, std::vector<int> const& list) {
    if (list.empty())
        return false;
    if (!one)
        return {};
    for (int const candidate : list)
        if (candidate == *one)
            return true;
    return false;
}

// ---- a random question ----

struct question {
    unsigned bits = 0;  // which conditions are asked
    int low = 0;
    int high = 0;
    std::string text{};
    std::optional<int> exactly{};
    std::vector<int> list{};
    double real = 0;

    [[nodiscard]] bool on(unsigned bit) const { return ((bits >> bit) & 1U) != 0; }
};

constexpr auto key = col<&sample::id>;
constexpr auto number = col<&sample::number>;
constexpr auto word = col<&sample::word>;
constexpr auto real = col<&sample::real>;

auto query_of(question const& q) {
    return from<sample>()
        .where(when(q.on(0), !(number < q.low) || when(q.on(1), word == q.text)),
               when(q.on(2), number.between(q.low, q.high) && !word.is_null()) ||
                   when(q.on(3), !when(q.on(4), number.not_in(q.list))),
               when(q.on(5), number == q.exactly || real > q.real),
               when(q.on(6), !(number + number > real * 2 && word != q.text)),
               when(q.on(7), word > q.text || number.in(q.list)))
        .select(key)
        .order_by(key);
}

bool is_in(question const& q, sample const& s) {
    using text = std::optional<std::string>;
    auto const equal = [](auto const& left, auto const& right) { return left == right; };
    auto const greater = [](auto const& left, auto const& right) { return left > right; };
    std::vector<truth> all;
    if (q.on(0) || q.on(1)) {
        truth const first = negated(compared(s.number, std::optional(q.low),
                                             [](int left, int right) { return left < right; }));
        truth const second = compared(s.word, text(q.text), equal);
        // What is off is left out of the ||.
        all.push_back(q.on(0) ? (q.on(1) ? either(first, second) : first) : truth(true));
    }
    bool const third = q.on(2);
    bool const fourth = q.on(3) && q.on(4);
    if (third || fourth) {
        truth const between = both(compared(s.number, std::optional(q.low),
                                            [](int left, int right) { return left >= right; }),
                                   compared(s.number, std::optional(q.high),
                                            [](int left, int right) { return left <= right; }));
        truth const here = both(between, s.word.has_value());
        truth const listed = among(s.number, q.list);  // NOT (NOT IN)
        all.push_back(third ? (fourth ? either(here, listed) : here) : listed);
    }
    if (q.on(5)) {
        all.push_back(either(s.number == q.exactly, s.real > q.real));
    }
    if (q.on(6)) {
        std::optional<double> const twice =
            s.number ? std::optional<double>(2.0 * *s.number) : std::nullopt;
        all.push_back(negated(both(compared(twice, std::optional(s.real * 2), greater),
                                   negated(compared(s.word, text(q.text), equal)))));
    }
    if (q.on(7)) {
        all.push_back(either(compared(s.word, text(q.text), greater), among(s.number, q.list)));
    }
    truth whole = true;
    for (truth const one : all)
        whole = both(whole, one);
    return whole == true;
}

using random_row = std::tuple<std::int8_t, std::uint8_t, std::int8_t>;

std::vector<sample> samples_of(std::vector<random_row> const& rows) {
    std::vector<sample> all;
    for (auto const& [number_of, word_of, real_of] : rows) {
        sample one{.id = static_cast<std::int64_t>(all.size()) + 1, .real = real_of % 4 / 2.0};
        if (number_of % 4 != 0)
            one.number = number_of % 5;
        if (word_of % 4 != 0)
            one.word = std::string(1, static_cast<char>('a' + word_of % 3));
        all.push_back(one);
    }
    return all;
}

}  // namespace

TEST_CASE("conditions: random ones keep the rows for which three-valued logic says true") {
    connection c(":memory:");
    c.create_tables<sample>();
    lithe_test::check_property(
        "the same rows",
        [&](std::vector<random_row> const& rows, std::uint8_t bits, std::int8_t low,
            std::int8_t width, std::uint8_t letter, std::int8_t exactly,
            std::vector<std::int8_t> const& list, std::int8_t bound) {
            auto const all = samples_of(rows);
            c.execute(delete_from<sample>().all_rows());
            c.insert_all(all);
            question q{.bits = bits, .low = low % 4, .real = bound % 4 / 2.0};
            q.high = q.low + width % 3;
            q.text = std::string(1, static_cast<char>('a' + letter % 3));
            if (exactly % 3 != 0)
                q.exactly = exactly % 5;
            for (std::int8_t const one : list)
                q.list.push_back(one % 5);
            std::vector<std::int64_t> expected;
            for (sample const& one : all)
                if (is_in(q, one))
                    expected.push_back(one.id);
            RC_ASSERT(c.fetch_all(query_of(q)) == expected);
        });
    // Bounded: at most one text for each combination of the eight conditions.
    CHECK(c.session().statements().size() <= 256 + 20);
}
