#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The calls that every handle offers: reading on reader, transaction and connection, writing on the
// last two. `Self` gives the session by `on()`; a reader's write does not compile.

#include <lithe/sqlite/bulk_insert.hpp>
#include <lithe/sqlite/call_rules.hpp>
#include <lithe/sqlite/key.hpp>
#include <lithe/sqlite/related.hpp>
#include <lithe/sqlite/written_row.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

template <class Given>
inline constexpr bool is_tuple = false;
template <class... Values>
inline constexpr bool is_tuple<std::tuple<Values...>> = true;

}  // namespace detail

/// What may be done with a snapshot.
template <class Self>
class read_operations {
public:
    /// All rows. Shape: in no defined order unless the query has order_by.
    /// Errors: conversion_error for a value that does not fit; lithe::error from SQLite.
    /// Cost: prepared once for each connection; memory for all rows (stream needs it for one).
    template <class Statement>
    LITHE_ALWAYS_INLINE auto fetch_all(Statement const& query) {
        using found = decltype(detail::find_in_fetch<Self, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return detail::fetch_all(on(), query);
        } else {
            return detail::available_rows<Statement>{};
        }
    }
    /// All rows with those that belong to them, from one snapshot: a statement for each relation.
    template <class Query>
        requires detail::is_query_with<Query>
    std::vector<typename Query::row_type> fetch_all(Query const& query) {
        return detail::fetch_with(on(), query);
    }
    template <class Any = void, class... Given>
    auto fetch_all(Given const&...) const {
        return detail::refuse_fetch<sizeof...(Given) == 1 && std::is_void_v<Any>>();
    }
    /// The only row. Errors: not_found, too_many_rows (a write is then undone).
    template <class Statement>
    LITHE_ALWAYS_INLINE auto fetch_one(Statement const& query) {
        using found = decltype(detail::find_in_fetch<Self, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return detail::fetch_one(on(), query);
        } else {
            return detail::available_row<Statement>{};
        }
    }
    template <class Any = void, class... Given>
    auto fetch_one(Given const&...) const {
        return detail::refuse_fetch<sizeof...(Given) == 1 && std::is_void_v<Any>>();
    }
    /// The only row, or none. Errors: too_many_rows (a write is then undone).
    template <class Statement>
    LITHE_ALWAYS_INLINE auto fetch_optional(Statement const& query) {
        using found = decltype(detail::find_in_fetch<Self, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return detail::fetch_optional(on(), query);
        } else {
            return std::optional<detail::available_row<Statement>>{};
        }
    }
    template <class Any = void, class... Given>
    auto fetch_optional(Given const&...) const {
        return detail::refuse_fetch<sizeof...(Given) == 1 && std::is_void_v<Any>>();
    }
    /// Row by row, in constant memory: `for (auto&& user : r.stream(query))`.
    /// Lifetime: the stream owns the query; it must end before this handle does. Rows may have
    /// fields of std::string_view and std::span<const std::byte>: they show SQLite's own memory,
    /// which is valid until the next row.
    template <class Statement>
    auto stream(Statement query) & {
        using found = decltype(detail::find_in_stream<Self, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return row_stream<Statement>(on(), std::move(query));
        } else {
            return detail::available_rows<Statement>{};
        }
    }
    /// Not of a temporary handle, which a range-for loop destroys before it begins.
    template <class Statement>
    auto stream(Statement query) && = delete;
    /// The row with that primary key, or none; composite keys as several arguments or one tuple.
    /// Errors: conversion_error for an integer that the key's type cannot hold.
    template <class Entity, class... Key>
    std::optional<Entity> find(Key const&... key) {
        using found = detail::found_in_find<Entity, Key...>;
        if constexpr (!detail::require_schema<Entity>() || !detail::explain<found>()) {
            return {};
        } else if constexpr (sizeof...(Key) == 1 && (detail::is_tuple<Key> && ...)) {
            return std::apply([&](auto const&... part) { return find<Entity>(part...); }, key...);
        } else {
            return detail::fetch_optional(
                on(), detail::find_entity<Entity>{{detail::make_key<Entity>(key...)}});
        }
    }
    /// The row with that primary key. Errors: not_found, conversion_error as find.
    template <class Entity, class... Key>
    Entity get(Key const&... key) {
        using found = detail::found_in_find<Entity, Key...>;
        if constexpr (!detail::require_schema<Entity>() || !detail::explain<found>()) {
            return {};
        } else if constexpr (sizeof...(Key) == 1 && (detail::is_tuple<Key> && ...)) {
            return std::apply([&](auto const&... part) { return get<Entity>(part...); }, key...);
        } else {
            return detail::fetch_one(
                on(), detail::find_entity<Entity>{{detail::make_key<Entity>(key...)}});
        }
    }

private:
    detail::session& on() { return static_cast<Self&>(*this).session(); }
};

/// What changes rows. On a connection outside a transaction each call is a transaction of its own.
template <class Self>
class write_operations {
public:
    /// Inserts and returns the primary key (a tuple when composite); an integer key of 0 is new.
    /// `row` may be with_key(x), which writes a key of 0 as 0; behind it may stand
    /// `defaults<&T::f>`: columns left to their DEFAULT, a key among them is assigned.
    /// Errors: constraint_error, conversion_error (NaN, unsigned above INT64_MAX), busy_error.
    /// Source: https://www.sqlite.org/lang_createtable.html#rowid
    template <class Row, class... Defaults>
    auto insert(Row const& row, Defaults const&...) {
        using given = detail::inserted_row<Row>;
        using entity = typename given::entity;
        using behind = detail::behind_insert<entity, Defaults...>;
        if constexpr (!detail::explain<typename behind::found>()) {
            return detail::unavailable{};
        } else if constexpr (detail::require_schema<entity>()) {
            using fields = detail::member_indices_t<typename behind::left_out>;
            using statement = detail::insert_entity<entity, given::use, fields>;
            return detail::insert_object<statement>(on(), given::object(row), given::use,
                                                    detail::leaves_out_key<entity, fields>);
        } else {
            return detail::unavailable{};
        }
    }
    /// Inserts every element of a range, or none; returns how many.
    /// Errors: as insert, with element() telling which, counted from 0.
    /// Lifetime: the elements are read where they are, during the call.
    /// Cost: one statement; nothing is bound for each row. With triggers, a statement each.
    template <class Range, class... More>
    std::int64_t insert_all(Range&& objects, More const&...) {
        using entity = detail::element_of<Range>;
        if constexpr (!detail::explain<detail::found_in_range<entity, More...>>()) {
            return {};
        } else if constexpr (detail::require_schema<entity>()) {
            return detail::insert_all<entity>(on(), std::forward<Range>(objects));
        } else {
            return {};
        }
    }
    template <class Entity>
    std::int64_t insert_all(std::initializer_list<Entity> objects) {
        if constexpr (detail::require_schema<Entity>()) {
            return detail::insert_all<Entity>(on(), objects);
        } else {
            return {};
        }
    }
    /// Writes all fields to the row with the object's key (0 is one); false when there is none.
    /// Errors: as insert.
    template <class Entity>
    bool update(Entity const& object) {
        using found = decltype(detail::find_key_fault<Entity>());
        if constexpr (detail::explain<found>() && detail::require_schema<Entity>()) {
            return detail::execute(on(), detail::update_entity<Entity>(object)) > 0;
        } else {
            return {};
        }
    }
    /// Inserts, or writes all fields when the key is there; returns the key. 0 is a key here.
    /// Errors: as insert; constraint_error, too, when another unique constraint refuses.
    /// Source: https://www.sqlite.org/lang_upsert.html
    template <class Entity>
    auto upsert(Entity const& object) {
        using found = detail::found_in_upsert<Entity>;
        if constexpr (detail::explain<found>() && detail::require_schema<Entity>()) {
            detail::execute(on(), detail::upsert_entity<Entity>(object));
            return detail::inserted_key(on(), object, detail::key_use::literal);
        } else {
            return detail::unavailable{};
        }
    }
    /// Deletes the row with that primary key; false when there is none.
    /// Errors: constraint_error when other rows refer to it; conversion_error as find.
    template <class Entity, class... Key>
    bool erase(Key const&... key) {
        using found = typename detail::key_finder<Entity, Key...>::type;
        if constexpr (!detail::require_schema<Entity>() || !detail::explain<found>()) {
            return {};
        } else if constexpr (sizeof...(Key) == 1 && (detail::is_tuple<Key> && ...)) {
            return std::apply([&](auto const&... part) { return erase<Entity>(part...); }, key...);
        } else {
            return detail::execute(
                       on(), detail::erase_entity<Entity>{{detail::make_key<Entity>(key...)}}) > 0;
        }
    }
    /// Runs an INSERT, UPDATE or DELETE; returns how many rows it changed, those of cascades and
    /// triggers apart. Errors: as insert; the statement has then changed nothing.
    /// Source: https://www.sqlite.org/c3ref/changes.html
    template <class Statement>
    LITHE_ALWAYS_INLINE std::int64_t execute(Statement const& statement) {
        using found = decltype(detail::find_in_execute<Self, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return detail::execute(on(), statement);
        } else {
            return {};
        }
    }

private:
    detail::session& on() { return static_cast<Self&>(*this).session(); }
};

}  // namespace lithe::inline v0
