// SPDX-License-Identifier: BSL-1.0
//
// SOCI the best way it offers: prepared statements kept, `into` and `use` bound once to members,
// whole ranges fetched into vectors. (Its README runs `sql << "...", into(x)`, at 2 to 7 times.)

#include <soci/soci.h>

#include "contestant.hpp"
#include "model.hpp"
#include "settings.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

#include <deque>
#include <utility>
#include <vector>

namespace bench {
namespace {

void apply_settings(soci::session& db) {
    auto* const backend = static_cast<soci::sqlite3_session_backend*>(db.get_backend());
    if (sqlite3_exec(backend->conn_, production_settings, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(backend->conn_)};
}

/// The parameters and the current row of all single-row statements.
struct exchange {
    user row{};
    std::string bio{};
    soci::indicator bio_state = soci::i_null;
    std::int64_t key = 0;

    void load(user const& from) {
        row = from;
        row.bio.reset();  // take() has it from `bio` and its indicator
        bio = from.bio.value_or("");
        bio_state = from.bio ? soci::i_ok : soci::i_null;
    }
    user take() {  // moved out: the next fetch assigns them anew
        user made = std::move(row);
        if (bio_state == soci::i_ok)
            made.bio = std::move(bio);
        return made;
    }
};

soci::statement prepare_point(soci::session& db, std::string const& sql, exchange& at) {
    return (db.prepare << sql, soci::into(at.row.id), soci::into(at.row.name),
            soci::into(at.row.email), soci::into(at.row.age), soci::into(at.row.score),
            soci::into(at.bio, at.bio_state), soci::use(at.key));
}

/// 100 rows at once, column by column; the vectors shrink to what was found.
struct range_query {
    range_query(soci::session& db, std::string const& sql)
        : statement{(db.prepare << sql, soci::into(ids), soci::into(names), soci::into(emails),
                     soci::into(ages), soci::into(scores), soci::into(bios, bio_states),
                     soci::use(low), soci::use(high))} {}

    std::vector<user> fetch_all(std::int64_t first) {
        auto const wanted = static_cast<std::size_t>(range_length);
        low = first;
        high = first + range_length - 1;
        ids.resize(wanted), names.resize(wanted), emails.resize(wanted), ages.resize(wanted);
        scores.resize(wanted), bios.resize(wanted), bio_states.resize(wanted);
        statement.execute(true);
        std::vector<user> users;
        users.reserve(ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            users.push_back({.id = ids[i],
                             .name = std::move(names[i]),
                             .email = std::move(emails[i]),
                             .age = ages[i],
                             .score = scores[i]});
            if (bio_states[i] == soci::i_ok)
                users.back().bio = std::move(bios[i]);
        }
        return users;
    }

    static constexpr std::size_t rows = static_cast<std::size_t>(range_length);
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::vector<std::int64_t> ids = std::vector<std::int64_t>(rows);
    std::vector<std::string> names = std::vector<std::string>(rows);
    std::vector<std::string> emails = std::vector<std::string>(rows);
    std::vector<int> ages = std::vector<int>(rows);
    std::vector<double> scores = std::vector<double>(rows);
    std::vector<std::string> bios = std::vector<std::string>(rows);
    std::vector<soci::indicator> bio_states = std::vector<soci::indicator>(rows);
    soci::statement statement;
};

class soci_contestant final : public contestant {
public:
    explicit soci_contestant(files const& where) : where_{where} {
        for (auto* db : {&full_, &bulk_})
            apply_settings(*db);
        for (int i = 0; i < new_statement_count; ++i)
            new_texts_.push_back(std::string{sql_by_key} + " AND age < " + std::to_string(100 + i));
        by_key_ = prepare_point(full_, sql_by_key, at_);
        range_.emplace(full_, sql_range);
        ordered_range_.emplace(full_, sql_ordered_range);
        join_ = (full_.prepare << sql_join, soci::into(line_.name), soci::into(line_.title),
                 soci::into(line_.created_at), soci::use(at_.key));
        insert_ =
            (full_.prepare << sql_insert, soci::use(at_.row.name), soci::use(at_.row.email),
             soci::use(at_.row.age), soci::use(at_.row.score), soci::use(at_.bio, at_.bio_state));
        bulk_insert_ = (bulk_.prepare << sql_bulk_insert, soci::use(at_.row.name),
                        soci::use(at_.row.email), soci::use(at_.row.age), soci::use(at_.row.score),
                        soci::use(at_.bio, at_.bio_state), soci::use(at_.row.id));
        update_ = (full_.prepare << sql_update, soci::use(at_.row.age), soci::use(at_.row.score),
                   soci::use(at_.key));
    }

    void stage(std::int64_t first, std::size_t count, bool assigned) override {
        staged_ = make_users<user>(first, count, assigned);
    }

    void open_fresh(std::size_t connections) override {
        fresh_statements_.clear();
        fresh_.clear();
        for (std::size_t i = 0; i < connections; ++i) {
            apply_settings(fresh_.emplace_back(soci::sqlite3, "dbname=" + where_.full));
            auto first = prepare_point(fresh_.back(), sql_by_key, at_);
            at_.key = 1;
            first.execute(true);
        }
    }

    outcome point_reads(keys ids) override {
        digest seen;
        for (auto const id : ids)
            seen.add_user(fetch_one(by_key_, id));
        by_key_.fetch();  // to the end: SOCI leaves the last statement, and its read lock, open
        return seen.value();
    }

    outcome transaction_reads(keys ids) override {
        soci::transaction transaction{full_};
        auto const seen = point_reads(ids);
        transaction.commit();
        return seen;
    }

    outcome ranges(keys ids) override { return read_ranges(*range_, ids); }
    outcome ordered_ranges(keys ids) override { return read_ranges(*ordered_range_, ids); }

    outcome joins(keys ids) override {
        digest seen;
        for (auto const id : ids) {
            at_.key = id;
            std::vector<line> lines;
            join_.execute();
            while (join_.fetch())
                lines.push_back(std::move(line_));
            for (auto const& row : lines)
                seen.add_line(row);
        }
        return seen.value();
    }

    outcome single_inserts(keys) override {
        digest seen;
        for (auto const& row : staged_) {
            at_.load(row);
            insert_.execute(true);
            long long id = 0;
            full_.get_last_insert_id("users", id);
            seen.add(static_cast<std::int64_t>(id));
        }
        return seen.value();
    }

    outcome bulk_insert(keys) override {
        soci::transaction transaction{bulk_};
        for (auto const& row : staged_) {
            at_.load(row);
            bulk_insert_.execute(true);
        }
        transaction.commit();
        return staged_.size();
    }

    outcome updates(keys ids) override {
        soci::transaction transaction{full_};
        std::uint64_t changed = 0;
        for (auto const id : ids) {
            at_.row.age = static_cast<int>(id % 90);
            at_.row.score = static_cast<double>(id) * 0.5;
            at_.key = id;
            update_.execute(true);
            changed += static_cast<std::uint64_t>(update_.get_affected_rows());
        }
        transaction.commit();
        return changed;
    }

    outcome new_statements(keys ids) override {
        digest seen;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto& db = fresh_[i / new_texts_.size()];
            fresh_statements_.push_back(prepare_point(db, new_texts_[i % new_texts_.size()], at_));
            seen.add_user(fetch_one(fresh_statements_.back(), ids[i]));
            fresh_statements_.back().fetch();  // as above: each of these has its lock
        }
        return seen.value();
    }

private:
    user fetch_one(soci::statement& statement, std::int64_t id) {
        at_.key = id;
        if (!statement.execute(true))
            throw std::runtime_error{"no such user"};
        return at_.take();
    }

    static outcome read_ranges(range_query& query, keys ids) {
        digest seen;
        for (auto const id : ids)
            for (auto const& row : query.fetch_all(id))
                seen.add_user(row);
        query.statement.fetch();
        return seen.value();
    }

    files where_;
    exchange at_;
    line line_;
    soci::session full_{soci::sqlite3, "dbname=" + where_.full};
    soci::session bulk_{soci::sqlite3, "dbname=" + where_.bulk};
    soci::statement by_key_{full_};
    soci::statement join_{full_};
    soci::statement insert_{full_};
    soci::statement bulk_insert_{bulk_};
    soci::statement update_{full_};
    std::optional<range_query> range_;
    std::optional<range_query> ordered_range_;
    std::vector<user> staged_;
    std::vector<std::string> new_texts_;
    std::deque<soci::session> fresh_;
    std::deque<soci::statement> fresh_statements_;
};

}  // namespace

contestant_ptr make_soci(files const& where) {
    return std::make_unique<soci_contestant>(where);
}

}  // namespace bench
