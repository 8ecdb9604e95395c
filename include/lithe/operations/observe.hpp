#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// db.observe(query, callback): the rows of a query as they are, and again after each commit that
// changed one of its tables. db.observe_changes<Tables...>(callback): which tables changed, and
// which rows of them.

#include <lithe/operations/observation_hub.hpp>
#include <lithe/runtime/database.hpp>

#include <cstdint>
#include <memory>  // shared_ptr: handles may outlive the database
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

enum class row_action { inserted, updated, erased };

/// A row that was changed; of a table WITHOUT ROWID there are none.
struct row_change {
    std::string table{};
    row_action action = row_action::inserted;
    std::int64_t rowid = 0;
};

/// What one or more commits changed in the tables observed.
struct table_changes {
    std::vector<std::string> tables{};
    /// In the order of the changes. Rows that INSERT OR REPLACE removed are not among them.
    std::vector<row_change> rows{};
    /// False when there may be more: a commit of another process, a table WITHOUT ROWID, a DELETE
    /// of all rows, more than 10 000 rows.
    bool complete = true;
};

/// An observation; it ends with this object.
///
/// Threads: destroyed by any thread; waits for the callback that runs, unless it is destroyed in
/// it. Lifetime: may outlive its database, whose close() ends the observation.
class [[nodiscard]] observation {
public:
    observation() noexcept = default;
    observation(std::shared_ptr<detail::observation_hub> hub,
                std::shared_ptr<detail::observer> observed) noexcept
        : hub_(std::move(hub)), observed_(std::move(observed)) {}
    observation(observation&&) noexcept = default;
    observation& operator=(observation&& other) noexcept {
        if (this != &other) {
            end();
            hub_ = std::move(other.hub_);
            observed_ = std::move(other.observed_);
        }
        return *this;
    }
    ~observation() { end(); }

    /// Ends it: when this returns, the callback is not running and will not run.
    void end() noexcept {
        if (hub_ != nullptr)
            hub_->remove(*observed_);
        observed_.reset();
        hub_.reset();
    }

private:
    std::shared_ptr<detail::observation_hub> hub_{};
    std::shared_ptr<detail::observer> observed_{};
};

namespace detail {

template <class Statement, class Callback>
class query_observer final : public observer {
public:
    query_observer(Statement query, Callback callback)
        : query_(std::move(query)), callback_(std::move(callback)) {}

    void run(pooled_reader& on, noted_changes&) override {
        on.begin();
        reader queries(on.connection());
        auto const rows = queries.fetch_all(query_);
        on.end();  // the callback may take long
        callback_(rows);
    }

private:
    Statement query_;
    Callback callback_;
};

template <class Callback>
class change_observer final : public observer {
public:
    change_observer(observation_hub& hub, Callback callback)
        : hub_(hub), callback_(std::move(callback)) {
        wants_rows = true;
    }

    void run(pooled_reader&, noted_changes& noted) override {
        table_changes told;
        told.complete = !noted.everything && !noted.rows_lost;
        for (auto const table : tables) {
            if (noted.everything || (table < noted.tables.size() && noted.tables[table] != 0))
                told.tables.push_back(hub_.name_of(table));
        }
        for (auto const& row : noted.rows) {
            bool ours = false;
            for (auto const table : tables)
                ours = ours || table == row.table;
            if (ours)
                told.rows.push_back({hub_.name_of(row.table), action_of(row.action), row.rowid});
        }
        callback_(std::as_const(told));
    }

private:
    static row_action action_of(int action) noexcept {
        return action == SQLITE_INSERT   ? row_action::inserted
               : action == SQLITE_UPDATE ? row_action::updated
                                         : row_action::erased;
    }

    observation_hub& hub_;
    Callback callback_;
};

/// The tables that SQLite reads for `query`, through views and subqueries: it is prepared and its
/// first row read on a connection of its own.
///
/// Errors: those of the query.
template <class Statement>
std::vector<std::string> tables_read_by(database_core& core, Statement const& query) {
    auto const own = core.readers().open_another();
    std::vector<std::string> names;
    auto* const db = own->connection().native();
    auto const note = [](void* list, int action, char const* table, char const*, char const*,
                         char const*) noexcept -> int {
        if (action != SQLITE_READ || table == nullptr)
            return SQLITE_OK;
        auto& all = *static_cast<std::vector<std::string>*>(list);
        for (auto const& known : all) {
            if (known == table)
                return SQLITE_OK;
        }
        try {
            all.emplace_back(table);
        } catch (...) {
            return SQLITE_DENY;
        }
        return SQLITE_OK;
    };
    sqlite3_set_authorizer(db, note, &names);
    {
        row_stream<Statement> first(own->connection(), query);
        static_cast<void>(first.begin());
    }
    sqlite3_set_authorizer(db, nullptr, nullptr);
    return names;
}

template <class Row, class Callback>
consteval bool require_observer() {
    constexpr bool callable = std::is_invocable_v<Callback&, std::vector<Row> const&>;
    static_assert(callable,
                  "lithe: observe(): the callback cannot be called so; give it one parameter, "
                  "std::vector<Row> const&");
    return callable;
}
template <class Callback>
consteval bool require_change_observer() {
    constexpr bool callable = std::is_invocable_v<Callback&, table_changes const&>;
    static_assert(callable,
                  "lithe: observe_changes(): the callback cannot be called so; give it one "
                  "parameter, lithe::table_changes const&");
    return callable;
}

inline observation begin_observation(observation_hub& hub, std::shared_ptr<observer> made,
                                     std::vector<std::string> const& names) {
    hub.add(made, names);
    return observation(hub.shared_from_this(), std::move(made));
}

/// What database::observe calls.
template <class Statement, class Callback>
observation observe_query(database_core& core, Statement query, Callback callback) {
    using found = decltype(find_in_fetch<reader, Statement>());
    if constexpr (explain<found>() && !is_refused_statement<Statement>) {
        if constexpr (require_observer<row_of<Statement>, Callback>()) {
            auto const names = tables_read_by(core, query);
            auto& hub = core.listener<observation_hub>(
                [&core]() -> observation_hub& { return observation_hub::make(core); });
            auto made = std::make_shared<query_observer<Statement, Callback>>(std::move(query),
                                                                              std::move(callback));
            made->due = true;  // the rows as they are
            return begin_observation(hub, std::move(made), names);
        }
    }
    return {};
}

/// What database::observe_changes calls.
template <class... Entities, class Callback>
observation observe_tables(database_core& core, type_list<Entities...>, Callback callback) {
    if constexpr ((require_schema<Entities>() && ...) && require_change_observer<Callback>()) {
        auto& hub = core.listener<observation_hub>(
            [&core]() -> observation_hub& { return observation_hub::make(core); });
        auto made = std::make_shared<change_observer<Callback>>(hub, std::move(callback));
        std::vector<std::string> const names{std::string(entity_names<Entities>::table())...};
        return begin_observation(hub, std::move(made), names);
    }
    return {};
}

}  // namespace detail
}  // namespace lithe::inline v0
