// SPDX-License-Identifier: BSL-1.0
//
// The way of a write from its caller to the writer and back, one step at a time: the headers
// themselves, under every schedule with so many preemptions and under thousands drawn from seeds.
// LITHE_SCHEDULES says how many of these; LITHE_PREEMPTIONS (1) how many preemptions.

// clang-format off: first of all
#include "interleaving/scheduled_std.hpp"
// clang-format on

#include <lithe/runtime/future.hpp>
#include <lithe/runtime/write_job.hpp>
#include <lithe/runtime/write_queue.hpp>
#include <lithe/runtime/writer_seat.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using interleaving::all_choices;
using interleaving::scheduler;
using interleaving::seeded_choices;
using lithe::detail::job_kind;
using lithe::detail::job_list;
using lithe::detail::job_terms;
using lithe::detail::write_queue;

namespace {

using bodies = std::vector<std::function<void()>>;

void demand(bool holds, char const* what) {
    if (!holds)
        throw std::logic_error(what);
}

int wanted(char const* variable, int standard) {
    char const* const said = std::getenv(variable);
    return said == nullptr ? standard : std::atoi(said);
}

// `Scenario` is made anew for each schedule: start() gives the threads, judge() what holds after.
template <class Scenario>
void explore(int preemptions) {
    interleaving::one_processor const pinned;
    std::string failure;
    auto const run = [&](interleaving::chooser& choices) {
        Scenario scenario;
        failure = scheduler::run(scenario.start(), choices);
        if (failure.empty()) {
            try {
                scenario.judge();
            } catch (std::exception const& thrown) {
                failure = thrown.what();
            }
        }
        return failure.empty();
    };
    all_choices choices(preemptions);
    std::int64_t schedules = 0;
    do {
        ++schedules;
        CAPTURE(schedules);
        if (!run(choices))
            FAIL(failure);
    } while (choices.next());
    auto const seeds = wanted("LITHE_SCHEDULES", 200);
    for (int turn = 0; turn < seeds; ++turn) {
        auto const seed = Catch::rngSeed() + static_cast<std::uint32_t>(turn);
        CAPTURE(seed);
        seeded_choices drawn(seed);
        if (!run(drawn))
            FAIL(failure);
    }
    WARN(schedules << " schedules with at most " << preemptions << " preemptions, " << seeds
                   << " drawn");
}

int few() {
    return wanted("LITHE_PREEMPTIONS", 1);
}

// A write without SQLite, that is waited for or has a future.
struct write final : lithe::detail::future_state<int>, lithe::detail::write_job {
    explicit write(int marked, bool is_shared = false)
        : future_state<int>(nullptr),
          write_job(job_terms(job_kind::batched), this, is_shared),
          mark(marked) {}

    void run(lithe::detail::session&) noexcept override {}
    void work() noexcept {
        auto task = [this] { return mark; };
        fill(task);
    }
    void fail(std::exception_ptr error) noexcept override { fill_error(std::move(error)); }
    bool failed() const noexcept override { return has_error(); }
    std::exception_ptr failure() const noexcept override { return error(); }

    int const mark;
};

// What the loop of lithe::detail::writer does with the queue and the jobs.
struct executor {
    explicit executor(std::size_t capacity) : queue(capacity, 1000) {}

    void loop() {
        job_list waiting;
        while (queue.wait() == write_queue::waited::jobs) {
            queue.take(waiting);
            demand(queue.in_use() <= most, "more jobs than the queue may have");
            job_list finished;
            while (!waiting.empty()) {
                auto& job = static_cast<write&>(waiting.pop_front());
                if (job.claim()) {
                    order.push_back(job.mark);
                    job.work();
                }
                finished.push_back(job);
            }
            queue.release(finished.size());
            std::vector<lithe::detail::continuation*> following;
            finished.for_each([&](lithe::detail::write_job& job) {
                if (auto* const next = job.finish())
                    following.push_back(next);
            });
            for (auto* next : following)
                next->run();
        }
    }
    // Of what `producer` pushed (10 * producer + n), n in order.
    void demand_all_of(int producer, int count) const {
        int next = 10 * producer;
        for (int const mark : order)
            next += mark == next ? 1 : 0;
        int found = 0;
        for (int const mark : order)
            found += mark / 10 == producer ? 1 : 0;
        demand(found == count && next == 10 * producer + count, "lost, twice, or out of order");
    }

    write_queue queue;
    std::size_t most = 100;
    std::vector<int> order{};
};

// Callers who wait, as many as are given, through a queue with room for `Capacity`.
template <std::size_t Capacity, int Writes>
struct waiting_callers {
    executor writer{Capacity};
    int left = 2;

    void produce(int producer) {
        for (int at = 0; at < Writes; ++at) {
            // On the heap and gone at once: the sanitizer sees who touches it later.
            auto const job = std::make_unique<write>(10 * producer + at);
            writer.queue.push(*job, true);
            job->wait();
            demand(job->take() == job->mark, "another's result");
        }
        if (--left == 0)
            writer.queue.close();
    }
    bodies start() {
        writer.most = Capacity;
        return {[this] { writer.loop(); }, [this] { produce(1); }, [this] { produce(2); }};
    }
    void judge() const {
        writer.demand_all_of(1, Writes);
        writer.demand_all_of(2, Writes);
        demand(writer.order.size() == 2 * Writes && writer.queue.in_use() == 0, "something left");
    }
};

// Close comes at any moment: what was taken in runs, the rest hears of it, and the loop ends.
struct closing {
    executor writer{1};
    int accepted = 0;

    void produce(int producer) {
        auto const job = std::make_unique<write>(10 * producer);
        try {
            writer.queue.push(*job, true);
        } catch (lithe::closed const&) {
            return;
        }
        job->wait();
        ++accepted;
    }
    bodies start() {
        return {[this] { writer.loop(); }, [this] { produce(1); }, [this] { produce(2); },
                [this] { writer.queue.close(); }};
    }
    void judge() const {
        demand(static_cast<std::size_t>(accepted) == writer.order.size(), "lost at close");
    }
};

// A caller whose time is up before its write has begun goes, and then it never runs.
struct deadlines {
    executor writer{4};
    int ran = 0;
    int gone = 0;

    void produce(int producer, bool limited) {
        using namespace std::chrono_literals;
        auto* const job = new write(10 * producer, true);
        writer.queue.push(*job, true);
        auto const deadline = lithe::detail::std::chrono::steady_clock::now() + 5ms;
        if (limited && !job->wait_until(deadline) && job->abandon()) {
            ++gone;
        } else {
            job->wait();
            demand(job->take() == job->mark, "another's result");
            ++ran;
        }
        job->drop();
        if (ran + gone == 2)
            writer.queue.close();
    }
    bodies start() {
        return {[this] { writer.loop(); }, [this] { produce(1, true); },
                [this] { produce(2, false); }};
    }
    void judge() const {
        demand(static_cast<std::size_t>(ran) == writer.order.size(),
               "a write whose caller left ran");
    }
};

// then() beside the completion: its function runs exactly once, whoever of both comes first.
struct continuations {
    executor writer{4};
    int calls = 0;

    void produce() {
        auto* const job = new write(7, true);
        auto result = lithe::detail::future_access::make<int>(job);
        writer.queue.push(*job, true);
        auto after = std::move(result).then([this](int value) {
            ++calls;
            return value + 1;
        });
        demand(after.get() == 8, "another's result");
        writer.queue.close();
    }
    bodies start() {
        return {[this] { writer.loop(); }, [this] { produce(); }};
    }
    void judge() const { demand(calls == 1, "a continuation did not run once"); }
};

// A future that is dropped while its write runs; leaks are the sanitizer's.
struct dropped {
    executor writer{4};

    void push_and_drop() {
        auto* const job = new write(10, true);
        {
            auto const result = lithe::detail::future_access::make<int>(job);
            writer.queue.push(*job, true);
        }
        writer.queue.close();
    }
    bodies start() {
        return {[this] { writer.loop(); }, [this] { push_and_drop(); }};
    }
    void judge() const { writer.demand_all_of(1, 1); }
};

// The writer's connection: one at a time has it, callers never wait for it, the writer always gets
// it.
struct seat {
    lithe::detail::writer_seat place{};
    int inside = 0;
    int turns = 0;

    void work() {
        demand(++inside == 1, "two have the connection");
        interleaving::step();
        demand(--inside == 0, "two have the connection");
    }
    void take_turns() {
        for (int turn = 0; turn < 2; ++turn) {
            place.take_for_writer();
            work();
            ++turns;
            place.leave_by_writer();
        }
    }
    void call() {
        if (place.try_take()) {
            work();
            place.give_back();
        }
    }
    bodies start() {
        return {[this] { take_turns(); }, [this] { call(); }, [this] { call(); }};
    }
    void judge() {
        demand(turns == 2, "the writer had no turn");
        demand(place.try_take(), "somebody still has the connection");
    }
};

// What the scheduler is for: a sleeper who looks before it says that it sleeps.
struct lost_wake {
    lithe::detail::sleeping_word asleep{0};
    lithe::detail::std::atomic<int> jobs{0};

    bodies start() {
        return {[this] {
                    if (jobs.load() == 0) {
                        asleep.store(1);
                        lithe::detail::syscall(0, reinterpret_cast<std::int32_t*>(&asleep), 0, 1,
                                               nullptr, nullptr, 0);
                    }
                },
                [this] {
                    jobs.store(1);
                    if (asleep.exchange(0) != 0)
                        lithe::detail::wake_one(asleep);
                }};
    }
};

}  // namespace

TEST_CASE("interleaving: the scheduler tries every order") {
    struct two {
        std::string order{};
        bodies start() {
            auto const step = [this](char name) {
                order += name;
                interleaving::step();
                order += name;
            };
            return {[=] { step('a'); }, [=] { step('b'); }};
        }
    };
    std::vector<std::string> seen;
    all_choices choices(2);
    do {
        two scenario;
        CHECK(scheduler::run(scenario.start(), choices).empty());
        seen.push_back(scenario.order);
    } while (choices.next());
    CHECK(seen == std::vector<std::string>{"aabb", "abba", "abab", "bbaa", "baab", "baba"});
}

TEST_CASE("interleaving: the scheduler finds two threads that wait for each other") {
    struct crossed {
        lithe::detail::std::mutex one, two;
        bodies start() {
            auto const lock = [](auto& first, auto& second) {
                std::lock_guard const outer(first);
                std::lock_guard const inner(second);
            };
            return {[=, this] { lock(one, two); }, [=, this] { lock(two, one); }};
        }
    };
    bool found = false;
    all_choices choices(1);
    do {
        crossed scenario;
        found = found || scheduler::run(scenario.start(), choices) == "every thread waits";
    } while (choices.next());
    CHECK(found);
}

TEST_CASE("interleaving: the scheduler finds a wake-up that comes too early") {
    int found = 0;
    int schedules = 0;
    all_choices choices(1);
    do {
        lost_wake scenario;
        ++schedules;
        found += scheduler::run(scenario.start(), choices).empty() ? 0 : 1;
    } while (choices.next());
    CHECK(found > 0);
    CHECK(found < schedules);
}

TEST_CASE("interleaving: callers who wait, through a queue with room for one") {
    explore<waiting_callers<1, 1>>(few());
}

TEST_CASE("interleaving: callers who wait, two writes each") {
    explore<waiting_callers<2, 2>>(few() - 1);
}

TEST_CASE("interleaving: close beside callers who wait for room") {
    explore<closing>(few() - 1);
}

TEST_CASE("interleaving: a deadline beside the writer that begins") {
    explore<deadlines>(few());
}

TEST_CASE("interleaving: the writer's connection lent to callers") {
    explore<seat>(few() + 1);
}

TEST_CASE("interleaving: then() beside the completion") {
    explore<continuations>(few() + 1);
}

TEST_CASE("interleaving: a future that is dropped beside the completion") {
    explore<dropped>(few() + 1);
}
