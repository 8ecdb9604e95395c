#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Generated columns: `generated<&User::full_name>(col<&User::first> + " " + col<&User::last>)`.
// SQLite computes them; lithe reads them, and leaves them out of what it writes.
// https://www.sqlite.org/gencol.html

#include <lithe/schema/constraint.hpp>

#include <utility>

namespace lithe::inline v0 {

/// GENERATED ALWAYS AS, made by generated().
template <auto Member, class Expression>
struct generated_t : detail::constraint_tag {
    using columns = detail::members<Member>;
    using generated_node = Expression;
    static constexpr auto member = Member;
    Expression expression;
    bool is_stored = false;

    /// Computed when the row is written and kept in it; without, computed when it is read.
    [[nodiscard]] constexpr generated_t stored() const {
        generated_t changed = *this;
        changed.is_stored = true;
        return changed;
    }
};

/// The field's column is computed from other columns of its row: never inserted or updated, read
/// like any other. Its value in an object that is written is not looked at.
/// Errors: SQLite refuses functions whose results may differ, such as random(), at CREATE TABLE.
template <auto Member, expression Expression>
constexpr auto generated(Expression node) {
    return generated_t<Member, Expression>{{}, std::move(node)};
}

}  // namespace lithe::inline v0
