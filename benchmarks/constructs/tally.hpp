#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a run of a case computed, as one number. In timed runs rows are only counted, so that the
// figures are of reading them; the untimed run before looks at every byte.

#include <boost/pfr/core.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace bench {

class tally {
public:
    explicit tally(bool whole) : whole_{whole} {}

    /// The rows of a query, or one row, or a number.
    template <class Value>
    void add(Value const& value) {
        if constexpr (requires { value.size(); })
            count(static_cast<std::uint64_t>(value.size()));
        else if constexpr (std::integral<Value>)
            count(static_cast<std::uint64_t>(value));
        else
            count(1);
        if (whole_)
            look_at(value);
    }
    std::uint64_t value() const { return state_; }
    /// Whether there was anything to compare.
    bool empty() const { return counted_ == 0; }

private:
    void number(std::uint64_t value) { state_ = std::rotl(state_, 5) * 31 + value; }
    void count(std::uint64_t value) {
        counted_ += value;
        number(value);
    }

    template <class Value>
    void look_at(Value const& value) {
        if constexpr (std::is_integral_v<Value> || std::is_enum_v<Value>) {
            number(static_cast<std::uint64_t>(value));
        } else if constexpr (std::is_floating_point_v<Value>) {
            number(std::bit_cast<std::uint64_t>(static_cast<double>(value)));
        } else if constexpr (std::convertible_to<Value const&, std::string_view>) {
            std::string_view const text = value;
            number(text.size());
            for (char const each : text)
                number(static_cast<unsigned char>(each));
        } else if constexpr (requires { value.has_value(); }) {
            number(value.has_value() ? 1 : 0);
            if (value.has_value())
                look_at(*value);
        } else if constexpr (requires { value.begin(); }) {
            number(static_cast<std::uint64_t>(value.size()));
            for (auto const& each : value)
                look_at(each);
        } else if constexpr (requires { value.time_since_epoch(); }) {
            look_at(value.time_since_epoch().count());
        } else if constexpr (requires { value.value + 1; }) {  // lithe::id
            look_at(value.value);
        } else if constexpr (requires { std::tuple_size<Value>::value; }) {
            std::apply([&](auto const&... each) { (look_at(each), ...); }, value);
        } else {
            boost::pfr::for_each_field(value, [&](auto const& each) { look_at(each); });
        }
    }

    std::uint64_t state_ = 1;
    std::uint64_t counted_ = 0;
    bool whole_;
};

}  // namespace bench
