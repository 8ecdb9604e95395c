#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Full-text tables in a history: create_fts5(), drop_fts5(), rebuild_fts5(). With m::content() the
// texts stay in another table, and the triggers that keep the index in step come and go with it,
// under the names that lithe's own fts5() descriptor gives them.

#include <lithe/migrations/operation.hpp>

#include <string_view>

namespace lithe::inline v0::migrations {
namespace detail {

constexpr clause<1> fts_option(std::string_view name, std::string_view value) {
    record head = leaf(part::fts_option, name).list[0];
    head.other = value;
    return {tree<1>{{head}}};
}

/// A column, by its name, or an option.
template <class Part>
constexpr auto as_fts_part(Part const& given) {
    if constexpr (named_part<Part>)
        return leaf(part::column_name, std::string_view(given));
    else
        return given.nodes;
}

}  // namespace detail

/// The texts are those of `table`, in columns of the same names; `key` is its INTEGER PRIMARY KEY.
constexpr auto content(std::string_view table, std::string_view key) {
    detail::record head = detail::leaf(detail::part::fts_content, table).list[0];
    head.other = key;
    return detail::clause<1>{detail::tree<1>{{head}}};
}
/// FTS5's tokenizer: `m::tokenize("porter unicode61")`.
constexpr auto tokenize(std::string_view tokenizer) {
    return detail::fts_option("tokenize", tokenizer);
}
/// Indexes for prefixes of these many characters: `m::prefix_lengths("2 3")`.
constexpr auto prefix_lengths(std::string_view lengths) {
    return detail::fts_option("prefix", lengths);
}
/// A column that is kept and not searched.
constexpr auto unindexed(std::string_view column) {
    detail::record head = detail::leaf(detail::part::column_name, column).list[0];
    head.other = "UNINDEXED";
    return detail::clause<1>{detail::tree<1>{{head}}};
}

/// CREATE VIRTUAL TABLE … USING fts5: names of columns, and the options above. Existing texts of
/// the content table are indexed.
template <class... Parts>
constexpr auto create_fts5(std::string_view name, Parts const&... parts) {
    return detail::make_operation(detail::part::create_fts5, {}, name,
                                  detail::as_fts_part(parts)...);
}
/// Drops a full-text table with m::content(), whose texts are elsewhere, and its triggers. One that
/// keeps its own texts is a table: `m::drop_table(name, m::lossy(why))`.
constexpr auto drop_fts5(std::string_view name) {
    return detail::make_operation(detail::part::drop_fts5, {}, name);
}
/// Indexes the texts of the content table anew.
constexpr auto rebuild_fts5(std::string_view name) {
    return detail::make_operation(detail::part::rebuild_fts5, {}, name);
}

}  // namespace lithe::inline v0::migrations
