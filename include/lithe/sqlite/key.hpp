#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Primary keys as arguments and results: a given key is never converted to another one, and
// insert(x) tells the key that the row has got.

#include <lithe/sqlite/run.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Entity, std::size_t Index, class Given>
constexpr auto as_key(Given const& given) {
    using key = typename key_argument_type<field_type<Entity, Index>>::type;
    // A value that the key cannot have would be another row's after the conversion.
    bool fits = true;
    if constexpr (is_whole_number<key>) {
        fits = std::in_range<key>(given);
    } else if constexpr (is_other_time<Given, key>) {
        fits = is_time_in_range<key>(given);
    }
    if (!fits)
        throw conversion_error(
            std::string(entity_names<Entity>::table()), std::string(column_names<Entity>[Index]),
            std::string(description_of<key>()), "a key out of range", sql_of<find_entity<Entity>>);
    return static_cast<key>(given);
}

template <class Entity, class... Given>
constexpr key_values<Entity> make_key(Given const&... given) {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return key_values<Entity>{{{as_key<Entity, Index>(given)}...}};
    }(key_of<Entity>{});
}

/// The type of the primary key: of one field, or a tuple.
template <class Entity, std::size_t... Index>
auto key_result(std::index_sequence<Index...>) -> std::tuple<field_type<Entity, Index>...>;
template <class Entity, std::size_t Index>
auto key_result(std::index_sequence<Index>) -> field_type<Entity, Index>;
template <class Entity>
void key_result(std::index_sequence<>);
template <class Entity>
using key_type = decltype(key_result<Entity>(key_of<Entity>{}));

template <class Entity, std::size_t... Index>
key_type<Entity> key_of_object(Entity const& object, std::index_sequence<Index...>) {
    return key_type<Entity>(get_field<Index>(object)...);
}

template <class Entity>
[[noreturn]] void throw_assigned_key() {
    throw conversion_error(
        std::string(entity_names<Entity>::table()), std::string(key_column_names<Entity>[0]),
        std::string(description_of<key_type<Entity>>()), "an assigned key out of range",
        sql_of<insert_entity<Entity, key_use::assign>>);
}

/// The key of a row just inserted: given, or assigned by SQLite.
template <class Entity>
key_type<Entity> inserted_key(session& on, Entity const& object, key_use use,
                              bool left_out = false) {
    if constexpr (key_of<Entity>::size() > 0) {
        key_type<Entity> key = key_of_object(object, key_of<Entity>{});
        if constexpr (has_assigned_key<Entity> && has_value_traits<key_type<Entity>>) {
            using traits = value_traits<key_type<Entity>>;
            if (left_out || (use == key_use::assign && traits::to_storage(key) == 0))
                key = traits::from_storage(sqlite3_last_insert_rowid(on.native()));
        } else if constexpr (has_assigned_key<Entity>) {
            if (left_out || (use == key_use::assign && key == 0)) {
                std::int64_t const assigned = sqlite3_last_insert_rowid(on.native());
                if (!std::in_range<key_type<Entity>>(assigned))
                    throw_assigned_key<Entity>();
                key = static_cast<key_type<Entity>>(assigned);
            }
        }
        return key;
    }
}

template <class Entity>
consteval bool has_narrow_key() {
    if constexpr (has_assigned_key<Entity>) {
        return sizeof(key_type<Entity>) < 4;
    } else {
        return false;
    }
}

template <class Entity>
struct greatest_key : entity_statement<Entity> {
    static constexpr bool writes = false;
    static constexpr void write(sql_writer& out) {
        out.text("SELECT max(");
        out.identifier(key_column_names<Entity>[0]);
        out.text(") FROM ");
        entity_names<Entity>::write_table(out);
    }
};

/// For statements that may insert rows without telling their keys: undoes what gave a row a key
/// that the field cannot hold. SQLite assigns the greatest key and one.
template <class Entity>
class narrow_key_scope {
public:
    explicit narrow_key_scope(session& on) : on_(on), scope_(on), before_(greatest()) {}
    void keep() {
        std::int64_t const after = greatest();
        if (after > before_ && !key_fits(after))
            throw_assigned_key<Entity>();
        scope_.keep();
    }

private:
    static bool key_fits(std::int64_t key) {
        if constexpr (std::is_integral_v<key_type<Entity>>) {
            return std::in_range<key_type<Entity>>(key);
        } else {
            return true;
        }
    }
    std::int64_t greatest() {
        using facts = facts_of<greatest_key<Entity>>;
        statement_lease const lease = on_.acquire<facts>();
        if (sqlite3_step(lease.get()) != SQLITE_ROW)
            throw_error(on_.native(), sqlite3_errcode(on_.native()),
                        {facts::value.text, facts::value.size}, &facts::value);
        return sqlite3_column_int64(lease.get(), 0);
    }

    session& on_;
    undo_scope scope_;
    std::int64_t before_;
};

template <class Statement>
inline constexpr bool is_insert_statement = false;
template <class Entity, class... Clauses>
inline constexpr bool is_insert_statement<insert_statement<Entity, Clauses...>> = true;

/// `insert()`, of rows whose keys are not told.
template <class Entity, class Insert>
std::int64_t insert_with_keys(session& on, Insert&& insert) {
    if constexpr (has_narrow_key<Entity>()) {
        narrow_key_scope<Entity> scope(on);
        std::int64_t const count = insert();
        scope.keep();
        return count;
    } else {
        return insert();
    }
}

/// Inserts and tells the key. One of 8 or 16 bits may well be too narrow for what SQLite assigns:
/// the row must not stay then.
template <class Statement, class Entity>
key_type<Entity> insert_object(session& on, Entity const& object, key_use use,
                               bool left_out = false) {
    if constexpr (has_narrow_key<Entity>()) {
        undo_scope scope(on);
        execute(on, Statement(object));
        auto const key = inserted_key(on, object, use, left_out);
        scope.keep();
        return key;
    } else {
        execute(on, Statement(object));
        return inserted_key(on, object, use, left_out);
    }
}

}  // namespace lithe::inline v0::detail
