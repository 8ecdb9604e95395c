// SPDX-License-Identifier: BSL-1.0
//
// lithe on lithe::connection, by the README. No statement is kept by hand and no option is set.

#include "contestant.hpp"
#include "lithe_model.hpp"

#include <array>
#include <deque>
#include <utility>

namespace bench {
namespace {

/// Case g: as many statement types as the others have texts.
template <int Limit>
User one_new_statement(lithe::connection& db, std::int64_t id) {
    return db.fetch_one(
        from<User>().where(col<&User::id> == id, col<&User::age> < lithe::literal<Limit>));
}

template <std::size_t... Index>
constexpr auto new_statement_table(std::index_sequence<Index...>) {
    return std::array{&one_new_statement<100 + static_cast<int>(Index)>...};
}

constexpr auto new_statement_runs =
    new_statement_table(std::make_index_sequence<new_statement_count>{});

class on_connection final : public contestant {
public:
    explicit on_connection(files const& where) : where_{where} {}

    void stage(std::int64_t first, std::size_t count, bool assigned) override {
        staged_ = make_users<User>(first, count, assigned);
    }

    void open_fresh(std::size_t connections) override {
        fresh_.clear();
        for (std::size_t i = 0; i < connections; ++i)
            fresh_.emplace_back(where_.full).get<User>(1);  // reads the schema, untimed
    }

    outcome point_reads(keys ids) override {
        digest seen;
        for (auto const id : ids)
            seen.add_user(full_.fetch_one(from<User>().where(col<&User::id> == id)));
        return seen.value();
    }

    outcome transaction_reads(keys ids) override {
        return full_.transact(lithe::deferred, [&](lithe::transaction& tx) {
            digest seen;
            for (auto const id : ids)
                seen.add_user(tx.fetch_one(from<User>().where(col<&User::id> == id)));
            return seen.value();
        });
    }

    outcome ranges(keys ids) override {
        digest seen;
        for (auto const id : ids)
            for (auto const& row : full_.fetch_all(users_between(id, id + range_length - 1)))
                seen.add_user(row);
        return seen.value();
    }

    outcome ordered_ranges(keys ids) override {
        digest seen;
        for (auto const id : ids) {
            auto const query = users_between(id, id + range_length - 1)
                                   .order_by(col<&User::id>)
                                   .limit(range_length);
            for (auto const& row : full_.fetch_all(query))
                seen.add_user(row);
        }
        return seen.value();
    }

    outcome joins(keys ids) override {
        digest seen;
        for (auto const id : ids)
            for (auto const& row : full_.fetch_all(lines_of(id)))
                seen.add_line(row);
        return seen.value();
    }

    outcome single_inserts(keys) override {
        digest seen;
        for (auto const& row : staged_)
            seen.add(full_.insert(row));
        return seen.value();
    }

    outcome bulk_insert(keys) override {
        return static_cast<std::uint64_t>(bulk_.insert_all(staged_));
    }

    outcome updates(keys ids) override {
        return full_.transact([&](lithe::transaction& tx) {
            std::uint64_t changed = 0;
            for (auto const id : ids)
                changed += static_cast<std::uint64_t>(
                    tx.execute(lithe::update<User>()
                                   .set(col<&User::age> = static_cast<int>(id % 90),
                                        col<&User::score> = static_cast<double>(id) * 0.5)
                                   .where(col<&User::id> == id)));
            return changed;
        });
    }

    outcome new_statements(keys ids) override {
        digest seen;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto& db = fresh_[i / new_statement_runs.size()];
            seen.add_user(new_statement_runs[i % new_statement_runs.size()](db, ids[i]));
        }
        return seen.value();
    }

private:
    files where_;
    lithe::connection full_{where_.full};
    lithe::connection bulk_{where_.bulk};
    std::vector<User> staged_;
    std::deque<lithe::connection> fresh_;
};

}  // namespace

contestant_ptr make_lithe(files const& where) {
    return std::make_unique<on_connection>(where);
}

}  // namespace bench
