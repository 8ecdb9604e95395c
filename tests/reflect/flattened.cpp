// SPDX-License-Identifier: BSL-1.0
//
// The columns of a struct that embeds others. tests/statement/embedded.cpp runs them.
#include <lithe/reflect/flattened.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

struct address {
    std::string street{};
    int number = 0;
    std::optional<std::string> city{};
};
struct person {
    address home{};
    std::int64_t id = 0;
    std::string name{};
    address work{};
    static constexpr auto schema() {
        return lithe::table("people", lithe::primary_key<&person::id>,
                            lithe::embedded<&person::work>, lithe::embedded<&person::home>);
    }
};
struct plain {
    address home{};
    std::int64_t id = 0;
};

using namespace lithe::detail;

static_assert(is_flattened<person> && !is_flattened<plain> && !is_flattened<address>);
static_assert(field_count<person> == 8 && own_field_count<person> == 4);
static_assert(field_count<plain> == 2);
static_assert(field_names<person>[0] == "home_street" && field_names<person>[2] == "home_city");
static_assert(field_names<person>[3] == "id" && field_names<person>[7] == "work_city");
static_assert(field_names<plain>[0] == "home");
static_assert(std::is_same_v<field_type<person, 1>, int>);
static_assert(std::is_same_v<field_type<person, 7>, std::optional<std::string>>);
static_assert(member_index<&person::name> == 4);
static_assert(member_index<path_value<&person::home, &address::number>> == 1);
static_assert(member_index<path_value<&person::work, &address::number>> == 6);
static_assert(member_index<lithe::path<&person::work, &address::city>> == 7);
static_assert(std::is_same_v<owner_of<lithe::path<&person::work, &address::city>>, person>);
static_assert(std::is_same_v<field_of<lithe::path<&person::work, &address::number>>, int>);

}  // namespace

TEST_CASE("a field of an embedded struct is reached by its column's position") {
    person ada{.home = {.street = "Elm"}, .name = "Ada", .work = {.number = 7}};
    CHECK(get_field<0>(ada) == "Elm");
    CHECK(get_field<6>(ada) == 7);
    get_field<7>(ada) = "Oslo";
    CHECK(ada.work.city == "Oslo");
    CHECK(get_field<4>(static_cast<person const&>(ada)) == "Ada");
}
