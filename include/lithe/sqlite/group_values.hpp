#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a query compares its values with before it binds them: an expression of groups that is
// selected, too, must have the same in both places (statement/same_values.hpp).

#include <lithe/sqlite/bind.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lithe::inline v0::detail {

/// A sink that keeps what would be bound, in the queries under a name, too, and what was chosen.
class value_recorder {
public:
    static constexpr bool reads_choices = true;
    static constexpr bool looks_for_definition = true;

    void choice(unsigned char chosen) { kept_.append(1, 'c').append(1, static_cast<char>(chosen)); }
    void skip(std::size_t) {}
    template <class Query>
    void define(std::string_view, Query const& query) {
        query.bind_body(*this);
    }

    template <class Value>
    void operator()(Value const& value) {
        keep_given([&] { give_value(*this, value); });
    }
    template <class Traits, class Value>
    void bind_as(Value const& value) {
        if constexpr (is_optional<Value>) {
            value ? bind_as<Traits>(*value) : null();
        } else {
            keep_given([&] { give_stored<Traits>(*this, value); });
        }
    }
    template <class Value>
    void bind_new_key(Value const& value) {
        (*this)(value);
    }
    template <class Value>
    void bind_range(Value const* data, std::size_t count) {
        kept_.append(1, 'l').append(std::to_string(count)).append(1, ':');
        for (std::size_t at = 0; at < count; ++at)
            (*this)(data[at]);
    }
    template <class Traits, class Value>
    void bind_range_as(Value const* data, std::size_t count) {
        kept_.append(1, 'l').append(std::to_string(count)).append(1, ':');
        for (std::size_t at = 0; at < count; ++at)
            bind_as<Traits>(data[at]);
    }

    void null() { kept_ += 'n'; }
    void integer(std::int64_t value) { kept_ += 'i' + std::to_string(value); }
    void real(double value) { keep('r', {reinterpret_cast<char const*>(&value), sizeof value}); }
    void text(std::string_view value) { keep('t', value); }
    void text_copy(std::string_view value) { keep('t', value); }
    void blob(void const* data, std::size_t size) {
        keep('b', {static_cast<char const*>(data), size});
    }
    void blob_copy(void const* data, std::size_t size) { blob(data, size); }

    friend bool operator==(value_recorder const&, value_recorder const&) = default;

private:
    // A value that cannot be bound is refused where it is, with its parameter.
    template <class Give>
    void keep_given(Give const& give) {
        try {
            give();
        } catch (value_fault const&) {
            kept_ += 'x';
        }
    }
    void keep(char kind, std::string_view bytes) {
        kept_.append(1, kind).append(std::to_string(bytes.size())).append(1, ':').append(bytes);
    }
    std::string kept_{};
};

}  // namespace lithe::inline v0::detail
