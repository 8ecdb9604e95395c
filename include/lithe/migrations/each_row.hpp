#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// m::each_row<v1::User>("user", "r1", [](v1::User& user) { … }): a change of rows in C++. The
// struct is the table's as it was at that step, kept beside the history, and is checked there; the
// code is no part of a digest, so that its author labels it.

#include <lithe/migrations/operation.hpp>
#include <lithe/migrations/rebuild.hpp>
#include <lithe/sqlite/bind.hpp>
#include <lithe/sqlite/row.hpp>
#include <lithe/statement/entity.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations {
namespace detail {

/// What the code of a step is given when it runs.
struct row_context {
    sqlite3* db;
    std::string table;
    reporter const& tell;
    bool may_delete = false;  // m::lossy() was given
};

/// Goes over a table in the order of its primary key, some rows at a time, so that what is written
/// is not what is read.
template <class Row>
class row_walk {
    using key = lithe::detail::key_of<Row>;
    using others = lithe::detail::fields_without<Row, key>;

public:
    explicit row_walk(row_context& context)
        : context_(context), limit_(" LIMIT " + std::to_string(context.tell.chunk_rows())) {}

    template <class Function>
    void run(Function const& change) {
        std::string const table = "main." + sql_quoted(context_.table);
        std::string const keys = joined(key{}, "");
        std::string const from =
            "SELECT " + joined(lithe::detail::field_indices<Row>{}, "") + " FROM " + table;
        std::string const order = " ORDER BY " + keys + limit_;
        statement first(context_.db, from + order);
        statement next(context_.db, from + " WHERE (" + keys + ") > (" + marks() + ")" + order);
        // OR ABORT: a constraint's own ON CONFLICT IGNORE would leave a row as it was.
        statement update(context_.db, "UPDATE OR ABORT " + table + " SET " +
                                          (others::size() == 0 ? joined(key{}, " = ?")
                                                               : joined(others{}, " = ?")) +
                                          " WHERE " + condition(key{}));
        std::int64_t const total = ask(context_.db, "SELECT count(*) FROM " + table);
        std::int64_t done = 0;
        std::vector<Row> rows = read(first);
        while (!rows.empty()) {
            Row const last = rows.back();
            for (Row& row : rows)
                write(update, row, change);
            done += static_cast<std::int64_t>(rows.size());
            context_.tell.tell(phase::copy, context_.table, done, total);
            next.reset();
            bind(next, last, key{});
            rows = read(next);  // while `last` is there: its texts are bound where they are
        }
    }

private:
    static std::string name(std::size_t at) {
        return sql_quoted(lithe::detail::column_names<Row>[at]);
    }
    template <std::size_t... Index>
    static std::string joined(std::index_sequence<Index...>, std::string const& behind) {
        std::string out;
        ((out += (out.empty() ? "" : ", ") + name(Index) + behind), ...);
        return out;
    }
    template <std::size_t... Index>
    static std::string condition(std::index_sequence<Index...>) {
        std::string out;
        ((out += (out.empty() ? "" : " AND ") + name(Index) + " = ?"), ...);
        return out;
    }
    static std::string marks() {
        std::string out;
        for (std::size_t at = 0; at < key::size(); ++at)
            out += at == 0 ? "?" : ", ?";
        return out;
    }
    template <std::size_t... Index>
    static bool same_key(Row const& left, Row const& right, std::index_sequence<Index...>) {
        return ((lithe::detail::get_field<Index>(left) == lithe::detail::get_field<Index>(right)) &&
                ...);
    }

    // A value that does not fit its field says which table; SQLite's own errors say their SQL.
    template <class Work>
    void guarded(Work&& work) {
        try {
            work();
        } catch (lithe::detail::value_fault const& fault) {
            refuse("m::each_row(): a value of table " + context_.table + " is " + fault.found +
                   " where the struct wants " + std::string(fault.expected));
        }
    }
    template <std::size_t... Index>
    void bind(statement& to, Row const& row, std::index_sequence<Index...>) {
        lithe::detail::bound_ranges ranges;
        lithe::detail::binder binder(to.native(), ranges);
        guarded([&] {
            (lithe::detail::bind_field<Row, Index>(binder, lithe::detail::get_field<Index>(row)),
             ...);
        });
    }
    template <std::size_t... Left, std::size_t... Right>
    void bind_update(statement& to, Row const& row, Row const& old, std::index_sequence<Left...>,
                     std::index_sequence<Right...>) {
        lithe::detail::bound_ranges ranges;
        lithe::detail::binder binder(to.native(), ranges);
        guarded([&] {
            (lithe::detail::bind_field<Row, Left>(binder, lithe::detail::get_field<Left>(row)),
             ...);
            (lithe::detail::bind_field<Row, Right>(binder, lithe::detail::get_field<Right>(old)),
             ...);
        });
    }
    std::vector<Row> read(statement& from) {
        std::vector<Row> rows;
        require_inside(context_.db);
        guarded([&] {
            while (from.step()) {
                lithe::detail::row_values values(from.native());
                rows.push_back(lithe::detail::read_entity<Row>(values, 0));
            }
        });
        from.reset();
        return rows;
    }
    template <class Function>
    void write(statement& update, Row& row, Function const& change) {
        Row const old = row;
        change(row);
        if (!same_key(row, old, key{}))
            refuse("m::each_row(): the function changes the key of a row of table " +
                   context_.table);
        if constexpr (others::size() > 0) {
            require_inside(context_.db);
            bind_update(update, row, old, others{}, key{});
            update.step();
            update.reset();
        }
    }

    row_context& context_;
    std::string limit_;
};

template <class Row, class Function>
void run_each_row(row_context& context) {
    if constexpr (lithe::detail::key_of<Row>::size() > 0)
        row_walk<Row>(context).run(Function{});
}

template <class Row, std::size_t... Index, std::size_t... Key>
constexpr auto row_columns(std::index_sequence<Index...>, std::index_sequence<Key...>) {
    auto const one = [](std::string_view name, storage_class type, bool nullable) {
        tree<1> made = leaf(part::ref, name);
        made.list[0].type = type;
        made.list[0].flags = nullable ? flag_nullable : std::uint8_t{0};
        return made;
    };
    return join(
        one(lithe::detail::column_names<Row>[Index], lithe::detail::field_storage<Row, Index>,
            lithe::detail::is_optional<lithe::detail::field_type<Row, Index>>)...,
        leaf(part::column_name, lithe::detail::column_names<Row>[Key])...);
}

template <class Row, class Function>
consteval bool require_row_function() {
    constexpr bool plain = std::is_empty_v<Function> && std::is_default_constructible_v<Function> &&
                           std::is_invocable_v<Function const&, Row&>;
    static_assert(
        plain,
        "lithe: m::each_row(): the function captures something or takes no such row; give "
        "a lambda without captures");
    return plain;
}

}  // namespace detail

/// Calls the function with each row and writes back what it made of it; the key stays. `revision`
/// says which code it is: change it with the code. `Row` has the types that the columns have at
/// that step, and may leave out some; triggers of the table run as for any UPDATE.
/// Errors: what the function throws, with which the migration is undone.
template <class Row, class Function>
constexpr auto each_row(std::string_view table, std::string_view revision, Function) {
    if constexpr (lithe::detail::require_schema<Row>() &&
                  detail::require_row_function<Row, Function>()) {
        detail::record head = detail::leaf(detail::part::each_row, table).list[0];
        head.other = revision;
        head.code = &detail::run_each_row<Row, Function>;
        auto nodes =
            detail::node(head, detail::row_columns<Row>(lithe::detail::field_indices<Row>{},
                                                        lithe::detail::key_of<Row>{}));
        return detail::operation<nodes.size>{nodes};
    } else {
        return detail::operation<1>{};
    }
}

}  // namespace lithe::inline v0::migrations
