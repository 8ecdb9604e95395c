// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/create_rtree.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

namespace {

struct line {
    std::int64_t number = 0;
    float begin = 0;
    float end = 0;
    bool dotted = false;
    static constexpr auto schema() {
        return lithe::rtree("the \"lines\"", lithe::primary_key<&line::number>,
                            lithe::dimension<&line::begin, &line::end>,
                            lithe::column_name<&line::end>("stop"));
    }
};

}  // namespace

TEST_CASE("CREATE VIRTUAL TABLE of an R*Tree") {
    CHECK(lithe::create_table_sql<line>() ==
          R"(CREATE VIRTUAL TABLE "the ""lines""" USING rtree("number", "begin", "stop", )"
          R"(+"dotted"))");
}
