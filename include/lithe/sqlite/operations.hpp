#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The calls that every handle offers: reading on reader, transaction and connection, writing on the
// last two. `Self` gives the session by `on()`; a reader's write does not compile.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <lithe/sqlite/bulk_insert.hpp>
#include <lithe/sqlite/stream.hpp>

namespace lithe::inline v0 {
namespace detail {

template <class Handle, class Statement>
consteval bool require_may_run() {
    constexpr bool may = !Statement::writes || Handle::may_write;
    static_assert(may, "lithe: a reader cannot write; use a transaction, as in db.write(...)");
    return may;
}

template <class Handle>
consteval bool require_may_write() {
    constexpr bool may = Handle::may_write;
    static_assert(may, "lithe: a reader cannot write; use a transaction, as in db.write(...)");
    return may;
}

/// The checks of a fetch call, the first mistake only.
template <class Handle, class Statement>
consteval bool require_fetch() {
    if constexpr (!require_may_run<Handle, Statement>()) {
        return false;
    } else if constexpr (!require_rows<Statement>()) {
        return false;
    } else {
        return require_runnable<Statement>();
    }
}
template <class Handle, class Statement>
consteval bool require_execute() {
    if constexpr (!require_may_run<Handle, Statement>()) {
        return false;
    } else {
        return require_runnable<Statement>();
    }
}

template <class Given>
inline constexpr bool is_tuple = false;
template <class... Values>
inline constexpr bool is_tuple<std::tuple<Values...>> = true;

template <class Entity, class... Given>
constexpr key_values<Entity> make_key(Given const&... given) {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return key_values<Entity>{{{static_cast<
            typename key_argument_type<field_type<Entity, Index>>::type>(given)}...}};
    }(key_of<Entity>{});
}

/// The type of the primary key: of one field, or a tuple.
template <class Entity, std::size_t... Index>
auto key_result(std::index_sequence<Index...>) -> std::tuple<field_type<Entity, Index>...>;
template <class Entity, std::size_t Index>
auto key_result(std::index_sequence<Index>) -> field_type<Entity, Index>;
template <class Entity>
void key_result(std::index_sequence<>);
template <class Entity>
using key_type = decltype(key_result<Entity>(key_of<Entity>{}));

template <class Entity, std::size_t... Index>
key_type<Entity> key_of_object(Entity const& object, std::index_sequence<Index...>) {
    return key_type<Entity>(get_field<Index>(object)...);
}

/// The key of a row just inserted: given, or assigned by SQLite.
template <class Entity>
key_type<Entity> inserted_key(session& on, Entity const& object, key_use use) {
    if constexpr (key_of<Entity>::size() > 0) {
        key_type<Entity> key = key_of_object(object, key_of<Entity>{});
        if constexpr (has_rowid_key<Entity> && std::is_integral_v<key_type<Entity>>) {
            if (use == key_use::assign && key == 0) {
                std::int64_t const assigned = sqlite3_last_insert_rowid(on.native());
                if (!std::in_range<key_type<Entity>>(assigned))
                    throw conversion_error(std::string(entity_names<Entity>::table()),
                                           std::string(key_column_names<Entity>[0]),
                                           std::string(description_of<key_type<Entity>>()),
                                           "an assigned key out of range");
                key = static_cast<key_type<Entity>>(assigned);
            }
        }
        return key;
    }
}

}  // namespace detail

/// What may be done with a snapshot.
template <class Self>
class read_operations {
   public:
    /// All rows. Shape: in no defined order unless the query has order_by.
    /// Errors: conversion_error for a value that does not fit; lithe::error from SQLite.
    template <detail::statement Statement>
    auto fetch_all(Statement const& query) {
        if constexpr (detail::require_fetch<Self, Statement>())
            return detail::fetch_all(on(), query);
    }
    /// The only row. Errors: not_found, too_many_rows (a write is then undone).
    template <detail::statement Statement>
    auto fetch_one(Statement const& query) {
        if constexpr (detail::require_fetch<Self, Statement>())
            return detail::fetch_one(on(), query);
    }
    /// The only row, or none. Errors: too_many_rows (a write is then undone).
    template <detail::statement Statement>
    auto fetch_optional(Statement const& query) {
        if constexpr (detail::require_fetch<Self, Statement>())
            return detail::fetch_optional(on(), query);
    }
    /// Row by row, in constant memory: `for (auto&& user : r.stream(query))`.
    /// Lifetime: the stream owns the query; it must end before this handle does.
    template <detail::statement Statement>
    auto stream(Statement query) {
        if constexpr (detail::require_fetch<Self, Statement>())
            return row_stream<Statement>(on(), std::move(query));
    }
    /// The row with that primary key, or none; composite keys as several arguments or one tuple.
    template <class Entity, class... Key>
    std::optional<Entity> find(Key const&... key) {
        if constexpr (sizeof...(Key) == 1 && (detail::is_tuple<Key> && ...)) {
            return std::apply([&](auto const&... part) { return find<Entity>(part...); }, key...);
        } else if constexpr (detail::require_key_arguments<Entity, Key...>()) {
            return detail::fetch_optional(
                on(), detail::find_entity<Entity>{{detail::make_key<Entity>(key...)}});
        }
    }
    /// The row with that primary key. Errors: not_found.
    template <class Entity, class... Key>
    Entity get(Key const&... key) {
        if constexpr (sizeof...(Key) == 1 && (detail::is_tuple<Key> && ...)) {
            return std::apply([&](auto const&... part) { return get<Entity>(part...); }, key...);
        } else if constexpr (detail::require_key_arguments<Entity, Key...>()) {
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
    /// Inserts and returns the primary key (a tuple when composite); an integer key of 0 is assigned.
    /// Errors: constraint_error, conversion_error.
    template <class Entity>
    auto insert(Entity const& object) {
        if constexpr (writable<Entity>()) {
            detail::execute(on(), detail::insert_entity<Entity, detail::key_use::assign>(object));
            return detail::inserted_key(on(), object, detail::key_use::assign);
        }
    }
    /// The same, writing a key of 0 as 0.
    template <class Entity>
    auto insert(with_key<Entity> const& given) {
        if constexpr (writable<Entity>()) {
            detail::execute(on(),
                            detail::insert_entity<Entity, detail::key_use::literal>(given.object));
            return detail::inserted_key(on(), given.object, detail::key_use::literal);
        }
    }
    /// The same, leaving some columns to their DEFAULT.
    template <class Entity, auto... Members>
    auto insert(Entity const& object, defaults_t<Members...>) {
        if constexpr (writable<Entity>()) {
            using left_out = detail::member_indices_t<detail::members<Members...>>;
            detail::execute(
                on(), detail::insert_entity<Entity, detail::key_use::assign, left_out>(object));
            return detail::inserted_key(on(), object, detail::key_use::assign);
        }
    }
    /// Inserts every element of a range, or none; returns how many.
    /// Errors: as insert, with element() telling which.
    template <class Range>
    std::int64_t insert_all(Range&& objects) {
        using entity = std::remove_cvref_t<decltype(*std::begin(objects))>;
        if constexpr (writable<entity>()) {
            return detail::insert_all<entity>(on(), std::forward<Range>(objects));
        }
    }
    template <class Entity>
    std::int64_t insert_all(std::initializer_list<Entity> objects) {
        if constexpr (writable<Entity>()) return detail::insert_all<Entity>(on(), objects);
    }
    /// Writes all fields to the row with the object's key; false when there is none.
    template <class Entity>
    bool update(Entity const& object) {
        if constexpr (writable_by_key<Entity>())
            return detail::execute(on(), detail::update_entity<Entity>(object)) > 0;
    }
    /// Inserts, or writes all fields when the key is there; returns the key.
    template <class Entity>
    auto upsert(Entity const& object) {
        if constexpr (writable_by_key<Entity>()) {
            detail::execute(on(), detail::upsert_entity<Entity>(object));
            return detail::inserted_key(on(), object, detail::key_use::literal);
        }
    }
    /// Deletes the row with that primary key; false when there is none.
    template <class Entity, class... Key>
    bool erase(Key const&... key) {
        if constexpr (sizeof...(Key) == 1 && (detail::is_tuple<Key> && ...)) {
            return std::apply([&](auto const&... part) { return erase<Entity>(part...); }, key...);
        } else if constexpr (writable<Entity>() && detail::require_key_arguments<Entity, Key...>()) {
            return detail::execute(on(), detail::erase_entity<Entity>{
                                             {detail::make_key<Entity>(key...)}}) > 0;
        }
    }
    /// Runs an INSERT, UPDATE or DELETE; returns how many rows it changed.
    template <detail::statement Statement>
    std::int64_t execute(Statement const& statement) {
        if constexpr (detail::require_execute<Self, Statement>())
            return detail::execute(on(), statement);
    }

   private:
    template <class Entity>
    static consteval bool writable() {
        if constexpr (!detail::require_may_write<Self>()) {
            return false;
        } else {
            return detail::require_schema<Entity>();
        }
    }
    template <class Entity>
    static consteval bool writable_by_key() {
        if constexpr (!writable<Entity>()) {
            return false;
        } else {
            detail::require_key<Entity>();
            return detail::key_of<Entity>::size() > 0;
        }
    }
    detail::session& on() { return static_cast<Self&>(*this).session(); }
};

}  // namespace lithe::inline v0
