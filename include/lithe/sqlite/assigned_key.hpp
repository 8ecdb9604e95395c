#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A key that SQLite assigns may be one that its field cannot hold: 2147483648 for an int32_t, any
// random one once INT64_MAX is taken. Such a row could not be read, so it must not stay. Fields
// that hold every key pay nothing, others a compare for each row of a transaction.
// https://www.sqlite.org/autoinc.html

#include <lithe/sqlite/execution.hpp>
#include <lithe/statement/entity_facts.hpp>
#include <lithe/statement/insert_row.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

/// Asked once for each table and schema version.
template <class Entity>
bool has_triggers(session& on) {
    // Of another database's triggers these questions say nothing.
    if constexpr (!entity_names<Entity>::schema().empty())
        return true;
    statement_slot const slot = slot_of<facts_of<insert_rows_text<Entity>>>::get();
    trigger_answer& known = on.triggers_of(slot.index);
    std::int64_t const version = on.ask<"PRAGMA schema_version">();
    std::int64_t const temporary = on.ask<"PRAGMA temp.schema_version">();
    if (known.asked_for != slot || known.schema_version != version ||
        known.temporary_version != temporary) {
        using question = control_statement<
            "SELECT count(*) FROM (SELECT tbl_name, type FROM sqlite_schema UNION ALL "
            "SELECT tbl_name, type FROM sqlite_temp_schema) "
            "WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE">;
        execution run(on, slot_of<question>::get(), question::value);
        run.bind(parameter<std::string_view>(entity_names<Entity>::table()));
        run.step();
        known = {slot, version, temporary, sqlite3_value_int64(run.values()[0]) != 0};
    }
    return known.has_triggers;
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

/// Whether SQLite may assign a key that the field cannot hold.
template <class Entity>
consteval bool has_narrow_key() {
    if constexpr (!has_assigned_key<Entity>) {
        return false;
    } else {
        using key = key_type<Entity>;
        using stored = storage_t<key>;
        if constexpr (has_value_traits<key>) {
            if constexpr (!noexcept(value_traits<key>::from_storage(stored())))
                return true;
        }
        return !std::in_range<stored>(INT64_MAX) || !std::in_range<stored>(INT64_MIN);
    }
}

/// The key as the field holds it. Errors: conversion_error.
template <class Entity>
key_type<Entity> narrow_key(std::int64_t assigned) {
    using key = key_type<Entity>;
    using stored = storage_t<key>;
    if (std::in_range<stored>(assigned)) {
        if constexpr (!has_value_traits<key>) {
            return static_cast<key>(assigned);
        } else if constexpr (noexcept(value_traits<key>::from_storage(stored()))) {
            return value_traits<key>::from_storage(static_cast<stored>(assigned));
        } else {
            try {
                return value_traits<key>::from_storage(static_cast<stored>(assigned));
            } catch (std::exception const&) {
                // No value of the key's type: told as one out of range.
            }
        }
    }
    throw conversion_error(std::string(entity_names<Entity>::table()),
                           std::string(key_column_names<Entity>[0]),
                           std::string(description_of<key>()), "an assigned key out of range",
                           sql_of<insert_entity<Entity, key_use::assign>>);
}

/// Before an INSERT: SQLite tells the last key that was assigned, also where no row was inserted.
/// At its end the key before is told again if there was none.
template <class Entity>
class forgotten_key {
public:
    explicit forgotten_key(sqlite3* db) : db_(db), before_(sqlite3_last_insert_rowid(db)) {
        forget();
    }
    forgotten_key(forgotten_key const&) = delete;
    forgotten_key& operator=(forgotten_key const&) = delete;
    ~forgotten_key() {
        if (sqlite3_last_insert_rowid(db_) == 0)
            sqlite3_set_last_insert_rowid(db_, before_);
    }
    void forget() { sqlite3_set_last_insert_rowid(db_, 0); }

private:
    sqlite3* db_;
    std::int64_t before_;
};
/// Fields that hold every key have nothing to look at.
template <class Entity>
    requires(!has_narrow_key<Entity>())
class forgotten_key<Entity> {
public:
    explicit constexpr forgotten_key(sqlite3*) {}
    void forget() {}
};

/// After a row of it. Errors: conversion_error.
template <class Entity>
void require_assigned_key(sqlite3* db) {
    if constexpr (has_narrow_key<Entity>())
        static_cast<void>(narrow_key<Entity>(sqlite3_last_insert_rowid(db)));
}

template <class Entity>
struct erase_by_row_id : entity_statement<Entity> {
    static constexpr void write(sql_writer& out) {
        out.text("DELETE FROM ");
        entity_names<Entity>::write_table(out);
        out.text(" WHERE ");
        out.identifier(key_column_names<Entity>[0]);
        out.text(" = ");
    }
};

/// Around an INSERT. Its keys rise, so the last is the one to look at; beside INT64_MAX they are
/// random numbers of 62 bits.
template <class Entity>
class assigned_key_scope {
public:
    /// `one_row`: it inserts one and replaces none, so that it needs no savepoint to be undone.
    assigned_key_scope(session& on, bool one_row)
        : on_(on),
          forgotten_(on.native()),
          undoes_(!one_row || !on.in_transaction()),
          scope_(on, undoes_) {}
    assigned_key_scope(assigned_key_scope const&) = delete;
    assigned_key_scope& operator=(assigned_key_scope const&) = delete;

    /// Errors: conversion_error; nothing was inserted then.
    void keep() {
        require();
        scope_.keep();
    }

protected:
    /// As keep(), which is to follow.
    void require() {
        try {
            require_assigned_key<Entity>(on_.native());
        } catch (...) {
            if (!undoes_)
                undo_row();
            throw;
        }
    }
    undo_scope& scope() { return scope_; }

private:
    // What triggers did, or an ON DELETE, no deletion undoes: the transaction is over then. In a
    // write callback ROLLBACK is refused and makes it fail.
    void undo_row() noexcept {
        try {
            if (!has_triggers<Entity>(on_)) {
                std::int64_t const changes = sqlite3_total_changes64(on_.native());
                std::int64_t const key = sqlite3_last_insert_rowid(on_.native());
                std::string const erase(sql_of<erase_by_row_id<Entity>>);
                on_.run((erase + std::to_string(key)).c_str());
                if (sqlite3_total_changes64(on_.native()) == changes + 1)
                    return give_back_number();
            }
        } catch (std::exception const&) {
            // Nothing was deleted.
        }
        on_.unsettled().undo();
    }
    // AUTOINCREMENT has noted it.
    void give_back_number() {
        using sequence = control_statement<
            "UPDATE main.sqlite_sequence SET seq = seq - 1 "
            "WHERE name = ?1 COLLATE NOCASE AND seq = last_insert_rowid()">;
        try {
            execution run(on_, slot_of<sequence>::get(), sequence::value);
            run.bind(parameter(entity_names<Entity>::table()));
            run.step();
        } catch (error const&) {
            // No table of this database has it.
        }
    }

    session& on_;
    forgotten_key<Entity> forgotten_;
    bool undoes_;
    undo_scope scope_;
};

/// The entity whose keys a statement lets SQLite assign; void where any key fits.
template <class Statement>
struct assigned_by {
    using type = void;
    static constexpr bool one_row = false;
};
template <class Entity, class... Clauses>
    requires(has_narrow_key<Entity>())
struct assigned_by<insert_statement<Entity, Clauses...>> {
    using type = Entity;
    static constexpr bool one_row = insert_statement<Entity, Clauses...>::one_row &&
                                    !((place_of<Clauses> == write_rank::rule) || ...);
};
template <class Entity, class... Assignments>
    requires(has_narrow_key<Entity>())
struct assigned_by<insert_row_statement<Entity, Assignments...>> {
    using type = Entity;
    static constexpr bool one_row = true;
};
template <class Statement>
inline constexpr bool assigns_narrow_key = !std::is_void_v<typename assigned_by<Statement>::type>;

/// What a write that returns rows is undone by when they cannot be given.
template <class Statement>
struct written_rows_scope : undo_scope {
    using undo_scope::undo_scope;
};
template <class Statement>
    requires assigns_narrow_key<Statement>
struct written_rows_scope<Statement> : assigned_key_scope<typename assigned_by<Statement>::type> {
    explicit written_rows_scope(session& on, bool = true)
        : assigned_key_scope<typename assigned_by<Statement>::type>(on, false) {}
};

/// The same around the rows of a stream: SQLite inserts all before it gives the first.
template <class Statement>
class streamed_write {
public:
    static bool first(execution& run) { return run.step(); }
    void end() {}
};
template <class Statement>
    requires assigns_narrow_key<Statement>
class streamed_write<Statement> {
public:
    streamed_write() = default;
    streamed_write(streamed_write const&) = delete;
    streamed_write& operator=(streamed_write const&) = delete;
    ~streamed_write() {
        try {
            end();
        } catch (...) {
            // As of any stream that is left before its end.
        }
    }
    bool first(execution& run) {
        scope_.emplace(run.on());
        try {
            bool const row = run.step();
            scope_->require();
            return row;
        } catch (...) {
            run.reset();
            scope_.reset();
            throw;
        }
    }
    /// When the statement is over: no savepoint is released before.
    void end() {
        if (!scope_)
            return;
        try {
            scope_->end();
        } catch (...) {
            scope_.reset();
            throw;
        }
        scope_.reset();
    }

private:
    struct held : written_rows_scope<Statement> {
        using written_rows_scope<Statement>::written_rows_scope;
        using written_rows_scope<Statement>::require;
        void end() { this->scope().keep(); }
    };
    std::optional<held> scope_{};
};

}  // namespace lithe::inline v0::detail
