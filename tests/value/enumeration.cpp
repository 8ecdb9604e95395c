// SPDX-License-Identifier: BSL-1.0
//
// Enums as text: what is written is the name, what is no name is refused both ways.
#include <lithe/value/enumeration.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <string>

namespace {

using lithe::col, lithe::from;

enum class status : unsigned char { open, paid, cancelled, forgotten };
enum class grade { best = 1, middle = 20, worst = 300 };
enum class unnamed { one };
enum class same_text { one, two };
enum class same_value { one, two };

}  // namespace

template <>
struct lithe::value_traits<status> : lithe::enum_text<status> {
    static constexpr lithe::enum_name<status> names[] = {
        {status::open, "open"}, {status::paid, "paid"}, {status::cancelled, "it's off"}};
};
template <>
struct lithe::value_traits<grade> : lithe::enum_text<grade> {
    static constexpr lithe::enum_name<grade> names[] = {
        {grade::middle, "AA"}, {grade::best, "A"}, {grade::worst, "\xc3\xa9"}};
};
template <>
struct lithe::value_traits<unnamed> : lithe::enum_text<unnamed> {};
template <>
struct lithe::value_traits<same_text> : lithe::enum_text<same_text> {
    static constexpr lithe::enum_name<same_text> names[] = {{same_text::one, "x"},
                                                            {same_text::two, "x"}};
};
template <>
struct lithe::value_traits<same_value> : lithe::enum_text<same_value> {
    static constexpr lithe::enum_name<same_value> names[] = {{same_value::one, "x"},
                                                             {same_value::one, "y"}};
};

namespace {

struct mark {
    std::int64_t id = 0;
    grade value = grade::best;
    static constexpr auto schema() { return lithe::table("marks", lithe::primary_key<&mark::id>); }
};

struct invoice {
    std::int64_t id = 0;
    status state = status::open;
    std::optional<status> before{};
    static constexpr auto schema() {
        return lithe::table(
            "invoices", lithe::primary_key<&invoice::id>,
            lithe::default_value<&invoice::state>(status::cancelled),
            lithe::check(col<&invoice::state>.in(status::open, status::paid, status::cancelled)));
    }
};

static_assert(lithe::detail::sound<invoice>);
static_assert(!lithe::detail::storable<unnamed>);
static_assert(!lithe::detail::storable<same_text>);
static_assert(!lithe::detail::storable<same_value>);
static_assert(lithe::value_traits<status>::to_storage(status::paid) == "paid");
static_assert(lithe::value_traits<status>::from_storage("it's off") == status::cancelled);
static_assert(lithe::create_table_sql<invoice>() ==
              R"(CREATE TABLE "invoices" ("id" INTEGER PRIMARY KEY, )"
              R"("state" TEXT NOT NULL DEFAULT ('it''s off'), "before" TEXT, )"
              R"(CHECK ("state" IN ('open', 'paid', 'it''s off'))) STRICT)");

}  // namespace

TEST_CASE("an enum is stored as its name and compared by it") {
    lithe::connection db(":memory:");
    db.create_tables<invoice>();
    db.insert(invoice{.state = status::paid, .before = status::open});
    db.insert(invoice{}, lithe::defaults<&invoice::state>);
    CHECK(lithe_test::rows_of(db.native_handle(), "SELECT state, before FROM invoices") ==
          lithe_test::text_rows{{"paid", "open"}, {"it's off", "NULL"}});
    CHECK(db.get<invoice>(1).state == status::paid);
    CHECK(db.get<invoice>(1).before == status::open);
    CHECK(db.get<invoice>(2).state == status::cancelled);
    CHECK(db.fetch_one(from<invoice>().where(col<&invoice::state> == status::cancelled)).id == 2);
    CHECK(db.fetch_one(from<invoice>().where(col<&invoice::before>.is_null())).id == 2);
    CHECK(db.execute(lithe::update<invoice>()
                         .set(col<&invoice::state> = status::open)
                         .where(col<&invoice::state>.in(status::cancelled, status::open))) == 1);
    // Texts have the order of texts: "open" before "paid".
    CHECK(db.fetch_all(from<invoice>().order_by(col<&invoice::state>)).front().state ==
          status::open);
    static_assert(!lithe::detail::keeps_order<status>);
}

TEST_CASE("names in the order of their enumerators are compared as these are") {
    static_assert(lithe::detail::keeps_order<grade>);
    lithe::connection db(":memory:");
    db.create_tables<mark>();
    db.insert_all({mark{.value = grade::middle}, mark{.value = grade::worst},
                   mark{.value = grade::best}, mark{.value = grade::middle}});
    for (grade const bound : {grade::best, grade::middle, grade::worst}) {
        std::size_t below = 0;
        for (mark const& each : db.fetch_all(from<mark>()))
            below += each.value < bound ? 1U : 0U;
        CHECK(db.fetch_all(from<mark>().where(col<&mark::value> < bound)).size() == below);
    }
    auto const most = db.fetch_one(from<mark>().select(max(col<&mark::value>)));
    static_assert(std::is_same_v<decltype(most), std::optional<grade> const>);
    CHECK(most == grade::worst);
    CHECK(db.fetch_all(from<mark>().where(col<&mark::value>.between(grade::best, grade::middle)))
              .size() == 3);
}

TEST_CASE("an enumerator without a name is not written, another text is not read") {
    lithe::connection db(":memory:");
    db.execute_script("CREATE TABLE invoices (id INTEGER PRIMARY KEY, state TEXT, before TEXT)");
    try {
        db.insert(invoice{.state = status::forgotten});
        FAIL("written");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.table() == "invoices");
        CHECK(error.column() == "state");
        CHECK(error.expected() == "enum (TEXT, one of its names)");
    }
    CHECK_THROWS_AS(db.insert(invoice{.before = static_cast<status>(99)}), lithe::conversion_error);
    CHECK(db.fetch_one(from<invoice>().select(lithe::count())) == 0);
    db.execute_script("INSERT INTO invoices VALUES (1, 'Paid', NULL), (2, 'open', 'new')");
    for (std::int64_t const key : {1, 2}) {
        try {
            static_cast<void>(db.get<invoice>(key));
            FAIL("read");
        } catch (lithe::conversion_error const& error) {
            CHECK(error.column() == (key == 1 ? "state" : "before"));
        }
    }
}
