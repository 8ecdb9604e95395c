#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Slots: the numbers under which connections keep their prepared statements, given out before main.
// Types with one text share a slot (SQL by hand only if their rows are the same). Each shared
// object has a registry of its own, which goes with it: one that others filled would point to texts
// that are gone when those are unloaded, and find new texts where the old ones were.

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

/// A spin lock: <mutex> belongs to the runtime floor, and nobody waits here in practice.
class spin_guard {
public:
    explicit spin_guard(std::atomic_flag& flag) : flag_(flag) {
        while (flag_.test_and_set(std::memory_order_acquire)) {
        }
    }
    ~spin_guard() { flag_.clear(std::memory_order_release); }
    spin_guard(spin_guard const&) = delete;
    spin_guard& operator=(spin_guard const&) = delete;

private:
    std::atomic_flag& flag_;
};

class statement_registry;

/// The registries of all shared objects that share this list.
struct registry_list {
    std::atomic_flag busy{};
    statement_registry* first = nullptr;

    static registry_list& instance() {
        static constinit registry_list list;
        return list;
    }
};

/// Every statement of a shared object, in the order of registration.
/// Threads: any; the lock is held for one look-up, at start-up or at a library's loading.
class statement_registry {
public:
    LITHE_MODULE_LOCAL static statement_registry& instance() {
        // Never destroyed: statements may run from the destructors of other globals. But emptied,
        // so that a plugin leaks nothing when it is unloaded.
        alignas(statement_registry) static unsigned char place[sizeof(statement_registry)];
        static statement_registry& registry = *new (place) statement_registry;
        static emptied_at_exit const last{registry};
        return registry;
    }

    statement_slot add(statement_facts const& facts) {
        spin_guard const guard(busy_);
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

    /// Of all shared objects, each object's in the order of registration.
    static std::vector<statement_facts const*> all() {
        static_cast<void>(instance());  // on the list
        auto& list = registry_list::instance();
        spin_guard const guard(list.busy);
        std::vector<statement_facts const*> found;
        for (auto* each = list.first; each != nullptr; each = each->next_) {
            spin_guard const its(each->busy_);
            found.insert(found.end(), each->known_.begin(), each->known_.end());
        }
        return found;
    }

private:
    statement_registry() {
        auto& list = registry_list::instance();
        spin_guard const guard(list.busy);
        auto** last = &list.first;
        while (*last != nullptr)
            last = &(*last)->next_;
        *last = this;
    }

    void leave_list() {
        auto& list = registry_list::instance();
        spin_guard const guard(list.busy);
        for (auto** at = &list.first; *at != nullptr; at = &(*at)->next_) {
            if (*at == this) {
                *at = next_;
                return;
            }
        }
    }

    // What registers later yet has the number of another; the tables compare texts, too.
    struct emptied_at_exit {
        statement_registry& registry;
        ~emptied_at_exit() {
            registry.leave_list();
            spin_guard const guard(registry.busy_);
            std::vector<statement_facts const*>().swap(registry.known_);
            std::vector<std::uint32_t>().swap(registry.buckets_);
        }
    };

    // When and where this registry began: of two objects that are loaded at a time the places
    // differ, of two that are loaded one after the other the times.
    std::uint32_t make_stamp() const {
        std::timespec now{};
        static_cast<void>(std::timespec_get(&now, TIME_UTC));
        return static_cast<std::uint32_t>(now.tv_sec) * 2654435769U +
               static_cast<std::uint32_t>(now.tv_nsec) +
               static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(this) >> 4U);
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
    statement_registry* next_ = nullptr;  // on the list, and guarded with it
};

LITHE_MODULE_LOCAL inline void note_slot(statement_facts const& facts) {
    if (facts.slot.index == 0)
        facts.slot = statement_registry::instance().add(facts);
}

/// Before this program's dynamic initialisation has reached it, a constant's slot is still zero,
/// and the registration is done on the spot; it gives the same answer.
LITHE_MODULE_LOCAL inline statement_slot slot_in(statement_facts const& facts) {
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
