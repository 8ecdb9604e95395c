#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What ALTER TABLE of SQLite 3.53 does without a rebuild: NOT NULL of a column, and CHECK. Which
// library runs is known only at run time; the schema that comes of it is the same, which is proved
// after each migration. Source: https://www.sqlite.org/lang_altertable.html

#include <lithe/migrations/action.hpp>
#include <lithe/migrations/own_row.hpp>

#include <string>
#include <vector>

namespace lithe::inline v0::migrations::detail {

inline constexpr int native_alter_since = 3'053'000;

/// The statements of a change, and what must hold before the last of them; none: a rebuild.
struct native_change {
    std::vector<std::string> sql{};
    precondition required{};  // SQLite itself would say "constraint failed" alone
};

/// NOT NULL, unless a trigger would hear of the values that are filled in, or they depend on other
/// rows, which an UPDATE would see changed in part.
inline native_change native_not_null(record const& step, schema_model const& schema,
                                     table_model const& before) {
    native_change made;
    record const& change = *(&step + 1);
    column_model const& column = before.columns[before.find(step.other)];
    std::string const table = quoted_name(step.name);
    std::string const name = quoted_name(step.other);
    bool const single = step.size == 1U + change.size;
    bool const sets = change.kind == part::set_not_null;
    if (!single || (!sets && change.kind != part::drop_not_null) || !column.conflict.empty() ||
        !column.generated.empty() || is_key_column(before, step.other))
        return made;
    if (sets) {
        std::string const value = value_text(change).str();
        if (!is_of_own_row(value))
            return made;
        for (object_model const& trigger : schema.triggers)
            if (same_name(trigger.table, step.name))
                return made;
        made.sql.push_back("UPDATE OR ABORT main." + table + " SET " + name + " = " + value +
                           " WHERE " + name + " IS NULL");
        made.required = {"SELECT count(*) FROM " + table + " WHERE " + name + " IS NULL",
                         "values of " + std::string(step.name) + "." + std::string(step.other) +
                             " are still NULL"};
    }
    made.sql.push_back("ALTER TABLE main." + table + " ALTER COLUMN " + name +
                       (sets ? " SET NOT NULL" : " DROP NOT NULL"));
    return made;
}

inline native_change native_check(record const& step) {
    native_change made;
    record const& check = *(&step + 1);
    bool const adds = step.kind == part::add_constraint;
    if (check.kind != part::check || (!adds && check.other.empty()))
        return made;
    std::string const table = quoted_name(step.name);
    std::string sql = "ALTER TABLE main." + table + (adds ? " ADD " : " DROP ");
    if (!check.other.empty())
        sql += "CONSTRAINT " + quoted_name(check.other);
    if (adds) {
        std::string const condition = expression_text(check).str();
        sql += (check.other.empty() ? "CHECK (" : " CHECK (") + condition + ")";
        made.required = {"SELECT count(*) FROM " + table + " WHERE NOT (" + condition + ")",
                         "rows of " + std::string(step.name) + " break CHECK (" + condition + ")"};
    }
    made.sql.push_back(std::move(sql));
    return made;
}

/// `schema` is the one behind the step, `before` its table in front of it.
inline native_change native_of(record const& step, schema_model const& schema,
                               table_model const& before) {
    if (step.kind == part::alter_column)
        return native_not_null(step, schema, before);
    if (step.kind == part::add_constraint || step.kind == part::drop_constraint)
        return native_check(step);
    return {};
}

}  // namespace lithe::inline v0::migrations::detail
