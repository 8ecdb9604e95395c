#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A handle for the time of one callback. Whoever keeps a pointer to it beyond that finds, for this
// thread's next calls, not a dead object but one that says so.

#include <lithe/sqlite/error.hpp>

#include <cstddef>
#include <optional>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// A handle on a shelf of this thread, revoked when this ends. The shelf is a ring: a handle that
/// was kept stays recognisable while the next 15 are lent on this thread, for fewer where callbacks
/// nest. One that is lent keeps its place.
template <class Handle>
class lent_handle {
public:
    template <class... Arguments>
    explicit lent_handle(Arguments&&... arguments)
        : handle_(next_place().emplace(std::forward<Arguments>(arguments)...)) {}
    lent_handle(lent_handle const&) = delete;
    lent_handle& operator=(lent_handle const&) = delete;
    ~lent_handle() { handle_.revoke(); }

    Handle& operator*() const noexcept { return handle_; }

    static constexpr std::size_t shelf_size = 16;  // more than callbacks nest

private:
    static std::optional<Handle>& next_place() {
        static thread_local std::optional<Handle> shelf[shelf_size];
        static thread_local std::size_t lent = 0;
        for (std::size_t tried = 0; tried < shelf_size; ++tried) {
            auto& place = shelf[lent++ % shelf_size];
            if (!place || place->native_handle() == nullptr)
                return place;
        }
        throw reentrant_call("lithe: read(): 16 callbacks of reads are open on this thread");
    }

    Handle& handle_;
};

}  // namespace detail
}  // namespace lithe::inline v0
