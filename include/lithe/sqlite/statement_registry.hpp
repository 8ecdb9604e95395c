#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Slots: the numbers under which connections keep their prepared statements, given out for the
// whole program before main. Types with one text share a slot (SQL by hand only if their rows are
// the same).

#include <lithe/statement/facts.hpp>
#include <lithe/version.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <new>
#include <string_view>
#include <vector>

namespace lithe::inline v0::detail {

/// Every statement of the program, in the order of registration.
/// Threads: any; the lock is held for one look-up, at start-up or at a library's loading.
class statement_registry {
public:
    static statement_registry& instance() {
        // Never destroyed: statements may run from the destructors of other globals. But emptied,
        // so that a plugin leaks nothing when it is unloaded.
        alignas(statement_registry) static unsigned char place[sizeof(statement_registry)];
        static statement_registry& registry = *new (place) statement_registry;
        static emptied_at_exit const last{registry};
        return registry;
    }

    statement_slot add(statement_facts const& facts) {
        lock_guard const guard(busy_);
        if (2 * (known_.size() + 1) > buckets_.size())
            grow();
        std::string_view const text(facts.text, facts.size);
        std::size_t at = hash(text) % buckets_.size();
        for (; buckets_[at] != 0; at = (at + 1) % buckets_.size()) {
            statement_facts const& other = *known_[buckets_[at] - 1];
            if (std::string_view(other.text, other.size) == text && other.confirm == facts.confirm)
                return {buckets_[at], stamp_, other.text};
        }
        known_.push_back(&facts);
        buckets_[at] = static_cast<std::uint32_t>(known_.size());
        return {buckets_[at], stamp_, facts.text};
    }

    std::vector<statement_facts const*> all() {
        lock_guard const guard(busy_);
        return known_;
    }

private:
    // A spin lock: <mutex> belongs to the runtime floor, and nobody waits here in practice.
    struct lock_guard {
        std::atomic_flag& flag;
        explicit lock_guard(std::atomic_flag& given) : flag(given) {
            while (flag.test_and_set(std::memory_order_acquire)) {
            }
        }
        ~lock_guard() { flag.clear(std::memory_order_release); }
        lock_guard(lock_guard const&) = delete;
        lock_guard& operator=(lock_guard const&) = delete;
    };

    // What registers later yet has the number of another; the tables compare texts, too.
    struct emptied_at_exit {
        statement_registry& registry;
        ~emptied_at_exit() {
            lock_guard const guard(registry.busy_);
            std::vector<statement_facts const*>().swap(registry.known_);
            std::vector<std::uint32_t>().swap(registry.buckets_);
        }
    };

    // When this registry began: its copy in a plugin loaded later has another.
    static std::uint32_t make_stamp() {
        std::timespec now{};
        static_cast<void>(std::timespec_get(&now, TIME_UTC));
        return static_cast<std::uint32_t>(now.tv_sec) * 2654435769U +
               static_cast<std::uint32_t>(now.tv_nsec);
    }

    static std::size_t hash(std::string_view text) {
        std::uint64_t value = 14695981039346656037U;  // FNV-1a
        for (char const letter : text)
            value = (value ^ static_cast<unsigned char>(letter)) * 1099511628211U;
        return static_cast<std::size_t>(value);
    }

    void grow() {
        std::vector<std::uint32_t> wider(buckets_.size() * 2 + 64);
        for (std::uint32_t const index : buckets_) {
            if (index == 0)
                continue;
            statement_facts const& facts = *known_[index - 1];
            std::size_t at = hash({facts.text, facts.size}) % wider.size();
            while (wider[at] != 0)
                at = (at + 1) % wider.size();
            wider[at] = index;
        }
        buckets_.swap(wider);
    }

    std::atomic_flag busy_{};
    std::uint32_t stamp_ = make_stamp();
    std::vector<statement_facts const*> known_;
    std::vector<std::uint32_t> buckets_;
};

inline void note_slot(statement_facts const& facts) {
    if (facts.slot.index == 0)
        facts.slot = statement_registry::instance().add(facts);
}

/// Before this program's dynamic initialisation has reached it, a constant's slot is still zero,
/// and the registration is done on the spot; it gives the same answer.
inline statement_slot slot_in(statement_facts const& facts) {
    statement_slot const slot = facts.slot;
    return slot.index != 0 ? slot : statement_registry::instance().add(facts);
}

/// The slot of the statement type whose facts these are.
template <class Facts>
struct slot_of {
    static statement_slot get() { return slot_in(facts()); }

    /// Facts::value, which the program knows before main for this being called.
    LITHE_ALWAYS_INLINE static statement_facts const& facts() {
        static_cast<void>(&at_start);
        return Facts::value;
    }

private:
    // A variable with an initialiser would be two symbols more, it and its guard, with names as
    // long as the statement: an eighth of an object at -O2.
#if defined(__GNUC__)
    [[gnu::constructor]] static void at_start() { note_slot(Facts::value); }
#else
    static inline bool const at_start = (note_slot(Facts::value), true);
#endif
};

}  // namespace lithe::inline v0::detail
