// SPDX-License-Identifier: BSL-1.0
#include <lithe/schema/descriptor.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using namespace lithe::detail;

struct BlogPost {
    std::int64_t id = 0;
    std::string title{};
};
struct flag_id {
    bool id = false;
};
struct user {
    std::int64_t number = 0;
    std::string name{};
    std::optional<std::int64_t> boss{};
    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&user::number>,
                            lithe::column_name<&user::name>("label"),
                            lithe::foreign_key<&user::boss>.references<&user::number>());
    }
};
struct pair_key {
    int left = 0;
    std::string right{};
    static constexpr auto schema() {
        return lithe::table("pair_key", lithe::primary_key<&pair_key::right, &pair_key::left>);
    }
};
struct keyless {
    int id = 0;
    static constexpr auto schema() { return lithe::table("keyless"); }
};
struct rowidless {
    int id = 0;
    static constexpr auto schema() {
        return lithe::table("rowidless", lithe::primary_key<&rowidless::id>, lithe::without_rowid);
    }
};

static_assert(entity_names<BlogPost>::table() == "blog_post" && !has_schema<BlogPost>);
static_assert(entity_names<user>::table() == "users" && has_schema<user>);
static_assert(entity_names<user>::column<&user::name>() == "label");
static_assert(column_names<user>[0] == "number" && column_names<user>[1] == "label");
static_assert(std::is_same_v<key_of<BlogPost>, std::index_sequence<0>> && has_rowid_key<BlogPost>);
static_assert(std::is_same_v<key_of<user>, std::index_sequence<0>> && has_rowid_key<user>);
static_assert(std::is_same_v<key_of<pair_key>, std::index_sequence<1, 0>> &&
              !has_rowid_key<pair_key>);
static_assert(key_of<flag_id>::size() == 0 && key_of<keyless>::size() == 0 &&
              !has_rowid_key<keyless>);
static_assert(key_of<rowidless>::size() == 1 && without_rowid_of<rowidless> &&
              !has_rowid_key<rowidless>);
static_assert(foreign_keys_of<user>::size == 1 && foreign_keys_of<BlogPost>::size == 0);
static_assert(std::is_same_v<parent_of<nth_t<0, foreign_keys_of<user>>>, user>);
static_assert(field_storage<user, 1> == storage_class::text && field_form<user, 1>::size == 0);

enum class signed_enum : std::int8_t {};
enum class large_enum : std::uint64_t {};
static_assert(enum_traits<signed_enum>::to_storage(signed_enum{-5}) == -5);
static_assert(enum_traits<signed_enum>::from_storage(-128) == signed_enum{-128});

}  // namespace

TEST_CASE("the number of an enum is checked in both directions") {
    CHECK_THROWS_AS(enum_traits<signed_enum>::from_storage(128), std::range_error);
    CHECK_THROWS_AS(enum_traits<large_enum>::from_storage(-1), std::range_error);
    CHECK_THROWS_AS(enum_traits<large_enum>::to_storage(large_enum{std::uint64_t{1} << 63U}),
                    std::range_error);
    CHECK(enum_traits<large_enum>::to_storage(large_enum{7}) == 7);
}
