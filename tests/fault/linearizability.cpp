// SPDX-License-Identifier: BSL-1.0
//
// Threads that write and read at once, and the question whether one order explains what each of
// them heard: searched for in short histories, given by commit_seq in long ones. LITHE_HISTORIES
// says how many short ones (10 000: LITHE_HISTORIES=10000).
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/linearizability.hpp"
#include "support/raw_sql.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lithe_test::linearizability;
using lithe_test::number;
using lithe_test::timed;

namespace linearizability_test {

struct Register {
    std::int64_t id = 0;
    std::int64_t value = 0;

    static constexpr auto schema() {
        return lithe::table("registers", lithe::primary_key<&Register::id>);
    }
};

}  // namespace linearizability_test

using linearizability_test::Register;

namespace {

constexpr std::int64_t absent = -1;
constexpr std::int64_t keys = 2;

enum class ask { increment, swap, insert, insert_or_rollback, erase, undone, find, read, count };

struct call {
    ask what{};
    std::int64_t key = 0;
    std::int64_t wanted = 0;  // what `swap` expects
    std::int64_t value = 0;
    std::int64_t answer = 0;
};

struct registers {
    std::array<std::int64_t, keys> values{absent, absent};

    auto operator<=>(registers const&) const = default;

    std::int64_t both() const { return values[0] * 1000 + values[1]; }

    bool apply(call const& done) {
        auto& value = values[static_cast<std::size_t>(done.key)];
        switch (done.what) {
            case ask::increment:
                return done.answer == (value == absent ? absent : ++value);
            case ask::swap: {
                bool const hit = value != absent && value == done.wanted;
                value = hit ? done.value : value;
                return done.answer == (hit ? 1 : 0);
            }
            case ask::insert:
            case ask::insert_or_rollback: {
                bool const fits = value == absent;
                value = fits ? done.value : value;
                return done.answer == (fits ? 1 : 0);
            }
            case ask::erase: {
                bool const there = value != absent;
                value = absent;
                return done.answer == (there ? 1 : 0);
            }
            case ask::undone:
                return done.answer == 0;
            case ask::find:
                return done.answer == value;
            default:
                return done.answer == both();
        }
    }
};

std::int64_t changed(sqlite3* db, std::string const& sql) {
    lithe_test::run_sql(db, sql);
    return sqlite3_changes(db);
}

// The callback of a write; what it returns is the answer.
std::int64_t run(sqlite3* db, call const& asked) {
    auto const where = " WHERE id = " + std::to_string(asked.key);
    auto const value = std::to_string(asked.value);
    auto const row = "(" + std::to_string(asked.key) + "," + value + ")";
    switch (asked.what) {
        case ask::increment:
        case ask::undone: {
            auto const now =
                number(db, "UPDATE registers SET value = value + 1" + where + " RETURNING value");
            if (asked.what == ask::undone)
                throw std::runtime_error("mine");
            return now;
        }
        case ask::swap:
            return changed(db, "UPDATE registers SET value = " + value + where +
                                   " AND value = " + std::to_string(asked.wanted));
        case ask::insert:
            return changed(db, "INSERT INTO registers VALUES" + row);
        case ask::insert_or_rollback:
            return changed(db, "INSERT OR ROLLBACK INTO registers VALUES" + row);
        default:
            return changed(db, "DELETE FROM registers" + where);
    }
}

std::int64_t read(sqlite3* db) {
    registers seen;
    for (std::int64_t key = 0; key < keys; ++key) {
        seen.values[static_cast<std::size_t>(key)] =
            number(db, "SELECT value FROM registers WHERE id = " + std::to_string(key));
    }
    return seen.both();
}

template <class Answer>
std::int64_t answer_of(Answer answer) {
    try {
        return answer();
    } catch (lithe::constraint_error const&) {
        return 0;
    } catch (std::runtime_error const&) {
        return 0;
    }
}

// What one thread asks of the database, with the times of one clock.
class client {
public:
    client(lithe::database& db, std::atomic<std::int64_t>& clock, std::uint32_t seed)
        : db_(db), clock_(clock), random_(seed) {}

    void run_calls(std::size_t count) {
        while (history.size() < count)
            pick(3) == 0 ? queue_some(1 + pick(3)) : call_one(invent(ask::count));
    }

    std::vector<timed<call>> history{};

private:
    std::uint32_t pick(std::uint32_t below) {
        return static_cast<std::uint32_t>(random_() % below);
    }

    call invent(ask end) {
        return {.what = static_cast<ask>(pick(static_cast<std::uint32_t>(end))),
                .key = static_cast<std::int64_t>(pick(keys)),
                .wanted = static_cast<std::int64_t>(pick(3)),
                .value = static_cast<std::int64_t>(pick(3))};
    }

    void call_one(call asked) {
        timed<call> entry{asked, clock_++};
        entry.call.answer = answer_of([&] {
            if (asked.what == ask::find) {
                auto const found = db_.find<Register>(asked.key);
                return found ? found->value : absent;
            }
            if (asked.what == ask::read)
                return db_.read([](lithe::reader& r) { return read(r.native_handle()); });
            return db_.write(
                [&](lithe::transaction& tx) { return run(tx.native_handle(), asked); });
        });
        entry.answered = clock_++;
        history.push_back(entry);
    }

    // Several at once on one thread, which is what futures are for.
    void queue_some(std::size_t count) {
        std::vector<lithe::future<std::int64_t>> pending;
        auto const first = history.size();
        for (std::size_t at = 0; at < count; ++at) {
            auto const asked = invent(ask::find);
            history.push_back({asked, clock_++});
            pending.push_back(db_.async_write(
                [asked](lithe::transaction& tx) { return run(tx.native_handle(), asked); }));
        }
        for (std::size_t at = 0; at < count; ++at) {
            auto& entry = history[first + at];
            entry.call.answer = answer_of([&] { return pending[at].get(); });
            entry.answered = clock_++;
        }
    }

    lithe::database& db_;
    std::atomic<std::int64_t>& clock_;
    std::mt19937 random_;
};

// Runs `work(0)`, `work(1)`, … on threads that begin together.
template <class Work>
void run_together(std::size_t count, Work work) {
    std::atomic<std::size_t> arrived{0};
    std::vector<std::thread> threads;
    for (std::size_t at = 0; at < count; ++at) {
        threads.emplace_back([&, at] {
            ++arrived;
            while (arrived < count)
                std::this_thread::yield();
            work(at);
        });
    }
    for (auto& thread : threads)
        thread.join();
}

int histories_wanted() {
    char const* const said = std::getenv("LITHE_HISTORIES");
    return said == nullptr ? 300 : std::atoi(said);
}

lithe::database open(bool keep_snapshots) {
    auto db = lithe::database::in_memory({.keep_snapshots = keep_snapshots});
    db.create_tables<Register>();
    db.write([](lithe::transaction& tx) {
        lithe_test::run_sql(tx.native_handle(),
                            "CREATE TABLE writes(n INT); INSERT INTO writes VALUES(0)");
    });
    return db;
}

timed<call> heard(ask what, std::int64_t answer, std::int64_t asked, std::int64_t answered) {
    return {{.what = what, .key = 0, .wanted = 0, .value = 0, .answer = answer}, asked, answered};
}

bool explained(std::vector<timed<call>> const& history) {
    return linearizability<registers, call>(history).holds();
}

}  // namespace

TEST_CASE("linearizability: the judge finds what no order explains") {
    auto const insert = heard(ask::insert, 1, 0, 1);
    CHECK(explained({insert, heard(ask::find, 0, 2, 3)}));
    CHECK(explained({heard(ask::insert, 1, 0, 3), heard(ask::find, absent, 1, 2)}));  // beside it
    CHECK_FALSE(
        explained({insert, heard(ask::find, absent, 2, 3)}));       // an acknowledged write unseen
    CHECK_FALSE(explained({insert, heard(ask::insert, 1, 0, 3)}));  // both cannot have fitted
    CHECK_FALSE(explained(                                          // an update lost
        {insert, heard(ask::increment, 1, 2, 5), heard(ask::increment, 1, 3, 4)}));
    CHECK_FALSE(explained(  // back in time
        {insert, heard(ask::increment, 1, 2, 9), heard(ask::find, 1, 3, 4),
         heard(ask::find, 0, 5, 6)}));
    CHECK_FALSE(explained({insert, heard(ask::undone, 0, 2, 3), heard(ask::find, 1, 4, 5)}));
}

TEST_CASE("linearizability: one order explains what every thread has heard") {
    bool const keep_snapshots = GENERATE(false, true);
    auto db = open(keep_snapshots);
    constexpr std::size_t threads = 3;
    std::size_t calls = 0;
    int const wanted = histories_wanted();
    for (int turn = 0; turn < wanted; ++turn) {
        db.write([](lithe::transaction& tx) {
            lithe_test::run_sql(tx.native_handle(), "DELETE FROM registers");
        });
        std::atomic<std::int64_t> clock{0};
        std::vector<client> clients;
        for (std::size_t at = 0; at < threads; ++at) {
            clients.emplace_back(db, clock,
                                 Catch::rngSeed() + static_cast<std::uint32_t>(turn) * 8 +
                                     static_cast<std::uint32_t>(at));
        }
        run_together(threads, [&](std::size_t at) { clients[at].run_calls(7); });
        std::vector<timed<call>> history;
        for (auto const& each : clients)
            history.insert(history.end(), each.history.begin(), each.history.end());
        CAPTURE(turn, keep_snapshots);
        REQUIRE(history.size() <= 64);
        REQUIRE(explained(history));
        calls += history.size();
    }
    WARN(wanted << " histories of " << threads << " threads, " << calls << " calls"
                << (keep_snapshots ? ", snapshots kept" : ""));
}

// Every write counts itself, so what a read has seen says how many writes came before it.
TEST_CASE("linearizability: commit_seq is the order that explains a long history") {
    bool const keep_snapshots = GENERATE(false, true);
    auto db = open(keep_snapshots);
    struct event {
        call done;
        std::int64_t asked, answered, position;
    };
    auto const base = static_cast<std::int64_t>(db.last_commit());
    constexpr std::size_t threads = 4;
    std::atomic<std::int64_t> clock{0};
    std::array<std::vector<event>, threads> of_thread;
    auto const count = static_cast<std::size_t>(5 * histories_wanted());
    run_together(threads, [&](std::size_t at) {
        std::mt19937 random(Catch::rngSeed() + static_cast<std::uint32_t>(at));
        for (std::size_t step = 0; step < count; ++step) {
            constexpr std::array writes{ask::increment, ask::swap, ask::erase, ask::insert};
            call asked{.what = writes[random() % writes.size()],
                       .key = static_cast<std::int64_t>(random() % keys),
                       .wanted = static_cast<std::int64_t>(random() % 3),
                       .value = static_cast<std::int64_t>(random() % 3)};
            auto const began = clock++;
            if (step % 3 == 0) {
                asked.what = ask::read;
                std::int64_t position = 0;
                db.read([&](lithe::reader& r) {
                    asked.answer = read(r.native_handle());
                    position = number(r.native_handle(), "SELECT n FROM writes");
                });
                of_thread[at].push_back({asked, began, clock++, position});
                continue;
            }
            auto written = db.async_write([&](lithe::transaction& tx) {
                auto* const raw = tx.native_handle();
                if (asked.what == ask::insert &&
                    number(raw, "SELECT value FROM registers WHERE id = " +
                                    std::to_string(asked.key)) != absent) {
                    asked.answer = 0;
                } else {
                    asked.answer = run(raw, asked);
                }
                return number(raw, "UPDATE writes SET n = n + 1 RETURNING n");
            });
            written.wait();
            auto const sequence = static_cast<std::int64_t>(written.commit_seq());
            auto const position = written.get();
            of_thread[at].push_back({asked, began, clock++, position});
            if (position != sequence - base)
                of_thread[at].back().position = absent;
        }
    });
    std::vector<event> writes;
    std::vector<event> all;
    for (auto const& events : of_thread) {
        for (auto const& each : events) {
            all.push_back(each);
            if (each.done.what != ask::read)
                writes.push_back(each);
        }
    }
    std::sort(writes.begin(), writes.end(),
              [](event const& left, event const& right) { return left.position < right.position; });
    // Positions are 1, 2, …, and each write has the answer that it has after those before it.
    std::vector<std::int64_t> states;
    registers model;
    states.push_back(model.both());
    for (std::size_t at = 0; at < writes.size(); ++at) {
        REQUIRE(writes[at].position == static_cast<std::int64_t>(at + 1));
        REQUIRE(model.apply(writes[at].done));
        states.push_back(model.both());
    }
    for (auto const& each : all) {
        if (each.done.what == ask::read)
            REQUIRE(each.done.answer == states[static_cast<std::size_t>(each.position)]);
    }
    // Whoever was asked after another's answer comes behind it: reads may have the same position.
    std::sort(all.begin(), all.end(),
              [](event const& left, event const& right) { return left.asked < right.asked; });
    std::vector<event> by_answer = all;
    std::sort(by_answer.begin(), by_answer.end(),
              [](event const& left, event const& right) { return left.answered < right.answered; });
    std::int64_t behind = 0;
    std::size_t answered = 0;
    for (auto const& each : all) {
        for (; by_answer[answered].answered < each.asked; ++answered)
            behind = (std::max)(behind, by_answer[answered].position);
        REQUIRE(each.position >= behind + (each.done.what == ask::read ? 0 : 1));
    }
    WARN(all.size() << " calls of " << threads << " threads"
                    << (keep_snapshots ? ", snapshots kept" : ""));
}
