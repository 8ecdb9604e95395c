// SPDX-License-Identifier: BSL-1.0
//
// Which entities are sound; tests/reject/schema/ has each sentence.
#include <lithe/schema/rules.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using lithe::detail::sound, lithe::detail::require_schema;

struct good {
    std::int64_t id = 0;
    std::string name{};
};
struct bad_field {
    std::int64_t id = 0;
    void* pointer = nullptr;
};
struct bad_descriptor {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("sqlite_bad"); }
};
struct not_plain {
    virtual ~not_plain() = default;
};

static_assert(sound<good> && require_schema<good>());
static_assert(!sound<bad_field> && !sound<bad_descriptor> && !sound<not_plain> && !sound<int>);
static_assert(lithe::detail::field_label<good, 1>.view() == "name");

}  // namespace

TEST_CASE("a sound struct has the text of its table") {
    CHECK(lithe::create_table_sql<good>() ==
          R"(CREATE TABLE "good" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL) STRICT)");
}
