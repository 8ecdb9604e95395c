#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Every reason not to go on: an edited or unknown migration, another order, a schema that is not
// what the history left, a risk that the operator does not allow.

#include <lithe/migrations/overview.hpp>
#include <lithe/migrations/runner.hpp>
#include <lithe/migrations/schema_differences.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// Why what is pending cannot run after what is applied, or would end elsewhere than in the order
/// of the versions; empty when it can.
inline std::string order_fault(loaded_history const& history, overview const& seen) {
    replayer merged;
    replayer in_order;
    auto const add = [](replayer& run, record const& one) {
        return run.apply_migration(one) ? std::string() : sentence_of(run.found);
    };
    std::string why;
    for (record const& one : migrations_of{history.all()})
        if (why.empty() && seen.find(one.name) != nullptr)
            why = add(merged, one);
    for (record const* const one : seen.pending)
        if (why.empty())
            why = add(merged, *one);
    for (record const& one : migrations_of{history.all()}) {
        bool runs = seen.find(one.name) != nullptr;
        for (record const* const pending : seen.pending)
            runs = runs || pending == &one;
        if (why.empty() && runs)
            why = add(in_order, one);
    }
    if (why.empty() && (in_order.schema.unknown || merged.schema.unknown))
        why = "what m::opaque() left is not known";
    if (why.empty())
        for (std::string const& difference : differences(in_order.schema, merged.schema))
            why += (why.empty() ? "" : "; ") + difference;
    if (why.empty())
        for (std::string const& difference : differences(merged.schema, in_order.schema))
            why += (why.empty() ? "" : "; ") + difference;
    return why.empty() ? why : "not in the order of the versions: " + why;
}

/// Why migrate() would not run; empty when it would.
inline std::vector<std::string> refusals(overview const& seen, loaded_history const& history,
                                         options const& chosen) {
    std::vector<std::string> list;
    bool nothing_known = true;
    for (applied_migration const& one : seen.applied)
        nothing_known =
            nothing_known && one.kind.empty() && find_migration(history, one.version) == nullptr;
    if (!seen.shown.other_tool.empty() && nothing_known)
        list.push_back("the file has a history of " + seen.shown.other_tool +
                       "; take it over with adopt_baseline(version)");
    list.insert(list.end(), seen.halfway.begin(), seen.halfway.end());
    for (std::string const& version : seen.shown.edited)
        list.push_back("migration " + version + " was edited after it was applied");
    if (chosen.order == out_of_order::reject) {
        for (std::string const& version : seen.shown.out_of_order)
            list.push_back("migration " + version + " is older than " +
                           seen.applied.back().version +
                           ", which is applied; give it a newer version");
    } else if (chosen.order == out_of_order::run && !seen.shown.out_of_order.empty()) {
        std::string why = order_fault(history, seen);
        if (!why.empty())
            list.push_back(std::move(why));
    }
    std::string_view const last = last_version(history);
    for (std::string const& version : seen.shown.unknown) {
        if (is_before(version, last)) {
            list.push_back("migration " + version +
                           " is applied, but not in this program's history");
            continue;
        }
        std::string const& oldest = seen.find(version)->min_compatible;
        if (!oldest.empty() && is_before(last, oldest))
            list.push_back("the file is newer than this program: it needs one that knows " +
                           oldest);
    }
    if (!chosen.to.empty() && find_migration(history, chosen.to) == nullptr)
        list.push_back("options.to is " + chosen.to + ", which is no migration of this history");
    return list;
}

/// Where the live schema is not what the last migration left.
inline std::vector<std::string> drift_of(sqlite3* db, loaded_history const& history,
                                         overview const& seen) {
    std::string const recorded = recorded_schema(seen.applied);
    if (recorded.empty() || recorded == schema_digest(db))
        return {};
    replayer const state = model_of_applied(history, seen);
    if (history.opaque || state.schema.unknown)
        return {"the schema is not what the last migration left"};
    schema_model const live = read_schema(db);
    std::vector<std::string> list = differences(state.schema, live);
    for (std::string const& one : text_differences(state.schema, live))
        list.push_back(one);
    for (table_model const& table : live.tables)
        if (state.schema.table(table.name) == nullptr)
            list.push_back("table " + table.name.str() + " is not of this history");
    if (list.empty())
        list.push_back("a view, trigger or index is not what the last migration left");
    return list;
}

/// What the operator does not allow of what is planned.
inline void add_policy_refusals(plan& planned, overview const& seen, options const& chosen) {
    for (planned_migration const& one : planned.migrations)
        if (one.risk() > chosen.max_risk)
            planned.refusals.push_back(
                "migration " + one.version + " is " + std::string(name_of_risk(one.risk())) +
                ", options.max_risk allows " + std::string(name_of_risk(chosen.max_risk)));
#ifdef NDEBUG
    for (record const* const one : seen.pending)
        if ((one->number & is_draft) != 0 && !chosen.allow_drafts)
            planned.refusals.push_back("migration " + std::string(one->name) + " is a draft");
#else
    static_cast<void>(seen);
#endif
}

inline void require_none(std::vector<std::string> const& refusals) {
    if (!refusals.empty())
        throw migration_error("lithe: migrate(): " + listed(refusals));
}

/// What is pending, planned: each migration is one that this history and the operator allow.
inline plan require_allowed(sqlite3* db, loaded_history const& history, overview const& seen,
                            options const& chosen) {
    plan planned;
    require_none(refusals(seen, history, chosen));
    replayer state = model_of_applied(history, seen);
    for (record const* const one : seen.pending) {
        planner work(state, sqlite3_libversion_number());
        planned.migrations.push_back(plan_migration(db, *one, work, state));
    }
    add_policy_refusals(planned, seen, chosen);
    require_none(planned.refusals);
    return planned;
}

}  // namespace lithe::inline v0::migrations::detail
