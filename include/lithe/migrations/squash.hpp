#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// `m::freeze(out, history)` prints the end of a history as one migration in the place of all; while
// both are in the program, `static_assert(m::squashes<shorter, history>)` proves that it is.

#include <lithe/migrations/freeze_live.hpp>
#include <lithe/migrations/migrator.hpp>
#include <lithe/migrations/produces.hpp>

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations {
namespace detail {

/// Steps that leave more than a schema: a new file has none of it from the printed squash.
constexpr bool leaves_rows(record const& step) {
    return step.kind == part::insert_rows || step.kind == part::update_rows ||
           step.kind == part::delete_rows || step.kind == part::execute ||
           step.kind == part::each_row || step.kind == part::run;
}

/// The number behind a version.
inline std::string next_version(std::string version) {
    std::size_t at = version.size();
    while (at > 0 && version[at - 1] == '9')
        version[--at] = '0';
    if (at == 0)
        return "1" + version;
    ++version[at - 1];
    return version;
}

inline std::string squash_text(loaded_history const& history, schema_model const& left) {
    std::string out;
    std::string replaced;
    std::string_view last;
    for (record const& migration : migrations_of{history.all()}) {
        std::string const version(migration.name);
        bool rows = false;
        for (record const& step : parts_of(migration))
            rows = rows || leaves_rows(step);
        if (rows)
            out += "// migration " + version +
                   " changed rows, or ran SQL: repeat what a new file needs\n";
        replaced +=
            ",\nm::replaced(" + literal(version) + ", " + literal(digest_text(migration)) + ")";
        last = migration.name;
    }
    std::string steps = frozen_schema(left);
    while (steps.starts_with("//")) {
        std::size_t const end = steps.find('\n') + 1;
        out += steps.substr(0, end);
        steps.erase(0, end);
    }
    if (!steps.empty())
        steps = ",\n" + steps.substr(0, steps.size() - 1);
    return out + "m::squash(m::migration(" + literal(next_version(std::string(last))) +
           ", \"squashed\"" + steps + ")" + replaced + ")\n";
}

// SQLite changes the words of views and triggers when it renames what they name; a replay does not.
constexpr bool has_rename(std::span<record const> history) {
    for (record const& one : history)
        if (one.kind == part::rename_table || one.kind == part::rename_column)
            return true;
    return false;
}

constexpr kept_finding compare_objects(std::vector<object_model> const& wanted,
                                       std::vector<object_model> const& made, bool renamed) {
    for (object_model const& one : wanted) {
        std::size_t const at = schema_model::find(made, one.name);
        if (at == made.size() || (!renamed && !same_sql(one.words, made[at].words)))
            return kept_of(fault::squash_schema, one.name, {});
    }
    return {};
}

/// What of one schema is not in the other.
constexpr kept_finding compare_schemas(schema_model const& wanted, schema_model const& made,
                                       bool renamed) {
    for (table_model const& one : wanted.tables) {
        table_model const* const table = made.table(one.name);
        if (table == nullptr || !same_table(one, *table))
            return kept_of(fault::squash_schema, one.name, {});
    }
    for (index_model const& one : wanted.indexes)
        if (!has_index(made.indexes, one))
            return kept_of(fault::squash_schema, one.name, {});
    kept_finding const views = compare_objects(wanted.views, made.views, renamed);
    return views.what != fault::none ? views
                                     : compare_objects(wanted.triggers, made.triggers, renamed);
}

/// The first migration of `before` that is neither replaced nor there in `after`.
constexpr kept_finding find_not_replaced(std::span<record const> before,
                                         std::span<record const> after) {
    for (record const& one : migrations_of{before}) {
        bool found = false;
        for (record const& kept : migrations_of{after}) {
            found = found || kept.name == one.name;
            for (record const& old : parts_of(kept))
                found = found || (old.kind == part::replaced && old.name == one.name &&
                                  old.other == digest_of(one).view());
        }
        if (!found)
            return kept_of(fault::squash_digest, one.name, {});
    }
    return {};
}

template <auto const& After, auto const& Before>
consteval kept_finding find_squash_fault() {
    kept_finding found = finding_of<After>;
    if (found.what == fault::none)
        found = finding_of<Before>;
    if (found.what == fault::none)
        found = find_not_replaced(records_of<Before>(), records_of<After>());
    if (found.what == fault::none &&
        (is_unknown(packed_schema<Before>()) || is_unknown(packed_schema<After>())))
        found = kept_of(fault::opaque_schema, {}, {});
    if (found.what != fault::none)
        return found;
    schema_model before;
    schema_model after;
    schema_reader(packed_schema<Before>()).read(before);
    schema_reader(packed_schema<After>()).read(after);
    bool const renamed = has_rename(records_of<Before>()) || has_rename(records_of<After>());
    found = compare_schemas(before, after, renamed);
    return found.what != fault::none ? found : compare_schemas(after, before, renamed);
}
template <auto const& After, auto const& Before>
inline constexpr kept_finding squash_finding = find_squash_fault<After, Before>();

}  // namespace detail

/// True when a history with m::squash() ends in the schema of the one that it is made from, and
/// replaces or has each of its migrations; else a compile error says what differs first.
template <auto const& After, auto const& Before>
inline constexpr bool squashes = detail::explain_found<detail::squash_finding<After, Before>>();

/// Prints the end of a history as one migration in the place of all, behind comments with what a
/// schema does not say. The history is run on a file in memory, where SQLite itself renames what
/// views and triggers name. The printed version is the number behind the last one's.
/// Errors: migration_error when it does not run there.
template <class Traits, std::size_t Size>
void freeze(std::basic_ostream<char, Traits>& out, detail::history_t<Size> const& history) {
    connection scratch(":memory:");
    migrator{scratch, history, {.allow_drafts = true}}.migrate();
    detail::schema_model live = detail::read_schema(scratch.native_handle());
    detail::replayer run;
    detail::replay(run, {history.nodes.list, Size});
    detail::require_known(run.schema, "m::freeze()");
    run.schema.views = std::move(live.views);
    run.schema.triggers = std::move(live.triggers);
    out << detail::squash_text(detail::load(history), run.schema);
}

}  // namespace lithe::inline v0::migrations
