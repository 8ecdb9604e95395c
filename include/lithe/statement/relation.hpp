#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Rows with the rows that belong to them, without a query for each: what
// `from<User>().with_many<&Post::author_id>()` means. One statement more for each relation, over
// all keys at once.

#include <lithe/schema/parent_key.hpp>
#include <lithe/statement/unavailable.hpp>

#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

enum class cardinality : unsigned char { many, one };

/// The rows whose foreign key is on `Members`, or, with two keys of a link table, the rows that its
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

// ---- foreign keys ----

template <class Columns, class... Keys>
consteval auto keys_on(type_list<Keys...>) {
    return concat_t<std::conditional_t<std::is_same_v<typename Keys::columns, Columns>,
                                       type_list<Keys>, type_list<>>...>{};
}
/// The foreign keys on these fields of one struct, in their order.
template <auto First, auto... More>
using keys_of_members =
    decltype(keys_on<members<First, More...>>(foreign_keys_of<owner_of<First>>{}));

template <auto... Members>
inline constexpr bool are_one_key = false;
template <auto First, auto... More>
    requires(std::is_same_v<owner_of<First>, owner_of<More>> && ...)
inline constexpr bool are_one_key<First, More...> = keys_of_members<First, More...>::size == 1;

template <auto First, auto... More>
using key_of_members = nth_t<0, keys_of_members<First, More...>>;
template <auto Member>
consteval auto only_member(members<Member>) {
    return Member;
}

template <auto Near, auto Far>
inline constexpr bool is_link =
    are_one_key<Near> && are_one_key<Far> && std::is_same_v<owner_of<Near>, owner_of<Far>>;

/// Where a relation's rows are found: `link` has the foreign key `key`, on `columns`, to the rows
/// it is for. All members are one key, or two of a link table.
template <class Members>
struct relation_path;
template <auto First, auto... More>
struct relation_path<members<First, More...>> {
    static constexpr bool linked = false;
    using columns = members<First, More...>;
    using key = key_of_members<First, More...>;
    using link = owner_of<First>;
    using child = link;
};
template <auto Near, auto Far>
    requires is_link<Near, Far>
struct relation_path<members<Near, Far>> {
    static constexpr bool linked = true;
    static constexpr auto far_key = Far;
    static constexpr auto far_parent = only_member(typename key_of_members<Far>::parents{});
    using columns = members<Near>;
    using key = key_of_members<Near>;
    using link = owner_of<Near>;
    using child = parent_of<key_of_members<Far>>;
};

template <auto... Members>
consteval auto indices_of(members<Members...>) {
    return std::index_sequence<member_index<Members>...>{};
}

// ---- mistakes ----

template <class Members>
inline constexpr bool are_keys = false;
template <auto... Members>
inline constexpr bool are_keys<members<Members...>> = are_one_key<Members...>;
template <auto Near, auto Far>
inline constexpr bool are_keys<members<Near, Far>> = are_one_key<Near, Far> || is_link<Near, Far>;

template <class Entity, class Relation>
struct mistake_in_relation {
    using type = finding<rule::relation_key>;
};
template <class Entity, cardinality Count, class Members, class... Nested>
    requires are_keys<Members>
struct mistake_in_relation<Entity, relation<Count, Members, Nested...>> {
    using path = relation_path<Members>;
    static consteval auto find() {
        if constexpr (!std::is_same_v<parent_of<typename path::key>, Entity>) {
            return finding<rule::relation_key, Members>{};
        } else if constexpr (Count == cardinality::one &&
                             !is_unique_in<typename path::link,
                                           decltype(indices_of(typename path::columns{}))>()) {
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

/// Stands for a relation that was a mistake; its rows may be those of the fields that were named.
template <class Relation>
struct refused_relation {};
template <class Members>
struct refused_child {
    using type = unavailable;
};
template <auto First, auto... More>
    requires std::is_member_object_pointer_v<decltype(First)>
struct refused_child<members<First, More...>> {
    using type = owner_of<First>;
};
template <class Members, class... Nested>
struct related_rows<refused_relation<relation<cardinality::many, Members, Nested...>>> {
    using type = std::vector<typename refused_child<Members>::type>;
};
template <class Members, class... Nested>
struct related_rows<refused_relation<relation<cardinality::one, Members, Nested...>>> {
    using type = std::optional<typename refused_child<Members>::type>;
};
template <class Relation>
inline constexpr bool is_refused_relation = false;
template <class Relation>
inline constexpr bool is_refused_relation<refused_relation<Relation>> = true;

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
        using given = std::conditional_t<Good, Added, detail::refused_relation<Added>>;
        return query_with<Query, Relations..., given>{query};
    }
};

namespace detail {

template <class Query>
inline constexpr bool is_query_with = false;
template <class Query, class... Relations>
inline constexpr bool is_query_with<query_with<Query, Relations...>> = true;

template <bool Good, class Relation, class Query>
constexpr auto make_query_with(Query const& query) {
    return query_with<Query, std::conditional_t<Good, Relation, refused_relation<Relation>>>{query};
}

template <class Query, class... Relations>
struct unfinished<query_with<Query, Relations...>> {
    static constexpr bool refused =
        is_refused<typename Query::clauses> || (is_refused_relation<Relations> || ...);
    using found = finding<refused ? rule::said_before : rule::related_rows_alone>;
};
template <class Query, class... Relations>
struct refused_rows<query_with<Query, Relations...>> {
    using type = typename query_with<Query, Relations...>::row_type;
};

}  // namespace detail

/// Inside with_many(…) or with_one(…): `with_many<&Post::author_id>(with_many<&Comment::post_id>)`.
template <auto... Members>
inline constexpr detail::relation<detail::cardinality::many, detail::members<Members...>>
    with_many{};
template <auto... Members>
inline constexpr detail::relation<detail::cardinality::one, detail::members<Members...>> with_one{};

}  // namespace lithe::inline v0
