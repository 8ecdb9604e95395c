#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// JSON columns by nlohmann-json, which a program has that includes this header; no umbrella does.
// A `nlohmann::json` is TEXT that is valid JSON; json_document<T> is any type that nlohmann-json
// converts. https://json.nlohmann.me

#include <lithe/value/value_traits.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace lithe::inline v0 {

/// A `Value` that is stored as the JSON that its to_json() and from_json() make and read.
template <class Value>
struct json_document {
    Value value{};

    Value& operator*() { return value; }
    Value const& operator*() const { return value; }
    Value* operator->() { return &value; }
    Value const* operator->() const { return &value; }
    friend bool operator==(json_document const&, json_document const&) = default;
};

/// TEXT. `null` is the JSON value; SQL's NULL is an empty std::optional.
/// Errors: text that is no JSON when read, or no UTF-8 when written: conversion_error.
template <>
struct value_traits<nlohmann::json> {
    using storage = std::string;
    static constexpr std::string_view description = "json (TEXT)";
    static constexpr bool keeps_order = false;
    static storage to_storage(nlohmann::json const& value) { return value.dump(); }
    static nlohmann::json from_storage(std::string_view text) {
        return nlohmann::json::parse(text);
    }
};

template <class Value>
struct value_traits<json_document<Value>> {
    using storage = std::string;
    static constexpr std::string_view description = "json of the field's type (TEXT)";
    static constexpr bool keeps_order = false;
    static storage to_storage(json_document<Value> const& document) {
        return nlohmann::json(document.value).dump();
    }
    static json_document<Value> from_storage(std::string_view text) {
        return {nlohmann::json::parse(text).template get<Value>()};
    }
};

}  // namespace lithe::inline v0
