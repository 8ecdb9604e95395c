// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/plan.hpp>

#include "support/catch.hpp"

#include <sstream>

namespace {

namespace m = lithe::migrations;

m::plan example() {
    m::plan plan;
    plan.from = "1";
    plan.to = "2";
    plan.migrations.push_back({"2",
                               "clean\"up",
                               "v1:0123456789abcdef0",
                               {{"drop column t.a",
                                 "moved",
                                 m::risk::lossy,
                                 m::strategy::rebuild,
                                 3,
                                 {"DROP\n"},
                                 5 << 20,
                                 {"view v", "trigger g"}}}});
    plan.from_digest = "v1:f";
    plan.to_digest = "v1:t";
    return plan;
}

}  // namespace

TEST_CASE("a plan as text") {
    std::ostringstream out;
    out << example();
    REQUIRE(out.str() ==
            "plan 1 -> 2   (1 migration)   risk: lossy\n"
            "2 clean\"up   v1:0123456789ab   not reversible\n"
            "  1  lossy          rebuild drop column t.a   \"moved\"   3 rows, ~5 MiB   used by: "
            "view v, trigger g\n");
    REQUIRE(example().text(true).find("       DROP\n;\n") != std::string::npos);
}

TEST_CASE("a plan as JSON") {
    REQUIRE(
        example().json() ==
        R"({"from":"1","to":"2","from_digest":"v1:f","to_digest":"v1:t","risk":"lossy","migrations":[{"version":"2","name":"clean\"up",)"
        R"("digest":"v1:0123456789abcdef0","risk":"lossy","steps":[{"what":"drop column t.a",)"
        R"("why":"moved","risk":"lossy","strategy":"rebuild","rows":3,"sql":["DROP\n"],"bytes":5242880,)"
        R"("used_by":["view v","trigger g"],"reversible":false}]}],)"
        R"("refusals":[]})");
}

TEST_CASE("exit codes for CI") {
    m::plan plan;
    REQUIRE(plan.exit_code() == 0);
    REQUIRE(example().exit_code() == 2);
    plan.refusals.push_back("drift");
    REQUIRE(plan.exit_code() == 3);
    REQUIRE(plan.text() == "nothing to do: no migrations\nREFUSED: drift\n");
}
