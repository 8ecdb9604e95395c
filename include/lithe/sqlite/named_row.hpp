#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// lithe::row: a row whose columns are known only when it is there, for tools and for texts that
// somebody else wrote: `.as<lithe::row>()`. Its values are asked for by name or position, with the
// checks of every other reading.

#include <lithe/sqlite/written_row.hpp>

#include <cstddef>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

/// Named values; they are the row's own, whatever becomes of the statement.
///
/// Threads: as a std::vector: any number may read it. Cost: an allocation for each value.
class row {
public:
    row() = default;
    /// A copy of the row that `statement` stands on.
    explicit row(sqlite3_stmt* statement) {
        int const count = sqlite3_column_count(statement);
        values_.reserve(static_cast<std::size_t>(count));
        names_.reserve(static_cast<std::size_t>(count));
        for (int at = 0; at < count; ++at) {
            char const* const name = sqlite3_column_name(statement, at);
            if (name == nullptr)
                throw std::bad_alloc();
            names_.emplace_back(name);
            add(sqlite3_column_value(statement, at));
        }
    }
    row(row const& other) : names_(other.names_) {
        values_.reserve(other.values_.size());
        for (auto const& value : other.values_)
            add(value.held);
    }
    row(row&& other) noexcept = default;
    row& operator=(row other) noexcept {
        names_.swap(other.names_);
        values_.swap(other.values_);
        return *this;
    }
    ~row() = default;

    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    /// The columns' names, in order.
    [[nodiscard]] std::vector<std::string> const& names() const noexcept { return names_; }

    /// Errors: std::out_of_range without such a column, or with several of that name (ASCII letters
    /// are alike in both cases); conversion_error when the value does not fit.
    template <class Value>
    [[nodiscard]] Value get(std::string_view name) const {
        return get<Value>(index_of(name));
    }
    template <class Value>
    [[nodiscard]] Value get(std::size_t index) const {
        constexpr bool known = detail::storable<detail::bare<Value>> && !detail::is_view<Value>;
        static_assert(known, "lithe: row: get() of a type that no column has; name a stored one");
        if constexpr (known) {
            return read<Value>(index);
        } else {
            return {};
        }
    }
    [[nodiscard]] bool is_null(std::string_view name) const { return is_null(index_of(name)); }
    [[nodiscard]] bool is_null(std::size_t index) const {
        return sqlite3_value_type(at(index)) == SQLITE_NULL;
    }
    /// Whether exactly one column has that name.
    [[nodiscard]] bool contains(std::string_view name) const { return count(name) == 1; }

private:
    struct owned {
        sqlite3_value* held;
        explicit owned(sqlite3_value* value) : held(sqlite3_value_dup(value)) {
            if (held == nullptr)
                throw std::bad_alloc();
            // A first call may rewrite the value: done here, later ones only read.
            if (sqlite3_value_type(held) == SQLITE_TEXT) {
                sqlite3_value_text(held);
            } else if (sqlite3_value_type(held) == SQLITE_BLOB) {
                sqlite3_value_blob(held);
            }
        }
        owned(owned&& other) noexcept : held(std::exchange(other.held, nullptr)) {}
        owned(owned const&) = delete;
        owned& operator=(owned const&) = delete;
        ~owned() { sqlite3_value_free(held); }
    };

    template <class Value>
    [[nodiscard]] Value read(std::size_t index) const {
        sqlite3_value* const value = at(index);
        try {
            return detail::read_value<Value>(value);
        } catch (detail::value_fault const& fault) {
            throw conversion_error({}, names_[index], std::string(fault.expected), fault.found);
        }
    }
    void add(sqlite3_value* value) { values_.emplace_back(value); }

    [[nodiscard]] sqlite3_value* at(std::size_t index) const {
        if (index >= values_.size())
            throw std::out_of_range("lithe: row: it has no column " + std::to_string(index));
        return values_[index].held;
    }
    [[nodiscard]] std::size_t count(std::string_view name) const {
        std::size_t found = 0;
        for (std::string const& candidate : names_)
            found += detail::same_name(candidate, name) ? 1U : 0U;
        return found;
    }
    [[nodiscard]] std::size_t index_of(std::string_view name) const {
        if (!contains(name))
            throw std::out_of_range("lithe: row: not exactly one column is named " +
                                    std::string(name));
        std::size_t index = 0;
        while (!detail::same_name(names_[index], name))
            ++index;
        return index;
    }

    std::vector<std::string> names_{};
    std::vector<owned> values_{};
};

namespace detail {

template <>
inline constexpr bool reads_itself<row> = true;
template <>
struct row_reader<written_shape<row>> {
    template <class>
    static row read(row_values& values) {
        return row(values.statement());
    }
};

}  // namespace detail
}  // namespace lithe::inline v0
