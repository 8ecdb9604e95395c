// SPDX-License-Identifier: BSL-1.0
//
// lithe::database with one caller: case a through the pool of readers (aw), case d through the
// writer thread (dw). Measured in a process of its own, because a second thread makes malloc and
// SQLite's mutexes dearer for everybody in the process.

#include "contestant.hpp"
#include "lithe_model.hpp"

#include <chrono>
#include <thread>

namespace bench {
namespace {

class on_database final : public contestant {
public:
    explicit on_database(files const& where, bool keep_snapshots = false)
        : db_{where.full, {.keep_snapshots = keep_snapshots}} {}

    void stage(std::int64_t first, std::size_t count, bool assigned) override {
        staged_ = make_users<User>(first, count, assigned);
    }

    outcome point_reads(keys ids) override {
        digest seen;
        for (auto const id : ids)
            seen.add_user(db_.fetch_one(from<User>().where(col<&User::id> == id)));
        return seen.value();
    }

    outcome single_inserts(keys) override {
        digest seen;
        for (auto const& row : staged_)
            seen.add(db_.insert(row));
        return seen.value();
    }

    outcome idle(keys) override {
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        return 0;
    }

private:
    lithe::database db_;
    std::vector<User> staged_;
};

}  // namespace

contestant_ptr make_lithe_database(files const& where) {
    return std::make_unique<on_database>(where);
}

contestant_ptr make_lithe_database_kept(files const& where) {
    return std::make_unique<on_database>(where, true);
}

}  // namespace bench
