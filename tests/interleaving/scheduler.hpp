#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Threads of which one runs at a time, and a choice, before each thing that they do to each other,
// which of them goes on: drawn from a seed, or all of them in turn. What is so tested runs under
// sequential consistency; weaker orders are the thread sanitizer's matter.

#if defined(__linux__)
#include <sched.h>
#endif

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <random>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace interleaving {

/// Which of so many threads goes on. The first is the one that runs, if it `may_stay`.
class chooser {
public:
    virtual std::size_t choose(std::size_t options, bool may_stay) = 0;

protected:
    ~chooser() = default;
};

class seeded_choices final : public chooser {
public:
    explicit seeded_choices(std::uint32_t seed) : random_(seed), stays_(2 + seed % 7) {}
    std::size_t choose(std::size_t options, bool may_stay) override {
        if (may_stay && random_() % stays_ != 0)
            return 0;
        return random_() % options;
    }

private:
    std::mt19937 random_;
    std::uint32_t stays_;
};

/// Every schedule in which a thread that could go on is stopped at most so often.
/// Source: https://doi.org/10.1145/1250734.1250785 (preemption bounding)
class all_choices final : public chooser {
public:
    explicit all_choices(int preemptions) : bound_(preemptions) {}

    std::size_t choose(std::size_t options, bool may_stay) override {
        if (options == 1 || (may_stay && used_ == bound_))
            return 0;
        if (depth_ == decisions_.size())
            decisions_.push_back({options, 0});
        auto const chosen = decisions_[depth_++].chosen;
        if (may_stay && chosen != 0)
            ++used_;
        return chosen;
    }

    /// Prepares the next schedule. Returns: false when there is none.
    bool next() {
        while (!decisions_.empty() && decisions_.back().chosen + 1 == decisions_.back().options)
            decisions_.pop_back();
        if (decisions_.empty())
            return false;
        ++decisions_.back().chosen;
        depth_ = 0;
        used_ = 0;
        return true;
    }

private:
    struct decision {
        std::size_t options;
        std::size_t chosen;
    };
    std::vector<decision> decisions_{};
    std::size_t depth_ = 0;
    int bound_;
    int used_ = 0;
};

/// Thrown in threads that would wait for ever.
struct stuck : std::exception {
    char const* what() const noexcept override { return "every thread waits"; }
};

/// Threads that are started while this lives have one processor: handing over is then four times
/// as fast.
class one_processor {
public:
#if defined(__linux__)
    one_processor() {
        sched_getaffinity(0, sizeof before_, &before_);
        cpu_set_t one;
        CPU_ZERO(&one);
        if (int const here = sched_getcpu(); here >= 0) {
            CPU_SET(static_cast<std::size_t>(here), &one);
            sched_setaffinity(0, sizeof one, &one);
        }
    }
    ~one_processor() { sched_setaffinity(0, sizeof before_, &before_); }

private:
    cpu_set_t before_{};
#else
    one_processor() {}
    ~one_processor() {}

public:
#endif
    one_processor(one_processor const&) = delete;
    one_processor& operator=(one_processor const&) = delete;
};

class scheduler {
public:
    using clock = std::chrono::steady_clock;
    static constexpr clock::time_point never = (clock::time_point::max)();

    /// Runs the bodies, each on a thread of its own, until all have ended.
    ///
    /// Returns: what went wrong first; empty if nothing did.
    static std::string run(std::vector<std::function<void()>> const& bodies, chooser& choices) {
        scheduler made(bodies.size(), choices);
        std::vector<std::thread> threads;
        for (std::size_t at = 0; at < bodies.size(); ++at)
            threads.emplace_back([&made, &body = bodies[at], at] { made.run_one(body, at); });
        made.places_[made.pick(none)]->turn.release();
        for (auto& thread : threads)
            thread.join();
        return made.failure_;
    }

    /// That of this thread; null on threads that nobody schedules.
    static scheduler*& mine() noexcept {
        static thread_local scheduler* own = nullptr;
        return own;
    }

    /// Another thread may go first.
    void step() {
        if (!aborting_)
            hand_over(pick(self()));
    }
    /// Sleeps until woken at `address`, or until `limit`. May be told at any moment that time is
    /// up.
    void sleep(void const* address, clock::time_point limit = never) {
        if (aborting_)
            throw stuck();
        auto& own = *places_[self()];
        own.sleeps_at = address;
        own.limit = limit;
        hand_over(pick(none));
        if (aborting_)
            throw stuck();
    }
    void wake(void const* address, std::size_t most) noexcept {
        for (auto& each : places_) {
            if (most != 0 && each->sleeps_at == address) {
                each->sleeps_at = nullptr;
                --most;
            }
        }
    }
    clock::time_point now() const noexcept { return now_; }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    struct place {
        std::binary_semaphore turn{0};
        void const* sleeps_at = nullptr;
        clock::time_point limit = never;
        bool ended = false;
    };

    scheduler(std::size_t threads, chooser& choices) : choices_(choices) {
        for (std::size_t at = 0; at < threads; ++at)
            places_.push_back(std::make_unique<place>());
    }

    static std::size_t& self() noexcept {
        static thread_local std::size_t own = none;
        return own;
    }

    void run_one(std::function<void()> const& body, std::size_t at) {
        mine() = this;
        self() = at;
        places_[at]->turn.acquire();
        try {
            body();
        } catch (stuck const&) {
        } catch (std::exception const& thrown) {
            if (failure_.empty())
                failure_ = thrown.what();
        }
        mine() = nullptr;
        places_[at]->ended = true;
        if (++ended_ == places_.size()) {
            // Only now do threads leave: what they do then is not scheduled.
            for (auto& each : places_)
                each->turn.release();
        } else if (!aborting_) {
            if (auto const following = pick(none); following != none)
                places_[following]->turn.release();
        }
        places_[at]->turn.acquire();
    }

    // The thread that goes on; `current` may, if it is one.
    std::size_t pick(std::size_t current) {
        options_.clear();
        if (current != none)
            options_.push_back(current);
        for (bool const sleepers : {false, true}) {
            for (std::size_t at = 0; at < places_.size(); ++at) {
                auto const& each = *places_[at];
                if (at == current || each.ended || (each.sleeps_at != nullptr) != sleepers)
                    continue;
                if (!sleepers || each.limit != never)
                    options_.push_back(at);
            }
        }
        if (options_.empty()) {
            failure_ = stuck().what();
            aborting_ = true;
            for (auto& each : places_) {
                if (!each->ended)
                    each->turn.release();
            }
            return none;
        }
        auto const chosen = options_[choices_.choose(options_.size(), current != none)];
        auto& next = *places_[chosen];
        if (next.sleeps_at != nullptr && next.limit > now_)
            now_ = next.limit;
        next.sleeps_at = nullptr;
        return chosen;
    }

    void hand_over(std::size_t to) {
        auto const from = self();
        if (to == from)
            return;
        if (to != none)
            places_[to]->turn.release();
        places_[from]->turn.acquire();
    }

    chooser& choices_;
    std::vector<std::unique_ptr<place>> places_{};
    std::vector<std::size_t> options_{};
    std::size_t ended_ = 0;
    clock::time_point now_ = clock::time_point() + std::chrono::hours(1);
    bool aborting_ = false;
    std::string failure_{};
};

inline void step() {
    if (auto* const here = scheduler::mine())
        here->step();
}

}  // namespace interleaving
