#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A history as the migrator keeps it, whether from a constant of the program or from files; and the
// sentences about its mistakes, as far as no compiler has said them.

#include <lithe/migrations/digest.hpp>
#include <lithe/migrations/replay.hpp>
#include <lithe/sqlite/error.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations {
namespace detail {

/// Where a step is in its history, for a message.
inline std::string sentence_of(finding const& found) {
    static constexpr std::string_view words[] = {
        "nothing",
        "a version has only digits",
        "the version is not above the one before",
        "a name is empty or begins with sqlite_ or __lithe_",
        "no such table at this step",
        "the name is taken at this step",
        "no such column at this step",
        "the column is there already",
        "a table or index without columns",
        "NOT NULL, and existing rows have no value",
        "the column has another type or nullability at this step",
        "an index or constraint names the column with others",
        "it is the only column",
        "a primary key is not added or dropped so",
        "AUTOINCREMENT of what is no rowid",
        "WITHOUT ROWID without a primary key",
        "no such index, view or trigger at this step",
        "the table has no such constraint at this step",
        "the default's type is not the column's",
        "a foreign key's parent is not there at the end",
        "a column of the primary key may be NULL",
        "a foreign key references the old primary key",
        "the value has another type than the column, or may be NULL where it may not",
        "a row has no value for a NOT NULL column without DEFAULT",
        "no such full-text table with m::content() at this step",
        "a step that breaks older programs in a migration marked .expand()",
        ".declared() names no type",
        ".declared() is a type in which the values would not stay what they are",
        "a STRICT table has no such type as .declared() says",
        "a step of today's struct in a migration that is neither draft nor frozen",
        "the struct's primary key is not the table's at this step",
        "it was edited after it was frozen",
        "other steps beside .no_transaction()",
        ".no_transaction() takes VACUUM and PRAGMA journal_mode, page_size and auto_vacuum only",
        "on_conflict(), descending() or autoincrement() of no constraint",
        "what m::opaque() left is not known; say it with m::snapshot()",
        "m::snapshot() where the schema is known",
        "a DEFAULT of an INTEGER PRIMARY KEY, which SQLite ignores",
    };
    auto const at = static_cast<std::size_t>(found.what);
    std::string out = "lithe: history: migration " + std::string(found.version);
    if (found.step != 0)
        out += ", step " + std::to_string(found.step);
    if (!found.table.empty())
        out += ", " + std::string(found.table);
    if (!found.column.empty())
        out += "." + std::string(found.column);
    return out + ": " + std::string(at < std::size(words) ? words[at] : "it cannot be replayed");
}

/// Records whose texts may be in `texts`; movable, because those do not move.
struct loaded_history {
    loaded_history() = default;
    loaded_history(loaded_history&&) noexcept = default;
    loaded_history& operator=(loaded_history&&) noexcept = default;
    loaded_history(loaded_history const&) = delete;
    loaded_history& operator=(loaded_history const&) = delete;

    std::vector<record> records;
    std::vector<std::vector<char>> texts;
    bool opaque = false;  // SQL files: what they do to the schema is not known

    [[nodiscard]] std::span<record const> all() const { return records; }

    std::string_view keep(std::string_view words) {
        texts.emplace_back(words.begin(), words.end());
        return {texts.back().data(), texts.back().size()};
    }
};

template <std::size_t Size>
loaded_history load(history_t<Size> const& given) {
    loaded_history loaded;
    loaded.records.assign(given.nodes.list, given.nodes.list + Size);
    return loaded;
}

/// Errors: migration_error when a step was m::opaque() and no m::snapshot() followed.
inline void require_known(schema_model const& schema, std::string const& who) {
    if (schema.unknown)
        throw migration_error("lithe: " + who +
                              ": what m::opaque() left is not known; say it with m::snapshot()");
}

inline std::string digest_text(record const& migration) {
    if (record const* const file = find_part(migration, part::file_digest))
        return std::string(file->name);
    return std::string(digest_of(migration).view());
}

/// Errors: migration_error for what m::history_ok would have refused.
inline void require_sound(loaded_history const& history) {
    replayer run;
    replay(run, history.all());
    if (run.found.what != fault::none)
        throw migration_error(sentence_of(run.found));
    for (record const& migration : migrations_of{history.all()}) {
        record const* const pin = find_part(migration, part::pin);
        if (pin != nullptr && digest_of(migration).view() != pin->name)
            throw migration_error("lithe: history: migration " + std::string(migration.name) +
                                  " was edited after it was frozen: its digest is " +
                                  digest_text(migration));
    }
}

}  // namespace detail
}  // namespace lithe::inline v0::migrations
