#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Indexes of some rows and of expressions: what `.where(…)` and `.on(…)` make of an index.
// https://www.sqlite.org/partialindex.html https://www.sqlite.org/expridx.html

#include <lithe/schema/index.hpp>

#include <string_view>
#include <utility>

namespace lithe::inline v0 {

/// An index with a condition, further terms that are expressions, or both. `Plain` is index_t.
template <class Plain, class Condition, class... Terms>
struct refined_index : Plain {
    using index_condition = Condition;
    using index_terms = detail::type_list<Terms...>;

    LITHE_NO_UNIQUE_ADDRESS Condition condition;
    LITHE_NO_UNIQUE_ADDRESS detail::value_pack<Terms...> terms;

    constexpr refined_index(Plain const& plain, Condition filter, detail::value_pack<Terms...> list)
        : Plain(plain), condition(std::move(filter)), terms(std::move(list)) {}

    [[nodiscard]] constexpr refined_index unique() const { return with(Plain::unique()); }
    template <auto Member>
    [[nodiscard]] constexpr refined_index desc() const {
        return with(Plain::template desc<Member>());
    }
    template <auto Member>
    [[nodiscard]] constexpr refined_index collate(collation how) const {
        return with(Plain::template collate<Member>(how));
    }
    [[nodiscard]] constexpr refined_index named(std::string_view text) const {
        return with(Plain::named(text));
    }
    template <expression Filter>
    [[nodiscard]] constexpr auto where(Filter filter) const {
        return refined_index<Plain, Filter, Terms...>(*this, std::move(filter), terms);
    }
    template <class... Added>
    [[nodiscard]] constexpr auto on(Added... added) const {
        return refined_index<Plain, Condition, Added...>(
            *this, condition, detail::make_pack<Added...>(std::move(added)...));
    }

private:
    constexpr refined_index with(Plain const& plain) const {
        return refined_index(plain, condition, terms);
    }
};

// What index_t's where() and on() call, found by argument-dependent lookup.
template <class Plain, class Condition>
constexpr auto refine_where(Plain const& plain, Condition condition) {
    return refined_index<Plain, Condition>(plain, std::move(condition), {});
}
template <class Plain, class... Terms>
constexpr auto refine_on(Plain const& plain, Terms... terms) {
    return refined_index<Plain, detail::no_operand, Terms...>(
        plain, {}, detail::make_pack<Terms...>(std::move(terms)...));
}

}  // namespace lithe::inline v0
