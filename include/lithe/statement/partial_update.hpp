#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// set(patch): an UPDATE of those columns whose fields of `patch` have a value. A patch is an
// aggregate of std::optional fields named as the entity's; the text is one constant, whatever has a
// value.

#include <lithe/statement/entity.hpp>
#include <lithe/statement/write_rules.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

/// An aggregate that is no assignment and no expression: what set() may take as a patch.
template <class Given>
inline constexpr bool is_patch = std::is_class_v<Given> && std::is_aggregate_v<Given> &&
                                 !is_assignment<Given> && !expression<Given>;

/// The position of the entity's field of that name, or the number of its fields.
template <class Entity>
consteval std::size_t field_named(std::string_view name) {
    std::size_t at = 0;
    while (at < field_count<Entity> && field_names<Entity>[at] != name)
        ++at;
    return at;
}

// A field that may be NULL is patched by optional<T>, which leaves or gives a value, or by
// optional<optional<T>>, which can also give NULL.
template <class Entity, class Patch, std::size_t Index>
consteval bool field_patches() {
    constexpr std::size_t at = field_named<Entity>(field_names<Patch>[Index]);
    using given = field_type<Patch, Index>;
    constexpr bool computed = is_in_sequence<at, generated_fields<Entity>>;
    if constexpr (at == field_count<Entity> || !is_optional<given> || computed) {
        return false;
    } else {
        using value = bare<given>;
        using field = field_type<Entity, at>;
        return std::is_same_v<value, field> || std::is_same_v<value, bare<field>>;
    }
}

template <class Entity, class Patch, std::size_t... Index>
consteval bool all_fields_patch(std::index_sequence<Index...>) {
    return (field_patches<Entity, Patch, Index>() && ...);
}

template <class Clauses, class Entity, class Patch>
consteval auto find_in_patch() {
    using order = decltype(find_write_order<write_rank::values>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (!reflectable<Patch>) {
        return finding<rule::patch_field, Patch>{};
    } else if constexpr (field_count<Patch> == 0) {
        return finding<rule::nothing_assigned>{};
    } else {
        return found_if<!all_fields_patch<Entity, Patch>(field_indices<Patch>{}), rule::patch_field,
                        Patch>{};
    }
}

/// `"age" = CASE WHEN ?1 THEN ?2 ELSE "age" END` for each field.
template <class Entity, class Patch>
struct patch_clause {
    static constexpr write_rank place = write_rank::values;
    static constexpr bool parameters = true;
    Patch patch;

    static constexpr void write(sql_writer& out) {
        out.text(" SET ");
        write_fields(out, field_indices<Patch>{});
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_each(sink, field_indices<Patch>{});
    }

private:
    template <std::size_t... Index>
    static constexpr void write_fields(sql_writer& out, std::index_sequence<Index...>) {
        comma separate{out};
        ((separate(), write_one<field_named<Entity>(field_names<Patch>[Index])>(out)), ...);
    }
    template <std::size_t Column>
    static constexpr void write_one(sql_writer& out) {
        out.identifier(column_names<Entity>[Column]);
        out.text(" = CASE WHEN ");
        out.parameter();
        out.text(" THEN ");
        out.parameter();
        out.text(" ELSE ");
        write_field<table_source<Entity>, Column>(out);
        out.text(" END");
    }
    template <class Sink, std::size_t... Index>
    constexpr void bind_each(Sink& sink, std::index_sequence<Index...>) const {
        (bind_one<field_named<Entity>(field_names<Patch>[Index])>(sink, get_field<Index>(patch)),
         ...);
    }
    template <std::size_t Column, class Sink, class Value>
    constexpr void bind_one(Sink& sink, std::optional<Value> const& given) const {
        sink(given.has_value());
        if (given) {
            bind_field<Entity, Column>(sink, *given);
        } else {
            sink(std::optional<std::int64_t>());
        }
    }
};

template <bool Good, class Entity, class Patch>
constexpr auto make_patch(Patch patch) {
    if constexpr (Good) {
        return patch_clause<Entity, Patch>{std::move(patch)};
    } else {
        return refused_clause{};
    }
}

}  // namespace lithe::inline v0::detail
