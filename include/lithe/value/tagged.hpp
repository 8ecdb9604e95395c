#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// std::variant as two columns, said by the program: `tagged<alternative<"count", int>, …>` is a
// struct of a tag, TEXT, and a value, which embedded<> puts into the table as `payload_tag` and
// `payload_value`. The names are in the file, so alternatives may be added and moved about.
// In no umbrella, because it includes <variant>. https://www.sqlite.org/stricttables.html

#include <lithe/meta/fixed_string.hpp>
#include <lithe/value/value_traits.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace lithe::inline v0 {

/// An INTEGER, REAL, TEXT or BLOB, as it is: a column of type ANY (BLOB where the table is not
/// STRICT: SQLite would make numbers of texts in a column called ANY). Compared with another
/// sql_value alone, as SQLite does: numbers before texts before blobs.
class sql_value {
public:
    using held_type = std::variant<std::int64_t, double, std::string, bytes>;

    constexpr sql_value() = default;
    constexpr sql_value(std::int64_t value) : held_(value) {}
    constexpr sql_value(int value) : held_(std::int64_t{value}) {}
    constexpr sql_value(double value) : held_(value) {}
    sql_value(std::string value) : held_(std::move(value)) {}
    sql_value(std::string_view value) : held_(std::string(value)) {}
    sql_value(char const* value) : held_(std::string(value)) {}
    sql_value(bytes value) : held_(std::move(value)) {}

    [[nodiscard]] constexpr held_type const& held() const { return held_; }
    /// `take` gets what is held.
    template <class Take>
    constexpr decltype(auto) visit(Take&& take) const {
        return std::visit(std::forward<Take>(take), held_);
    }
    friend bool operator==(sql_value const&, sql_value const&) = default;

private:
    held_type held_{};
};

namespace detail {

template <>
inline constexpr bool is_any<sql_value> = true;
struct any_kind {};
template <>
struct kind_of_value<sql_value> {
    using type = any_kind;
};

template <class Value>
sql_value to_any(Value const& value) {
    if constexpr (std::is_same_v<Value, std::monostate>) {
        return sql_value();
    } else if constexpr (has_value_traits<Value>) {
        return to_any(static_cast<storage_t<Value>>(value_traits<Value>::to_storage(value)));
    } else if constexpr (std::is_enum_v<Value>) {
        return to_any(static_cast<std::underlying_type_t<Value>>(value));
    } else if constexpr (std::is_integral_v<Value>) {
        if (!std::in_range<std::int64_t>(+value))
            throw std::range_error("lithe: tagged: an unsigned value above INT64_MAX");
        return sql_value(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_floating_point_v<Value>) {
        return sql_value(static_cast<double>(value));
    } else if constexpr (is_text<Value>) {
        return sql_value(std::string_view(value));
    } else {
        return sql_value(bytes(value.begin(), value.end()));
    }
}

template <class Held>
Held const& held_as(sql_value const& value) {
    Held const* const held = std::get_if<Held>(&value.held());
    if (held == nullptr)
        throw std::range_error("lithe: tagged: the value is not of its tag's storage class");
    return *held;
}
template <class Value>
Value from_any(sql_value const& value) {
    constexpr auto require = [](bool fits) {
        if (!fits)
            throw std::range_error("lithe: tagged: the value does not fit its tag's type");
    };
    if constexpr (std::is_same_v<Value, std::monostate>) {
        return {};
    } else if constexpr (has_value_traits<Value>) {
        return value_traits<Value>::from_storage(from_any<storage_t<Value>>(value));
    } else if constexpr (std::is_enum_v<Value>) {
        return static_cast<Value>(from_any<std::underlying_type_t<Value>>(value));
    } else if constexpr (std::is_same_v<Value, bool>) {
        std::int64_t const held = held_as<std::int64_t>(value);
        require(held == 0 || held == 1);
        return held != 0;
    } else if constexpr (std::is_integral_v<Value>) {
        std::int64_t const held = held_as<std::int64_t>(value);
        require(std::in_range<Value>(held));
        return static_cast<Value>(held);
    } else if constexpr (std::is_floating_point_v<Value>) {
        double const held = held_as<double>(value);
        require(static_cast<double>(static_cast<Value>(held)) == held);
        return static_cast<Value>(held);
    } else if constexpr (is_text<Value>) {
        return Value(held_as<std::string>(value));
    } else if constexpr (is_byte_array<Value>) {
        bytes const& held = held_as<bytes>(value);
        Value array{};
        require(held.size() == array.size());
        for (std::size_t at = 0; at < held.size(); ++at)
            array[at] = held[at];
        return array;
    } else {
        return held_as<bytes>(value);
    }
}

}  // namespace detail

/// One alternative of a tagged pair: what the tag says in the file, and the type of its value.
template <fixed_string Name, class Value>
struct alternative {
    static_assert(
        std::is_same_v<Value, std::monostate> ||
            (detail::storable<Value> && !detail::is_view<Value>),
        "lithe: alternative: its type is no column's; give value_traits or std::monostate");
    using type = Value;
};

namespace detail {

template <class Alternative>
inline constexpr std::string_view alternative_name{};
template <fixed_string Name, class Value>
inline constexpr std::string_view alternative_name<alternative<Name, Value>> = Name.view();

consteval bool are_distinct_texts(std::initializer_list<std::string_view> texts) {
    for (auto const& left : texts)
        for (auto const& right : texts)
            if (&left != &right && left == right)
                return false;
    return true;
}

}  // namespace detail

/// Which of the alternatives a value is; TEXT in the file.
template <class... Alternatives>
class variant_tag {
public:
    constexpr variant_tag() = default;
    /// Errors: std::range_error for a name that no alternative has.
    constexpr explicit variant_tag(std::string_view name) {
        constexpr std::string_view names[] = {detail::alternative_name<Alternatives>...};
        while (names[index_] != name)
            if (++index_ == sizeof...(Alternatives))
                throw std::range_error("the name of an alternative");
    }
    [[nodiscard]] constexpr std::size_t index() const { return index_; }
    [[nodiscard]] constexpr std::string_view name() const {
        constexpr std::string_view names[] = {detail::alternative_name<Alternatives>...};
        return names[index_];
    }
    friend constexpr bool operator==(variant_tag, variant_tag) = default;

private:
    std::size_t index_ = 0;
};

template <class... Alternatives>
struct value_traits<variant_tag<Alternatives...>> {
    using storage = std::string;
    static constexpr std::string_view description = "the tag of an alternative (TEXT)";
    static constexpr std::string_view to_storage(variant_tag<Alternatives...> tag) {
        return tag.name();
    }
    static constexpr variant_tag<Alternatives...> from_storage(std::string_view name) {
        return variant_tag<Alternatives...>(name);
    }
};

/// A std::variant as a pair of columns; the struct that has it says `embedded<&Event::payload>`.
///
/// Errors: reading a row whose tag no alternative has is conversion_error; get() of a value that is
/// not its tag's throws std::range_error. What is stored comes back as it was.
template <class... Alternatives>
struct tagged {
    using variant_type = std::variant<typename Alternatives::type...>;
    using tag_type = variant_tag<Alternatives...>;

    tag_type tag{};
    sql_value value = store(variant_type(), std::index_sequence_for<Alternatives...>{});

    [[nodiscard]] static tagged of(variant_type const& given) {
        constexpr std::string_view names[] = {detail::alternative_name<Alternatives>...};
        return {tag_type(names[given.index()]),
                store(given, std::index_sequence_for<Alternatives...>{})};
    }
    [[nodiscard]] variant_type get() const {
        return load(std::index_sequence_for<Alternatives...>{});
    }
    /// For conditions: `col<&Event::payload, &Payload::tag> == Payload::named("count")`.
    [[nodiscard]] static constexpr tag_type named(std::string_view name) { return tag_type(name); }

    friend bool operator==(tagged const&, tagged const&) = default;

private:
    static_assert(detail::are_distinct_texts({detail::alternative_name<Alternatives>...}),
                  "lithe: tagged: two alternatives have one name; rename one");

    template <std::size_t... Index>
    static sql_value store(variant_type const& given, std::index_sequence<Index...>) {
        sql_value stored;
        ((given.index() == Index ? void(stored = detail::to_any(std::get<Index>(given))) : void()),
         ...);
        return stored;
    }
    template <std::size_t... Index>
    variant_type load(std::index_sequence<Index...>) const {
        variant_type loaded;
        ((tag.index() == Index ? void(loaded.template emplace<Index>(
                                     detail::from_any<typename Alternatives::type>(value)))
                               : void()),
         ...);
        return loaded;
    }
};

}  // namespace lithe::inline v0
