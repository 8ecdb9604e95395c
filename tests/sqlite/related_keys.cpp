// SPDX-License-Identifier: BSL-1.0
//
// with_many and with_one over composite foreign keys, judged by SQL written by hand.
#include <lithe/sqlite.hpp>
#include <lithe/sqlite/related.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

#include <random>

using namespace lithe;

namespace {

struct Seat {
    int row = 0;
    std::string letter{};
    int price = 0;
    static constexpr auto schema() {
        return table("seats", primary_key<&Seat::row, &Seat::letter>,
                     collate<&Seat::letter>(nocase));
    }
};
// A part of its key may be NULL: it refers to nothing then.
struct Booking {
    std::int64_t id = 0;
    int row = 0;
    std::optional<std::string> letter{};
    static constexpr auto schema() {
        return table(
            "bookings", primary_key<&Booking::id>,
            foreign_key<&Booking::row, &Booking::letter>.references<&Seat::row, &Seat::letter>(),
            lithe::index<&Booking::row, &Booking::letter>);
    }
};
struct Label {
    int row = 0;
    std::string letter{};
    std::string text{};
    static constexpr auto schema() {
        return table(
            "labels", primary_key<&Label::row, &Label::letter>,
            foreign_key<&Label::row, &Label::letter>.references<&Seat::row, &Seat::letter>());
    }
};

connection theatre(unsigned seed, int rows) {
    connection c(":memory:");
    c.create_tables<Seat, Booking, Label>();
    std::mt19937 random(seed);
    auto const below = [&](unsigned most) { return static_cast<int>(random() % most); };
    for (int row = rows; row > 0; --row) {
        for (char const* letter : {"a", "B", "c"}) {
            c.insert(Seat{row, letter, below(100)});
            for (int more = below(4); more > 0; --more)
                c.insert(Booking{0, row, below(4) == 0 ? std::string("A") : letter});
            if (below(3) == 0)
                c.insert(Booking{0, row, std::nullopt});
            if (below(2) == 0)
                c.insert(Label{row, letter, std::to_string(row)});
        }
    }
    return c;
}

}  // namespace

TEST_CASE("related_keys: all columns of a composite key are compared") {
    connection c = theatre(GENERATE(1U, 2U, 3U), 20);
    auto const seats =
        from<Seat>().order_by(desc(col<&Seat::price>), col<&Seat::row>, col<&Seat::letter>);
    rows::table loaded;
    for (auto const& [seat, bookings, label] :
         c.fetch_all(seats.with_many<&Booking::row, &Booking::letter>()
                         .with_one<&Label::row, &Label::letter>())) {
        std::string one = std::to_string(seat.row) + seat.letter + ":";
        for (Booking const& booking : bookings)
            one += std::to_string(booking.id) + " ";
        loaded.push_back("'" + one + (label ? label->text : "") + "'");
    }
    CHECK(loaded == rows::of_sql(c.native_handle(),
                                 "SELECT s.row || s.letter || ':' || ifnull((SELECT "
                                 "group_concat(id || ' ', '') FROM (SELECT id FROM bookings b "
                                 "WHERE b.row = s.row AND s.letter = b.letter ORDER BY id)), '') "
                                 "|| ifnull((SELECT text FROM labels l WHERE l.row = s.row AND "
                                 "s.letter = l.letter), '') FROM seats s "
                                 "ORDER BY price DESC, row, letter"));
    CHECK(loaded.size() == 60);
}

TEST_CASE("related_keys: one lookup for each key, not a walk over all") {
    connection c = theatre(5, 2000);
    auto const loaded = c.fetch_all(from<Seat>().with_many<&Booking::row, &Booking::letter>());
    CHECK(loaded.size() == 6000);
    // 6 000 x 6 000 positions would be 36 million steps.
    int steps = 0;
    sqlite3_progress_handler(
        c.native_handle(), 1000, [](void* count) { return ++*static_cast<int*>(count), 0; },
        &steps);
    CHECK(c.fetch_all(from<Seat>().with_many<&Booking::row, &Booking::letter>()).size() == 6000);
    CHECK(steps < 1000);
}
