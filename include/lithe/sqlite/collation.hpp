#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Giving a connection a collating sequence written in C++: anything that compares two texts.
// https://www.sqlite.org/c3ref/create_collation.html

#include <lithe/expression/ordering.hpp>
#include <lithe/sqlite/session.hpp>

#include <cstddef>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Compare>
struct held_collation {
    Compare compare;
    detail::unsettled& unsettled;
    std::string name;

    static int call(void* self, int left_size, void const* left, int right_size,
                    void const* right) noexcept {
        auto& held = *static_cast<held_collation*>(self);
        try {
            auto const order = held.compare(view(left, left_size), view(right, right_size));
            return order < 0 ? -1 : order > 0 ? 1 : 0;
        } catch (std::bad_alloc const&) {
            held.unsettled.note_failure(held.name, "no memory", SQLITE_NOMEM);
        } catch (std::exception const& thrown) {
            held.unsettled.note_failure(held.name, thrown.what(), SQLITE_ERROR);
        } catch (...) {
            held.unsettled.note_failure(held.name, "an exception that is no std::exception",
                                        SQLITE_ERROR);
        }
        return 0;
    }
    static void destroy(void* self) noexcept { delete static_cast<held_collation*>(self); }

private:
    static std::string_view view(void const* text, int size) {
        return {static_cast<char const*>(text), static_cast<std::size_t>(size)};
    }
};

template <class Compare>
consteval bool require_comparison() {
    constexpr bool compares =
        requires(Compare& compare, std::string_view text) { compare(text, text) < 0; };
    static_assert(compares,
                  "lithe: create_collation(): this compares no two std::string_view; return a "
                  "number or an ordering");
    return compares;
}

template <class Compare>
void create_collation(session& on, std::string_view name, Compare compare) {
    sqlite3* const db = on.native();
    using held = held_collation<Compare>;
    auto* const kept = new held{std::move(compare), on.unsettled(), std::string(name)};
    int const rc = sqlite3_create_collation_v2(db, kept->name.c_str(), SQLITE_UTF8, kept,
                                               &held::call, &held::destroy);
    if (rc == SQLITE_OK) {
        // One statement without a transaction commits before anybody can look.
        if constexpr (!std::is_nothrow_invocable_v<Compare&, std::string_view, std::string_view>)
            sqlite3_commit_hook(db, &unsettled::refuse_commit, &on.unsettled());
        return;
    }
    delete kept;  // unlike functions, collations are not destroyed by a call that fails
    throw_error(db, rc);
}

}  // namespace lithe::inline v0::detail
