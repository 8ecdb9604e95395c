#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The constraints that are declared beside a struct. Each is a plain value: columns are in its type
// as member pointers, names, actions and expressions are data. Nothing is checked here, because
// schema() runs before its own return type is known; schema/table.hpp checks at first use.

#include <lithe/expression/column.hpp>
#include <lithe/expression/ordering.hpp>
#include <lithe/meta/value_pack.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

struct constraint_tag {};

template <class... Given>
inline constexpr bool are_constraints = (std::is_base_of_v<constraint_tag, Given> && ...);

/// Whether table() and constraints() can take what they are given.
template <class... Given>
consteval bool require_constraints() {
    constexpr bool constraints = are_constraints<Given...>;
    static_assert(
        constraints,
        "lithe: table(): an argument is no constraint; a foreign_key needs .references<>()");
    return constraints;
}

/// A list of member pointers as a type.
template <auto... Members>
struct members {
    static constexpr std::size_t size = sizeof...(Members);
};

template <class Left, class Right>
inline constexpr bool same_members = false;
template <auto... Left, auto... Right>
    requires(sizeof...(Left) == sizeof...(Right))
inline constexpr bool same_members<members<Left...>, members<Right...>> =
    (std::is_same_v<column<Left>, column<Right>> && ...);

template <auto Member, class List>
inline constexpr bool has_member = false;
template <auto Member, auto... Members>
inline constexpr bool has_member<Member, members<Members...>> =
    (std::is_same_v<column<Member>, column<Members>> || ...);

}  // namespace detail

/// PRIMARY KEY. One integer field is SQLite's rowid; `.autoincrement()` never gives a key twice.
template <auto... Members>
struct primary_key_t : detail::constraint_tag {
    using columns = detail::members<Members...>;
    std::string_view name{};
    bool automatic = false;
    /// AUTOINCREMENT: a key is not given again when its row was deleted.
    /// Cost: a read and a write of sqlite_sequence for each insert.
    /// Source: https://www.sqlite.org/autoinc.html
    [[nodiscard]] constexpr primary_key_t autoincrement() const {
        primary_key_t changed = *this;
        changed.automatic = true;
        return changed;
    }
    /// The constraint's name in the text of the table.
    [[nodiscard]] constexpr primary_key_t named(std::string_view text) const {
        primary_key_t changed = *this;
        changed.name = text;
        return changed;
    }
};
template <auto... Members>
inline constexpr primary_key_t<Members...> primary_key{};

/// UNIQUE: several NULLs are allowed.
template <auto... Members>
struct unique_t : detail::constraint_tag {
    using columns = detail::members<Members...>;
    std::string_view name{};
    /// The constraint's name in the text of the table; errors name the columns instead.
    [[nodiscard]] constexpr unique_t named(std::string_view text) const {
        unique_t changed = *this;
        changed.name = text;
        return changed;
    }
};
template <auto... Members>
inline constexpr unique_t<Members...> unique{};

/// What happens to the child rows: https://www.sqlite.org/foreignkeys.html#fk_actions
enum class action : unsigned char { no_action, restrict_, set_null, set_default, cascade };
/// SQLite's default: refused at the end of the statement, or at COMMIT when deferrable.
inline constexpr action no_action = action::no_action;
/// Refused at once, also when deferrable. Spelt `restrict`, too, where that is no macro.
inline constexpr action restrict_ = action::restrict_;
/// The child's fields become NULL; they are std::optional.
inline constexpr action set_null = action::set_null;
/// The child's fields take their DEFAULT, which must be the key of a parent.
inline constexpr action set_default = action::set_default;
/// The child rows are deleted, or their fields changed, with the parent's.
inline constexpr action cascade = action::cascade;
#if !defined(restrict)
inline constexpr action restrict = action::restrict_;
#endif

/// FOREIGN KEY, made by references(). Checked only when `foreign_keys` is on, as it is by default.
/// Without an index on these fields every delete of a parent reads the whole child table.
/// Source: https://www.sqlite.org/foreignkeys.html
template <class Columns, class Parents>
struct foreign_key_t : detail::constraint_tag {
    using columns = Columns;
    using parents = Parents;
    std::string_view name{};
    action deleted = action::no_action;
    action updated = action::no_action;
    bool deferred = false;

    /// When the parent row is deleted.
    [[nodiscard]] constexpr foreign_key_t on_delete(action what) const {
        foreign_key_t changed = *this;
        changed.deleted = what;
        return changed;
    }
    /// When the parent's key changes.
    [[nodiscard]] constexpr foreign_key_t on_update(action what) const {
        foreign_key_t changed = *this;
        changed.updated = what;
        return changed;
    }
    /// DEFERRABLE INITIALLY DEFERRED: checked at COMMIT.
    [[nodiscard]] constexpr foreign_key_t deferrable() const {
        foreign_key_t changed = *this;
        changed.deferred = true;
        return changed;
    }
    /// The constraint's name in the text of the table; SQLite does not say it in errors.
    [[nodiscard]] constexpr foreign_key_t named(std::string_view text) const {
        foreign_key_t changed = *this;
        changed.name = text;
        return changed;
    }
};
/// `foreign_key<&Post::author_id>.references<&User::id>()`
template <auto... Members>
struct foreign_key_start {
    /// The parent's fields: its primary key, a unique<> or a unique index, of the same types.
    template <auto... Parents>
    [[nodiscard]] constexpr auto references() const {
        return foreign_key_t<detail::members<Members...>, detail::members<Parents...>>{};
    }
};
template <auto... Members>
inline constexpr foreign_key_start<Members...> foreign_key{};

/// DEFAULT, made by default_value().
template <auto Member, class Value>
struct default_value_t : detail::constraint_tag {
    using columns = detail::members<Member>;
    static constexpr auto member = Member;
    using value_node = Value;
    Value value;
};
/// DEFAULT: used by an INSERT that leaves the column out (`insert(x, defaults<&T::f>)`).
template <auto Member, class Value>
constexpr auto default_value(Value&& value) {
    using given = std::remove_cvref_t<Value>;
    if constexpr (std::is_same_v<given, std::string_view>) {
        // Not copied: a std::string cannot be part of a constant, which a descriptor is.
        return default_value_t<Member, parameter<given>>{{}, parameter<given>(value)};
    } else {
        auto node = detail::as_assigned<column<Member>>(std::forward<Value>(value));
        return default_value_t<Member, decltype(node)>{{}, std::move(node)};
    }
}

/// CHECK, made by check().
template <class Condition>
struct check_t : detail::constraint_tag {
    using condition_node = Condition;
    Condition condition;
    std::string_view name{};
    /// The name that constraint_error::constraint_name() gives.
    [[nodiscard]] constexpr check_t named(std::string_view text) const {
        check_t changed = *this;
        changed.name = text;
        return changed;
    }
};
/// CHECK: a row for which `condition` is false is refused (NULL passes).
template <class Condition>
constexpr auto check(Condition condition) {
    return check_t<Condition>{{}, std::move(condition)};
}

/// COLLATE, made by collate().
template <auto Member>
struct collate_t : detail::constraint_tag {
    using columns = detail::members<Member>;
    static constexpr auto member = Member;
    collation how;
};
/// The collation that comparisons and indexes of the column use.
template <auto Member>
constexpr auto collate(collation how) {
    return collate_t<Member>{{}, how};
}

/// A column's own name, made by column_name().
template <auto Member>
struct column_name_t : detail::constraint_tag {
    using columns = detail::members<Member>;
    static constexpr auto member = Member;
    std::string_view name;
};
/// The column's name where it is not the field's.
template <auto Member>
constexpr auto column_name(std::string_view name) {
    return column_name_t<Member>{{}, name};
}

/// Another stored form, made by stored_as().
template <auto Member, class Form>
struct stored_as_t : detail::constraint_tag {
    using columns = detail::members<Member>;
    static constexpr auto member = Member;
    using form = Form;
};
/// Another stored form of the field's type: `stored_as<&Post::at>(lithe::iso8601)`.
template <auto Member, class Form>
constexpr auto stored_as(Form) {
    return stored_as_t<Member, Form>{};
}

/// A struct inside the struct, made by embedded<>.
template <auto Member>
struct embedded_t : detail::constraint_tag {
    static constexpr auto embedded_member = Member;
};
/// The fields of that struct are columns: `embedded<&User::address>` has `address_street`, which
/// `col<&User::address, &Address::street>` names, and `path<…>` in constraints.
template <auto Member>
inline constexpr embedded_t<Member> embedded{};

/// A column of an embedded struct where a member pointer stands otherwise:
/// `index<path<&User::address, &Address::city>>`.
template <auto Member, auto Inner>
inline constexpr detail::member_path<Member, Inner> path{};

struct without_rowid_t : detail::constraint_tag {};
/// WITHOUT ROWID: rows are kept in the order of the primary key.
inline constexpr without_rowid_t without_rowid{};

namespace detail {
/// Stands for constraints that were refused: table() says nothing more.
struct refused_constraints : constraint_tag {};
}  // namespace detail

/// A list of constraints as one value, for several tables to share.
template <class... Constraints>
struct constraints_t : detail::constraint_tag {
    detail::value_pack<Constraints...> list;
};
/// Makes such a list: `constraints(index<&T::a>, check(col<&T::b> > 0))`.
template <class... Constraints>
constexpr auto constraints(Constraints... list) {
    if constexpr (detail::are_constraints<Constraints...>) {
        return constraints_t<Constraints...>{{}, detail::make_pack(std::move(list)...)};
    } else {
        static_cast<void>(detail::require_constraints<Constraints...>());
        return detail::refused_constraints{};
    }
}

}  // namespace lithe::inline v0
