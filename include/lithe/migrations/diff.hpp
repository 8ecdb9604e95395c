#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// diff<Person, Pet>(history): the steps from where a history ends, or from a live file, to today's
// structs, as text for the author to read, complete and paste. Nothing is guessed: what may be a
// rename is asked, what loses data is suggested with the condition that it does not.

#include <lithe/migrations/freeze.hpp>
#include <lithe/migrations/loaded_history.hpp>
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

    [[nodiscard]] bool empty() const { return steps.empty() && ambiguous.empty(); }
    /// The steps, separated by commas, behind comments with what is ambiguous.
    [[nodiscard]] std::string text() const {
        std::string out;
        for (std::string const& one : ambiguous)
            out += "// " + one + '\n';
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
        for (std::string const& one : made)
            add(table_literal(*to_.table(one)));
        for (std::string const& one : gone)
            add("m::drop_table(" + literal(one) + ", m::if_empty)");
    }

    void changes(table_model const& now, table_model const& wanted) {
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
        if (!same_names(now.key.columns, wanted.key.columns))
            add("m::set_primary_key(" + table + ", " + name_list(wanted.key.columns) + ")");
        options(now, wanted);
        constraints(now, wanted, true);
        for (std::string const& one : gone)
            add("m::drop_column(" + table + ", " + literal(one) + ", m::if_all_null)");
    }
    void add_column(table_model const& table, column_model const& column) {
        bool const filled =
            !column.not_null || !column.default_value.empty() || !column.generated.empty();
        add("m::add_column(" + literal(table.name) + ", " + column_literal(table, column) +
            (filled ? ")" : ", m::fill(/* what existing rows get */))"));
    }
    void alter(table_model const& now_table, column_model const& now, table_model const& table,
               column_model const& wanted) {
        if (same_column(now_table, now, table, wanted))
            return;
        if (!same_sql(now.generated, wanted.generated) || now.stored != wanted.stored) {
            found.ambiguous.push_back("column " + table.name.str() + "." + now.name.str() +
                                      " is generated otherwise: drop it and add it again");
            return;
        }
        std::string out = "m::alter_column(" + literal(table.name) + ", " + literal(now.name);
        bool const null_before = !now.not_null && !is_key_column(now_table, now.name);
        bool const null_after = !wanted.not_null && !is_key_column(table, wanted.name);
        if (null_before && !null_after)
            out += ", m::set_not_null(m::fill(/* what was NULL becomes */))";
        if (!null_before && null_after)
            out += ", m::drop_not_null";
        if (!same_sql(now.type, wanted.type)) {
            std::string const into = type_for(wanted.type, null_before);
            out += ", m::set_type<" + into + ">(m::cast<" + into + ">(m::ref<" +
                   type_for(now.type, null_before) + ">(" + literal(now.name) + ")))";
        }
        if (!same_sql(now.default_value, wanted.default_value))
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

template <class... Entities>
schema_model schema_of() {
    schema_model schema;
    auto const add = [&schema](std::string_view table_sql, std::string_view indexes_sql) {
        schema.tables.push_back(parse_table(table_sql));
        for (std::string_view rest = indexes_sql; !rest.empty();) {
            std::size_t const end = rest.find(";\n");
            index_model index;
            if (parse_index(rest.substr(0, end), index))
                schema.indexes.push_back(std::move(index));
            rest.remove_prefix(end + 2);
        }
    };
    (add(create_table_sql<Entities>(), create_indexes_sql<Entities>()), ...);
    return schema;
}

}  // namespace detail

/// From the end of a history to these entities' tables, which are all that there shall be.
template <class... Entities, std::size_t Size>
[[nodiscard]] change_set diff(detail::history_t<Size> const& history, hints const& given = {}) {
    detail::replayer run;
    detail::replay(run, {history.nodes.list, Size});
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
