#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a build of SQLite may be without: functions and modules that are compiled in on request or
// came with a later version. lithe learns of it when a statement is prepared, and says how to mend
// it.

#include <lithe/sqlite/error.hpp>

#include <cstddef>
#include <string_view>

namespace lithe::inline v0 {

/// The statement needs a function, a module or syntax that this library of SQLite does not have.
class missing_feature : public error {
public:
    using error::error;
};

namespace detail {

struct feature {
    std::string_view names;  ///< between blanks
    std::string_view remedy;
};
inline constexpr feature missing_functions[] = {
    {" acos acosh asin asinh atan atan2 atanh ceil cos cosh degrees exp floor ln log log2 mod pi "
     "pow radians sin sinh sqrt tan tanh trunc ",
     "build it with SQLITE_ENABLE_MATH_FUNCTIONS"},
    {" REGEXP regexp ", "give the connection a function regexp(pattern, text)"},
    {" unhex ", "it came with 3.41"},
    {" octet_length timediff ", "it came with 3.43"},
    {" concat_ws ", "it came with 3.44"},
    {" bm25 highlight snippet ", "build it with SQLITE_ENABLE_FTS5"},
};
inline constexpr feature missing_modules[] = {
    {" fts5 fts5vocab ", "build it with SQLITE_ENABLE_FTS5"},
    {" rtree rtree_i32 ", "build it with SQLITE_ENABLE_RTREE"},
    {" generate_series ", "it is an extension of SQLite's shell: load or link series.c"},
    {" dbstat ", "build it with SQLITE_ENABLE_DBSTAT_VTAB"},
};

constexpr bool has_word(std::string_view words, std::string_view word) {
    if (word.empty() || word.find(' ') != word.npos)
        return false;
    // Between blanks: "sin" is in "asin", too.
    for (std::size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1))
        if (at > 0 && words[at - 1] == ' ' && words[at + word.size()] == ' ')
            return true;
    return false;
}

/// What is to be done where SQLite's message says that a feature is missing; else empty.
inline std::string_view remedy_of(std::string_view message) {
    if (message == R"(near "ORDER": syntax error)" && sqlite3_libversion_number() < 3'044'000)
        return "ORDER BY inside an aggregate came with 3.44";
    std::size_t const end = message.find(": ");
    if (!message.starts_with("no such ") || end == message.npos)
        return {};
    std::string_view const kind = message.substr(8, end - 8);
    std::string_view const name = message.substr(end + 2);
    if (kind == "function") {
        for (feature const& each : missing_functions)
            if (has_word(each.names, name))
                return each.remedy;
    } else if (kind == "module" || kind == "table") {
        // A table-valued function that is not there reads as a table.
        for (feature const& each : missing_modules)
            if (has_word(each.names, name))
                return each.remedy;
    }
    return {};
}

}  // namespace detail
}  // namespace lithe::inline v0
