#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// `.declared("VARCHAR(50)")`: which words SQLite takes for a type, and whether values of a C++ type
// stay in such a column what they are. Source: https://www.sqlite.org/datatype3.html

#include <lithe/migrations/sql_token.hpp>
#include <lithe/statement/affinity.hpp>
#include <lithe/value/value_traits.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// A word with which a column's constraints begin, and so its type ends.
constexpr bool begins_constraint(token const& one) {
    constexpr std::string_view words[] = {"CONSTRAINT", "PRIMARY", "NOT",      "NULL",
                                          "UNIQUE",     "CHECK",   "DEFAULT",  "COLLATE",
                                          "REFERENCES", "AS",      "GENERATED"};
    for (std::string_view const word : words)
        if (one.is(word))
            return true;
    return false;
}

/// `VARCHAR (50)`, `decimal(10, 2)`, `integer unsigned`, or nothing.
constexpr bool is_type_name(std::string_view words) {
    std::vector<token> const list = tokens_of(words);
    auto const is_name = [](token const& one) {
        return (one.kind == token_kind::word || one.kind == token_kind::name) &&
               !begins_constraint(one);
    };
    std::size_t at = 0;
    while (at < list.size() && is_name(list[at]))
        ++at;
    if (at == list.size())
        return true;
    // A length, or two.
    bool const one = list.size() == at + 3;
    bool const two =
        list.size() == at + 5 && list[at + 2].is(",") && list[at + 3].kind == token_kind::number;
    return at > 0 && (one || two) && list[at].is("(") && list.back().is(")") &&
           list[at + 1].kind == token_kind::number;
}

/// Source: https://www.sqlite.org/stricttables.html
constexpr bool is_strict_type(std::string_view type) {
    for (std::string_view const one : {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"})
        if (same_name(one, type))
            return true;
    return false;
}

/// Dates, documents and UUIDs are texts in columns that SQLite has numbers in mind for. What looks
/// like a number becomes one there: no date and no UUID does, and of JSON only a number alone.
constexpr bool is_text_by_name(std::string_view type) {
    for (std::string_view const letters : {"DATE", "TIME", "JSON", "UUID", "GUID"})
        if (lithe::detail::has_letters(type, letters))
            return true;
    return false;
}

/// Whether what a program stores as `kind` is read back as such from a column of that type.
constexpr bool stays_in(lithe::detail::storage_class kind, std::string_view type, bool strict) {
    using lithe::detail::affinity;
    using held = lithe::detail::storage_class;
    if (strict && same_name(type, "ANY"))
        return true;
    switch (lithe::detail::affinity_of(type)) {
        case affinity::integer:
            return kind == held::integer || (kind == held::real && !strict);
        case affinity::text:
            return kind == held::text;
        case affinity::blob:
            return !strict || kind == held::blob;
        case affinity::real:
            return kind == held::real;
        default:
            return kind != held::any && (kind != held::text || is_text_by_name(type));
    }
}

}  // namespace lithe::inline v0::migrations::detail
