#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Columns and constraints of a history, by name: `m::column<std::int64_t>("id").primary_key()`.

#include <lithe/expression/ordering.hpp>
#include <lithe/migrations/expression.hpp>
#include <lithe/schema/constraint.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0::migrations {

/// ON CONFLICT of a constraint: what SQLite does with a row that breaks it, instead of an error.
/// For tables that another tool made: an INSERT that does nothing without a word is a trap.
/// Source: https://www.sqlite.org/lang_conflict.html
enum class conflict : std::uint8_t { abort, rollback, fail, ignore, replace };

namespace detail {

constexpr std::string_view conflict_words(std::int64_t how) {
    constexpr std::string_view words[] = {"", "ON CONFLICT ROLLBACK", "ON CONFLICT FAIL",
                                          "ON CONFLICT IGNORE", "ON CONFLICT REPLACE"};
    return words[how];
}

/// Something that stands in an operation: a constraint, an acknowledgement, a change.
template <std::size_t Size>
struct clause {
    tree<Size> nodes;
};

template <std::size_t Size, std::size_t... More>
constexpr auto grow(tree<Size> const& nodes, tree<More> const&... more) {
    auto grown = join(nodes, more...);
    grown.list[0].size += static_cast<std::uint32_t>((More + ... + 0));
    return grown;
}

template <class... Names>
constexpr auto names([[maybe_unused]] part kind, Names const&... list) {
    return join(leaf(kind, std::string_view(list))...);
}

// The actions of a foreign key in its record's number.
constexpr std::int64_t packed(action deleted, action updated, bool deferred) {
    return static_cast<std::int64_t>(deleted) | static_cast<std::int64_t>(updated) << 8 |
           static_cast<std::int64_t>(deferred) << 16;
}
constexpr action deleted_of(record const& key) {
    return static_cast<action>(key.number & 0xff);
}
constexpr action updated_of(record const& key) {
    return static_cast<action>(key.number >> 8 & 0xff);
}
constexpr bool is_deferred(record const& key) {
    return (key.number >> 16 & 1) != 0;
}

/// The foreign key that was added last.
template <std::size_t Size>
constexpr auto with_actions(tree<Size> nodes, std::int64_t clear, std::int64_t set) {
    for (std::size_t at = Size; at > 0; --at) {
        if (nodes.list[at - 1].kind == part::foreign_key) {
            nodes.list[at - 1].number = (nodes.list[at - 1].number & ~clear) | set;
            break;
        }
    }
    return nodes;
}

template <std::size_t Size>
constexpr auto with_constraint_name(tree<Size> nodes, std::string_view name) {
    nodes.list[0].other = name;
    return nodes;
}

/// Of the key or the unique that was added last, or else of NOT NULL.
template <std::size_t Size>
constexpr auto with_conflict(tree<Size> nodes, conflict how) {
    std::size_t at = Size - 1;
    while (at > 0 && nodes.list[at].kind != part::primary_key &&
           nodes.list[at].kind != part::unique)
        --at;
    nodes.list[at].number = static_cast<std::int64_t>(how);
    return nodes;
}

template <storage_class Kind, bool Nullable, std::size_t Size>
struct column_t;

template <storage_class Kind, bool Nullable, std::size_t Size>
constexpr auto as_column(tree<Size> const& nodes) {
    return column_t<Kind, Nullable, Size>{nodes};
}

/// Of a foreign key, of a column or of the table: what happens to the children.
template <class Derived>
struct with_reference_actions {
    /// When the parent row is deleted.
    [[nodiscard]] constexpr auto on_delete(action what) const {
        return changed(0xff, packed(what, no_action, false));
    }
    /// When the parent's key changes.
    [[nodiscard]] constexpr auto on_update(action what) const {
        return changed(0xff00, packed(no_action, what, false));
    }
    /// DEFERRABLE INITIALLY DEFERRED: checked at COMMIT.
    [[nodiscard]] constexpr auto deferrable() const {
        return changed(0, packed(no_action, no_action, true));
    }

private:
    [[nodiscard]] constexpr auto changed(std::int64_t clear, std::int64_t set) const {
        Derived copy = static_cast<Derived const&>(*this);
        copy.nodes = with_actions(copy.nodes, clear, set);
        return copy;
    }
};

/// A column: NOT NULL unless its type is std::optional, as in a descriptor.
template <storage_class Kind, bool Nullable, std::size_t Size>
struct column_t : with_reference_actions<column_t<Kind, Nullable, Size>> {
    static constexpr storage_class kind = Kind;
    static constexpr bool nullable = Nullable;
    tree<Size> nodes;

    constexpr explicit column_t(tree<Size> const& given) : nodes(given) {}

    /// PRIMARY KEY; of one INTEGER column it is SQLite's rowid.
    [[nodiscard]] constexpr auto primary_key() const {
        static_assert(!Nullable,
                      "lithe: primary_key(): the column is std::optional; make it a plain value");
        return with(leaf(part::primary_key));
    }
    /// AUTOINCREMENT, after primary_key().
    [[nodiscard]] constexpr auto autoincrement() const {
        column_t changed = *this;
        changed.nodes.list[0].flags |= flag_automatic;
        return changed;
    }
    /// PRIMARY KEY DESC, after primary_key(): of an INTEGER column not the rowid then.
    [[nodiscard]] constexpr auto descending() const {
        column_t changed = *this;
        changed.nodes.list[0].flags |= flag_descending;
        return changed;
    }
    [[nodiscard]] constexpr auto unique() const { return with(leaf(part::unique)); }
    /// ON CONFLICT of the primary_key() or unique() before it; of NOT NULL if there is none.
    [[nodiscard]] constexpr auto on_conflict(conflict how) const {
        column_t changed = *this;
        changed.nodes = with_conflict(changed.nodes, how);
        return changed;
    }
    /// DEFAULT: a value of the column's type, or m::sql<T>("…").
    template <operand Value>
    [[nodiscard]] constexpr auto default_value(Value const& value) const {
        constexpr bool fits = term_of<Value>::kind == Kind ||
                              (Kind == storage_class::real && is_number(term_of<Value>::kind));
        static_assert(fits,
                      "lithe: default_value(): the value's type is not the column's; give one of "
                      "that type");
        return with(node(leaf(part::default_value).list[0], as_term(value).nodes));
    }
    /// CHECK of this column's values.
    template <storage_class Result, bool MayBeNull, std::size_t Count>
    [[nodiscard]] constexpr auto check(term<Result, MayBeNull, Count> const& condition) const {
        return with(node(leaf(part::check).list[0], condition.nodes));
    }
    [[nodiscard]] constexpr auto collate(collation how) const {
        static_assert(
            Kind == storage_class::text,
            "lithe: collate(): a collation orders text, and the column is not TEXT; leave it out");
        return with(leaf(part::collate, how.name));
    }
    /// FOREIGN KEY of this column; actions follow: `.references("people", "id").on_delete(…)`.
    [[nodiscard]] constexpr auto references(std::string_view parent,
                                            std::string_view column) const {
        return with(node(leaf(part::foreign_key, parent).list[0],
                         leaf(part::column_name, nodes.list[0].name),
                         leaf(part::parent_name, column)));
    }
    /// The type in SQL, where another tool wrote it otherwise than lithe would: `VARCHAR(50)`.
    /// It is checked when the history is replayed: what SQLite makes of it must hold the values.
    [[nodiscard]] constexpr auto declared(std::string_view type) const {
        return with(leaf(part::declared, type));
    }
    /// GENERATED ALWAYS AS (…) VIRTUAL.
    template <storage_class Result, bool MayBeNull, std::size_t Count>
    [[nodiscard]] constexpr auto generated(term<Result, MayBeNull, Count> const& value) const {
        return with(node(leaf(part::generated).list[0], value.nodes));
    }
    /// After generated(): the value is stored.
    [[nodiscard]] constexpr auto stored() const {
        column_t changed = *this;
        changed.nodes.list[0].flags |= flag_stored;
        return changed;
    }

private:
    template <std::size_t More>
    constexpr auto with(tree<More> const& more) const {
        return as_column<Kind, Nullable>(grow(nodes, more));
    }
};

/// A constraint of the table, which may have a name.
template <std::size_t Size>
struct constraint : clause<Size> {
    [[nodiscard]] constexpr constraint named(std::string_view name) const {
        return {with_constraint_name(this->nodes, name)};
    }
};

template <std::size_t Size>
struct key_constraint : clause<Size> {
    [[nodiscard]] constexpr key_constraint named(std::string_view name) const {
        return {with_constraint_name(this->nodes, name)};
    }
    [[nodiscard]] constexpr key_constraint on_conflict(conflict how) const {
        return {with_conflict(this->nodes, how)};
    }
};

template <std::size_t Size>
struct foreign_key_constraint : with_reference_actions<foreign_key_constraint<Size>> {
    tree<Size> nodes;
    constexpr explicit foreign_key_constraint(tree<Size> const& given) : nodes(given) {}
    [[nodiscard]] constexpr foreign_key_constraint named(std::string_view name) const {
        return foreign_key_constraint(with_constraint_name(nodes, name));
    }
};

template <std::size_t Count>
struct foreign_key_columns {
    tree<Count> columns;
    /// The parent's table and as many of its columns.
    template <class... Names>
    [[nodiscard]] constexpr auto references(std::string_view parent, Names const&... list) const {
        static_assert(sizeof...(Names) == Count,
                      "lithe: foreign_key(): not as many columns as it references; pair them");
        auto nodes = node(leaf(part::foreign_key, parent).list[0], columns,
                          names(part::parent_name, list...));
        return foreign_key_constraint<nodes.size>(nodes);
    }
};

}  // namespace detail

/// A column by name and C++ type, stored as a descriptor's field of that type is.
template <class Value>
constexpr auto column(std::string_view name) {
    constexpr auto kind = detail::kind_of<Value>;
    static_assert(kind != detail::storage_class::none,
                  "lithe: m::column(): the type has no SQL type; specialise lithe::value_traits");
    return detail::column_t<kind, lithe::detail::is_optional<Value>, 1>(
        detail::typed_leaf<Value>(detail::part::column, name));
}

template <class... Names>
constexpr auto primary_key(Names const&... columns) {
    auto nodes = detail::node(detail::leaf(detail::part::primary_key).list[0],
                              detail::names(detail::part::column_name, columns...));
    return detail::key_constraint<nodes.size>{{nodes}};
}
template <class... Names>
constexpr auto unique(Names const&... columns) {
    auto nodes = detail::node(detail::leaf(detail::part::unique).list[0],
                              detail::names(detail::part::column_name, columns...));
    return detail::key_constraint<nodes.size>{{nodes}};
}
/// `m::foreign_key("author_id").references("people", "id").on_delete(lithe::cascade)`
template <class... Names>
constexpr auto foreign_key(Names const&... columns) {
    return detail::foreign_key_columns<sizeof...(Names)>{
        detail::names(detail::part::column_name, columns...)};
}
/// CHECK: `m::check(m::ref<int>("age") >= 0)`, or any condition as `m::sql<bool>("…")`.
template <detail::storage_class Kind, bool Nullable, std::size_t Size>
constexpr auto check(detail::term<Kind, Nullable, Size> const& condition) {
    auto nodes = detail::node(detail::leaf(detail::part::check).list[0], condition.nodes);
    return detail::constraint<nodes.size>{{nodes}};
}

inline constexpr detail::clause<1> without_rowid{detail::leaf(detail::part::without_rowid)};
inline constexpr detail::clause<1> non_strict{detail::leaf(detail::part::non_strict)};
// For set_table_options(); a new table is both anyway.
inline constexpr detail::clause<1> strict{detail::leaf(detail::part::strict)};
inline constexpr detail::clause<1> with_rowid{detail::leaf(detail::part::with_rowid)};

}  // namespace lithe::inline v0::migrations
