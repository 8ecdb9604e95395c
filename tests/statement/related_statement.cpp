// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/related_statement.hpp>

#include <lithe/sql.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

using namespace lithe;
using blog::Post;

namespace {

struct Seat {
    int row = 0;
    std::string letter{};
    static constexpr auto schema() {
        return table("seats", primary_key<&Seat::row, &Seat::letter>,
                     collate<&Seat::letter>(nocase));
    }
};
struct Booking {
    std::int64_t id = 0;
    int row = 0;
    std::optional<std::string> letter{};
    static constexpr auto schema() {
        return table(
            "bookings", primary_key<&Booking::id>,
            foreign_key<&Booking::row, &Booking::letter>.references<&Seat::row, &Seat::letter>());
    }
};

template <auto... Members>
using statement = detail::related_statement<detail::members<Members...>>;

static_assert(detail::sql_of<statement<&Post::author_id>> ==
              R"(SELECT lithe_array.rowid, "posts"."id", "posts"."author_id", "posts"."title", )"
              R"("posts"."score" FROM lithe_array(?1) )"
              R"(JOIN "posts" ON "posts"."author_id" = lithe_array.value)");

static_assert(detail::sql_of<statement<&Booking::row, &Booking::letter>> ==
              R"(SELECT lithe_array.rowid, "bookings"."id", "bookings"."row", "bookings"."letter" )"
              R"(FROM lithe_array(?1) JOIN lithe_array(?2) AS lithe_array_1 )"
              R"(ON lithe_array_1.rowid = lithe_array.rowid )"
              R"(JOIN "bookings" ON "bookings"."row" = lithe_array.value )"
              R"(AND "bookings"."letter" COLLATE "NOCASE" = lithe_array_1.value)");

}  // namespace

TEST_CASE("related_statement: the values of a key, column by column") {
    using ranges = statement<&Booking::row, &Booking::letter>::ranges_type;
    ranges::keys keys;
    ranges::reserve(keys, 2);
    ranges::append(keys, Seat{.row = 3, .letter = "b"});
    ranges::append(keys, Seat{.row = 1, .letter = "c"});
    CHECK(keys == ranges::keys{{3, 1}, {"b", "c"}});
}
