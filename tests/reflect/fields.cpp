// SPDX-License-Identifier: BSL-1.0
#include <lithe/reflect/fields.hpp>

#include "support/catch.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace {
union stored_union;
}
template <>
struct lithe::value_traits<stored_union> {};

namespace {

using namespace lithe::detail;

struct empty {};
struct one {
    int number;
};
struct inner {
    int first;
    int second;
};
struct mixed {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    std::vector<std::byte> blob{};
    std::array<std::byte, 16> hash{};
    inner nested{};
    std::chrono::sys_seconds at{};
    bool flag = false;
};
struct moves_only {
    std::vector<int> list{};
    moves_only* other = nullptr;
};
struct enumerated {
    enum class kind { small } which = kind::small;
    signed char small = 0;
    float real = 0;
};

// Clang looks for narrowing in the conversion to such an enum.
enum class hidden_enum {};
struct with_hidden {
    std::optional<hidden_enum> maybe{};
    hidden_enum plain{};
};

static_assert(field_count<with_hidden> == 2);
static_assert(field_count<empty> == 0 && field_count<one> == 1 && field_count<mixed> == 8);
static_assert(field_count<moves_only> == 2 && field_count<enumerated> == 3);
static_assert(std::is_same_v<field_type<mixed, 0>, std::int64_t>);
static_assert(std::is_same_v<field_type<mixed, 2>, std::optional<std::string>>);
static_assert(std::is_same_v<field_type<mixed, 4>, std::array<std::byte, 16>>);
static_assert(std::is_same_v<field_type<mixed, 5>, inner>);
static_assert(std::is_same_v<field_type<mixed, 7>, bool>);

struct constructed {
    int number;
    explicit constructed(int given) : number(given) {}
};
struct derived : one {
    int more;
};
struct derived_empty : empty {
    int more;
};
struct with_reference {
    int& number;
};
struct with_const {
    int const number;
};
struct with_array {
    int before;
    int numbers[3];
    int after;
};
struct array_last {
    int before;
    char text[16];
};
struct array_alone {
    int numbers[2];
};
struct array_long {
    int before;
    char text[300];
};
struct move_only {
    int before;
    std::unique_ptr<int> pointer;
};
union either {
    int number;
    float real;
};
enum class no_struct {};
struct only_declared;
struct with_union {
    int before = 0;
    union {
        int number = 0;
        float real;
    };
    std::string after{};
};
struct union_last {
    int before;
    union {
        std::int64_t number;
        float real;
    };
};
struct union_named {
    either value;
};
union stored_union {
    int number;
    float real;
};
struct union_with_traits {
    stored_union value;
    int after;
};
struct anything {
    anything() = default;
    template <class Any>
    anything(Any const&) {}
};
struct with_anything {
    int before;
    anything value;
};

static_assert(reflection_fault_of<constructed> == reflection_fault::not_an_aggregate);
static_assert(reflection_fault_of<int> == reflection_fault::not_an_aggregate);
static_assert(reflection_fault_of<no_struct> == reflection_fault::not_an_aggregate);
static_assert(reflection_fault_of<either> == reflection_fault::not_an_aggregate);
static_assert(reflection_fault_of<std::string> == reflection_fault::not_an_aggregate);
static_assert(reflection_fault_of<derived> == reflection_fault::inherits);
static_assert(reflection_fault_of<derived_empty> == reflection_fault::inherits);
static_assert(reflection_fault_of<with_reference> == reflection_fault::reference_field);
static_assert(reflection_fault_of<with_const> == reflection_fault::reference_field);
static_assert(reflection_fault_of<with_array> == reflection_fault::array_field);
static_assert(reflection_fault_of<array_last> == reflection_fault::array_field);
static_assert(reflection_fault_of<array_alone> == reflection_fault::array_field);
static_assert(reflection_fault_of<array_long> == reflection_fault::array_field);
static_assert(reflection_fault_of<move_only> == reflection_fault::uncopyable_field);
static_assert(reflection_fault_of<mixed> == reflection_fault::none);
static_assert(reflection_fault_of<empty> == reflection_fault::no_fields);
static_assert(reflection_fault_of<only_declared> == reflection_fault::only_declared);
static_assert(reflection_fault_of<with_union> == reflection_fault::union_field);
static_assert(reflection_fault_of<union_last> == reflection_fault::union_field);
static_assert(reflection_fault_of<union_named> == reflection_fault::union_field);
// A value like others: it has value_traits, or takes anything (as std::any does).
static_assert(reflection_fault_of<union_with_traits> == reflection_fault::none);
static_assert(reflection_fault_of<with_anything> == reflection_fault::none);
static_assert(field_count<constructed> == 0);

}  // namespace

TEST_CASE("fields are read and written by position") {
    mixed object;
    get_field<0>(object) = 7;
    get_field<1>(object) = "Ada";
    get_field<7>(object) = true;
    CHECK(object.id == 7);
    CHECK(object.name == "Ada");
    CHECK(object.flag);
    mixed const& constant = object;
    CHECK(&get_field<5>(constant) == &object.nested);
}

TEST_CASE("a local struct has fields") {
    struct local {
        int first = 1;
        std::string second{};
    };
    static_assert(field_count<local> == 2);
    local object;
    get_field<1>(object) = "x";
    CHECK(object.second == "x");
}
