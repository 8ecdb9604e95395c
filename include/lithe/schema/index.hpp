#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// CREATE INDEX beside the struct: `index<&Post::author_id, &Post::created_at>`, with `.unique()`,
// `.desc<&Post::created_at>()`, `.collate<&Post::title>(nocase)` and `.named("…")`.
// Without a name the index is called table_column_column_idx.

#include <lithe/schema/constraint.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0 {
namespace detail {

struct index_part {
    bool descending = false;
    std::string_view collation{};
};

template <auto Member, auto... Members>
consteval std::size_t position_of_part() {
    std::size_t at = 0;
    static_cast<void>(((std::is_same_v<column<Member>, column<Members>> || (++at, false)) || ...));
    return at;
}

}  // namespace detail

/// CREATE INDEX, made by `index<&T::a, &T::b>`; NULLs are in it.
/// Source: https://www.sqlite.org/lang_createindex.html
template <auto... Members>
struct index_t : detail::constraint_tag {
    using columns = detail::members<Members...>;
    static constexpr bool is_index = true;

    std::string_view name{};
    bool is_unique = false;
    bool names_other_field = false;  // desc or collate of a field that is not in the index
    bool collates = false;           // in another order than a column's own, perhaps
    detail::index_part parts[sizeof...(Members) > 0 ? sizeof...(Members) : 1]{};

    /// No two rows with the same values; NULLs are all different.
    [[nodiscard]] constexpr index_t unique() const {
        index_t changed = *this;
        changed.is_unique = true;
        return changed;
    }
    /// That column greatest first.
    template <auto Member>
    [[nodiscard]] constexpr index_t desc() const {
        index_t changed = *this;
        changed.change<Member>().descending = true;
        return changed;
    }
    /// That column in the order of `how` instead of the column's own collation.
    template <auto Member>
    [[nodiscard]] constexpr index_t collate(collation how) const {
        index_t changed = *this;
        changed.change<Member>().collation = how.name;
        changed.collates = true;
        return changed;
    }
    /// The name in the file; without it table_column_column_idx.
    [[nodiscard]] constexpr index_t named(std::string_view text) const {
        index_t changed = *this;
        changed.name = text;
        return changed;
    }
    /// Only the rows for which `condition` is true; values in it are written as literals.
    /// A query uses it when its own condition has the same words: `literal<…>`, not a bound value.
    template <expression Condition>
    [[nodiscard]] constexpr auto where(Condition condition) const {
        return refine_where(*this, condition);
    }
    /// Expressions behind the columns: `index<>.on(lower(col<&User::name>)).named("…")`, each also
    /// as asc() or desc().
    template <class... Terms>
    [[nodiscard]] constexpr auto on(Terms... terms) const {
        return refine_on(*this, terms...);
    }

private:
    template <auto Member>
    constexpr detail::index_part& change() {
        constexpr bool is_part = detail::has_member<Member, columns>;
        if (!is_part)
            names_other_field = true;
        return parts[is_part ? detail::position_of_part<Member, Members...>() : 0];
    }
};
template <auto... Members>
inline constexpr index_t<Members...> index{};

}  // namespace lithe::inline v0
