#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Steps that follow today's structs: `m::create_table<Person>()`,
// `m::add_column<&Person::email>()`. They are the records of the literals that freeze() prints, so
// that the digest of both is one; and because they change with the struct, a history takes them in
// drafts and under a pin only.

#include <lithe/migrations/record_writer.hpp>
#include <lithe/schema/rules.hpp>

#include <cstddef>

namespace lithe::inline v0::migrations {
namespace detail {

/// The table of an entity and its indexes.
template <class Entity>
struct whole_table {
    static constexpr void write(record_writer& out) {
        out.add(part::live);
        put_table(out, parse_table(create_table_sql<Entity>()));
        each_index(create_indexes_sql<Entity>(),
                   [&](index_model const& index) { put_index(out, index); });
    }
};
/// The column of a field.
template <auto Member>
struct one_column {
    static constexpr void write(record_writer& out) {
        using entity = lithe::detail::owner_of<Member>;
        put_added_column(out, parse_table(create_table_sql<entity>()),
                         lithe::detail::member_index<Member>);
    }
};

// Three passes: how much there is, the letters, and the records, whose names are those letters.
template <class Source>
consteval record_writer counted() {
    record_writer out;
    Source::write(out);
    return out;
}
template <class Source>
inline constexpr record_writer room_of = counted<Source>();

template <std::size_t Size>
struct letters {
    char list[Size + 1]{};
};
template <class Source>
consteval auto written_letters() {
    letters<room_of<Source>.size> made;
    record_writer out;
    out.letters = made.list;
    Source::write(out);
    return made;
}
template <class Source>
inline constexpr auto letters_of = written_letters<Source>();

template <class Source>
consteval auto written_records() {
    tree<room_of<Source>.count> made;
    record_writer out;
    out.records = made.list;
    out.pool = letters_of<Source>.list;
    Source::write(out);
    return made;
}
template <class Source>
inline constexpr auto records_of_source = written_records<Source>();

template <class Entity>
consteval bool require_live_table() {
    if constexpr (lithe::detail::require_schema<Entity>()) {
        constexpr bool plain = !lithe::detail::is_special_object<Entity> &&
                               lithe::detail::entity_names<Entity>::schema().empty();
        static_assert(plain,
                      "lithe: m::create_table<T>(): this is no table of the main file; write the "
                      "step with literals");
        return plain;
    }
    return false;
}

// What require_fill() asks of a column.
template <auto Member>
struct live_column {
    using field = lithe::detail::field_of<Member>;
    static constexpr storage_class kind =
        lithe::detail::field_storage<lithe::detail::owner_of<Member>,
                                     lithe::detail::member_index<Member>>;
    static constexpr bool nullable = lithe::detail::is_optional<field>;
};

template <auto Member, std::size_t... Sizes>
constexpr auto add_live_column(tree<Sizes> const&... more) {
    using entity = lithe::detail::owner_of<Member>;
    auto const& column = records_of_source<one_column<Member>>;
    auto step = make_operation(part::add_column, lithe::detail::entity_names<entity>::table(),
                               column.list[0].name, column, more...);
    auto nodes = join(leaf(part::live), step.nodes);
    return operation<nodes.size>{nodes};
}

}  // namespace detail

/// CREATE TABLE of today's struct, and its indexes. For m::draft() and m::frozen(): when the
/// struct changes, so does the step; m::freeze<T>(out) prints it as literals.
template <class Entity>
constexpr auto create_table() {
    if constexpr (detail::require_live_table<Entity>()) {
        constexpr auto& nodes = detail::records_of_source<detail::whole_table<Entity>>;
        return detail::operation<nodes.size>{nodes};
    } else {
        return detail::operation<1>{};
    }
}

/// ADD COLUMN of a field as it is today, with the constraints of this column alone; its indexes are
/// steps of their own. For m::draft() and m::frozen(), as create_table<T>().
template <auto Member>
constexpr auto add_column() {
    if constexpr (detail::require_live_table<lithe::detail::owner_of<Member>>())
        return detail::add_live_column<Member>();
    else
        return detail::operation<1>{};
}
template <auto Member, class Fill>
constexpr auto add_column(Fill const& value) {
    detail::require_fill<detail::live_column<Member>>(static_cast<Fill const*>(nullptr));
    if constexpr (detail::require_live_table<lithe::detail::owner_of<Member>>())
        return detail::add_live_column<Member>(value.nodes);
    else
        return detail::operation<1>{};
}

}  // namespace lithe::inline v0::migrations
