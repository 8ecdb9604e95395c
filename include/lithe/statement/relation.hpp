#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Rows with the rows that belong to them, without a query for each: what
// `from<User>().with_many<&Post::author_id>()` means. One statement more for each relation, over
// all keys at once.

#include <lithe/expression/predicate.hpp>
#include <lithe/schema/parent_key.hpp>
#include <lithe/statement/query_shape.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

enum class cardinality : unsigned char { many, one };

/// The rows whose foreign key is `Member`, or, with two members of a link table, the rows that its
/// second one refers to; each with those of `Nested`.
template <cardinality Count, class Members, class... Nested>
struct relation {
    using members = Members;
    static constexpr cardinality count = Count;

    /// With the rows that belong to each of them in turn.
    template <class... Inner>
    constexpr relation<Count, Members, Inner...> operator()(Inner...) const {
        return {};
    }
};

// ---- foreign keys of one column ----

template <auto Member, class... Keys>
consteval auto keys_on(type_list<Keys...>) {
    return concat_t<std::conditional_t<std::is_same_v<typename Keys::columns, members<Member>>,
                                       type_list<Keys>, type_list<>>...>{};
}
/// The foreign keys on `Member` alone.
template <auto Member>
using keys_of_member = decltype(keys_on<Member>(foreign_keys_of<owner_of<Member>>{}));

template <auto Member>
consteval auto only_member(members<Member>) {
    return Member;
}
template <auto Member>
using key_of_member = nth_t<0, keys_of_member<Member>>;
template <auto Member>
inline constexpr auto parent_member = only_member(typename key_of_member<Member>::parents{});

/// Where a relation's rows are found; `link` has the foreign key `near_key` to the rows it is for.
template <class Members>
struct relation_path;
template <auto Near>
struct relation_path<members<Near>> {
    static constexpr bool linked = false;
    static constexpr auto near_key = Near;
    using link = owner_of<Near>;
    using child = link;
};
template <auto Near, auto Far>
struct relation_path<members<Near, Far>> {
    static constexpr bool linked = true;
    static constexpr auto near_key = Near;
    static constexpr auto far_key = Far;
    using link = owner_of<Near>;
    using child = parent_of<key_of_member<Far>>;
};

// ---- mistakes ----

template <class Members>
inline constexpr bool are_keys = false;
template <auto Near>
inline constexpr bool are_keys<members<Near>> = keys_of_member<Near>::size == 1;
template <auto Near, auto Far>
inline constexpr bool are_keys<members<Near, Far>> =
    std::is_same_v<owner_of<Near>, owner_of<Far>> && keys_of_member<Near>::size == 1 &&
    keys_of_member<Far>::size == 1;

template <class Entity, class Relation>
struct mistake_in_relation {
    using type = finding<rule::relation_key>;
};
template <class Entity, cardinality Count, class Members, class... Nested>
    requires are_keys<Members>
struct mistake_in_relation<Entity, relation<Count, Members, Nested...>> {
    using path = relation_path<Members>;
    static consteval auto find() {
        if constexpr (!std::is_same_v<parent_of<key_of_member<path::near_key>>, Entity>) {
            return finding<rule::relation_key, Members>{};
        } else if constexpr (Count == cardinality::one &&
                             !is_unique_in<typename path::link,
                                           std::index_sequence<member_index<path::near_key>>>()) {
            return finding<rule::relation_not_unique, Members>{};
        } else {
            return first_finding<
                typename mistake_in_relation<typename path::child, Nested>::type...>{};
        }
    }
    using type = decltype(find());
};

template <class Clauses, class Relation>
consteval auto find_in_with() {
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (has_clause<clause_rank::select, Clauses> || is_aggregating<Clauses> ||
                         nullable_sources_of<Clauses>::size != 0) {
        return finding<rule::relation_base>{};
    } else {
        using entity = typename nth_t<0, sources_of<Clauses>>::entity;
        return typename mistake_in_relation<entity, Relation>::type{};
    }
}

// ---- the query with its relations, and its rows ----

template <class Entity, class... Relations>
struct loaded_row;
template <class Entity, class... Relations>
using loaded_t = typename loaded_row<Entity, Relations...>::type;

template <class Relation>
struct related_rows;
template <class Members, class... Nested>
struct related_rows<relation<cardinality::many, Members, Nested...>> {
    using type = std::vector<loaded_t<typename relation_path<Members>::child, Nested...>>;
};
template <class Members, class... Nested>
struct related_rows<relation<cardinality::one, Members, Nested...>> {
    using type = std::optional<loaded_t<typename relation_path<Members>::child, Nested...>>;
};

template <class Entity>
struct loaded_row<Entity> {
    using type = Entity;
};
template <class Entity, class Relation>
struct loaded_row<Entity, Relation> {
    using type = std::pair<Entity, typename related_rows<Relation>::type>;
};
template <class Entity, class Relation, class... More>
    requires(sizeof...(More) > 0)
struct loaded_row<Entity, Relation, More...> {
    using type = std::tuple<Entity, typename related_rows<Relation>::type,
                            typename related_rows<More>::type...>;
};

}  // namespace detail

/// A query whose rows come with those that belong to them; made by with_many() and with_one().
template <class Query, class... Relations>
struct query_with {
    using query_type = Query;
    using entity = typename detail::nth_t<0, typename Query::sources>::entity;
    using row_type = detail::loaded_t<entity, Relations...>;

    Query query;

    /// One relation more; a row is then a std::tuple.
    template <auto... Members, class... Nested>
    [[nodiscard]] constexpr auto with_many(Nested...) const {
        using added =
            detail::relation<detail::cardinality::many, detail::members<Members...>, Nested...>;
        constexpr bool good =
            detail::explain<decltype(detail::find_in_with<typename Query::clauses, added>())>();
        return add<good, added>();
    }
    template <auto... Members, class... Nested>
    [[nodiscard]] constexpr auto with_one(Nested...) const {
        using added =
            detail::relation<detail::cardinality::one, detail::members<Members...>, Nested...>;
        constexpr bool good =
            detail::explain<decltype(detail::find_in_with<typename Query::clauses, added>())>();
        return add<good, added>();
    }

private:
    template <bool Good, class Added>
    constexpr auto add() const {
        if constexpr (Good) {
            return query_with<Query, Relations..., Added>{query};
        } else {
            return *this;
        }
    }
};

namespace detail {

template <class Query>
inline constexpr bool is_query_with = false;
template <class Query, class... Relations>
inline constexpr bool is_query_with<query_with<Query, Relations...>> = true;

template <bool Good, class Relation, class Query>
constexpr auto make_query_with(Query const& query) {
    if constexpr (Good) {
        return query_with<Query, Relation>{query};
    } else {
        return query_with<Query>{query};
    }
}

/// `lithe_array.rowid`: which of the keys a row belongs to, counted from 1.
struct key_position : expression_tag {
    using children = type_list<>;
    using value_type = std::int64_t;
    static constexpr precedence rank = precedence::primary;
    template <class Nullable>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer& out) { out.text("lithe_array.rowid"); }
};

/// The rows of one relation for a range of keys, each with its key's position, in its order.
template <class Members>
struct related_statement {
    using path = relation_path<Members>;
    using target = typename path::child;
    static constexpr auto parent = parent_member<path::near_key>;
    using keys = std::vector<field_of<parent>>;
    struct rows {
        using shape = tuple_row<key_position, all_columns<target>>;
        using row_type = std::tuple<std::int64_t, target>;
    };
    static constexpr bool writes = false;
    static constexpr bool returns_rows = true;

    range_parameter<column<path::near_key>, keys const&> range;

    static constexpr void write(sql_writer& out) {
        out.qualified = true;
        out.text("SELECT lithe_array.rowid, ");
        write_all_fields<table_source<target>>(out);
        out.text(" FROM lithe_array(");
        out.parameter();
        out.text(") JOIN ");
        table_source<typename path::link>::write_declaration(out);
        out.text(" ON ");
        column<path::near_key>::write(out);
        // A foreign key compares by the parent's collation; a value of lithe_array has none.
        if constexpr (!collation_of<path::near_key>().empty() || !collation_of<parent>().empty()) {
            out.text(" COLLATE ");
            out.identifier(collation_of<parent>().empty() ? "BINARY" : collation_of<parent>());
        }
        out.text(" = lithe_array.value");
        if constexpr (path::linked) {
            out.text(" JOIN ");
            table_source<target>::write_declaration(out);
            out.text(" ON ");
            column<parent_member<path::far_key>>::write(out);
            out.text(" = ");
            column<path::far_key>::write(out);
        }
        out.text(" ORDER BY lithe_array.rowid");
        write_order(out, key_of<target>{});
    }
    template <class Sink>
    void bind(Sink& sink) const {
        range.bind(sink);
    }

private:
    template <std::size_t... Key>
    static constexpr void write_order(sql_writer& out, std::index_sequence<Key...>) {
        ((out.text(", "), write_field<table_source<target>, Key>(out)), ...);
    }
};

}  // namespace detail

/// Inside with_many(…) or with_one(…): `with_many<&Post::author_id>(with_many<&Comment::post_id>)`.
template <auto... Members>
inline constexpr detail::relation<detail::cardinality::many, detail::members<Members...>>
    with_many{};
template <auto... Members>
inline constexpr detail::relation<detail::cardinality::one, detail::members<Members...>> with_one{};

}  // namespace lithe::inline v0
