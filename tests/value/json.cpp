// SPDX-License-Identifier: BSL-1.0
//
// JSON columns: documents and types that nlohmann-json converts.
#if __has_include(<nlohmann/json.hpp>)
#include <lithe/value/json.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <string>
#include <vector>

namespace {

using lithe::col, lithe::from, nlohmann::json;

struct address {
    std::string street{};
    int number = 0;
    NLOHMANN_DEFINE_TYPE_INTRUSIVE(address, street, number)
};

struct order {
    std::int64_t id = 0;
    json payload{};
    std::optional<json> note{};
    lithe::json_document<address> to{};
    lithe::json_document<std::vector<int>> sizes{};
};

static_assert(lithe::create_table_sql<order>() ==
              R"(CREATE TABLE "order" ("id" INTEGER PRIMARY KEY, "payload" TEXT NOT NULL, )"
              R"("note" TEXT, "to" TEXT NOT NULL, "sizes" TEXT NOT NULL) STRICT)");

}  // namespace

TEST_CASE("documents come back, and SQLite's JSON functions read them") {
    lithe::connection db(":memory:");
    db.create_tables<order>();
    json const payload = {{"a", {1, 2.5, nullptr, true}}, {"text", "it's \"ä\""}};
    db.insert(order{
        .payload = payload, .to = {{.street = "High Street", .number = 7}}, .sizes = {{3, 4}}});
    db.insert(order{.note = json()});
    order const read = db.get<order>(1);
    CHECK(read.payload == payload);
    CHECK_FALSE(read.note.has_value());
    CHECK(read.to->street == "High Street");
    CHECK((*read.to).number == 7);
    CHECK(*read.sizes == std::vector{3, 4});
    // JSON's null is a value, SQL's NULL is none.
    CHECK(db.get<order>(2).payload.is_null());
    CHECK(db.get<order>(2).note == json());
    CHECK(lithe_test::rows_of(db.native_handle(),
                              "SELECT payload ->> '$.a[1]', \"to\" ->> '$.street', sizes ->> 1, "
                              "note FROM \"order\"") ==
          lithe_test::text_rows{{"2.5", "High Street", "4", "NULL"}, {"NULL", "", "NULL", "null"}});
    CHECK(db.fetch_all(from<order>().where(col<&order::payload> == payload)).size() == 1U);
    CHECK(db.execute(lithe::update<order>()
                         .set(col<&order::payload> = json::array({1, 2}))
                         .where(col<&order::id> == 1)) == 1);
    CHECK(db.get<order>(1).payload == json::array({1, 2}));
}

TEST_CASE("malformed JSON, JSON of another shape and text that is no UTF-8 are errors") {
    lithe::connection db(":memory:");
    db.create_tables<order>();
    db.insert(order{});
    db.execute_script("UPDATE \"order\" SET payload = '{\"a\":'");
    try {
        static_cast<void>(db.get<order>(1));
        FAIL("read");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.table() == "order");
        CHECK(error.column() == "payload");
        CHECK(error.expected() == "json (TEXT)");
    }
    db.execute_script("UPDATE \"order\" SET payload = '1', \"to\" = '{\"street\": 3}'");
    try {
        static_cast<void>(db.get<order>(1));
        FAIL("read");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.column() == "to");
    }
    try {
        db.insert(order{.payload = std::string("\xFF")});
        FAIL("written");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.column() == "payload");
    }
}

#endif
