#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The rows of SQL by hand: compared with the columns when SQLite has prepared the statement, and
// read by position. A column of a table has a declared type, a name is compared where it is one.

#include <lithe/sqlite/run.hpp>
#include <lithe/statement/affinity.hpp>
#include <lithe/statement/written_sql.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__clang__)
#pragma clang diagnostic push
// The columns of an embedded struct fill it without braces of its own.
#pragma clang diagnostic ignored "-Wmissing-braces"
#endif

namespace lithe::inline v0::detail {

template <class Statement>
    requires std::is_base_of_v<refused_sql, Statement>
inline constexpr bool is_refused_statement<Statement> = true;

/// What a field of a row takes; without a name it takes a column of any.
struct row_field {
    std::string_view name{};
    storage_class type = storage_class::none;
};

template <class Row, std::size_t... Index>
consteval std::array<row_field, sizeof...(Index)> fields_of_row(std::index_sequence<Index...>) {
    if constexpr (is_written_tuple<Row>) {
        return {row_field{{}, storage_class_of<bare<std::tuple_element_t<Index, Row>>>()}...};
    } else if constexpr (has_schema<Row>) {
        return {row_field{column_names<Row>[Index], field_storage<Row, Index>}...};
    } else {
        return {row_field{field_names<Row>[Index],
                          storage_class_of<bare<field_type<Row, Index>>>()}...};
    }
}
template <class Row>
consteval auto make_row_fields() {
    if constexpr (std::is_void_v<Row> || reads_itself<Row>) {
        return std::array<row_field, 1>{};
    } else if constexpr (storable<bare<Row>>) {
        return std::array<row_field, 1>{row_field{{}, storage_class_of<bare<Row>>()}};
    } else if constexpr (is_written_tuple<Row>) {
        return fields_of_row<Row>(std::make_index_sequence<std::tuple_size_v<Row>>{});
    } else {
        return fields_of_row<Row>(field_indices<Row>{});
    }
}
template <class Row>
inline constexpr auto row_fields = make_row_fields<Row>();

// `age`, but not `age + 1`, `count(*)` or `NULL`, which are what SQLite calls an expression.
inline bool is_plain_name(std::string_view name) {
    sql_tokens tokens(name);
    sql_token const first = tokens.next();
    return first.kind == token_kind::word && tokens.next().kind == token_kind::end &&
           !first.is("NULL") && !first.is("TRUE") && !first.is("FALSE");
}

/// What a column declared so holds; none where anything may be in it.
inline storage_class declared_class(char const* declared) {
    std::string_view const type = declared == nullptr ? "" : declared;
    switch (affinity_of(type)) {
        case affinity::integer:
            return storage_class::integer;
        case affinity::text:
            return storage_class::text;
        case affinity::real:
            return storage_class::real;
        case affinity::blob:
            return type.empty() ? storage_class::none : storage_class::blob;
        default:
            return storage_class::none;
    }
}

inline void compare_row_column(sqlite3_stmt* prepared, int at, row_field const& field,
                               std::vector<std::string>& mismatches) {
    char const* const name = sqlite3_column_name(prepared, at);
    if (name == nullptr)
        throw std::bad_alloc();
    std::string const place = "column " + std::to_string(at + 1) + " (" + name + ")";
    if (!field.name.empty() && is_plain_name(name) && !same_name(name, field.name))
        mismatches.push_back(place + ": the field in its place is " + std::string(field.name) +
                             "; reorder, or write AS " + std::string(field.name));
    char const* const declared = sqlite3_column_decltype(prepared, at);
    storage_class const type = declared_class(declared);
    bool const widened = type == storage_class::integer && field.type == storage_class::real;
    if (type != storage_class::none && field.type != storage_class::none && type != field.type &&
        !widened)
        mismatches.push_back(place + ": its type is " + declared + ", the field takes " +
                             std::string(type_words(field.type)));
}

/// Errors: schema_error that lists all differences.
inline void confirm_row(sqlite3_stmt* prepared, statement_facts const& facts,
                        row_field const* fields, std::size_t count) {
    std::vector<std::string> mismatches;
    int const columns = sqlite3_column_count(prepared);
    if (static_cast<std::size_t>(columns) != count) {
        mismatches.push_back("the statement has columns: " + std::to_string(columns) +
                             "; the row: " + std::to_string(count));
    } else {
        for (int at = 0; at < columns; ++at)
            compare_row_column(prepared, at, fields[at], mismatches);
    }
    if (!mismatches.empty())
        throw schema_error(std::move(mismatches), sql_of_facts(facts));
}

/// A text that looks like a query and writes would run on a connection that cannot write, or be
/// seen by nobody who waits for writes. Of a PRAGMA the scan has seen that it only tells; SQLite
/// says of some, such as `PRAGMA journal_mode`, that they may write whether a value is there or
/// not.
inline void confirm_reading(sqlite3_stmt* prepared, statement_facts const& facts) {
    if (!facts.writes && sqlite3_stmt_readonly(prepared) == 0 &&
        !sql_tokens(sql_of_facts(facts)).next().is("PRAGMA"))
        throw error("lithe: sql: the statement writes, though its text begins like a query",
                    SQLITE_OK, sql_of_facts(facts));
}

template <class Row>
void confirm_written(sqlite3_stmt* prepared, statement_facts const& facts) {
    confirm_reading(prepared, facts);
    if constexpr (!std::is_void_v<Row> && !reads_itself<Row>)
        confirm_row(prepared, facts, row_fields<Row>.data(), row_fields<Row>.size());
}

template <fixed_string Text, class Row, class... Parameters, class Other>
struct facts_of<written_statement<Text, Row, Parameters...>, Other> {
    static constexpr statement_facts value{.text = Text.characters,
                                           .size = Text.size(),
                                           .writes = scan_of<Text>.writes,
                                           .confirm = &confirm_written<Row>};
};

template <class Row>
struct row_reader<written_shape<Row>> {
    template <class Read>
    static Read read(row_values& row) {
        if constexpr (storable<bare<Row>>) {
            return read_at<type_list<>, Row>(row, 0);
        } else if constexpr (is_written_tuple<Row>) {
            return read_elements(row, std::make_index_sequence<std::tuple_size_v<Row>>{});
        } else {
            return read_fields_in(row, field_indices<Row>{});
        }
    }

private:
    template <std::size_t... Index>
    static Row read_elements(row_values& row, std::index_sequence<Index...>) {
        return Row{read_at<type_list<>, std::tuple_element_t<Index, Row>>(
            row, static_cast<int>(Index))...};
    }
    template <std::size_t... Index>
    static Row read_fields_in(row_values& row, std::index_sequence<Index...>) {
        if constexpr (has_schema<Row>) {
            return read_entity<Row>(row, 0);
        } else {
            return Row{
                read_at<type_list<>, field_type<Row, Index>>(row, static_cast<int>(Index))...};
        }
    }
};

template <class Row>
column_origin origin_of(written_shape<Row>, std::size_t index) {
    if constexpr (storable<bare<Row>> || reads_itself<Row>) {
        static_cast<void>(index);
        return {};
    } else {
        return {{}, row_fields<Row>[index].name};
    }
}

}  // namespace lithe::inline v0::detail

#if defined(__clang__)
#pragma clang diagnostic pop
#endif
