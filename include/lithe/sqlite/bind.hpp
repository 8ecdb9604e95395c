#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Binding: the sink that statements give their values to. Texts and blobs are bound without a copy,
// because the statement that owns them outlives the run; what value_traits make is copied.

#include <lithe/schema/descriptor.hpp>
#include <lithe/sqlite/array_table.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/range_order.hpp>
#include <lithe/sqlite/value_fault.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0::detail {

/// Gives SQL NULL, integers, reals, texts and blobs to `Target`, whatever the C++ type was. A
/// target is a statement's parameter (below) or a virtual table's column (sqlite/bulk_insert.hpp).
template <class Target, class Value>
void give_value(Target& target, Value const& value);

template <class Traits, class Target, class Value>
void give_stored(Target& target, Value const& value) {
    decltype(auto) stored = [&]() -> decltype(auto) {
        try {
            return Traits::to_storage(value);
        } catch (std::bad_alloc const&) {
            throw;
        } catch (error const&) {
            throw;  // lithe's own, of a statement that to_storage ran
        } catch (std::exception const&) {
            throw value_fault{description_of_traits<Traits>(), "a value outside its range"};
        }
    }();
    using kind = std::remove_cvref_t<decltype(stored)>;
    // Views too: they may show a buffer that the next call of to_storage fills anew.
    if constexpr (std::is_convertible_v<kind, std::string_view>) {
        target.text_copy(stored);
    } else if constexpr (is_blob<kind>) {
        target.blob_copy(stored.data(), stored.size());
    } else {
        give_value(target, stored);
    }
}

template <class Target, class Value>
void give_value(Target& target, Value const& value) {
    if constexpr (is_optional<Value>) {
        if (value) {
            give_value(target, *value);
        } else {
            target.null();
        }
    } else if constexpr (is_null_constant<Value>) {
        target.null();  // of a statement that a rule has refused: one mistake is one error
    } else if constexpr (has_value_traits<Value>) {
        give_stored<value_traits<Value>>(target, value);
    } else if constexpr (std::is_enum_v<Value>) {
        give_stored<enum_traits<Value>>(target, value);
    } else if constexpr (std::is_integral_v<Value>) {
        if constexpr (std::is_unsigned_v<Value> && sizeof(Value) == 8) {
            if (value > static_cast<Value>(INT64_MAX)) [[unlikely]]
                throw value_fault{"int64", "an unsigned value above INT64_MAX"};
        }
        target.integer(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_floating_point_v<Value>) {
        // SQLite stores NaN as NULL; lithe does not lose a value in silence.
        if (value != value) [[unlikely]]
            throw value_fault{"REAL", "NaN"};
        target.real(static_cast<double>(value));
    } else if constexpr (is_text<Value>) {
        target.text(std::string_view(value));
    } else if constexpr (is_any<Value>) {
        value.visit([&](auto const& held) { give_value(target, held); });
    } else {
        target.blob(value.data(), value.size());
    }
}

/// An integer key of 0 is bound as NULL, which an INTEGER PRIMARY KEY replaces by a new key.
template <class Target, class Value>
void give_new_key(Target& target, Value const& value) {
    if constexpr (std::is_integral_v<Value>) {
        if (value == 0)
            return target.null();
    } else if constexpr (is_row_id<Value>) {
        if (value_traits<Value>::to_storage(value) == 0)
            return target.null();
    }
    give_value(target, value);
}

/// One range for IN, and why an element of it could not be given to SQLite.
struct bound_range {
    array_view view{};
    void const* elements = nullptr;
    int parameter = 0;
    std::vector<std::uint32_t> order{};
    std::exception_ptr failure{};
    bound_range* next = nullptr;
};

/// Ranges for IN, at addresses that stay until the statement has run.
class bound_ranges {
public:
    bound_ranges() = default;
    bound_ranges(bound_ranges const&) = delete;
    bound_ranges& operator=(bound_ranges const&) = delete;
    ~bound_ranges() {
        while (first_ != nullptr)
            delete std::exchange(first_, first_->next);
    }
    bound_range& add(void const* elements, int parameter) {
        first_ = new bound_range{.elements = elements, .parameter = parameter, .next = first_};
        return *first_;
    }
    /// The range that made the statement fail, or null.
    [[nodiscard]] bound_range const* failed() const {
        bound_range const* range = first_;
        while (range != nullptr && !range->failure)
            range = range->next;
        return range;
    }

private:
    bound_range* first_ = nullptr;
};

class value_recorder;  // sqlite/group_values.hpp

/// Binds the values of a statement one after the other.
class binder {
public:
    using recorder = value_recorder;

    binder(sqlite3_stmt* statement, bound_ranges& ranges)
        : statement_(statement), ranges_(ranges) {}

    template <class Value>
    void operator()(Value const& value) {
        ++index_;
        give_value(*this, value);
    }
    template <class Traits, class Value>
    void bind_as(Value const& value) {
        ++index_;
        if constexpr (is_optional<Value>) {
            if (value) {
                give_stored<Traits>(*this, *value);
            } else {
                null();
            }
        } else {
            give_stored<Traits>(*this, value);
        }
    }
    template <class Value>
    void bind_new_key(Value const& value) {
        ++index_;
        give_new_key(*this, value);
    }
    template <class Value>
    void bind_range(Value const* data, std::size_t count);
    template <class Traits, class Value>
    void bind_range_as(Value const* data, std::size_t count);

    // What give_value() calls.
    void null() { check_bind(sqlite3_bind_null(statement_, index_)); }
    void integer(std::int64_t value) { check_bind(sqlite3_bind_int64(statement_, index_, value)); }
    void real(double value) { check_bind(sqlite3_bind_double(statement_, index_, value)); }
    void text(std::string_view value) { bind_text(value, SQLITE_STATIC); }
    void text_copy(std::string_view value) { bind_text(value, SQLITE_TRANSIENT); }
    void blob(void const* data, std::size_t size) { bind_blob(data, size, SQLITE_STATIC); }
    void blob_copy(void const* data, std::size_t size) { bind_blob(data, size, SQLITE_TRANSIENT); }

    /// The parameter being bound, from 1.
    [[nodiscard]] int index() const { return index_; }

private:
    template <class Give, class Value>
    void give_range(Value const* data, std::size_t count);

    // A null pointer would bind NULL; an empty text or blob is not NULL.
    void bind_text(std::string_view value, sqlite3_destructor_type release) {
        check_bind(sqlite3_bind_text64(statement_, index_, value.data() ? value.data() : "",
                                       value.size(), release, SQLITE_UTF8));
    }
    void bind_blob(void const* data, std::size_t size, sqlite3_destructor_type release) {
        check_bind(size == 0 ? sqlite3_bind_zeroblob(statement_, index_, 0)
                             : sqlite3_bind_blob64(statement_, index_, data, size, release));
    }
    void check_bind(int rc) const {
        if (rc != SQLITE_OK) [[unlikely]]
            throw_error(sqlite3_db_handle(statement_), rc, sqlite3_sql(statement_));
    }

    sqlite3_stmt* statement_;
    bound_ranges& ranges_;
    int index_ = 0;
};

/// One result of a virtual table's column, as a target of give_value().
class result_target {
public:
    explicit result_target(sqlite3_context* context) : context_(context) {}
    void null() { sqlite3_result_null(context_); }
    void integer(std::int64_t value) { sqlite3_result_int64(context_, value); }
    void real(double value) { sqlite3_result_double(context_, value); }
    void text(std::string_view value) { give_text(value, SQLITE_STATIC); }
    void text_copy(std::string_view value) { give_text(value, SQLITE_TRANSIENT); }
    void blob(void const* data, std::size_t size) { give_blob(data, size, SQLITE_STATIC); }
    void blob_copy(void const* data, std::size_t size) { give_blob(data, size, SQLITE_TRANSIENT); }

private:
    void give_text(std::string_view value, sqlite3_destructor_type release) {
        sqlite3_result_text64(context_, value.data() ? value.data() : "", value.size(), release,
                              SQLITE_UTF8);
    }
    void give_blob(void const* data, std::size_t size, sqlite3_destructor_type release) {
        if (size == 0)
            return sqlite3_result_zeroblob(context_, 0);
        sqlite3_result_blob64(context_, data, size, release);
    }
    sqlite3_context* context_;
};

/// One element of a range as the `value` column of lithe_array. An element that has no stored form
/// (NaN, a value out of range) ends the statement; its exception waits in the bound_range.
template <class Give, class Value>
void give_element(sqlite3_context* context, void const* data, std::size_t index) noexcept {
    auto& range = *static_cast<bound_range*>(const_cast<void*>(data));
    result_target target(context);
    try {
        Give::give(target, static_cast<Value const*>(range.elements)[index]);
    } catch (...) {
        range.failure = std::current_exception();
        sqlite3_result_error(context, "lithe: an element of a range could not be bound", -1);
    }
}

struct give_plain {
    template <class Value>
    static void give(result_target& target, Value const& value) {
        give_value(target, value);
    }
};
template <class Traits>
struct give_with {
    template <class Value>
    static void give(result_target& target, Value const& value) {
        give_stored<Traits>(target, value);
    }
};

template <class Give, class Value>
void binder::give_range(Value const* data, std::size_t count) {
    ++index_;
    bound_range& range = ranges_.add(data, index_);
    // What value_traits make of an element may have another order.
    if constexpr (std::is_same_v<Give, give_plain>)
        range.order = ascending_positions(data, count);
    range.view = {&range, count, &give_element<Give, Value>,
                  range.order.empty() ? nullptr : range.order.data()};
    check_bind(bind_array(statement_, index_, &range.view));
}
template <class Value>
void binder::bind_range(Value const* data, std::size_t count) {
    give_range<give_plain>(data, count);
}
template <class Traits, class Value>
void binder::bind_range_as(Value const* data, std::size_t count) {
    give_range<give_with<Traits>>(data, count);
}

}  // namespace lithe::inline v0::detail
