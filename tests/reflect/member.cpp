// SPDX-License-Identifier: BSL-1.0
#include <lithe/reflect/member.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

using namespace lithe::detail;

struct user {
    std::int64_t id = 0;
    int age = 0;
    int size = 0;  // of the same type as its neighbour: told apart by address
    std::optional<std::string> email{};
    bool first_flag = false;
    bool second_flag = false;
};
struct empty_fields {
    struct nothing {
    } before{};
    int number = 0;
    nothing after{};
};
template <class Payload>
struct event {
    std::int64_t id = 0;
    Payload payload{};
};

static_assert(member_index<&user::id> == 0 && member_index<&user::age> == 1);
static_assert(member_index<&user::size> == 2 && member_index<&user::email> == 3);
static_assert(member_index<&user::first_flag> == 4 && member_index<&user::second_flag> == 5);
static_assert(member_name<&user::size> == "size" &&
              member_name<&user::second_flag> == "second_flag");
static_assert(member_index<&empty_fields::after> == 2 && member_index<&empty_fields::number> == 1);
static_assert(member_index<&event<int>::payload> == 1);
static_assert(member_name<&event<std::string>::payload> == "payload");
static_assert(std::is_same_v<owner_of<&user::age>, user>);
static_assert(std::is_same_v<field_of<&user::email>, std::optional<std::string>>);

struct with_others {
    int age = 0;
    int years() const { return age; }
    static inline int total = 0;
};
static_assert(names_field<&user::age> && names_field<&event<int>::payload>);
static_assert(!names_field<&with_others::years> && !names_field<&with_others::total>);
static_assert(!names_field<3> && !names_field<nullptr>);

}  // namespace

TEST_CASE("a member of a local struct is found") {
    struct local {
        char const* text = "";
        int number = 0;
    };
    static_assert(member_index<&local::number> == 1);
    CHECK(member_name<&local::number> == "number");
}
