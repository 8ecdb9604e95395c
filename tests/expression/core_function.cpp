// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/core_function.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

#include <algorithm>  // its min and max are found, too, and must not be taken

namespace {

using namespace lithe;
using lithe_test::text_of;
using rows::Item;
constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto r = col<&Item::r>;
constexpr auto q = col<&Item::q>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;
constexpr auto c = col<&Item::c>;

static_assert(text_of(max(a, b, 3)) == R"(max("a", "b", ?1))");
static_assert(text_of(char_(104, a)) == R"(char(?1, "a"))");
static_assert(text_of(type_of(t)) == R"(typeof("t"))");
static_assert(text_of(unlikely(a > 1) || b == 1) == R"(unlikely(("a" > ?1)) OR "b" = ?2)");

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
static_assert(text_of(likelihood<"0.05">(a > 1)) == R"(likelihood(("a" > ?1), 0.05))");
using maybe = std::optional<std::int64_t>;
static_assert(std::same_as<value<decltype(max(a, 3))>, std::int64_t>);
static_assert(std::same_as<value<decltype(max(a, a))>, std::int64_t>);
static_assert(std::same_as<value<decltype(max(a, b))>, maybe>);
static_assert(std::same_as<value<decltype(min(a, r))>, double>);
static_assert(std::same_as<value<decltype(min(c, rows::color::red))>, rows::color>);
static_assert(std::same_as<value<decltype(sign(b))>, maybe>);
static_assert(std::same_as<value<decltype(hex(u))>, std::string>);
static_assert(std::same_as<value<decltype(unhex(t))>, std::optional<bytes>>);
static_assert(std::same_as<value<decltype(quote(b))>, std::string>);
static_assert(std::same_as<value<decltype(char_(b))>, std::string>);
static_assert(std::same_as<value<decltype(unicode(t))>, maybe>);
static_assert(std::same_as<value<decltype(octet_length(t))>, std::int64_t>);
static_assert(std::same_as<value<decltype(concat_ws(",", u, t))>, std::string>);
static_assert(std::same_as<value<decltype(concat_ws(u, t))>, std::optional<std::string>>);
static_assert(std::same_as<value<decltype(type_of(u))>, std::string>);
static_assert(std::same_as<value<decltype(lithe::random())>, std::int64_t>);
static_assert(std::same_as<value<decltype(randomblob(4))>, bytes>);
static_assert(std::same_as<value<decltype(likely(a))>, std::int64_t>);
static_assert(std::same_as<value<decltype(changes())>, std::int64_t>);
static_assert(detail::is_predicate<decltype(likely(a > 1))>);

}  // namespace

TEST_CASE("core functions: the greatest and the least of several") {
    auto db = rows::filled(60, 5);
    std::string const x = "b";
    auto const left = t + x;
    auto const right = t + x;
    CHECK(rows::same(
        db,
        from<Item>().select(max(a, b), min(a, b, 0), max(t, "ab"), min(r, q, a), max(a, a),
                            max(left, right), max(left, right, t), max(c, rows::color::green)),
        "SELECT max(a, b), min(a, b, 0), max(t, 'ab'), CAST(min(r, q, a) AS REAL), max(a, a), "
        "max(t || 'b', t || 'b'), max(t || 'b', t || 'b', t), max(c, 2) FROM items"));
}

TEST_CASE("core functions answer as SQLite does") {
    auto db = rows::filled(60, 6);
    CHECK(rows::same(db,
                     from<Item>().select(key, sign(a), sign(b), sign(q), hex(t), hex(u), quote(u),
                                         quote(b), quote(r), char_(97, a + 100), unicode(t)),
                     "SELECT id, sign(a), sign(b), sign(q), hex(t), hex(u), quote(u), quote(b), "
                     "quote(r), char(97, a + 100), unicode(t) FROM items"));
    CHECK(rows::same(db,
                     from<Item>()
                         .where(likely(a > 0) || likelihood<"0.05">(b == 1))
                         .select(type_of(u), likely(b)),
                     "SELECT typeof(u), b FROM items WHERE a > 0 OR b = 1"));
    auto const one = [&](auto const& node) {
        return db.fetch_one(from<Item>().where(key == 1).select(node));
    };
    CHECK(one(zeroblob(3)) == bytes(3));
    CHECK_THROWS_AS(zeroblob(-1), std::invalid_argument);
    CHECK(one(substr(zeroblob(5), 2, 3)) == bytes(3));
    CHECK(one(hex(substr(zeroblob(4), -1))) == "00");
    CHECK(one(randomblob(5)).size() == 5);
    CHECK(one(lithe::random()) != one(lithe::random()));
    CHECK(one(sqlite_version()) == sqlite3_libversion());
    CHECK(one(changes()) == sqlite3_changes64(db.native_handle()));
    CHECK(one(total_changes()) == sqlite3_total_changes64(db.native_handle()));
    CHECK(one(last_insert_rowid()) == sqlite3_last_insert_rowid(db.native_handle()));
}

TEST_CASE("core functions: later ones are a missing feature of an older library") {
    auto db = rows::filled(3, 6);
    auto const unhexed = from<Item>().select(unhex(hex(t)));
    if (sqlite3_libversion_number() < 3'041'000) {
        CHECK_THROWS_AS(db.fetch_all(unhexed), lithe::missing_feature);
        CHECK_THROWS_AS(db.fetch_all(from<Item>().select(octet_length(t))), lithe::missing_feature);
        CHECK_THROWS_AS(db.fetch_all(from<Item>().select(concat_ws(",", t, u))),
                        lithe::missing_feature);
    } else {
        CHECK(db.fetch_all(unhexed).size() == 3);
    }
}
