#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What is done with a query as a whole: a set with another, the page behind a row, the rows that
// belong to each.

#include <lithe/statement/add_clause.hpp>
#include <lithe/statement/relation.hpp>
#include <lithe/statement/seek.hpp>

namespace lithe::inline v0::detail {

/// Behind the clauses of a select_statement, which is `Self`.
template <class Self>
struct whole_query {
    /// The rows of both, each once; order_by() and limit() are of the whole. (compound.hpp)
    template <class Query>
    [[nodiscard]] constexpr auto union_with(Query const& query) const {
        constexpr bool good = explain<decltype(find_in_union(type_list<Self, Query>{}))>();
        return make_compound<good, compound_kind::union_distinct>(self(), query);
    }
    /// The rows of both, as often as they come.
    template <class Query>
    [[nodiscard]] constexpr auto union_all(Query const& query) const {
        constexpr bool good = explain<decltype(find_in_union(type_list<Self, Query>{}))>();
        return make_compound<good, compound_kind::union_all>(self(), query);
    }
    /// The rows that are in both, each once.
    template <class Query>
    [[nodiscard]] constexpr auto intersect(Query const& query) const {
        constexpr bool good = explain<decltype(find_in_union(type_list<Self, Query>{}))>();
        return make_compound<good, compound_kind::intersect>(self(), query);
    }
    /// The rows that are not in `query`, each once.
    template <class Query>
    [[nodiscard]] constexpr auto except(Query const& query) const {
        constexpr bool good = explain<decltype(find_in_union(type_list<Self, Query>{}))>();
        return make_compound<good, compound_kind::except>(self(), query);
    }

    /// The rows behind `last`, a row of this query or a std::optional (statement/seek.hpp). Its
    /// values are bound in lithe's own form: a term's column that holds others (an iso8601 time as
    /// another program wrote it) leaves out rows or repeats them.
    template <class Row>
    [[nodiscard]] constexpr auto seek_after(Row const& last) const {
        constexpr bool good = explain<decltype(find_in_seek<typename Self::clauses, Row>())>();
        return add_seek<good>(self(), last);
    }

    /// Each row with those whose foreign key on `Members` refers to it, or, with two keys of a link
    /// table, with those that the second one refers to: std::pair<Entity, std::vector<Other>>. One
    /// statement more for all of them; in each the primary key's order. (statement/relation.hpp)
    template <auto... Members, class... Nested>
    [[nodiscard]] constexpr auto with_many(Nested...) const {
        using added = relation<cardinality::many, lithe::detail::members<Members...>, Nested...>;
        constexpr bool good = explain<decltype(find_in_with<typename Self::clauses, added>())>();
        return make_query_with<good, added>(self());
    }
    /// The same with the one row that there may be, as the foreign key is unique<>:
    /// std::pair<Entity, std::optional<Other>>.
    template <auto... Members, class... Nested>
    [[nodiscard]] constexpr auto with_one(Nested...) const {
        using added = relation<cardinality::one, lithe::detail::members<Members...>, Nested...>;
        constexpr bool good = explain<decltype(find_in_with<typename Self::clauses, added>())>();
        return make_query_with<good, added>(self());
    }

private:
    constexpr Self const& self() const { return static_cast<Self const&>(*this); }
};

}  // namespace lithe::inline v0::detail
