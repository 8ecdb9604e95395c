#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The one-statement forms of lithe::database: what reader and transaction offer, each call in a
// snapshot or a transaction of its own. The statement's type says where it goes: what writes goes
// to the writer thread, also when it returns rows. The checks stand here again, and not only in the
// call that is handed on, so that the user's own line is one step away from their sentence.

#include <lithe/runtime/write_job.hpp>
#include <lithe/sqlite/call_site.hpp>
#include <lithe/sqlite/create.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <type_traits>
#include <vector>

namespace lithe::inline v0 {
/// Calls of one statement; `Self` has write(task) and read_statement(task). A const one reads: a
/// fetch of a statement that writes is then refused as by a reader.
///
/// Threads, errors: those of Self::read and Self::write, and of the same call on a transaction.
template <class Self>
class one_statement_operations {
public:
    /// All rows. Shape: in no defined order unless the query has order_by.
    template <class Statement>
        requires(!detail::is_query_with<Statement>)
    auto fetch_all(Statement const& statement, call_site site = call_site::here()) {
        using found = decltype(detail::find_in_fetch<transaction, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return run(statement, [&](auto& handle) { return handle.fetch_all(statement); }, site);
        } else {
            return detail::available_rows<Statement>{};
        }
    }
    template <class Statement>
        requires(!detail::is_query_with<Statement>)
    auto fetch_all(Statement const& statement, call_site site = call_site::here()) const {
        using found = decltype(detail::find_in_fetch<reader, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return self().read_statement([&](auto& handle) { return handle.fetch_all(statement); },
                                         site);
        } else {
            return detail::available_rows<Statement>{};
        }
    }

    /// All rows with those that belong to them, from one snapshot: a statement for each relation.
    template <class Query>
        requires detail::is_query_with<Query>
    std::vector<typename Query::row_type> fetch_all(Query const& query) const {
        return self().read([&](reader& handle) { return handle.fetch_all(query); });
    }

    /// The only row. Errors: not_found, too_many_rows (a write is then undone).
    template <class Statement>
    auto fetch_one(Statement const& statement, call_site site = call_site::here()) {
        using found = decltype(detail::find_in_fetch<transaction, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return run(statement, [&](auto& handle) { return handle.fetch_one(statement); }, site);
        } else {
            return detail::available_row<Statement>{};
        }
    }
    template <class Statement>
    auto fetch_one(Statement const& statement, call_site site = call_site::here()) const {
        using found = decltype(detail::find_in_fetch<reader, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return self().read_statement([&](auto& handle) { return handle.fetch_one(statement); },
                                         site);
        } else {
            return detail::available_row<Statement>{};
        }
    }

    /// The only row, or none. Errors: too_many_rows (a write is then undone).
    template <class Statement>
    auto fetch_optional(Statement const& statement, call_site site = call_site::here()) {
        using found = decltype(detail::find_in_fetch<transaction, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return run(
                statement, [&](auto& handle) { return handle.fetch_optional(statement); }, site);
        } else {
            return std::optional<detail::available_row<Statement>>{};
        }
    }
    template <class Statement>
    auto fetch_optional(Statement const& statement, call_site site = call_site::here()) const {
        using found = decltype(detail::find_in_fetch<reader, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return self().read_statement(
                [&](auto& handle) { return handle.fetch_optional(statement); }, site);
        } else {
            return std::optional<detail::available_row<Statement>>{};
        }
    }

    // What the others do not take.
    template <class Any = void, class... Given>
    auto fetch_all(Given const&...) const {
        return detail::refuse_fetch<sizeof...(Given) == 1 && std::is_void_v<Any>>();
    }
    template <class Any = void, class... Given>
    auto fetch_one(Given const&...) const {
        return detail::refuse_fetch<sizeof...(Given) == 1 && std::is_void_v<Any>>();
    }
    template <class Any = void, class... Given>
    auto fetch_optional(Given const&...) const {
        return detail::refuse_fetch<sizeof...(Given) == 1 && std::is_void_v<Any>>();
    }

    /// Runs an INSERT, UPDATE or DELETE; returns how many rows it changed.
    template <class Statement>
    std::int64_t execute(Statement const& statement, call_site site = call_site::here()) {
        using found = decltype(detail::find_in_execute<transaction, Statement>());
        if constexpr (detail::explain<found>() && !detail::is_refused_statement<Statement>) {
            return self().write_statement([&](transaction& tx) { return tx.execute(statement); },
                                          site);
        } else {
            return {};
        }
    }

    /// The row with that primary key, or none; composite keys as several arguments or one tuple.
    template <class Entity, class... Key>
    std::optional<Entity> find(Key const&... key) const {
        using found = typename detail::key_finder<Entity, Key...>::type;
        if constexpr (detail::require_schema<Entity>() && detail::explain<found>()) {
            return self().read_statement(
                [&](reader& queries) { return queries.template find<Entity>(key...); });
        } else {
            return {};
        }
    }

    /// The row with that primary key. Errors: not_found.
    template <class Entity, class... Key>
    Entity get(Key const&... key) const {
        using found = typename detail::key_finder<Entity, Key...>::type;
        if constexpr (detail::require_schema<Entity>() && detail::explain<found>()) {
            return self().read_statement(
                [&](reader& queries) { return queries.template get<Entity>(key...); });
        } else {
            return {};
        }
    }

    /// Inserts and returns the primary key; `row` may be with_key(x), `defaults` what a transaction
    /// takes.
    template <class Row, class... Defaults>
    auto insert(Row const& row, Defaults const&... defaults) {
        using entity = typename detail::inserted_row<Row>::entity;
        using found = typename detail::behind_insert<entity, Defaults...>::found;
        if constexpr (detail::explain<found>() && detail::require_schema<entity>()) {
            return self().write_statement(
                [&](transaction& tx) { return tx.insert(row, defaults...); });
        } else {
            return detail::unavailable{};
        }
    }

    /// Inserts every element of a range, or none; returns how many.
    ///
    /// A range that can be walked only once is written with run_once.
    template <class Range, class... More>
    std::int64_t insert_all(Range&& rows, More const&...) {
        using entity = detail::element_of<Range>;
        if constexpr (!detail::explain<detail::found_in_range<entity, More...>>()) {
            return {};
        } else if constexpr (detail::require_schema<entity>()) {
            return insert_range(rows);
        } else {
            return {};
        }
    }
    template <class Entity>
    std::int64_t insert_all(std::initializer_list<Entity> rows) {
        if constexpr (detail::require_schema<Entity>()) {
            return insert_range(rows);
        } else {
            return {};
        }
    }

    /// Writes all fields to the row with the object's key; false when there is none.
    template <class Entity>
    bool update(Entity const& object, call_site site = call_site::here()) {
        using found = decltype(detail::find_key_fault<Entity>());
        if constexpr (detail::explain<found>() && detail::require_schema<Entity>()) {
            return self().write_statement([&](transaction& tx) { return tx.update(object); }, site);
        } else {
            return {};
        }
    }

    /// Inserts, or writes all fields when the key is there; returns the key.
    template <class Entity>
    auto upsert(Entity const& object, call_site site = call_site::here()) {
        using found = detail::found_in_upsert<Entity>;
        if constexpr (detail::explain<found>() && detail::require_schema<Entity>()) {
            return self().write_statement([&](transaction& tx) { return tx.upsert(object); }, site);
        } else {
            return detail::unavailable{};
        }
    }

    /// Deletes the row with that primary key; false when there is none.
    template <class Entity, class... Key>
    bool erase(Key const&... key) {
        using found = typename detail::key_finder<Entity, Key...>::type;
        if constexpr (detail::require_schema<Entity>() && detail::explain<found>()) {
            return self().write_statement(
                [&](transaction& tx) { return tx.template erase<Entity>(key...); });
        } else {
            return {};
        }
    }

    /// Creates the tables that are absent, with their indexes; compares those that are there.
    ///
    /// Errors: schema_error, listing every mismatch; nothing is created then.
    template <class... Entities>
    void create_tables() {
        if constexpr (detail::require_some_tables<sizeof...(Entities)>() &&
                      (detail::require_schema<Entities, true>() && ...)) {
            self().write([](transaction& tx) { detail::create_tables<Entities...>(tx.session()); },
                         {}, {});
        }
    }

private:
    friend Self;
    one_statement_operations() = default;

    Self& self() noexcept { return static_cast<Self&>(*this); }
    Self const& self() const noexcept { return static_cast<Self const&>(*this); }

    template <class Range>
    std::int64_t insert_range(Range& rows) {
        auto const task = [&](transaction& tx) { return tx.insert_all(rows); };
        if constexpr (std::forward_iterator<decltype(std::begin(rows))>) {
            return self().write(task, {}, {});
        } else {
            return self().write(run_once, task, {}, {});
        }
    }

    template <class Statement, class Task>
    auto run([[maybe_unused]] Statement const& statement, Task&& task, call_site site) {
        if constexpr (detail::writes<Statement>) {
            return self().write_statement(task, site);
        } else if constexpr (detail::is_run_time<Statement>) {
            return detail::writes_now(statement) ? self().write_statement(task, site)
                                                 : self().read_statement(task, site);
        } else {
            return self().read_statement(task, site);
        }
    }
};

}  // namespace lithe::inline v0
