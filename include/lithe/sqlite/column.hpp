#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Reading: one sqlite3_value into one C++ value, checked. The storage class must be the one that
// the type has (an INTEGER is accepted for a REAL when it is exact), numbers must fit, and NULL
// goes into std::optional alone. The same code reads a stepped row and the arguments of the row
// collector.

#include <lithe/schema/descriptor.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/value_fault.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <limits>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_value_fault(std::string_view expected,
                                                                     char const* found) {
    throw value_fault{expected, found};
}

template <class Value>
[[noreturn, gnu::cold, gnu::noinline]] void throw_wrong_type(sqlite3_value* value) {
    throw_value_fault(description_of<Value>(), name_of_type(sqlite3_value_type(value)));
}

// Values are returned, not assigned: each is made where it stays, which for 100 structs of texts is
// 8 % of the time of the query.

template <class Value>
Value read_integer(sqlite3_value* value) {
    if (sqlite3_value_type(value) != SQLITE_INTEGER) [[unlikely]]
        throw_wrong_type<Value>(value);
    std::int64_t const stored = sqlite3_value_int64(value);
    if constexpr (std::is_same_v<Value, bool>) {
        if (stored != 0 && stored != 1) [[unlikely]]
            throw_value_fault("bool", "INTEGER other than 0 and 1");
        return stored != 0;
    } else {
        if (!std::in_range<Value>(stored)) [[unlikely]]
            throw_value_fault(description_of<Value>(), "INTEGER out of range");
        return static_cast<Value>(stored);
    }
}

template <class Value>
Value read_real(sqlite3_value* value) {
    int const type = sqlite3_value_type(value);
    if (type != SQLITE_FLOAT) [[unlikely]] {
        if (type != SQLITE_INTEGER)
            throw_wrong_type<Value>(value);
        std::int64_t const whole = sqlite3_value_int64(value);
        constexpr std::int64_t exact = std::int64_t{1} << (std::is_same_v<Value, float> ? 24 : 53);
        if (whole > exact || whole < -exact)
            throw_value_fault("REAL", "INTEGER that REAL would round");
        return static_cast<Value>(whole);
    }
    double const stored = sqlite3_value_double(value);
    if constexpr (std::is_same_v<Value, float>) {
        // A float is stored exactly; anything that is not one would be rounded.
        constexpr double most = (std::numeric_limits<float>::max)();
        constexpr double infinity = std::numeric_limits<double>::infinity();
        bool const infinite = stored == infinity || stored == -infinity;
        if (!infinite && (stored > most || stored < -most ||
                          static_cast<double>(static_cast<float>(stored)) != stored))
            throw_value_fault("REAL that float holds exactly", "REAL");
    }
    return static_cast<Value>(stored);
}

inline std::string_view text_of(sqlite3_value* value) {
    auto const* const characters = reinterpret_cast<char const*>(sqlite3_value_text(value));
    if (characters == nullptr) [[unlikely]]
        throw std::bad_alloc();
    return {characters, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

inline std::string_view checked_text(sqlite3_value* value) {
    if (sqlite3_value_type(value) != SQLITE_TEXT) [[unlikely]]
        throw_wrong_type<std::string>(value);
    return text_of(value);
}

// One function for every text of every row: worth having the string's constructor in it.
#if defined(__GNUC__)
[[gnu::flatten]]
#endif
inline std::string read_text(sqlite3_value* value) {
    std::string_view const text = checked_text(value);
    return std::string(text.data(), text.size());
}

template <class Value>
Value read_blob(sqlite3_value* value) {
    if (sqlite3_value_type(value) != SQLITE_BLOB) [[unlikely]]
        throw_wrong_type<Value>(value);
    auto const* const data = static_cast<std::byte const*>(sqlite3_value_blob(value));
    auto const size = static_cast<std::size_t>(sqlite3_value_bytes(value));
    if (data == nullptr && size != 0) [[unlikely]]
        throw std::bad_alloc();
    if constexpr (is_byte_array<Value>) {
        Value read{};
        if (size != read.size()) [[unlikely]]
            throw_value_fault("BLOB of the array's size", "BLOB of another size");
        if constexpr (std::tuple_size_v<Value> != 0)
            std::memcpy(read.data(), data, size);
        return read;
    } else {
        if (size == 0)
            return Value();
        return Value(data, data + size);
    }
}

/// SQLite's own bytes, until the statement is stepped or the function returns.
inline bytes_view read_bytes_view(sqlite3_value* value) {
    if (sqlite3_value_type(value) != SQLITE_BLOB) [[unlikely]]
        throw_wrong_type<bytes>(value);
    auto const* const data = static_cast<std::byte const*>(sqlite3_value_blob(value));
    auto const size = static_cast<std::size_t>(sqlite3_value_bytes(value));
    if (data == nullptr && size != 0) [[unlikely]]
        throw std::bad_alloc();
    return {data, size};
}

template <class Value>
Value read_value(sqlite3_value* value);

template <class Traits, class Value>
Value read_stored(sqlite3_value* value) {
    using stored_type = typename Traits::storage;
    if constexpr (is_text<stored_type>) {
        if (sqlite3_value_type(value) != SQLITE_TEXT) [[unlikely]]
            throw_value_fault(description_of_traits<Traits>(),
                              name_of_type(sqlite3_value_type(value)));
    }
    try {
        if constexpr (is_text<stored_type> &&
                      requires { Traits::from_storage(std::string_view()); }) {
            return Traits::from_storage(text_of(value));
        } else if constexpr (is_view<stored_type>) {
            bytes const stored = read_blob<bytes>(value);
            return Traits::from_storage(stored_type(stored));
        } else {
            return Traits::from_storage(read_value<stored_type>(value));
        }
    } catch (value_fault const& fault) {
        throw value_fault{description_of_traits<Traits>(), fault.found};
    } catch (std::bad_alloc const&) {
        throw;
    } catch (error const&) {
        throw;  // lithe's own, of a statement that from_storage ran
    } catch (std::exception const&) {
        throw value_fault{description_of_traits<Traits>(), "a value that does not fit"};
    }
}

/// A value of whatever class it is.
template <class Value>
Value read_any(sqlite3_value* value) {
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER:
            return Value(static_cast<std::int64_t>(sqlite3_value_int64(value)));
        case SQLITE_FLOAT:
            return Value(sqlite3_value_double(value));
        case SQLITE_TEXT:
            return Value(read_text(value));
        case SQLITE_BLOB:
            return Value(read_blob<bytes>(value));
        default:
            throw_wrong_type<Value>(value);
    }
}

template <class Value>
Value read_value(sqlite3_value* value) {
    if constexpr (is_optional<Value>) {
        using held = typename Value::value_type;
        if (sqlite3_value_type(value) == SQLITE_NULL)
            return Value();
        return Value(std::in_place, read_value<held>(value));
    } else if constexpr (has_value_traits<Value>) {
        return read_stored<value_traits<Value>, Value>(value);
    } else if constexpr (std::is_enum_v<Value>) {
        return read_stored<enum_traits<Value>, Value>(value);
    } else if constexpr (std::is_integral_v<Value>) {
        return read_integer<Value>(value);
    } else if constexpr (std::is_floating_point_v<Value>) {
        return read_real<Value>(value);
    } else if constexpr (std::is_same_v<Value, std::string>) {
        return read_text(value);
    } else if constexpr (is_text<Value>) {
        return checked_text(value);
    } else if constexpr (is_view<Value>) {
        return read_bytes_view(value);
    } else if constexpr (is_any<Value>) {
        return read_any<Value>(value);
    } else {
        return read_blob<Value>(value);
    }
}

/// Reads a value whose column has a form of its own (`stored_as`): `Form` is type_list<Form>.
template <class Form, class Value>
Value read_formed(sqlite3_value* value) {
    if constexpr (Form::size == 0) {
        return read_value<Value>(value);
    } else if constexpr (is_optional<Value>) {
        using held = typename Value::value_type;
        if (sqlite3_value_type(value) == SQLITE_NULL)
            return Value();
        return Value(std::in_place, read_stored<chosen_traits<held, Form>, held>(value));
    } else {
        return read_stored<chosen_traits<Value, Form>, Value>(value);
    }
}

/// One row: the columns of a stepped statement, or the arguments of the row collector.
class row_values {
public:
    explicit row_values(sqlite3_stmt* statement) : statement_(statement) {}
    explicit row_values(sqlite3_value** arguments) : arguments_(arguments) {}

    /// A connection that one thread uses at a time has no difference between protected and
    /// unprotected values: https://www.sqlite.org/c3ref/value.html
    [[nodiscard]] sqlite3_value* operator[](int index) const {
        return arguments_ != nullptr ? arguments_[index] : sqlite3_column_value(statement_, index);
    }

    /// The statement whose row it is; null for the collector's.
    [[nodiscard]] sqlite3_stmt* statement() const { return statement_; }

    /// The column being read, for the error that may come of it.
    int reading = 0;

private:
    sqlite3_stmt* statement_ = nullptr;
    sqlite3_value** arguments_ = nullptr;
};

}  // namespace lithe::inline v0::detail
