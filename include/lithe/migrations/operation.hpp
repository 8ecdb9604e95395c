#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The steps of a migration: what is created, added, renamed, changed and dropped, by name. What
// loses data takes m::lossy("why"), or a condition that is looked at when it runs.

#include <lithe/migrations/column.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0::migrations {
namespace detail {

/// A step: `Size` records, the first of which says what it does.
template <std::size_t Size>
struct operation {
    tree<Size> nodes;
};

template <std::size_t... Sizes>
constexpr auto make_operation(part kind, std::string_view table, std::string_view other,
                              tree<Sizes> const&... parts) {
    record head;
    head.kind = kind;
    head.name = table;
    head.other = other;
    auto nodes = node(head, parts...);
    return operation<nodes.size>{nodes};
}

/// `m::lossy(…)`, `m::if_empty` and `m::if_all_null`, told apart by the compiler.
struct lossy_t : clause<1> {};
struct if_empty_t : clause<1> {};
struct if_all_null_t : clause<1> {};

template <storage_class Kind, bool Nullable, std::size_t Size>
struct fill_t : clause<Size> {};

template <class Column, storage_class Kind, bool Nullable, std::size_t Size>
consteval void require_fill(fill_t<Kind, Nullable, Size> const*) {
    constexpr bool same =
        Column::kind == Kind || (Column::kind == storage_class::real && is_number(Kind));
    static_assert(same, "lithe: m::fill(): its type is not the column's; use m::cast<T>(x)");
    static_assert(!same || Column::nullable || !Nullable,
                  "lithe: m::fill(): it may be NULL and the column may not; use "
                  "m::coalesce(x, y)");
}

template <class Value>
concept named_part = std::convertible_to<Value const&, std::string_view>;

/// A column of an index, by name or as m::asc and m::desc give it.
template <class Part>
constexpr auto as_index_part(Part const& given) {
    if constexpr (named_part<Part>) {
        record const head = leaf(part::index_part).list[0];
        return node(head, leaf(part::ref, std::string_view(given)));
    } else {
        return given.nodes;
    }
}

constexpr auto index_part(std::string_view column, collation how, bool descending) {
    record head = leaf(part::index_part, how.name).list[0];
    head.flags = descending ? flag_descending : std::uint8_t{0};
    return clause<2>{node(head, leaf(part::ref, column))};
}

}  // namespace detail

/// Says that losing data is meant, and why; shown in the plan. The operator's
/// `options.max_risk` must allow it, too.
constexpr detail::lossy_t lossy(std::string_view why) {
    return {{detail::leaf(detail::part::lossy, why)}};
}
/// Instead of lossy(): the migration fails, and is undone, unless the table has no rows.
inline constexpr detail::if_empty_t if_empty{{detail::leaf(detail::part::if_empty)}};
/// Instead of lossy(): the migration fails, and is undone, unless the column is NULL in every row.
inline constexpr detail::if_all_null_t if_all_null{{detail::leaf(detail::part::if_all_null)}};

/// The value that existing rows get.
template <detail::operand Value>
constexpr auto fill(Value const& value) {
    using term = detail::term_of<Value>;
    auto nodes =
        detail::node(detail::leaf(detail::part::fill).list[0], detail::as_term(value).nodes);
    return detail::fill_t<term::kind, term::nullable, nodes.size>{{nodes}};
}

/// CREATE TABLE, STRICT unless `m::non_strict` is among the parts.
template <class... Parts>
constexpr auto create_table(std::string_view name, Parts const&... parts) {
    return detail::make_operation(detail::part::create_table, name, {}, parts.nodes...);
}
constexpr auto drop_table(std::string_view name, detail::lossy_t const& why) {
    return detail::make_operation(detail::part::drop_table, name, {}, why.nodes);
}
constexpr auto drop_table(std::string_view name, detail::if_empty_t const& condition) {
    return detail::make_operation(detail::part::drop_table, name, {}, condition.nodes);
}
constexpr auto rename_table(std::string_view from, std::string_view into) {
    return detail::make_operation(detail::part::rename_table, from, into);
}

/// ADD COLUMN. NOT NULL without a DEFAULT needs fill().
template <class Column>
constexpr auto add_column(std::string_view table, Column const& added) {
    return detail::make_operation(detail::part::add_column, table, added.nodes.list[0].name,
                                  added.nodes);
}
template <class Column, class Fill>
constexpr auto add_column(std::string_view table, Column const& added, Fill const& value) {
    detail::require_fill<Column>(static_cast<Fill const*>(nullptr));
    return detail::make_operation(detail::part::add_column, table, added.nodes.list[0].name,
                                  added.nodes, value.nodes);
}
constexpr auto drop_column(std::string_view table, std::string_view name,
                           detail::lossy_t const& why) {
    return detail::make_operation(detail::part::drop_column, table, name, why.nodes);
}
constexpr auto drop_column(std::string_view table, std::string_view name,
                           detail::if_all_null_t const& condition) {
    return detail::make_operation(detail::part::drop_column, table, name, condition.nodes);
}
constexpr auto rename_column(std::string_view table, std::string_view from, std::string_view into) {
    return detail::make_operation(detail::part::rename_column, table, from,
                                  detail::leaf(detail::part::column_name, into));
}

/// Changes of one column, in one rebuild however many: set_type, set_not_null, drop_not_null,
/// set_default, drop_default, set_collate.
template <class... Changes>
constexpr auto alter_column(std::string_view table, std::string_view name,
                            Changes const&... changes) {
    return detail::make_operation(detail::part::alter_column, table, name, changes.nodes...);
}
/// Another type; existing values are `value`, which says how. Losing what it cannot express is
/// noticed: unless lossy() is given too, a value that does not survive the way back is an error.
template <class Value, detail::operand Using>
constexpr auto set_type(Using const& value) {
    constexpr bool fits = detail::term_of<Using>::kind == detail::kind_of<Value>;
    static_assert(fits, "lithe: m::set_type(): its value is of another type; use m::cast<T>(x)");
    auto nodes = detail::node(detail::typed_leaf<Value>(detail::part::set_type, {}).list[0],
                              detail::as_term(value).nodes);
    return detail::clause<nodes.size>{nodes};
}
/// NOT NULL; existing NULLs become `value`.
template <class Fill>
constexpr auto set_not_null(Fill const& value) {
    auto nodes = detail::node(detail::leaf(detail::part::set_not_null).list[0], value.nodes);
    return detail::clause<nodes.size>{nodes};
}
inline constexpr detail::clause<1> drop_not_null{detail::leaf(detail::part::drop_not_null)};
template <detail::operand Value>
constexpr auto set_default(Value const& value) {
    auto nodes =
        detail::node(detail::leaf(detail::part::set_default).list[0], detail::as_term(value).nodes);
    return detail::clause<nodes.size>{nodes};
}
inline constexpr detail::clause<1> drop_default{detail::leaf(detail::part::drop_default)};
constexpr auto set_collate(collation how) {
    return detail::clause<1>{detail::leaf(detail::part::set_collate, how.name)};
}

/// Adds a check, unique or foreign_key to a table that is there.
template <class Constraint>
constexpr auto add_constraint(std::string_view table, Constraint const& added) {
    return detail::make_operation(detail::part::add_constraint, table, {}, added.nodes);
}
/// Drops the constraint that was added with the same words.
template <class Constraint>
constexpr auto drop_constraint(std::string_view table, Constraint const& dropped) {
    return detail::make_operation(detail::part::drop_constraint, table, {}, dropped.nodes);
}

/// Another primary key, of columns that are NOT NULL; the old key's columns stay.
template <class... Names>
constexpr auto set_primary_key(std::string_view table, Names const&... columns) {
    return detail::make_operation(detail::part::set_primary_key, table, {},
                                  detail::names(detail::part::column_name, columns...));
}
/// The order of a table's columns: these first, the others behind them as they are.
template <class... Names>
constexpr auto reorder(std::string_view table, Names const&... columns) {
    return detail::make_operation(detail::part::reorder, table, {},
                                  detail::names(detail::part::column_name, columns...));
}
/// `m::strict`, `m::non_strict`, `m::without_rowid`, `m::with_rowid` of a table that is there.
template <class... Options>
constexpr auto set_table_options(std::string_view table, Options const&... options) {
    return detail::make_operation(detail::part::set_options, table, {}, options.nodes...);
}

/// A column of an index, least first.
constexpr auto asc(std::string_view column, collation how = {}) {
    return detail::index_part(column, how, false);
}
/// A column of an index, greatest first.
constexpr auto desc(std::string_view column, collation how = {}) {
    return detail::index_part(column, how, true);
}
/// An expression in an index.
template <detail::storage_class Kind, bool Nullable, std::size_t Size>
constexpr auto on(detail::term<Kind, Nullable, Size> const& value) {
    auto nodes = detail::node(detail::leaf(detail::part::index_part).list[0], value.nodes);
    return detail::clause<nodes.size>{nodes};
}
/// Makes an index partial.
template <detail::storage_class Kind, bool Nullable, std::size_t Size>
constexpr auto where(detail::term<Kind, Nullable, Size> const& condition) {
    auto nodes = detail::node(detail::leaf(detail::part::where).list[0], condition.nodes);
    return detail::clause<nodes.size>{nodes};
}
/// CREATE INDEX over names of columns, asc(), desc(), on() and where().
template <class... Parts>
constexpr auto create_index(std::string_view name, std::string_view table, Parts const&... parts) {
    return detail::make_operation(detail::part::create_index, table, name,
                                  detail::as_index_part(parts)...);
}
template <class... Parts>
constexpr auto create_unique_index(std::string_view name, std::string_view table,
                                   Parts const&... parts) {
    return detail::make_operation(detail::part::create_index, table, name,
                                  detail::leaf(detail::part::unique_index),
                                  detail::as_index_part(parts)...);
}
constexpr auto drop_index(std::string_view name) {
    return detail::make_operation(detail::part::drop_index, {}, name);
}

/// CREATE VIEW "name" AS `select`.
constexpr auto create_view(std::string_view name, std::string_view select) {
    return detail::make_operation(detail::part::create_view, select, name);
}
/// Names for a view's columns: `m::create_view("v", "SELECT 1, 2", m::columns("a", "b"))`.
template <class... Names>
constexpr auto columns(Names const&... list) {
    return detail::clause<sizeof...(Names)>{detail::names(detail::part::column_name, list...)};
}
template <std::size_t Count>
constexpr auto create_view(std::string_view name, std::string_view select,
                           detail::clause<Count> const& names) {
    return detail::make_operation(detail::part::create_view, select, name, names.nodes);
}
constexpr auto drop_view(std::string_view name) {
    return detail::make_operation(detail::part::drop_view, {}, name);
}
/// CREATE TRIGGER "name" `rest`: `m::create_trigger("t", "AFTER INSERT ON users BEGIN … END")`.
constexpr auto create_trigger(std::string_view name, std::string_view rest) {
    return detail::make_operation(detail::part::create_trigger, rest, name);
}
constexpr auto drop_trigger(std::string_view name) {
    return detail::make_operation(detail::part::drop_trigger, {}, name);
}

/// What raw SQL does to the schema, as the operations that would have done it.
template <std::size_t... Sizes>
constexpr auto effects(detail::operation<Sizes> const&... done) {
    auto nodes = detail::node(detail::leaf(detail::part::effects).list[0], done.nodes...);
    return detail::clause<nodes.size>{nodes};
}
/// SQL as it is, one or more statements: changes of rows, or with effects() of the schema, which is
/// compared afterwards. DELETE, REPLACE, DROP TABLE and DROP COLUMN need lossy().
template <class... Parts>
constexpr auto raw(std::string_view text, Parts const&... parts) {
    return detail::make_operation(detail::part::execute, text, {}, parts.nodes...);
}

/// Of raw() and run(): what they leave of the schema is not said. No step may follow that needs to
/// know it, and m::produces does not hold, until m::snapshot() says what is there.
constexpr auto opaque() {
    return detail::clause<1>{detail::leaf(detail::part::opaque)};
}
/// The whole schema behind what was opaque, as the steps that make it; nothing is run, and the file
/// is compared. `m::freeze(std::cout, db)` prints them.
template <std::size_t... Sizes>
constexpr auto snapshot(detail::operation<Sizes> const&... steps) {
    return detail::make_operation(detail::part::snapshot, {}, {}, steps.nodes...);
}

/// Of .no_transaction(): the step may be run again when it stopped half way, or was not noted.
struct idempotent_t {
    explicit idempotent_t() = default;
};
inline constexpr idempotent_t idempotent{};

}  // namespace lithe::inline v0::migrations
