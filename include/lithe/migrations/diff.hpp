#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// diff<Person, Pet>(history): the steps from where a history ends, or from a live file, to today's
// structs, as text for the author to read, complete and paste. Nothing is guessed: what may be a
// rename is asked, what loses data is suggested with the condition that it does not.

#include <lithe/migrations/freeze_live.hpp>
#include <lithe/migrations/loaded_history.hpp>
#include <lithe/migrations/produces.hpp>
#include <lithe/migrations/read_schema.hpp>
#include <lithe/sqlite/connection.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations {

/// What was renamed, which no comparison can know: `m::hints().table("user", "users")
/// .column("users", "mail", "email")`, columns by the table's new name.
struct hints {
    struct rename {
        std::string table;  // empty: of a table itself
        std::string from;
        std::string into;
    };
    std::vector<rename> renames{};

    [[nodiscard]] hints table(std::string_view from, std::string_view into) && {
        renames.push_back({{}, std::string(from), std::string(into)});
        return std::move(*this);
    }
    [[nodiscard]] hints column(std::string_view of, std::string_view from,
                               std::string_view into) && {
        renames.push_back({std::string(of), std::string(from), std::string(into)});
        return std::move(*this);
    }
};

/// What diff() found.
struct change_set {
    std::vector<std::string> steps;      // as literals of a history
    std::vector<std::string> ambiguous;  // what may be a rename: give a hint
    std::vector<std::string> cosmetic;   // what no program notices: the order of columns

    [[nodiscard]] bool empty() const { return steps.empty() && ambiguous.empty(); }
    /// The steps, separated by commas, behind comments with what is ambiguous.
    [[nodiscard]] std::string text() const {
        std::string out;
        for (std::string const& one : ambiguous)
            out += "// " + one + '\n';
        for (std::string const& one : cosmetic)
            out += "// of the order of columns alone: " + one + '\n';
        for (std::size_t at = 0; at < steps.size(); ++at)
            out += steps[at] + (at + 1 < steps.size() ? ",\n" : "\n");
        return out;
    }
};

namespace detail {

class differ {
public:
    differ(schema_model from, schema_model const& to, hints const& given) : to_(to) {
        run_.schema = std::move(from);
        for (hints::rename const& one : given.renames)
            rename(one);
        tables();
        for (table_model const& wanted : to_.tables)
            if (table_model const* const now = run_.schema.table(wanted.name))
                changes(*now, wanted);
        indexes();
        objects(run_.schema.views, to_.views, true);
        objects(run_.schema.triggers, to_.triggers, false);
    }
    change_set found{};

private:
    void add(std::string step) { found.steps.push_back(std::move(step)); }

    void rename(hints::rename const& one) {
        bool const whole = one.table.empty();
        auto const applied =
            whole ? run_.apply(rename_table(one.from, one.into).nodes.list[0])
                  : run_.apply(rename_column(one.table, one.from, one.into).nodes.list[0]);
        if (!applied)
            throw migration_error("lithe: m::diff(): the hint " + one.from + " -> " + one.into +
                                  " fits nothing: " + sentence_of(run_.found));
        add(whole ? "m::rename_table(" + literal(one.from) + ", " + literal(one.into) + ")"
                  : "m::rename_column(" + literal(one.table) + ", " + literal(one.from) + ", " +
                        literal(one.into) + ")");
    }

    void tables() {
        std::vector<std::string> gone;
        std::vector<std::string> made;
        for (table_model const& now : run_.schema.tables)
            if (to_.table(now.name) == nullptr && now.as_written.empty())
                gone.push_back(now.name.str());
        for (table_model const& wanted : to_.tables)
            if (run_.schema.table(wanted.name) == nullptr)
                made.push_back(wanted.name.str());
        if (!gone.empty() && !made.empty())
            found.ambiguous.push_back("table " + gone.front() + " is gone and " + made.front() +
                                      " is new: if it was renamed, m::hints().table(" +
                                      literal(gone.front()) + ", " + literal(made.front()) + ")");
        for (std::string const& one : made) {
            table_model const& wanted = *to_.table(one);
            if (wanted.as_written.empty())
                add(table_literal(wanted));
            else
                found.ambiguous.push_back("virtual table " + one +
                                          " is new: m::create_fts5(), or m::raw()");
        }
        for (std::string const& one : gone)
            add("m::drop_table(" + literal(one) + ", m::if_empty)");
    }

    // Views and triggers of these structs. Others are left alone: they may be of no struct.
    void objects(std::vector<object_model> const& now, std::vector<object_model> const& wanted,
                 bool is_view) {
        for (object_model const& one : wanted) {
            std::size_t const at = schema_model::find(now, one.name);
            if (at < now.size() && same_sql(now[at].words, one.words))
                continue;
            if (at < now.size())
                add((is_view ? "m::drop_view(" : "m::drop_trigger(") + literal(one.name) + ")");
            add(object_literal(one, is_view));
        }
    }

    void changes(table_model const& now, table_model const& wanted) {
        if (!now.as_written.empty() || !wanted.as_written.empty()) {
            if (!same_table(now, wanted))
                found.ambiguous.push_back("virtual table " + wanted.name.str() +
                                          " is made otherwise: drop it and create it again");
            return;
        }
        std::string const table = literal(wanted.name);
        std::vector<std::string> gone;
        std::vector<std::string> made;
        for (column_model const& one : now.columns)
            if (!wanted.has(one.name))
                gone.push_back(one.name.str());
        for (column_model const& one : wanted.columns)
            if (!now.has(one.name))
                made.push_back(one.name.str());
        if (!gone.empty() && !made.empty())
            found.ambiguous.push_back(
                "column " + wanted.name.str() + "." + gone.front() + " is gone and " +
                made.front() + " is new: if it was renamed, m::hints().column(" + table + ", " +
                literal(gone.front()) + ", " + literal(made.front()) + ")");
        // What is dropped with a column is not dropped before it.
        constraints(now, wanted, false);
        for (std::string const& one : made)
            add_column(wanted, wanted.columns[wanted.find(one)]);
        for (column_model const& one : wanted.columns)
            if (now.has(one.name))
                alter(now, now.columns[now.find(one.name)], wanted, one);
        if (!same_key(now.key, wanted.key) || has_inline_key(now) != has_inline_key(wanted) ||
            has_rowid_alias(now) != has_rowid_alias(wanted))
            add("m::set_primary_key(" + table + ", " + name_list(wanted.key.columns) + ")");
        options(now, wanted);
        constraints(now, wanted, true);
        for (std::string const& one : gone)
            add("m::drop_column(" + table + ", " + literal(one) + ", m::if_all_null)");
        order(now, wanted);
    }
    void order(table_model const& now, table_model const& wanted) {
        names_list kept;
        names_list ordered;
        for (column_model const& one : now.columns)
            if (wanted.has(one.name))
                kept.push_back(one.name);
        for (column_model const& one : wanted.columns)
            if (now.has(one.name))
                ordered.push_back(one.name);
        if (same_names(kept, ordered))
            return;
        names_list all;
        for (column_model const& one : wanted.columns)
            all.push_back(one.name);
        found.cosmetic.push_back("m::reorder(" + literal(wanted.name) + ", " + name_list(all) +
                                 ")");
    }
    void add_column(table_model const& table, column_model const& column) {
        bool const filled =
            !column.not_null || !column.default_value.empty() || !column.generated.empty();
        add("m::add_column(" + literal(table.name) + ", " + column_literal(table, column) +
            (filled ? ")" : ", m::fill(/* what existing rows get */))"));
    }
    void alter(table_model const& now_table, column_model const& now, table_model const& table,
               column_model const& wanted) {
        column_model unlike = now;
        unlike.descending_key = wanted.descending_key;  // of the key
        if (same_column(now_table, unlike, table, wanted))
            return;
        if (!same_sql(now.generated, wanted.generated) || now.stored != wanted.stored) {
            found.ambiguous.push_back("column " + table.name.str() + "." + now.name.str() +
                                      " is generated otherwise: drop it and add it again");
            return;
        }
        std::string out = "m::alter_column(" + literal(table.name) + ", " + literal(now.name);
        bool const null_before = !now.not_null && !is_key_column(now_table, now.name);
        bool const null_after = !wanted.not_null && !is_key_column(table, wanted.name);
        if (!null_after && (null_before || !same_sql(now.conflict, wanted.conflict)))
            out += ", m::set_not_null(m::fill(/* what was NULL becomes */))";
        if (!null_before && null_after)
            out += ", m::drop_not_null";
        if (!same_sql(now.type, wanted.type)) {
            std::string const into = type_for(wanted.type, null_before);
            out += ", m::set_type<" + into + ">(m::cast<" + into + ">(m::ref<" +
                   type_for(now.type, null_before) + ">(" + literal(now.name) + ")))";
        }
        if (!same_default(now.default_value, wanted.default_value))
            out += wanted.default_value.empty()
                       ? ", m::drop_default"
                       : ", m::set_default(" + default_literal(wanted) + ")";
        if (!same_name(now.collation, wanted.collation))
            out += ", m::set_collate(" +
                   (wanted.collation.empty() ? "{}" : collation_literal(wanted.collation)) + ")";
        add(out + ")");
    }
    void options(table_model const& now, table_model const& wanted) {
        std::string list;
        if (now.is_strict != wanted.is_strict)
            list += wanted.is_strict ? ", m::strict" : ", m::non_strict";
        if (now.without_rowid != wanted.without_rowid)
            list += wanted.without_rowid ? ", m::without_rowid" : ", m::with_rowid";
        if (!list.empty())
            add("m::set_table_options(" + literal(wanted.name) + list + ")");
    }

    template <class Element>
    static bool holds(std::vector<Element> const& list, Element const& wanted,
                      bool (*same)(Element const&, Element const&)) {
        for (Element const& one : list)
            if (same(one, wanted))
                return true;
        return false;
    }
    template <class Element, class Write>
    void compare(std::string_view table, std::vector<Element> const& now,
                 std::vector<Element> const& wanted, bool (*same)(Element const&, Element const&),
                 bool added, Write const& write) {
        for (Element const& one : added ? wanted : now)
            if (!holds(added ? now : wanted, one, same))
                add((added ? "m::add_constraint(" : "m::drop_constraint(") + literal(table) + ", " +
                    write(one) + ")");
    }
    void constraints(table_model const& now, table_model const& wanted, bool added) {
        compare(wanted.name, now.uniques, wanted.uniques, same_key, added, unique_literal);
        compare(wanted.name, now.foreign_keys, wanted.foreign_keys, same_foreign_key, added,
                foreign_key_literal);
        compare(wanted.name, now.checks, wanted.checks, same_check, added, check_literal);
    }

    void indexes() {
        for (index_model const& now : run_.schema.indexes)
            if (to_.table(now.table) != nullptr && !holds(to_.indexes, now, same_index))
                add("m::drop_index(" + literal(now.name) + ")");
        for (index_model const& wanted : to_.indexes)
            if (!holds(run_.schema.indexes, wanted, same_index))
                add(index_literal(wanted));
    }

    replayer run_{};
    schema_model const& to_;
};

template <class Entity>
void add_entity(schema_model& schema) {
    std::string_view const sql = create_table_sql<Entity>();
    std::vector<token> const tokens = tokens_of(sql);
    bool const is_view = tokens.size() > 2 && tokens[1].is("VIEW");
    if (is_view || (tokens.size() > 2 && tokens[1].is("TRIGGER"))) {
        (is_view ? schema.views : schema.triggers)
            .push_back({unquoted(tokens[2]), {}, text(sql), {}});
        return;
    }
    schema.tables.push_back(parse_table(sql));
    if constexpr (!lithe::detail::is_special_object<Entity>) {
        each_index(create_indexes_sql<Entity>(),
                   [&](index_model const& index) { schema.indexes.push_back(index); });
    }
}

template <class... Entities>
schema_model schema_of() {
    schema_model schema;
    (add_entity<Entities>(schema), ...);
    return schema;
}

}  // namespace detail

/// From the end of a history to these entities' tables, which are all that there shall be.
template <class... Entities, std::size_t Size>
[[nodiscard]] change_set diff(detail::history_t<Size> const& history, hints const& given = {}) {
    detail::replayer run;
    detail::replay(run, {history.nodes.list, Size});
    detail::require_known(run.schema, "m::diff()");
    for (detail::table_model& table : run.schema.tables)
        detail::drop_declared(table);
    return detail::differ(std::move(run.schema), detail::schema_of<Entities...>(), given).found;
}

/// From a live file to these entities' tables.
template <class... Entities>
[[nodiscard]] change_set diff(connection& live, hints const& given = {}) {
    return detail::differ(detail::read_schema(live.native_handle()),
                          detail::schema_of<Entities...>(), given)
        .found;
}

}  // namespace lithe::inline v0::migrations
