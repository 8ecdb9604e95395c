#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A little of everything that a database does, under whatever fails meanwhile, and the judgement of
// what is in the file afterwards.

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

#include <cstdint>
#include <map>
#include <new>
#include <string>
#include <utility>
#include <vector>

namespace lithe_test {

enum class answer { acknowledged, failed, unknown };

/// Runs the load; every call returns or throws something documented.
class small_load {
    static auto task(std::int64_t id) {
        return [id](lithe::transaction& tx) {
            tx.session().run(
                ("INSERT INTO t VALUES(" + std::to_string(id) + ", randomblob(900))").c_str());
        };
    }

public:
    small_load(std::string path, std::string vfs) : path_(std::move(path)), vfs_(std::move(vfs)) {}

    void run() {
        guard([&] {
            lithe::database db{path_,
                               {.readers = 1,
                                .synchronous = lithe::synchronous::full,
                                .mmap_size = 0,
                                .busy_timeout = lithe::timeout::milliseconds(5),
                                .page_size = 512,
                                .vfs = vfs_}};
            guard([&] {
                db.write([](lithe::transaction& tx) {
                    tx.session().run("CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, data)");
                });
            });
            write(db, 1, {});
            write(db, 2, {.durability = lithe::relaxed});
            guard([&] {  // its own mistake, whatever else fails
                db.write([](lithe::transaction& tx) {
                    tx.session().run("INSERT INTO t VALUES(90, 1); INSERT INTO t VALUES(90, 2)");
                });
                FAIL("a constraint did not hold");
            });
            answers_[90] = answer::failed;
            guard([&] { db.read([](lithe::reader& r) { rows(r.native_handle()); }); });
            write_many(db);
            guard([&] { db.barrier(); });
            guard([&] {
                db.write(lithe::exclusive, [](lithe::connection& c) {
                    c.execute_script("PRAGMA wal_checkpoint(TRUNCATE)");
                });
            });
            write(db, 3, {.durability = lithe::durable});
            note(4, [&] {
                db.write(lithe::exclusive,
                         [insert = task(4)](lithe::connection& c) { c.transact(insert); });
            });
            note(5, [&] {  // it takes no notice of errors
                bool there = false;
                db.write(lithe::exclusive, [&there](lithe::connection& c) {
                    there = sqlite3_exec(c.native_handle(), "INSERT INTO t VALUES(5, 1)", nullptr,
                                         nullptr, nullptr) == SQLITE_OK;
                });
                if (!there)
                    throw lithe::error("not written");
            });
            guard([&] { db.read([](lithe::reader& r) { rows(r.native_handle()); }); });
            guard([&] { db.close(); });
        });
    }

    /// Opens the file again, without faults.
    void judge() {
        lithe::connection c(path_, {.synchronous = lithe::synchronous::off, .page_size = 512});
        auto* const db = c.native_handle();
        REQUIRE(number(db,
                       "SELECT count(*) FROM pragma_integrity_check "
                       "WHERE integrity_check = 'ok'") == 1);
        if (number(db, "SELECT count(*) FROM sqlite_schema WHERE name = 't'") == 0) {
            for (auto const& [id, heard] : answers_)
                REQUIRE(heard != answer::acknowledged);
            return;
        }
        for (auto const& [id, heard] : answers_) {
            auto const there =
                number(db, "SELECT count(*) FROM t WHERE id = " + std::to_string(id)) == 1;
            CAPTURE(id, there, errors);
            if (heard == answer::acknowledged)
                REQUIRE(there);
            if (heard == answer::failed)
                REQUIRE_FALSE(there);
        }
    }

    std::string errors;

private:
    static void rows(sqlite3* db) { number(db, "SELECT count(*) FROM t"); }

    template <class Call>
    bool guard(Call call) {
        try {
            call();
            return true;
        } catch (lithe::error const& failure) {
            errors += std::string(failure.what()) + "\n";
        } catch (std::bad_alloc const&) {
            errors += "bad_alloc\n";
        }
        return false;
    }

    template <class Call>
    void note(std::int64_t id, Call call) {
        auto& heard = answers_[id];
        heard = answer::failed;
        guard([&] {
            try {
                call();
                heard = answer::acknowledged;
            } catch (lithe::commit_outcome_unknown const&) {
                heard = answer::unknown;
            }
        });
    }

    void write(lithe::database& db, std::int64_t id, lithe::write_options const& options) {
        note(id, [&] { db.write(task(id), options); });
    }

    void write_many(lithe::database& db) {
        std::vector<std::pair<std::int64_t, lithe::future<void>>> pending;
        for (std::int64_t id = 10; id < 18; ++id) {
            answers_[id] = answer::failed;
            guard([&] {
                if (id % 4 == 0) {
                    pending.emplace_back(id, db.async_write(lithe::run_once, task(id)));
                } else {
                    pending.emplace_back(id, db.async_write(task(id)));
                }
            });
        }
        for (auto& each : pending)
            note(each.first, [&each] { each.second.get(); });
    }

    std::string path_;
    std::string vfs_;
    std::map<std::int64_t, answer> answers_;
};

}  // namespace lithe_test
