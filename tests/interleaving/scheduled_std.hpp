#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Included before any header of lithe: what lithe calls std::atomic, std::mutex, the clock and the
// futex is then this, in which the scheduler decides before each operation who goes on. Not one
// line of the headers is changed. A program has either this or the real ones in all its files.

#include "scheduler.hpp"

#include <atomic>
#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <stdexcept>

namespace lithe::inline v0::detail {
namespace std {

using namespace ::std;

// A real one beneath, for threads that nobody schedules.
template <class Value>
class atomic {
public:
    using value_type = Value;
    static constexpr bool is_always_lock_free = true;

    constexpr atomic() noexcept = default;
    constexpr atomic(Value value) noexcept : value_(value) {}
    atomic(atomic const&) = delete;
    atomic& operator=(atomic const&) = delete;

    Value load(memory_order = memory_order_seq_cst) const { return here().load(); }
    void store(Value value, memory_order = memory_order_seq_cst) { here().store(value); }
    Value operator=(Value value) {
        store(value);
        return value;
    }
    operator Value() const { return load(); }
    Value exchange(Value value, memory_order = memory_order_seq_cst) {
        return here().exchange(value);
    }
    bool compare_exchange_strong(Value& seen, Value value, memory_order = memory_order_seq_cst,
                                 memory_order = memory_order_seq_cst) {
        return here().compare_exchange_strong(seen, value);
    }
    bool compare_exchange_weak(Value& seen, Value value, memory_order = memory_order_seq_cst,
                               memory_order = memory_order_seq_cst) {
        return here().compare_exchange_strong(seen, value);
    }
    template <class Operand>
    Value fetch_add(Operand operand, memory_order = memory_order_seq_cst) {
        return here().fetch_add(operand);
    }
    template <class Operand>
    Value fetch_sub(Operand operand, memory_order = memory_order_seq_cst) {
        return here().fetch_sub(operand);
    }
    template <class Operand>
    Value fetch_or(Operand operand, memory_order = memory_order_seq_cst) {
        return here().fetch_or(operand);
    }
    Value operator++() { return here().fetch_add(1) + 1; }
    Value operator++(int) { return here().fetch_add(1); }

private:
    ::std::atomic<Value>& here() const {
        interleaving::step();
        return value_;
    }

    mutable ::std::atomic<Value> value_{};
};

class mutex {
public:
    void lock() {
        auto* const schedule = interleaving::scheduler::mine();
        if (schedule == nullptr)
            return real_.lock();
        schedule->step();
        while (!real_.try_lock())
            schedule->sleep(this);
    }
    bool try_lock() {
        interleaving::step();
        return real_.try_lock();
    }
    void unlock() {
        real_.unlock();
        if (auto* const schedule = interleaving::scheduler::mine()) {
            schedule->wake(this, 1);
            schedule->step();
        }
    }

private:
    ::std::mutex real_;
};

namespace chrono {

using namespace ::std::chrono;

// Time passes when somebody who sleeps until then is chosen to go on.
struct steady_clock : ::std::chrono::steady_clock {
    static time_point now() noexcept {
        auto* const schedule = interleaving::scheduler::mine();
        return schedule == nullptr ? ::std::chrono::steady_clock::now() : schedule->now();
    }
};

}  // namespace chrono
}  // namespace std

// The futex: found before the C library's function of that name.
inline long syscall(long, ::std::int32_t* word, int operation, int value, long const* limit,
                    ::std::nullptr_t, int) {
    constexpr int wake_private = 1 | 128;
    auto* const schedule = interleaving::scheduler::mine();
    if (schedule == nullptr)
        throw ::std::logic_error("a futex outside the schedule");
    schedule->step();
    if (operation == wake_private) {
        schedule->wake(word, value == INT_MAX ? ~::std::size_t{0} : ::std::size_t{1});
    } else if (*word == value) {
        auto until = interleaving::scheduler::never;
        if (limit != nullptr) {
            until = schedule->now() + ::std::chrono::seconds(limit[0]) +
                    ::std::chrono::nanoseconds(limit[1]);
        }
        schedule->sleep(word, until);
    }
    return 0;
}

}  // namespace lithe::inline v0::detail
