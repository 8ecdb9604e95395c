// SPDX-License-Identifier: BSL-1.0
//
// verify and explain_all on lithe::database, whose readers cannot write and prepare writes anyway.
#include <lithe/lithe.hpp>

#include "support/catch.hpp"

using lithe::col, lithe::from;

namespace {

struct buoy {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table("verify_buoys", lithe::primary_key<&buoy::id>);
    }
};

}  // namespace

namespace lithe_test {
void never_on_database(lithe::database& db) {
    db.insert(buoy{});
    db.fetch_all(from<buoy>().where(col<&buoy::name> == "a"));
}
}  // namespace lithe_test

TEST_CASE("verify: on a database") {
    auto db = lithe::database::in_memory();
    CHECK_THROWS_AS(lithe::verify<buoy>(db), lithe::schema_error);
    db.create_tables<buoy>();
    auto const seen = lithe::verify<buoy>(db);
    CHECK(seen.notes.empty());
    CHECK(seen.statements >= 2);
    db.read([&](lithe::reader& r) { CHECK(lithe::verify<buoy>(r).statements == seen.statements); });
    bool scanned = false;
    for (auto const& plan : lithe::explain_all<buoy>(db))
        scanned = scanned || (plan.full_scan && plan.sql.find("WHERE \"name\"") != plan.sql.npos);
    CHECK(scanned);
}
