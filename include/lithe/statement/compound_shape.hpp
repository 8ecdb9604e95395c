#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What UNION, INTERSECT and EXCEPT make of the columns of two queries: each pair is unified, by
// position, to one type that may be NULL where one of the two may; and the mistakes in adding one.

#include <lithe/statement/query_shape.hpp>

#include <cstdint>
#include <string>
#include <type_traits>

namespace lithe::inline v0::detail {

// ---- columns ----

/// A column that holds values of several queries; read in the stored form of `Item`.
template <class Value, bool Nullable, class Item>
struct unified_column {
    using children = type_list<>;
    using value_type = Value;
    template <class>
    static consteval bool may_be_null() {
        return Nullable;
    }
};
template <class Value, bool Nullable, class Item>
struct formed<unified_column<Value, Nullable, Item>> : formed<Item> {};

/// All columns of a struct, which may be missing.
template <class Entity, bool Missing>
struct unified_entity {};

template <class Item, class Nullable, bool Missing>
struct to_column {
    using type = unified_column<owned_t<typename Item::value_type>,
                                Item::template may_be_null<Nullable>(), Item>;
};
template <class Item, class Nullable, bool Missing>
    requires is_all_columns<Item>
struct to_column<Item, Nullable, Missing> {
    using type =
        unified_entity<typename Item::entity, Missing || contains<typename Item::source, Nullable>>;
};

template <class Shape>
inline constexpr bool misses_entity = false;
template <class Entity>
inline constexpr bool misses_entity<missing_entity_row<Entity>> = true;

template <class Nullable, bool Missing, class... Items>
consteval auto to_columns(type_list<Items...>) {
    return type_list<typename to_column<Items, Nullable, Missing>::type...>{};
}

/// What a compound must know of a query in it.
template <class Query>
struct part_facts;
template <template <class...> class Statement, class... Clauses>
struct part_facts<Statement<Clauses...>> {
    using list = type_list<Clauses...>;
    using projection = projection_of<list>;
    using items = typename projection::items;
    using shape = typename projection::shape;
    using columns = decltype(to_columns<nullable_sources_of<list>, misses_entity<shape>>(items{}));
    using around = typename columns_around<list>::type;
    static constexpr bool refused = is_refused<list>;
    static constexpr bool names = has_names<list>;
    static constexpr bool chooses = has_choices<list>;
    static constexpr bool in_trigger = has_trigger_rows<list>;
    static constexpr bool parameters = (Clauses::parameters || ...);
    static constexpr bool cut = ((Clauses::rank >= clause_rank::order_by) || ...);
};

// ---- one type of two ----

template <class Left, class Right, class Kind = kind_t<Left>>
struct value_of_two {
    using type = Left;  // enums, times, users' types: the kinds are equal, so the types are
};
template <class Left, class Right>
    requires(!std::is_same_v<Left, Right>)
struct value_of_two<Left, Right, number_kind> {
    using type = std::conditional_t<std::is_integral_v<Left> && std::is_integral_v<Right>,
                                    std::int64_t, double>;
};
template <class Left, class Right>
    requires(!std::is_same_v<Left, Right>)
struct value_of_two<Left, Right, text_kind> {
    using type = std::string;
};
template <class Left, class Right>
    requires(!std::is_same_v<Left, Right>)
struct value_of_two<Left, Right, blob_kind> {
    using type = bytes;
};

/// The column of two; void where they do not mix.
template <class Left, class Right>
struct unified {
    using type = void;
    static constexpr bool forms = true;
};
template <class First, bool FirstNull, class FirstItem, class Second, bool SecondNull,
          class SecondItem>
    requires std::is_same_v<kind_t<First>, kind_t<Second>>
struct unified<unified_column<First, FirstNull, FirstItem>,
               unified_column<Second, SecondNull, SecondItem>> {
    using type = unified_column<typename value_of_two<First, Second>::type, FirstNull || SecondNull,
                                FirstItem>;
    static constexpr bool forms = same_form<FirstItem, SecondItem>;
};
template <class Entity, bool FirstMissing, bool SecondMissing>
struct unified<unified_entity<Entity, FirstMissing>, unified_entity<Entity, SecondMissing>> {
    using type = unified_entity<Entity, FirstMissing || SecondMissing>;
    static constexpr bool forms = true;
};

/// The first columns that do not mix.
template <class Left, class Right>
struct columns_of_two {};

template <class... Left, class... Right>
consteval auto find_in_pairs(type_list<Left...>, type_list<Right...>) {
    if constexpr (sizeof...(Left) != sizeof...(Right)) {
        return finding<rule::compound_width,
                       columns_of_two<type_list<Left...>, type_list<Right...>>>{};
    } else {
        return first_finding<found_if<std::is_void_v<typename unified<Left, Right>::type>,
                                      rule::compound_type, columns_of_two<Left, Right>>...,
                             found_if<!unified<Left, Right>::forms, rule::different_forms>...>{};
    }
}
template <class... Left, class... Right>
consteval auto unify_pairs(type_list<Left...>, type_list<Right...>) {
    return type_list<typename unified<Left, Right>::type...>{};
}

// ---- the row ----

template <class Column>
struct item_of_column {
    using type = Column;
    using missing = type_list<>;
};
template <class Entity, bool Missing>
struct item_of_column<unified_entity<Entity, Missing>> {
    using type = all_columns<Entity>;
    using missing = std::conditional_t<Missing, type_list<table_source<Entity>>, type_list<>>;
};

template <class Columns>
struct items_of;
template <class... Columns>
struct items_of<type_list<Columns...>> {
    using type = type_list<typename item_of_column<Columns>::type...>;
};

template <class Shape, class... Columns>
struct unified_shape;
template <class Entity, bool Missing>
struct unified_shape<entity_row<Entity>, unified_entity<Entity, Missing>> {
    using type = std::conditional_t<Missing, missing_entity_row<Entity>, entity_row<Entity>>;
};
template <class Entity, class Column>
struct unified_shape<missing_entity_row<Entity>, Column> {
    using type = missing_entity_row<Entity>;
};
template <class Item, class Column>
struct unified_shape<scalar_row<Item>, Column> {
    using type = scalar_row<typename item_of_column<Column>::type>;
};
template <class... Items, class... Columns>
struct unified_shape<tuple_row<Items...>, Columns...> {
    using type = tuple_row<typename item_of_column<Columns>::type...>;
};
template <class Row, class... Items, class... Columns>
struct unified_shape<aggregate_row<Row, Items...>, Columns...> {
    using type = aggregate_row<Row, typename item_of_column<Columns>::type...>;
};

/// The rows of a compound whose first query has `Shape`.
template <class Shape, class Columns>
struct compound_rows;
template <class Shape, class... Columns>
struct compound_rows<Shape, type_list<Columns...>> {
    using shape = typename unified_shape<Shape, Columns...>::type;
    using missing = concat_t<typename item_of_column<Columns>::missing...>;
    using row_type = typename row_of_shape<shape, missing>::type;
};

// The fields of select_as must take what all queries give.
template <class Shape, class Columns>
consteval auto find_in_compound_row(Shape, Columns) {
    return no_finding{};
}
template <class Row, class... Items, class... Columns>
consteval auto find_in_compound_row(aggregate_row<Row, Items...>, type_list<Columns...>) {
    using missing = concat_t<typename item_of_column<Columns>::missing...>;
    return find_in_row<Row, missing, typename item_of_column<Columns>::type...>();
}

template <class Query>
inline constexpr bool is_plain_query = false;
template <template <class...> class Statement, class... Clauses>
    requires(sizeof...(Clauses) > 0)
inline constexpr bool is_plain_query<Statement<Clauses...>> =
    requires { typename Statement<Clauses...>::nullable; };

template <class Query>
consteval auto find_in_part() {
    if constexpr (is_plain_query<Query>) {
        return find_in_groups<typename Query::clauses>();
    } else {
        return no_finding{};
    }
}

/// The first mistake in adding a query to one or several.
template <class Left, class Right>
consteval auto find_in_compound() {
    using left = part_facts<Left>;
    using right = part_facts<Right>;
    if constexpr (left::refused) {
        return no_finding{};
    } else if constexpr (!is_plain_query<Right>) {
        return finding<rule::compound_nested>{};
    } else if constexpr (right::refused) {
        return no_finding{};
    } else if constexpr (left::cut || right::cut) {
        return finding<rule::compound_cut>{};
    } else {
        using pairs = decltype(find_in_pairs(typename left::columns{}, typename right::columns{}));
        if constexpr (pairs::value != rule::none) {
            return pairs{};
        } else {
            using columns =
                decltype(unify_pairs(typename left::columns{}, typename right::columns{}));
            return first_finding<decltype(find_in_compound_row(typename left::shape{}, columns{})),
                                 decltype(find_in_part<Left>()), decltype(find_in_part<Right>())>{};
        }
    }
}

}  // namespace lithe::inline v0::detail
