// SPDX-License-Identifier: BSL-1.0
#include <lithe/schema/index.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

struct post {
    std::int64_t id = 0;
    std::string title{};
    int likes = 0;
};

constexpr auto plain = lithe::index<&post::title, &post::likes>;
static_assert(!plain.is_unique && plain.name.empty() && !plain.names_other_field);
static_assert(!plain.parts[0].descending && plain.parts[0].collation.empty());

constexpr auto changed =
    plain.unique().desc<&post::likes>().collate<&post::title>(lithe::nocase).named("best");
static_assert(changed.is_unique && changed.name == "best");
static_assert(!changed.parts[0].descending && changed.parts[0].collation == "NOCASE");
static_assert(changed.parts[1].descending && changed.parts[1].collation.empty());
static_assert(!changed.names_other_field);
static_assert(plain.desc<&post::id>().names_other_field);
static_assert(plain.collate<&post::id>(lithe::nocase).names_other_field);

}  // namespace

TEST_CASE("an index is a value: each call gives a changed copy") {
    CHECK_FALSE(plain.is_unique);
    CHECK(plain.unique().is_unique);
}
