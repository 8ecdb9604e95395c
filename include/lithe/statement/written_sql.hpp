#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQL by hand, typed both ways: `sql<"SELECT name, age FROM users WHERE age > ?1">.as<Row>(18)`.
// The number of parameters is known from the text; columns are compared with Row when the statement
// is first prepared (sqlite/written_row.hpp).

#include <lithe/expression/parameter.hpp>
#include <lithe/meta/fixed_string.hpp>
#include <lithe/statement/finding.hpp>
#include <lithe/statement/result_column.hpp>
#include <lithe/statement/sql_scan.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <fixed_string Text>
consteval sql_scan scan_constant() {
    std::string_view names[Text.size() / 2 + 1]{};
    return scan_sql(Text.view(), names);
}
template <fixed_string Text>
inline constexpr sql_scan scan_of = scan_constant<Text>();

// A call, because compilers add lines of explanation to a comparison.
consteval bool absent(sql_fault found, sql_fault fault) {
    return found != fault;
}

/// One sentence for each reason why a text cannot be run.
template <fixed_string Text>
consteval bool require_sql() {
    using enum sql_fault;
    constexpr sql_fault found = scan_of<Text>.fault;
    static_assert(absent(found, empty), "lithe: sql: the text holds no statement; write one");
    static_assert(
        absent(found, broken),
        "lithe: sql: a quote or a parameter's name in the text does not end; mend the text");
    static_assert(absent(found, several),
                  "lithe: sql: the text holds several statements; give each a text of its own");
    static_assert(
        absent(found, control),
        "lithe: sql: BEGIN, COMMIT, ATTACH and VACUUM are not statements here; use transact() "
        "or on_open");
    static_assert(absent(found, setting),
                  "lithe: sql: a PRAGMA that sets or does something; use the options or on_open");
    static_assert(absent(found, unknown),
                  "lithe: sql: the text begins like no statement of SQL; correct its first word");
    return found == none;
}

template <int InText, int Given>
consteval bool require_all_values() {
    constexpr bool same = InText == Given;
    static_assert(same,
                  "lithe: sql: the text has another number of parameters than values are given; "
                  "give one for each");
    return same;
}

template <class Given>
inline constexpr bool is_bindable = storable<bare<Given>> || is_null_constant<Given> ||
                                    std::is_convertible_v<Given const&, char const*>;
template <class Value>
inline constexpr bool is_bindable<parameter<Value>> = true;

template <class Value>
consteval bool require_bindable() {
    constexpr bool storable_value = is_bindable<Value>;
    static_assert(storable_value,
                  "lithe: sql: a value has no stored form; convert it or specialise value_traits");
    return storable_value;
}

template <class Given>
struct plain_parameter {
    using type = parameter<typename parameter_type<Given>::type>;
};
template <class Given>
    requires is_null_constant<Given>
struct plain_parameter<Given> {
    using type = parameter<std::optional<std::int64_t>>;
};
// borrow(x)
template <class Value>
struct plain_parameter<parameter<Value>> {
    using type = parameter<Value>;
};
template <class Given>
struct written_parameter : plain_parameter<std::remove_cvref_t<Given>> {};
template <std::size_t Size>
struct written_parameter<char const (&)[Size]> {
    using type = parameter<std::string_view>;  // a literal lives for ever
};
template <std::size_t Size>
struct written_parameter<char (&)[Size]> {
    using type = parameter<std::string>;
};
template <class Given>
using written_parameter_t = typename written_parameter<Given>::type;

template <class Parameter, class Given>
constexpr Parameter make_written(Given&& given) {
    using stored = decltype(Parameter::value);
    if constexpr (std::is_same_v<std::remove_cvref_t<Given>, Parameter>) {
        return std::forward<Given>(given);
    } else if constexpr (is_null_constant<Given>) {
        return Parameter(stored());
    } else {
        return Parameter(convert_parameter<stored>(std::forward<Given>(given)));
    }
}

// ---- rows ----

/// A row whose columns are known when the statement is prepared: one value, a tuple or an
/// aggregate, by position.
template <class Row>
struct written_shape {};

template <class Row>
inline constexpr bool is_written_tuple =
    requires { std::tuple_size<Row>::value; } && !storable<bare<Row>>;

template <class Row, std::size_t... Index>
consteval bool has_stored_elements(std::index_sequence<Index...>) {
    return (storable<bare<std::tuple_element_t<Index, Row>>> && ...);
}
template <class Row, std::size_t... Index>
consteval bool has_stored_fields(std::index_sequence<Index...>) {
    return (storable<bare<field_type<Row, Index>>> && ...);
}

/// A row that only the header of its reader knows; sqlite/named_row.hpp has one.
template <class Row>
inline constexpr bool reads_itself = false;

enum class row_fault : unsigned char { none, no_row, field };
template <class Row>
consteval row_fault find_row_fault() {
    if constexpr (storable<bare<Row>> || std::is_void_v<Row> || reads_itself<Row>) {
        return row_fault::none;
    } else if constexpr (is_written_tuple<Row>) {
        return has_stored_elements<Row>(std::make_index_sequence<std::tuple_size_v<Row>>{})
                   ? row_fault::none
                   : row_fault::field;
    } else if constexpr (reflectable<Row>) {
        return has_stored_fields<Row>(field_indices<Row>{}) ? row_fault::none : row_fault::field;
    } else {
        return row_fault::no_row;
    }
}

template <class Row>
consteval bool require_row() {
    constexpr row_fault found = find_row_fault<Row>();
    constexpr bool row = found != row_fault::no_row;
    static_assert(row, "lithe: sql: .as<Row>() takes an aggregate, a tuple or one value; name one");
    constexpr bool fields = found != row_fault::field;
    static_assert(fields, "lithe: sql: a field of the row has no stored form; change its type");
    return found == row_fault::none;
}
template <bool Returns>
consteval bool require_returned_rows() {
    static_assert(
        Returns,
        "lithe: sql: .as<Row>() on a statement without rows; add RETURNING or leave .as out");
    return Returns;
}

template <class Row>
struct written_rows {
    using shape = written_shape<Row>;
    using row_type = Row;
};
template <>
struct written_rows<void> {};

/// What stands where a mistake was explained: it compiles, but there is nothing to run.
struct refused_sql {
    static constexpr bool writes = false;
    static constexpr bool returns_rows = true;
    static constexpr void write(sql_writer&) {}
};

}  // namespace detail

/// A statement of a constant text with its values; its rows are `Row`, or none for void.
///
/// Lifetime: as a query's: it owns its values, but for literals and borrow().
template <fixed_string Text, class Row, class... Parameters>
struct written_statement {
    using rows = detail::written_rows<Row>;
    static constexpr bool writes = detail::scan_of<Text>.writes;
    static constexpr bool returns_rows = !std::is_void_v<Row>;

    LITHE_NO_UNIQUE_ADDRESS detail::value_pack<Parameters...> values;

    static constexpr std::string_view text = Text.view();
    [[nodiscard]] static constexpr std::string_view sql() { return text; }
    [[nodiscard]] static constexpr bool changes_rows() {
        return detail::scan_of<Text>.changes_rows;
    }
    static constexpr void write(sql_writer& out) { out.text(text); }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        detail::bind_pack(sink, values);
    }
};

/// What `sql<"...">` is: a text, which becomes a statement by its values.
template <fixed_string Text>
struct written_sql {
    using rows = detail::written_rows<int>;
    static constexpr bool writes =
        detail::scan_of<Text>.writes || detail::scan_of<Text>.fault != detail::sql_fault::none;
    static constexpr bool returns_rows = true;
    static constexpr void write(sql_writer&) {}
    /// Asked by the call that would run it.
    friend consteval auto find_in_whole(written_sql*) {
        return detail::finding<detail::rule::values_missing>{};
    }

    /// With rows of `Row` (one value, a tuple or an aggregate, filled by position) and a value for
    /// each parameter, in the order of their numbers (names: in the order of their first places).
    ///
    /// Errors: schema_error at the first run on a connection when the columns do not fit `Row`:
    /// their number, their names (of an aggregate's fields, where a column has one), their types.
    template <class Row, class... Values>
    [[nodiscard]] constexpr auto as(Values&&... given) const {
        constexpr bool good = std::is_void_v<Row> || detail::scan_of<Text>.returns_rows;
        constexpr int count = static_cast<int>(sizeof...(Values));
        if constexpr (!detail::require_sql<Text>() || !detail::require_row<Row>() ||
                      !detail::require_returned_rows<good>() ||
                      !detail::require_all_values<detail::scan_of<Text>.parameters, count>() ||
                      !(detail::require_bindable<std::remove_cvref_t<Values>>() && ...)) {
            return detail::refused_sql{};
        } else {
            return make<Row>(std::forward<Values>(given)...);
        }
    }

    /// Without rows, for execute().
    template <class... Values>
    [[nodiscard]] constexpr auto operator()(Values&&... given) const {
        constexpr int count = static_cast<int>(sizeof...(Values));
        if constexpr (!detail::require_sql<Text>() ||
                      !detail::require_all_values<detail::scan_of<Text>.parameters, count>() ||
                      !(detail::require_bindable<std::remove_cvref_t<Values>>() && ...)) {
            return detail::refused_sql{};
        } else {
            return make<void>(std::forward<Values>(given)...);
        }
    }

private:
    template <class Row, class... Values>
    static constexpr auto make(Values&&... given) {
        return written_statement<Text, Row, detail::written_parameter_t<Values>...>{
            detail::make_pack(detail::make_written<detail::written_parameter_t<Values>>(
                std::forward<Values>(given))...)};
    }
};

/// SQL by hand: `db.fetch_all(sql<"SELECT name FROM users WHERE age > ?1">.as<std::string>(18))`,
/// `tx.execute(sql<"DELETE FROM users WHERE age < ?1">(0))`. A read or a write by its text, which
/// SQLite confirms when it is prepared; transactions, ATTACH and settings are refused.
template <fixed_string Text>
inline constexpr written_sql<Text> sql{};

}  // namespace lithe::inline v0
