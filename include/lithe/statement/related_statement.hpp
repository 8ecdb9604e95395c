#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The statement that fetches what belongs to many rows: it reads their keys as ranges, of a
// composite key one for each column, and says with each row which key it belongs to.

#include <lithe/expression/predicate.hpp>
#include <lithe/statement/relation.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0::detail {

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

template <auto Column, auto Parent>
using key_range = range_parameter<column<Column>, std::vector<field_of<Parent>> const&>;

/// A key's columns, and where its values are in the rows it is for.
template <class Columns, class Parents>
struct key_ranges;
template <auto... Column, auto... Parent>
struct key_ranges<members<Column...>, members<Parent...>> {
    /// A range of values for each column.
    using keys = std::tuple<std::vector<field_of<Parent>>...>;
    static constexpr std::size_t width = sizeof...(Column);

    value_pack<key_range<Column, Parent>...> ranges;

    constexpr explicit key_ranges(keys const& given) : key_ranges(given, places{}) {}

    static void reserve(keys& to, std::size_t count) {
        std::apply([=](auto&... range) { (range.reserve(count), ...); }, to);
    }
    template <class Entity>
    static void append(keys& to, Entity const& row) {
        append(to, row, places{});
    }
    // All ranges are read at the position of the first.
    static constexpr void write_from(sql_writer& out) {
        for (std::size_t at = 0; at < width; ++at) {
            out.text(at == 0 ? " FROM lithe_array(" : " JOIN lithe_array(");
            out.parameter();
            out.put(')');
            if (at > 0) {
                out.text(" AS ");
                write_range(out, at);
                out.text(" ON ");
                write_range(out, at);
                out.text(".rowid = lithe_array.rowid");
            }
        }
    }
    static constexpr void write_condition(sql_writer& out) {
        std::size_t at = 0;
        (write_equal<Column, Parent>(out, at++), ...);
    }

private:
    using places = std::make_index_sequence<width>;

    template <std::size_t... Place>
    constexpr key_ranges(keys const& given, std::index_sequence<Place...>)
        : ranges(make_pack<key_range<Column, Parent>...>(
              key_range<Column, Parent>(std::get<Place>(given))...)) {}
    template <class Entity, std::size_t... Place>
    static void append(keys& to, Entity const& row, std::index_sequence<Place...>) {
        (std::get<Place>(to).push_back(field_at(row, Parent)), ...);
    }
    static constexpr void write_range(sql_writer& out, std::size_t at) {
        out.text("lithe_array");
        if (at > 0) {
            out.put('_');
            out.integer_literal(static_cast<std::int64_t>(at));
        }
    }
    template <auto Near, auto Of>
    static constexpr void write_equal(sql_writer& out, std::size_t at) {
        if (at > 0)
            out.text(" AND ");
        column<Near>::write(out);
        // A foreign key compares by the parent's collation; a value of lithe_array has none.
        if constexpr (!collation_of<Near>().empty() || !collation_of<Of>().empty()) {
            out.text(" COLLATE ");
            out.identifier(collation_of<Of>().empty() ? "BINARY" : collation_of<Of>());
        }
        out.text(" = ");
        write_range(out, at);
        out.text(".value");
    }
};

template <class Entity, std::size_t... Key>
consteval bool has_whole_key(std::index_sequence<Key...>) {
    return sizeof...(Key) > 0 && (is_row_id<field_type<Entity, Key>> && ...);
}
/// Whether rows are put in the order of their key by the program: whole numbers have SQLite's
/// order, and mostly come in it. SQLite would sort all rows of all keys, copied into its own
/// memory.
template <class Entity>
inline constexpr bool is_sorted_here =
    has_whole_key<Entity>(key_of<Entity>{}) && std::is_swappable_v<Entity>;

/// The rows of one relation for ranges of keys, each with its key's position.
template <class Members>
struct related_statement {
    using path = relation_path<Members>;
    using target = typename path::child;
    using ranges_type = key_ranges<typename path::columns, typename path::key::parents>;
    using keys = typename ranges_type::keys;
    struct rows {
        using shape = tuple_row<key_position, all_columns<target>>;
        using row_type = std::tuple<std::int64_t, target>;
    };
    static constexpr bool writes = false;
    static constexpr bool returns_rows = true;

    ranges_type given;

    static constexpr void write(sql_writer& out) {
        out.qualified = true;
        out.text("SELECT lithe_array.rowid, ");
        write_all_fields<table_source<target>>(out);
        ranges_type::write_from(out);
        out.text(" JOIN ");
        table_source<typename path::link>::write_declaration(out);
        out.text(" ON ");
        ranges_type::write_condition(out);
        if constexpr (path::linked) {
            out.text(" JOIN ");
            table_source<target>::write_declaration(out);
            out.text(" ON ");
            column<path::far_parent>::write(out);
            out.text(" = ");
            column<path::far_key>::write(out);
        }
        if constexpr (!is_sorted_here<target>) {
            out.text(" ORDER BY lithe_array.rowid");
            write_order(out, key_of<target>{});
        }
    }
    template <class Sink>
    void bind(Sink& sink) const {
        given.ranges.each([&](auto const& range) { range.bind(sink); });
    }

private:
    template <std::size_t... Key>
    static constexpr void write_order(sql_writer& out, std::index_sequence<Key...>) {
        ((out.text(", "), write_field<table_source<target>, Key>(out)), ...);
    }
};

}  // namespace lithe::inline v0::detail
