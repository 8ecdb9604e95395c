// SPDX-License-Identifier: BSL-1.0
#include <lithe/schema/schema_kind.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <string>

namespace {
struct foreign_struct;
}
template <>
struct lithe::schema_for<foreign_struct> {
    static constexpr auto schema() { return lithe::table("foreign"); }
};

namespace {

using namespace lithe::detail;

struct BlogPost {
    std::int64_t id = 0;
};
struct user {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("users"); }
};
struct field_named_so {
    std::int64_t id = 0;
    std::string schema{};
};
struct not_static {
    std::int64_t id = 0;
    constexpr auto schema() const { return lithe::table("x"); }
};
class hidden_source {
    static constexpr auto schema() { return lithe::table("x"); }
};
struct with_parameter {
    std::int64_t id = 0;
    static constexpr auto schema(int) { return lithe::table("x"); }
};
struct final_one final {
    std::int64_t id = 0;
};
struct returns_text {
    static constexpr auto schema() { return "x"; }
};
struct at_run_time {
    static auto schema() { return lithe::table("x"); }
};
struct foreign_struct {
    std::int64_t id = 0;
};
static_assert(schema_kind_of<user> == schema_kind::own);
static_assert(schema_kind_of<BlogPost> == schema_kind::none);
static_assert(schema_kind_of<foreign_struct> == schema_kind::given);
static_assert(schema_kind_of<final_one> == schema_kind::none);
static_assert(schema_kind_of<field_named_so> == schema_kind::none);
static_assert(schema_kind_of<not_static> == schema_kind::not_callable);
static_assert(schema_kind_of<hidden_source> == schema_kind::not_callable);
static_assert(schema_kind_of<with_parameter> == schema_kind::not_callable);
static_assert(schema_kind_of<returns_text> == schema_kind::not_a_table);
static_assert(schema_kind_of<at_run_time> == schema_kind::not_constant);
static_assert(has_bad_schema<at_run_time> && !has_bad_schema<BlogPost> && !has_bad_schema<user>);

}  // namespace

TEST_CASE("a field may be called schema") {
    CHECK(
        lithe::create_table_sql<field_named_so>() ==
        R"(CREATE TABLE "field_named_so" ("id" INTEGER PRIMARY KEY, "schema" TEXT NOT NULL) STRICT)");
}
