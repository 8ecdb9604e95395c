#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// CREATE VIRTUAL TABLE … USING fts5 and the triggers that keep it in step with the table whose
// texts it indexes, as constants. https://www.sqlite.org/fts5.html#external_content_tables

#include <lithe/schema/fts5.hpp>
#include <lithe/statement/entity.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

// FTS5 takes its options' values as string literals.
template <class Option>
constexpr void write_fts_option(sql_writer& out, Option const& option) {
    if constexpr (std::is_same_v<Option, fts_tokenize_t>) {
        out.text(", tokenize=");
        out.string_literal(option.tokenizer);
    } else if constexpr (std::is_same_v<Option, fts_prefix_t>) {
        out.text(", prefix='");
        for (int const& length : option.lengths) {
            if (length == 0)
                break;
            if (&length != &option.lengths[0])
                out.put(' ');
            out.integer_literal(length);
        }
        out.put('\'');
    } else if constexpr (is_fts_content<Option>::value) {
        using content = typename Option::content;
        out.text(", content=");
        out.string_literal(entity_names<content>::table());
        out.text(", content_rowid=");
        out.string_literal(column_names<content>[element_at(key_of<content>{}, 0)]);
    }
}

template <class Entity>
constexpr void write_create_fts5(sql_writer& out) {
    out.text("CREATE VIRTUAL TABLE ");
    out.identifier(entity_names<Entity>::table());
    out.text(" USING fts5(");
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        comma separate{out};
        ((is_fts_key<Entity, Index>
              ? void()
              : (separate(), out.identifier(column_names<Entity>[Index]),
                 is_unindexed<Entity, Index> ? out.text(" UNINDEXED") : void())),
         ...);
    }(field_indices<Entity>{});
    descriptor_of<Entity>.constraints.each(
        [&](auto const& option) { write_fts_option(out, option); });
    out.put(')');
}

/// `"rowid", "title", "body"`, or the values of a row of the content table behind `new.` or `old.`.
template <class Entity, class Content>
constexpr void write_fts_row(sql_writer& out, std::string_view row) {
    if (row.empty()) {
        out.text("\"rowid\"");
    } else {
        out.text(row);
        out.identifier(column_names<Content>[element_at(key_of<Content>{}, 0)]);
    }
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        ((is_fts_key<Entity, Index>
              ? void()
              : (out.text(", "), out.text(row), out.identifier(column_names<Entity>[Index]))),
         ...);
    }(field_indices<Entity>{});
}

enum class fts_event : unsigned char { inserted, deleted, updated };

constexpr std::string_view word_of(fts_event event) {
    return event == fts_event::inserted  ? "insert"
           : event == fts_event::deleted ? "delete"
                                         : "update";
}

template <class Entity, fts_event Event>
struct fts_trigger_name {
    static constexpr void write(sql_writer& out) {
        out.text(entity_names<Entity>::table());
        out.put('_');
        out.text(word_of(Event));
    }
};

template <class Entity, fts_event Event>
struct fts_trigger {
    using content = typename nth_t<0, fts_content_of<Entity>>::content;

    static constexpr void write(sql_writer& out) {
        out.text("CREATE TRIGGER ");
        out.identifier(sql_of<fts_trigger_name<Entity, Event>>);
        out.text(Event == fts_event::inserted  ? " AFTER INSERT"
                 : Event == fts_event::deleted ? " AFTER DELETE"
                                               : " AFTER UPDATE");
        out.text(" ON ");
        out.identifier(entity_names<content>::table());
        out.text(" BEGIN ");
        // FTS5 must be told what the row was, because the content table has it no more.
        if constexpr (Event != fts_event::inserted) {
            write_insert(out, true);
            out.text(" VALUES ('delete', ");
            write_fts_row<Entity, content>(out, "old.");
            out.text("); ");
        }
        if constexpr (Event != fts_event::deleted) {
            write_insert(out, false);
            out.text(" VALUES (");
            write_fts_row<Entity, content>(out, "new.");
            out.text("); ");
        }
        out.text("END");
    }

private:
    static constexpr void write_insert(sql_writer& out, bool commands) {
        out.text("INSERT INTO ");
        out.identifier(entity_names<Entity>::table());
        out.text(" (");
        if (commands) {
            out.identifier(entity_names<Entity>::table());
            out.text(", ");
        }
        write_fts_row<Entity, content>(out, "");
        out.put(')');
    }
};

/// `INSERT INTO t(t) VALUES ('rebuild')`
template <class Entity, fixed_string Command>
struct fts_command : entity_statement<Entity> {
    static constexpr void write(sql_writer& out) {
        out.text("INSERT INTO ");
        out.identifier(entity_names<Entity>::table());
        out.text(" (");
        out.identifier(entity_names<Entity>::table());
        // Only with a rank is an index compared with texts that another table has.
        constexpr bool compares = Command.view() == "integrity-check";
        out.text(compares ? ", rank) VALUES (" : ") VALUES (");
        out.string_literal(Command.view());
        out.text(compares ? ", 1)" : ")");
    }
    [[nodiscard]] static constexpr std::string_view sql() { return sql_of<fts_command>; }
    template <class Sink>
    constexpr void bind(Sink&) const {}
};

}  // namespace detail

/// Found by argument-dependent lookup: the text of create_table_sql<Entity>().
template <class Entity, class Name, class Constraints>
constexpr void write_create_object(sql_writer& out, fts5_t<Name, Constraints> const&) {
    detail::write_create_fts5<Entity>(out);
}

namespace fts {

/// Indexes all rows of the content table anew: `tx.execute(fts::rebuild<S>())`.
template <class Entity>
constexpr auto rebuild() {
    return detail::fts_command<Entity, "rebuild">{};
}
/// Merges the index's parts, for faster searches after many writes.
template <class Entity>
constexpr auto optimize() {
    return detail::fts_command<Entity, "optimize">{};
}
/// Compares the index with the texts, also with those of the content table. Errors:
/// SQLITE_CORRUPT_VTAB when they differ.
template <class Entity>
constexpr auto integrity_check() {
    return detail::fts_command<Entity, "integrity-check">{};
}

}  // namespace fts
}  // namespace lithe::inline v0
