#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// From the steps of a migration to what is done: ALTER where SQLite takes it whatever rows there
// are, else one rebuild of the table for all its steps.

#include <lithe/migrations/inverse.hpp>
#include <lithe/migrations/native_alter.hpp>
#include <lithe/migrations/rebuild_list.hpp>
#include <lithe/migrations/row_sql.hpp>
#include <lithe/migrations/used_by.hpp>
#include <lithe/migrations/violations.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

class planner {
public:
    /// `sqlite` is the number of the library's version that will run it; 0: any.
    explicit planner(replayer& state, int sqlite = 0) : state_(state), sqlite_(sqlite) {}

    std::vector<action> actions{};
    std::vector<planned_step> steps{};
    std::vector<renamed> renames{};
    std::vector<std::pair<std::size_t, std::string>> counts{};  // of a step: how many rows
    std::vector<step_target> targets{};
    std::vector<std::string> changed_tables{};  // whose rows were changed, and no trigger heard

    /// Plans all steps below `head`: a migration, or its down part.
    /// Returns: false when one does not fit the model; the replayer knows which.
    bool plan(record const& head) {
        bool const has_way_back = has_part(head, part::down);
        outside_ = head.kind == part::migration && runs_outside(head);
        bool const has_none = has_part(head, part::irreversible) || has_part(head, part::replaced);
        for (record const& step : parts_of(head)) {
            if (step.kind == part::live)
                continue;
            ++state_.found.step;
            if (step.kind == part::down || step.kind == part::irreversible ||
                step.kind == part::pin || step.kind == part::file_digest ||
                step.kind == part::replaced)
                continue;
            std::size_t const at = steps.size();
            std::vector<std::string> users = users_in(state_.schema, step);
            if (!plan_step(step))
                return false;
            if (steps.size() > at)
                steps[at].reversible = has_way_back || (!has_none && has_inverse(step));
            if (takes_from_users(step)) {
                steps[at].used_by = std::move(users);
                targets.push_back({at, std::string(step.name), column_taken(step)});
            }
        }
        rebuilds_.flush_all();
        return true;
    }

private:
    bool plan_step(record const& step) {
        switch (step.kind) {
            case part::add_column:
            case part::drop_column:
            case part::alter_column:
            case part::add_constraint:
            case part::drop_constraint:
            case part::set_primary_key:
            case part::reorder:
            case part::set_options:
                return plan_change(step);
            default:
                rebuilds_.flush_all();
                return plan_statement(step);
        }
    }

    // ---- what is one statement ----

    bool plan_statement(record const& step) {
        if (step.kind == part::drop_fts5)
            note_triggers(step.other);
        if (step.kind == part::rename_table)
            note_triggers(step.name);
        if (!state_.apply(step))
            return false;
        std::string const name = std::string(step.name);
        std::string const other = std::string(step.other);
        switch (step.kind) {
            case part::create_table:
                add("create table " + name, strategy::create, risk::none,
                    create_table_text(*state_.schema.table(name), name).str());
                break;
            case part::drop_table:
                require_empty(step);
                add("drop table " + name, strategy::alter, lossy_risk(step),
                    "DROP TABLE main." + quoted_name(name), why_of(step));
                break;
            case part::rename_table:
                renames.push_back({name, {}, other});
                describe("rename table " + name + " -> " + other, strategy::alter, risk::breaking);
                drop_triggers();
                add_sql("ALTER TABLE main." + quoted_name(name) + " RENAME TO " +
                        quoted_name(other));
                if (!dropped_triggers_.empty())
                    for (object_model const& trigger : state_.schema.triggers)
                        if (same_name(trigger.owner, other))
                            add_sql(trigger.words.str());
                break;
            case part::rename_column: {
                std::string const into((&step + 1)->name);
                renames.push_back({name, other, into});
                add("rename column " + name + "." + other + " -> " + into, strategy::alter,
                    risk::breaking,
                    "ALTER TABLE main." + quoted_name(name) + " RENAME COLUMN " +
                        quoted_name(other) + " TO " + quoted_name(into));
                break;
            }
            case part::create_index:
                add("create index " + other + " on " + name, strategy::create,
                    state_.schema.indexes.back().is_unique ? risk::data_dependent : risk::none,
                    create_index_text(state_.schema.indexes.back()).str());
                break;
            case part::drop_index:
                add("drop index " + other, strategy::alter, risk::none,
                    "DROP INDEX main." + quoted_name(other));
                break;
            case part::create_view:
                add("create view " + other, strategy::create, risk::none,
                    state_.schema.views.back().words.str());
                break;
            case part::drop_view:
                add("drop view " + other, strategy::alter, risk::breaking,
                    "DROP VIEW main." + quoted_name(other));
                break;
            case part::create_trigger:
                add("create trigger " + other, strategy::create, risk::none,
                    state_.schema.triggers.back().words.str());
                break;
            case part::drop_trigger:
                add("drop trigger " + other, strategy::alter, risk::breaking,
                    "DROP TRIGGER main." + quoted_name(other));
                break;
            case part::execute:
                add("SQL as written", strategy::sql, risk_of_raw(step), name, why_of(step));
                actions.back().what = action::kind::raw;
                actions.back().of_file = (step.flags & flag_of_file) != 0;
                actions.back().may_delete = has_part(step, part::lossy) || actions.back().of_file;
                if (outside_) {
                    actions.back().what = action::kind::outside;
                    steps.back().what = "SQL outside a transaction";
                    steps.back().risk = risk::rewrites;
                }
                break;
            case part::snapshot:
                describe("snapshot of the schema", strategy::sql, risk::none);
                break;
            case part::run:
                describe("run " + name, strategy::code, risk_of_raw(step), why_of(step));
                actions.emplace_back();
                actions.back().what = action::kind::code;
                actions.back().code = step.code;
                actions.back().may_delete = has_part(step, part::lossy);
                break;
            default:
                plan_rows(step);
        }
        return true;
    }
    // ---- rows and full text ----

    void note_triggers(std::string_view owner) {
        dropped_triggers_.clear();
        for (object_model const& trigger : state_.schema.triggers)
            if (same_name(trigger.owner, owner))
                dropped_triggers_.push_back(trigger.name.str());
    }
    void drop_triggers() {
        for (std::string const& trigger : dropped_triggers_)
            add_sql("DROP TRIGGER main." + quoted_name(trigger));
    }
    void plan_rows(record const& step) {
        std::string const name = std::string(step.name);
        std::string const other = std::string(step.other);
        std::string const fts = quoted_name(other);
        switch (step.kind) {
            case part::require:
                describe("require " + other, strategy::sql, risk::none);
                steps.back().sql.push_back(name);
                rebuilds_.require("SELECT count(*) FROM (" + name + "\n)", other);
                break;
            case part::insert_rows:
                describe("insert into " + name, strategy::sql, risk::data_dependent);
                steps.back().rows = 0;
                for (record const& row : parts_of(step)) {
                    add_sql(insert_text(step, row).str());
                    ++steps.back().rows;
                }
                break;
            case part::update_rows:
                add("update " + name, strategy::sql, risk::data_dependent, update_text(step).str());
                counts.emplace_back(steps.size() - 1, count_text(step).str());
                break;
            case part::delete_rows:
                add("delete from " + name, strategy::sql, risk::lossy, delete_text(step).str(),
                    why_of(step));
                counts.emplace_back(steps.size() - 1, count_text(step).str());
                break;
            case part::each_row: {
                describe("each row of " + name + " (" + other + ")", strategy::code,
                         risk::data_dependent);
                counts.emplace_back(steps.size() - 1, "SELECT count(*) FROM " + quoted_name(name));
                action one;
                one.what = action::kind::code;
                one.sql = name;
                one.code = step.code;
                actions.push_back(std::move(one));
                break;
            }
            case part::create_fts5:
                add("create full-text table " + other, strategy::create, risk::none,
                    state_.schema.tables.back().as_written.str());
                if (!has_part(step, part::fts_content))
                    break;
                add_sql("INSERT INTO " + fts + " (" + fts + ") VALUES ('rebuild')");
                for (std::size_t at = state_.schema.triggers.size() - 3;
                     at < state_.schema.triggers.size(); ++at)
                    add_sql(state_.schema.triggers[at].words.str());
                break;
            case part::drop_fts5:
                describe("drop full-text table " + other, strategy::alter, risk::breaking);
                drop_triggers();
                add_sql("DROP TABLE main." + fts);
                break;
            case part::rebuild_fts5:
                add("rebuild full-text table " + other, strategy::sql, risk::none,
                    "INSERT INTO " + fts + " (" + fts + ") VALUES ('rebuild')");
                break;
            default:
                break;
        }
    }
    // ---- what changes a table ----

    bool plan_change(record const& step) {
        table_model const* const table = state_.schema.table(step.name);
        table_model const before = table == nullptr ? table_model{} : *table;
        rebuilds_.settle(step);
        if (!state_.apply(step))
            return false;
        auto* open = rebuilds_.find(step.name);
        if (open == nullptr && sqlite_ >= native_alter_since && plan_native(step, before))
            return true;
        bool const alters = open == nullptr && is_alter(step, before);
        if (open == nullptr && !alters)
            open = &rebuilds_.begin(before, step.name);
        require_nulls(step);
        steps.push_back(changing_step(step, alters));
        if (alters)
            run_alter(step);
        else
            rebuilds_.fold(*open, step);
        return true;
    }

    bool plan_native(record const& step, table_model const& before) {
        native_change const made = native_of(step, state_.schema, before);
        if (made.sql.empty())
            return false;
        steps.push_back(changing_step(step, true));
        steps.back().how = strategy::native;
        if (made.sql.size() > 1) {
            add_sql(made.sql.front());
            changed_tables.emplace_back(step.name);
        }
        if (!made.required.question.empty())
            rebuilds_.require(made.required.question, made.required.complaint);
        add_sql(made.sql.back());
        return true;
    }
    bool is_alter(record const& step, table_model const& before) const {
        if (step.kind == part::add_column)
            return adds_by_alter(step);
        if (step.kind != part::drop_column)
            return false;
        table_model const& after = *state_.schema.table(step.name);
        if (before.uniques.size() != after.uniques.size() ||
            before.foreign_keys.size() != after.foreign_keys.size() ||
            before.checks.size() != after.checks.size())
            return false;
        return !is_mentioned(state_.schema, step.other);
    }
    void run_alter(record const& step) {
        std::string sql = "ALTER TABLE main." + quoted_name(step.name);
        if (step.kind == part::drop_column) {
            sql += " DROP COLUMN " + quoted_name(step.other);
        } else {
            table_model const& table = *state_.schema.table(step.name);
            text words;
            put_column(words, table, table.columns.back());
            put_own_constraints(words, table, *find_part(step, part::column));
            sql += " ADD COLUMN " + words.str();
        }
        add_sql(std::move(sql));
        if (step.kind == part::drop_column)
            actions.back().moves = std::string(step.name);
    }
    // ---- words ----

    void describe(std::string what, strategy how, risk danger, std::string why = {}) {
        steps.push_back({std::move(what), std::move(why), danger, how, -1, {}});
    }
    void add(std::string what, strategy how, risk danger, std::string sql, std::string why = {}) {
        describe(std::move(what), how, danger, std::move(why));
        add_sql(std::move(sql));
    }
    void add_sql(std::string sql) {
        action one;
        one.sql = sql;
        actions.push_back(std::move(one));
        steps.back().sql.push_back(std::move(sql));
    }
    void require_empty(record const& step) {
        if (has_part(step, part::if_empty))
            rebuilds_.require(
                "SELECT count(*) FROM (SELECT 1 FROM " + quoted_name(step.name) + " LIMIT 1)",
                "table " + std::string(step.name) + " is not empty");
    }
    void require_nulls(record const& step) {
        if (has_part(step, part::if_all_null))
            rebuilds_.require("SELECT count(*) FROM " + quoted_name(step.name) + " WHERE " +
                                  quoted_name(step.other) + " IS NOT NULL",
                              "column " + std::string(step.name) + "." + std::string(step.other) +
                                  " is not NULL everywhere");
    }

    replayer& state_;
    int sqlite_;
    rebuild_list rebuilds_{state_, actions};
    std::vector<std::string> dropped_triggers_{};
    bool outside_ = false;
};

}  // namespace lithe::inline v0::migrations::detail
