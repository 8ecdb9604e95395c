#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Every statement type of the program is registered before main, so the whole list can be asked:
// what each is, which tables it names, and whether all of them are among those of some entities.

#include <lithe/sqlite/statement_table.hpp>
#include <lithe/sqlite/throw_error.hpp>
#include <lithe/statement/create_table.hpp>
#include <lithe/statement/sql_tables.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::detail {

/// BEGIN and what lithe asks for itself; DDL, which is true once.
inline bool is_own_statement(statement_facts const& facts) {
    return facts.table.empty() && facts.confirm == nullptr;
}
inline bool changes_schema(statement_facts const& facts) {
    for (std::string_view const verb : {"CREATE", "DROP", "ALTER"})
        if (starts_with_word({facts.text, facts.size}, verb))
            return true;
    return false;
}

template <class... Entities>
std::vector<std::string_view> table_names_of() {
    return {entity_names<Entities>::table()...};
}

inline bool names_one_of(std::vector<std::string_view> const& tables, std::string_view name) {
    for (std::string_view const table : tables)
        if (same_name(table, name))
            return true;
    return false;
}

/// The statements whose tables are all among `tables`, and those of which some are not; each text
/// once, in the order of their registration.
template <class Facts = statement_facts>
struct known_statements {
    std::vector<Facts const*> among{};
    std::vector<Facts const*> others{};

    explicit known_statements(std::vector<std::string_view> const& tables) {
        std::vector<std::string_view> seen;
        for (Facts const* const facts : statement_registry::instance().all()) {
            if (is_own_statement(*facts))
                continue;
            std::string_view const sql = sql_of_facts(*facts);
            bool repeated = false;
            for (std::string_view const earlier : seen)
                repeated = repeated || earlier == sql;
            // SQL by hand with another row is another statement to verify.
            if (repeated && facts->confirm == nullptr)
                continue;
            seen.push_back(sql);
            auto const names = tables_in(sql);
            bool inside = !names.empty() && !changes_schema(*facts);
            for (std::string const& name : names)
                inside = inside && names_one_of(tables, name);
            (inside ? among : others).push_back(facts);
        }
    }
};

/// A statement prepared for a look at it, finalised with this.
class looked_at {
public:
    looked_at(sqlite3* db, std::string_view sql, statement_facts const& facts) {
        wide_functions const enough(db);
        int const rc = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), 0,
                                          &statement_, nullptr);
        if (rc != SQLITE_OK)
            throw_error(db, rc, sql_of_facts(facts), &facts);
    }
    looked_at(looked_at const&) = delete;
    looked_at& operator=(looked_at const&) = delete;
    ~looked_at() { sqlite3_finalize(statement_); }

    [[nodiscard]] sqlite3_stmt* get() const { return statement_; }

private:
    sqlite3_stmt* statement_ = nullptr;
};

/// `look(session&)` on a handle that has one, or in a read of a database.
template <class Handle, class Look>
auto look_at(Handle& on, Look&& look) {
    if constexpr (requires { on.session(); }) {
        return look(on.session());
    } else {
        return on.read([&](auto& reader) { return look(reader.session()); });
    }
}

}  // namespace lithe::inline v0::detail
