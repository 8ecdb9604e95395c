#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a call of a handle is refused for, and what it then seems to return. The handles of
// sqlite/operations.hpp and the calls of lithe::database ask the same.

#include <lithe/sqlite/key.hpp>
#include <lithe/sqlite/written_row.hpp>
#include <lithe/statement/unavailable.hpp>

#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

/// Views in the rows of a statement that has no other mistake.
template <class Statement>
consteval auto find_dangling() {
    if constexpr (!Statement::returns_rows) {
        return no_finding{};
    } else if constexpr (decltype(find_incomplete<Statement>())::value != rule::none) {
        return no_finding{};
    } else {
        return found_if<holds_view<row_of<Statement>>(), rule::view_in_result>{};
    }
}

/// Of what was refused before nothing more is said.
template <class Given>
struct refusal {
    using type = typename unfinished<Given>::found;
};
template <statement Given>
struct refusal<Given> {
    using type = no_finding;
};

/// The first mistake of a stream, whose rows may be views: each is gone when the next comes.
template <class Handle, class Statement>
consteval auto find_in_stream() {
    if constexpr (is_refused_statement<Statement>) {
        return typename refusal<Statement>::type{};
    } else {
        return first_finding<found_if<Statement::writes && !Handle::may_write, rule::reader_writes>,
                             found_if<!Statement::returns_rows, rule::no_rows>,
                             decltype(find_incomplete<Statement>())>{};
    }
}
/// The first mistake of a fetch call.
template <class Handle, class Statement>
consteval auto find_in_fetch() {
    if constexpr (is_refused_statement<Statement>) {
        return typename refusal<Statement>::type{};
    } else {
        return first_finding<decltype(find_in_stream<Handle, Statement>()),
                             decltype(find_dangling<Statement>())>{};
    }
}
template <class Handle, class Statement>
consteval auto find_in_execute() {
    if constexpr (is_refused_statement<Statement>) {
        return typename refusal<Statement>::type{};
    } else {
        return first_finding<found_if<!Statement::writes, rule::executed_query>,
                             found_if<!Handle::may_write, rule::reader_writes>,
                             decltype(find_incomplete<Statement>())>{};
    }
}
template <class Entity, class... Key>
using found_in_find = first_finding<typename key_finder<Entity, Key...>::type,
                                    found_if<holds_view<Entity>(), rule::view_in_result>>;
/// For calls that hand a statement on.
template <class Handle, class Statement>
consteval bool require_fetch() {
    return explain<decltype(find_in_fetch<Handle, Statement>())>() &&
           !is_refused_statement<Statement>;
}
template <class Handle, class Statement>
consteval bool require_execute() {
    return explain<decltype(find_in_execute<Handle, Statement>())>() &&
           !is_refused_statement<Statement>;
}

/// A fetch that only its last resort takes: of a const handle, or of something else.
template <bool IsConst>
consteval unavailable refuse_fetch() {
    static_assert(!IsConst,
                  "lithe: reader, transaction, connection: a const one runs nothing; take it as "
                  "lithe::reader&");
    static_assert(IsConst,
                  "lithe: fetch: it takes one statement, as from<T>(); for a row by its key use "
                  "get<T>(key)");
    return {};
}

template <class Statement>
consteval auto find_available_row() {
    if constexpr (is_refused_statement<Statement>) {
        return std::optional<typename refused_rows<Statement>::type>{};
    } else if constexpr (!Statement::returns_rows) {
        return std::optional<unavailable>{};
    } else {
        return std::optional<row_of<Statement>>{};
    }
}
template <class Statement>
using available_row = typename decltype(find_available_row<Statement>())::value_type;
template <class Statement>
using available_rows = unavailable_rows<available_row<Statement>>;

template <class Range>
struct range_element {
    using type = nothing<>;
};
template <class Range>
    requires requires(Range& range) { *std::begin(range); }
struct range_element<Range> {
    using type = std::remove_cvref_t<decltype(*std::begin(std::declval<Range&>()))>;
};
/// What a range holds; nothing<> of what is none.
template <class Range>
using element_of = typename range_element<std::remove_reference_t<Range>>::type;
template <class Element, class... Behind>
using found_in_range =
    found_if<std::is_same_v<Element, nothing<>> || (sizeof...(Behind) > 0), rule::not_a_range>;

/// What insert takes for one row: an object, or one whose key of 0 is meant.
template <class Given>
struct inserted_row {
    using entity = Given;
    static constexpr key_use use = key_use::assign;
    static Given const& object(Given const& given) { return given; }
};
template <class Entity>
struct inserted_row<with_key<Entity>> {
    using entity = Entity;
    static constexpr key_use use = key_use::literal;
    static Entity const& object(with_key<Entity> const& given) { return given.object; }
};

/// What stands behind the row in insert(): the fields that are left out.
template <class Entity, class... Behind>
struct behind_insert {
    using found = finding<rule::inserted_together>;
};
template <class Entity>
struct behind_insert<Entity> {
    using found = no_finding;
    using left_out = members<>;
};
template <class Entity, auto... Members>
struct behind_insert<Entity, defaults_t<Members...>> {
    using left_out = members<Members...>;
    using found = decltype(find_in_defaults<Entity, left_out>());
};

template <class Entity>
using found_in_upsert =
    first_finding<decltype(find_key_fault<Entity>()), decltype(find_upsert_fault<Entity>())>;

}  // namespace lithe::inline v0::detail
