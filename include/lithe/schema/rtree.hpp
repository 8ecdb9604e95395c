#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// rtree(name, …): the descriptor of an R*Tree, a table of boxes that finds those that overlap
// another. A struct has an integer key, two fields for each dimension, and any others, which are
// kept beside. https://www.sqlite.org/rtree.html

#include <lithe/expression/comparison.hpp>
#include <lithe/expression/logical.hpp>
#include <lithe/schema/rules.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

/// One dimension of an R*Tree's boxes, made by dimension<>.
template <auto Least, auto Most>
struct dimension_t : detail::constraint_tag {
    using columns = detail::members<Least, Most>;
    static constexpr auto least = Least;
    static constexpr auto most = Most;
};
/// `dimension<&Area::left, &Area::right>`: both float, or all of them std::int32_t.
template <auto Least, auto Most>
inline constexpr dimension_t<Least, Most> dimension{};

namespace detail {

template <class Constraint>
inline constexpr bool is_dimension = false;
template <auto Least, auto Most>
inline constexpr bool is_dimension<dimension_t<Least, Most>> = true;

template <class... Constraints>
consteval auto dimensions_in(type_list<Constraints...>) {
    return concat_t<
        std::conditional_t<is_dimension<Constraints>, type_list<Constraints>, type_list<>>...>{};
}
template <class Entity>
using dimensions_of = decltype(dimensions_in(typename constraints_of<Entity>::types{}));

template <class Constraint>
inline constexpr bool is_rtree_constraint = is_dimension<Constraint>;
template <auto Member>
inline constexpr bool is_rtree_constraint<primary_key_t<Member>> = is_row_id<field_of<Member>>;
template <auto Member>
inline constexpr bool is_rtree_constraint<column_name_t<Member>> = true;

template <class... Constraints>
consteval bool are_rtree_constraints(type_list<Constraints...>) {
    constexpr int keys = (0 + ... + (is_primary_key<Constraints>::value ? 1 : 0));
    constexpr int dimensions = (0 + ... + (is_dimension<Constraints> ? 1 : 0));
    return (is_rtree_constraint<Constraints> && ...) && keys == 1 && dimensions >= 1 &&
           dimensions <= 5;
}

template <class Field, class... Dimensions>
consteval bool are_all_of(type_list<Dimensions...>) {
    return ((std::is_same_v<field_of<Dimensions::least>, Field> &&
             std::is_same_v<field_of<Dimensions::most>, Field>) &&
            ...);
}
/// Whether the boxes are of whole numbers.
template <class Entity>
inline constexpr bool is_whole_rtree = are_all_of<std::int32_t>(dimensions_of<Entity>{});

enum class rtree_fault : unsigned char { none, constraint, number };
consteval bool absent(rtree_fault found, rtree_fault fault) {
    return found != fault;
}

template <class Entity>
consteval rtree_fault find_rtree_fault() {
    if constexpr (!are_rtree_constraints(typename constraints_of<Entity>::types{})) {
        return rtree_fault::constraint;
    } else if constexpr (are_all_of<float>(dimensions_of<Entity>{}) || is_whole_rtree<Entity>) {
        return rtree_fault::none;
    } else {
        return rtree_fault::number;
    }
}

}  // namespace detail

/// An R*Tree's descriptor: what `schema()` returns.
template <class Name, class Constraints>
struct rtree_t : table_t<Name, Constraints> {
    static constexpr int creation_rank = 1;
    static constexpr bool is_virtual = true;

    template <class Entity>
    static consteval bool is_sound() {
        return detail::find_rtree_fault<Entity>() == detail::rtree_fault::none;
    }
    template <class Entity>
    static consteval bool explain() {
        using enum detail::rtree_fault;
        constexpr detail::rtree_fault fault = detail::find_rtree_fault<Entity>();
        static_assert(absent(fault, constraint),
                      "lithe: rtree(): it takes primary_key of an integer and one to five "
                      "dimension<>; leave others out");
        static_assert(absent(fault, number),
                      "lithe: rtree(): fields of dimension<> are neither all float nor all "
                      "std::int32_t; change them");
        return fault == none;
    }
    template <class Entity>
    static constexpr void write_create(sql_writer& out) {
        write_create_object<Entity>(out, detail::descriptor_of<Entity>);
    }
};

/// `rtree("areas", primary_key<&A::id>, dimension<&A::left, &A::right>, dimension<…>)`
template <class Name, class... Constraints>
constexpr auto rtree(Name const& name, Constraints const&... list) {
    auto const plain = table(name, list...);
    using constraint_list = typename std::remove_const_t<decltype(plain)>::constraint_list;
    return rtree_t<decltype(plain.name), constraint_list>{{plain.name, plain.constraints, false}};
}

namespace detail {

template <class Entity, class... Given>
consteval bool require_bounds() {
    constexpr bool paired =
        sizeof...(Given) == 2 * dimensions_of<Entity>::size && (std::is_arithmetic_v<Given> && ...);
    static_assert(paired,
                  "lithe: overlaps(): not two numbers for each dimension; give the least and the "
                  "most of each in order");
    return paired;
}

enum class box_relation : unsigned char { overlaps, within };

// The other box begins before this one ends; or it begins no later and ends no earlier.
template <box_relation Relation, class Dimension, class Number>
constexpr auto relate(Number least, Number most) {
    if constexpr (Relation == box_relation::overlaps) {
        return column<Dimension::least>{} <= most && column<Dimension::most>{} >= least;
    } else {
        return column<Dimension::least>{} >= least && column<Dimension::most>{} <= most;
    }
}
template <class First>
constexpr auto all_true(First first) {
    return first;
}
template <class First, class... Rest>
constexpr auto all_true(First first, Rest... rest) {
    return std::move(first) && all_true(std::move(rest)...);
}

template <box_relation Relation, class Number, class... Dimensions, std::size_t... Index>
constexpr auto relate_all(Number const (&bounds)[2 * sizeof...(Dimensions)],
                          type_list<Dimensions...>, std::index_sequence<Index...>) {
    return all_true(relate<Relation, Dimensions>(bounds[2 * Index], bounds[2 * Index + 1])...);
}

template <box_relation Relation, class Entity, class... Given>
constexpr auto relate_to_box(Given... bounds) {
    using number = std::conditional_t<is_whole_rtree<Entity>, std::int64_t, double>;
    using dimensions = dimensions_of<Entity>;
    number const values[] = {static_cast<number>(bounds)...};
    return relate_all<Relation>(values, dimensions{}, std::make_index_sequence<dimensions::size>{});
}

}  // namespace detail

/// Rows whose box has a point in common with this one: `overlaps<Area>(0, 10, 0, 5)`, the least and
/// the most of each dimension; a point is a box of twice the same.
template <class Entity, class... Given>
constexpr auto overlaps(Given... bounds) {
    if constexpr (detail::require_bounds<Entity, Given...>()) {
        return detail::relate_to_box<detail::box_relation::overlaps, Entity>(bounds...);
    } else {
        return column<nullptr>{} == literal<0>;
    }
}
/// Rows whose box lies in this one.
template <class Entity, class... Given>
constexpr auto within(Given... bounds) {
    if constexpr (detail::require_bounds<Entity, Given...>()) {
        return detail::relate_to_box<detail::box_relation::within, Entity>(bounds...);
    } else {
        return column<nullptr>{} == literal<0>;
    }
}

}  // namespace lithe::inline v0
