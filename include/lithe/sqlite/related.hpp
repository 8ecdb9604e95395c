#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Fetching rows with those that belong to them: the query, and one statement for each relation over
// the keys of all its rows. Its rows come with the position of their key, so that nothing is
// searched when they are given to the rows they belong to.

#include <lithe/sqlite/stream.hpp>
#include <lithe/statement/related_statement.hpp>

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0::detail {

/// One snapshot for several statements: a transaction, unless there is one.
class read_scope {
public:
    explicit read_scope(session& on) : on_(on), begun_(!on.in_transaction()) {
        if (begun_)
            on_.begin(false);
    }
    read_scope(read_scope const&) = delete;
    read_scope& operator=(read_scope const&) = delete;
    ~read_scope() {
        if (begun_)
            on_.rollback();
    }
    void end() {
        if (std::exchange(begun_, false))
            on_.commit();
    }

private:
    session& on_;
    bool begun_;
};

template <class Row>
void give_related(std::vector<Row>& to, Row&& row) {
    to.push_back(std::move(row));
}
template <class Row>
void give_related(std::optional<Row>& to, Row&& row) {
    to.emplace(std::move(row));
}

// ---- the order of a key ----

template <class Field>
int compare_keys(Field const& left, Field const& right) {
    if constexpr (has_value_traits<Field>) {
        using traits = value_traits<Field>;
        return compare_keys(traits::to_storage(left), traits::to_storage(right));
    } else {
        return left < right ? -1 : left == right ? 0 : 1;
    }
}
template <class Entity, std::size_t... Key>
bool is_key_before(Entity const& left, Entity const& right, std::index_sequence<Key...>) {
    int order = 0;
    static_cast<void>(
        ((order = compare_keys(get_field<Key>(left), get_field<Key>(right)), order != 0) || ...));
    return order < 0;
}
template <class Entity, class Row>
Entity const& entity_in(Row const& row) {
    if constexpr (std::is_same_v<Entity, Row>) {
        return row;
    } else {
        return std::get<0>(row);
    }
}
template <class Entity, class Row>
bool is_row_before(Row const& left, Row const& right) {
    return is_key_before(entity_in<Entity>(left), entity_in<Entity>(right), key_of<Entity>{});
}

/// In place; an index of the foreign key alone gives them in order already.
template <class Entity, class Row>
void put_in_order(std::vector<Row>& rows) {
    std::size_t sorted = 1;
    while (sorted < rows.size() && !is_row_before<Entity>(rows[sorted], rows[sorted - 1]))
        ++sorted;
    if (sorted >= rows.size())
        return;
    auto const sift = [&](std::size_t root, std::size_t end) {  // of a heap
        for (std::size_t child = 2 * root + 1; child < end; child = 2 * root + 1) {
            if (child + 1 < end && is_row_before<Entity>(rows[child], rows[child + 1]))
                ++child;
            if (!is_row_before<Entity>(rows[root], rows[child]))
                return;
            std::swap(rows[root], rows[child]);
            root = child;
        }
    };
    for (std::size_t root = rows.size() / 2; root-- > 0;)
        sift(root, rows.size());
    for (std::size_t end = rows.size() - 1; end > 0; --end) {
        std::swap(rows[0], rows[end]);
        sift(0, end);
    }
}

// ---- loading ----

template <class Entity, class... Relations>
std::vector<loaded_t<Entity, Relations...>> load_related(session& on, std::vector<Entity> rows);

/// Reads the rows of a relation and gives them to element `Index` of the loaded rows.
template <std::size_t Index, cardinality Count, class Members, class... Nested, class Loaded>
void load_relation(session& on, std::vector<Loaded>& rows,
                   relation<Count, Members, Nested...> const*) {
    using statement = related_statement<Members>;
    using child = typename statement::target;
    using ranges = typename statement::ranges_type;
    typename statement::keys keys;
    ranges::reserve(keys, rows.size());
    for (Loaded const& row : rows)
        ranges::append(keys, std::get<0>(row));
    row_stream<statement> found(on, statement{ranges(keys)});
    auto const to = [&](std::int64_t position) -> auto& {
        return std::get<Index>(rows[static_cast<std::size_t>(position) - 1]);
    };
    if constexpr (sizeof...(Nested) == 0) {
        for (auto& [position, row] : found)
            give_related(to(position), std::move(row));
    } else {
        std::vector<std::int64_t> positions;
        std::vector<child> flat;
        for (auto& [position, row] : found) {
            positions.push_back(position);
            flat.push_back(std::move(row));
        }
        auto loaded = load_related<child, Nested...>(on, std::move(flat));
        for (std::size_t at = 0; at < loaded.size(); ++at)
            give_related(to(positions[at]), std::move(loaded[at]));
    }
    if constexpr (Count == cardinality::many && is_sorted_here<child>) {
        for (Loaded& row : rows)
            put_in_order<child>(std::get<Index>(row));
    }
}

template <class Entity, class... Relations>
std::vector<loaded_t<Entity, Relations...>> load_related(session& on, std::vector<Entity> rows) {
    if constexpr (sizeof...(Relations) == 0) {
        return rows;
    } else {
        std::vector<loaded_t<Entity, Relations...>> loaded;
        loaded.reserve(rows.size());
        for (Entity& row : rows)
            loaded.emplace_back(std::move(row), typename related_rows<Relations>::type{}...);
        if (!loaded.empty()) {
            [&]<std::size_t... Index>(std::index_sequence<Index...>) {
                (load_relation<Index + 1>(on, loaded, static_cast<Relations const*>(nullptr)), ...);
            }(std::index_sequence_for<Relations...>{});
        }
        return loaded;
    }
}

template <class Query, class... Relations>
auto fetch_with(session& on, query_with<Query, Relations...> const& asked) {
    using entity = typename query_with<Query, Relations...>::entity;
    if constexpr ((is_refused_relation<Relations> || ...)) {
        return std::vector<loaded_t<entity, Relations...>>();
    } else {
        read_scope snapshot(on);
        auto loaded = load_related<entity, Relations...>(on, fetch_all(on, asked.query));
        snapshot.end();
        return loaded;
    }
}

}  // namespace lithe::inline v0::detail
