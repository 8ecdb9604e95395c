// SPDX-License-Identifier: BSL-1.0
//
// UUIDs as BLOB and as TEXT.
#include <lithe/value/uuid.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <string>
#include <unordered_set>
#include <vector>

namespace {

using lithe::col, lithe::from, lithe::uuid;

constexpr uuid sample = *uuid::parse("00112233-4455-6677-8899-aabbCCDDEEff");

static_assert(uuid{} == *uuid::parse("00000000-0000-0000-0000-000000000000"));
static_assert(sample.bytes[0] == std::byte{0} && sample.bytes[15] == std::byte{0xFF});
static_assert(std::string_view(sample.format()) == "00112233-4455-6677-8899-aabbccddeeff");
static_assert(!uuid::parse(""));
static_assert(!uuid::parse("00112233-4455-6677-8899-aabbccddeef"));
static_assert(!uuid::parse("00112233-4455-6677-8899-aabbccddeeff0"));
static_assert(!uuid::parse("0011223-34455-6677-8899-aabbccddeeff"));
static_assert(!uuid::parse("00112233-4455-6677-8899-aabbccddeefg"));
static_assert(!uuid::parse("00112233-4455-6677-8899+aabbccddeeff"));
static_assert(uuid{} < sample);

struct parcel {
    uuid key{};
    std::optional<uuid> parent{};
    static constexpr auto schema() {
        return lithe::table("parcels", lithe::primary_key<&parcel::key>,
                            lithe::foreign_key<&parcel::parent>.references<&parcel::key>());
    }
};
struct letter {
    uuid key{};
    std::optional<uuid> reply_to{};
    static constexpr auto schema() {
        return lithe::table("letters", lithe::primary_key<&letter::key>,
                            lithe::stored_as<&letter::key>(lithe::uuid_text),
                            lithe::stored_as<&letter::reply_to>(lithe::uuid_text));
    }
};

uuid with_last(unsigned value) {
    uuid made = sample;
    made.bytes[15] = static_cast<std::byte>(value);
    return made;
}

}  // namespace

TEST_CASE("a uuid is a BLOB of 16 bytes, and a key") {
    lithe::connection db(":memory:");
    db.create_tables<parcel>();
    CHECK(db.insert(parcel{.key = sample}) == sample);
    db.insert(parcel{.key = with_last(1), .parent = sample});
    CHECK(lithe_test::rows_of(db.native_handle(),
                              "SELECT hex(key), typeof(key) FROM parcels "
                              "ORDER BY key DESC") ==
          lithe_test::text_rows{{"00112233445566778899AABBCCDDEEFF", "blob"},
                                {"00112233445566778899AABBCCDDEE01", "blob"}});
    CHECK(db.get<parcel>(with_last(1)).parent == sample);
    CHECK(db.fetch_one(from<parcel>().where(col<&parcel::parent> == sample)).key == with_last(1));
    std::vector<uuid> const keys{sample, uuid{}};
    CHECK(db.fetch_all(from<parcel>().where(col<&parcel::key>.in(keys))).size() == 1U);
    CHECK(db.fetch_one(from<parcel>().select(max(col<&parcel::key>))) == sample);
    CHECK(db.erase<parcel>(with_last(1)));
    db.execute_script(
        "PRAGMA ignore_check_constraints = ON; "
        "INSERT INTO parcels (key) VALUES (x'0011')");
    try {
        static_cast<void>(db.fetch_all(from<parcel>()));
        FAIL("read");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.column() == "key");
        CHECK(error.expected() == "uuid (BLOB of 16 bytes)");
    }
}

TEST_CASE("by request a uuid is TEXT") {
    lithe::connection db(":memory:");
    db.create_tables<letter>();
    CHECK(db.insert(letter{.key = sample, .reply_to = uuid{}}) == sample);
    CHECK(lithe_test::rows_of(db.native_handle(), "SELECT key, reply_to FROM letters") ==
          lithe_test::text_rows{
              {"00112233-4455-6677-8899-aabbccddeeff", "00000000-0000-0000-0000-000000000000"}});
    CHECK(db.get<letter>(sample).reply_to == uuid{});
    CHECK(db.fetch_all(from<letter>().where(col<&letter::key> == sample)).size() == 1U);
    CHECK(db.insert_all(std::vector{letter{.key = with_last(2)}, letter{.key = with_last(1)}}) ==
          2);
    std::vector<uuid> const keys{with_last(1), with_last(7)};
    CHECK(db.fetch_all(from<letter>().where(col<&letter::key>.in(keys))).size() == 1U);
    CHECK(db.fetch_one(from<letter>().select(min(col<&letter::key>))) == with_last(1));
    // Upper case is read, other texts are not.
    db.execute_script("UPDATE letters SET reply_to = upper(key)");
    CHECK(db.get<letter>(sample).reply_to == sample);
    db.execute_script("UPDATE letters SET reply_to = 'x'");
    CHECK_THROWS_AS(db.get<letter>(sample), lithe::conversion_error);
}

TEST_CASE("uuids are keys of hashed containers") {
    std::unordered_set<uuid> const set{sample, uuid{}, sample};
    CHECK(set.size() == 2U);
    CHECK(sample.to_string() == "00112233-4455-6677-8899-aabbccddeeff");
}
