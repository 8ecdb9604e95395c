#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Functions that give rows, in FROM and JOIN under a name: json_each<"tag", std::string>(column)
// and json_tree of a document, generate_series<"n">(1, 10). Their arguments may name the tables
// before them; a join of one needs no condition. https://www.sqlite.org/json1.html#jeach

#include <lithe/expression/json.hpp>
#include <lithe/statement/from_item.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

/// A row of json_each and json_tree. `Key` is std::int64_t for the elements of an array and
/// std::string for the members of an object; what is of another type than `Key` or `Value` throws
/// conversion_error when it is read.
template <class Value, class Key = std::int64_t>
struct json_element {
    std::optional<Key> key{};      ///< NULL of the document itself
    std::optional<Value> value{};  ///< of JSON's null, NULL; of an array or object its JSON
    std::string type{};            ///< null, true, false, integer, real, text, array or object
    std::optional<Value> atom{};   ///< the value, NULL of an array or object
    std::int64_t id = 0;           ///< unlike that of all other rows
    std::optional<std::int64_t> parent{};  ///< the id of what holds it; json_tree only
    std::string fullkey{};                 ///< the path to it
    std::string path{};                    ///< the path to what holds it
};

/// A row of generate_series.
struct series_element {
    std::int64_t value = 0;
};

namespace detail {

/// `Function(arguments) AS "Name"`; what its kinds share.
template <fixed_string Name, class Row, class Function, class... Arguments>
struct table_function {
    static constexpr bool names_source = true;
    static constexpr bool is_item = true;
    static constexpr bool sound = true;
    static constexpr bool parameters = any_has_parameters<type_list<Arguments...>>;
    static constexpr unsigned inside = summary_of_all<type_list<Arguments...>>;
    using entity = Row;
    using source = alias_source<Row, Name>;
    using arguments = type_list<Arguments...>;

    LITHE_NO_UNIQUE_ADDRESS value_pack<Arguments...> list;

    /// Its columns, as those of an alias.
    template <auto Member>
    constexpr auto operator[](column<Member>) const {
        if constexpr (require_column_of_alias<Row, column<Member>>()) {
            return aliased_column<Name, Member>{};
        } else {
            return column<nullptr>{};
        }
    }

    static constexpr void write_declaration(sql_writer& out) {
        out.text(Function::name);
        out.put('(');
        comma separate{out};
        ((separate(), Arguments::write(out)), ...);
        Function::close(out);
        out.text(" AS ");
        out.identifier(Name.view());
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_pack(sink, list);
    }
};

template <fixed_string Name, class Row, class Function, class Document>
struct json_rows : table_function<Name, Row, Function, Document> {
    static constexpr auto key() { return aliased_column<Name, &Row::key>{}; }
    static constexpr auto value() { return aliased_column<Name, &Row::value>{}; }
    static constexpr auto type() { return aliased_column<Name, &Row::type>{}; }
    static constexpr auto atom() { return aliased_column<Name, &Row::atom>{}; }
    static constexpr auto id() { return aliased_column<Name, &Row::id>{}; }
    static constexpr auto parent() { return aliased_column<Name, &Row::parent>{}; }
    static constexpr auto fullkey() { return aliased_column<Name, &Row::fullkey>{}; }
    static constexpr auto path() { return aliased_column<Name, &Row::path>{}; }
};
template <fixed_string Name, class Function, class... Bounds>
struct series_rows : table_function<Name, series_element, Function, Bounds...> {
    static constexpr auto value() { return aliased_column<Name, &series_element::value>{}; }
};

template <class... Nodes>
consteval void require_whole_bounds() {
    constexpr bool whole = (is_whole_node<Nodes> && ...);
    static_assert(
        whole,
        "lithe: generate_series(): a bound is no whole number; give whole start, stop and "
        "step");
}

template <bool Tree, fixed_string Path>
struct json_rows_function {
    static constexpr std::string_view name = Tree ? "json_tree" : "json_each";
    static constexpr void close(sql_writer& out) {
        if (Path.view() != "$") {
            out.text(", ");
            out.string_literal(Path.view());
        }
        out.put(')');
    }
};
struct series_function {
    static constexpr std::string_view name = "generate_series";
    static constexpr void close(sql_writer& out) { out.put(')'); }
};

template <bool Tree, fixed_string Name, class Row, fixed_string Path, class Given>
constexpr auto make_json_rows(Given&& document) {
    auto node = as_operand<text_context>(std::forward<Given>(document));
    using rows = json_rows<Name, Row, json_rows_function<Tree, Path>, decltype(node)>;
    return rows{{make_pack<decltype(node)>(std::move(node))}};
}

}  // namespace detail

/// The elements of an array, or the members of an object, one level deep:
/// `from<Post>().join(tags).where(tags.value() == "sql")`. A value that is neither is one row, NULL
/// none. `Path` says where in the document it is. Errors: json_error of what is no JSON.
template <fixed_string Name, class Value, class Key = std::int64_t, fixed_string Path = "$",
          class Document>
[[nodiscard]] constexpr auto json_each(Document&& document) {
    detail::require_json_document<detail::operand_t<Document, detail::text_context>>();
    detail::require_json_paths<Path>();
    static_cast<void>(detail::require_json_result<Value>());
    return detail::make_json_rows<false, Name, json_element<Value, Key>, Path>(
        std::forward<Document>(document));
}
/// The document and all that is in it, however deep.
template <fixed_string Name, class Value, class Key = std::int64_t, fixed_string Path = "$",
          class Document>
[[nodiscard]] constexpr auto json_tree(Document&& document) {
    detail::require_json_document<detail::operand_t<Document, detail::text_context>>();
    detail::require_json_paths<Path>();
    static_cast<void>(detail::require_json_result<Value>());
    return detail::make_json_rows<true, Name, json_element<Value, Key>, Path>(
        std::forward<Document>(document));
}
/// start, start + step, … up to stop; without `step` by 1. An extension that SQLite's shell has:
/// elsewhere missing_feature, and a recursive_cte() does the same.
template <fixed_string Name, class Start, class Stop, class... Step>
    requires(sizeof...(Step) <= 1)
[[nodiscard]] constexpr auto generate_series(Start&& start, Stop&& stop, Step&&... step) {
    using context = detail::integer_context;
    detail::require_whole_bounds<detail::operand_t<Start, context>,
                                 detail::operand_t<Stop, context>,
                                 detail::operand_t<Step, context>...>();
    return [](auto... bounds) {
        return detail::series_rows<Name, detail::series_function, decltype(bounds)...>{
            {detail::make_pack<decltype(bounds)...>(std::move(bounds)...)}};
    }(detail::as_operand<context>(std::forward<Start>(start)),
           detail::as_operand<context>(std::forward<Stop>(stop)),
           detail::as_operand<context>(std::forward<Step>(step))...);
}

}  // namespace lithe::inline v0
