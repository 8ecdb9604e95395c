// SPDX-License-Identifier: BSL-1.0
//
// Field types: money as whole minor units, a type of your own, enums, times, bytes.

#include <lithe/lithe.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <stdexcept>
using lithe::col, lithe::from;

/// A decimal number with `Digits` places behind the point, exact: 12.34 is fixed<2>{1234}.
template <int Digits>
struct fixed {
    std::int64_t units = 0;

    friend constexpr fixed operator+(fixed left, fixed right) { return {left.units + right.units}; }
    friend std::ostream& operator<<(std::ostream& out, fixed value) {
        std::string text = std::to_string(value.units);
        return out << text.insert(text.size() - Digits, ".");  // enough for this example's values
    }
};

template <int Digits>
struct lithe::value_traits<fixed<Digits>> {
    using storage = std::int64_t;
    static storage to_storage(fixed<Digits> value) { return value.units; }
    static fixed<Digits> from_storage(storage units) { return {units}; }
};

struct Color {
    unsigned char red = 0, green = 0, blue = 0;
};

/// TEXT "#rrggbb". What from_storage throws becomes a conversion_error that names the column.
template <>
struct lithe::value_traits<Color> {
    using storage = std::string;
    static constexpr std::string_view description = "color (TEXT #rrggbb)";

    static std::string to_storage(Color color) {
        char text[8];
        std::snprintf(text, sizeof text, "#%02x%02x%02x", color.red, color.green, color.blue);
        return text;
    }
    static Color from_storage(std::string const& text) {
        Color color;
        if (std::sscanf(text.c_str(), "#%2hhx%2hhx%2hhx", &color.red, &color.green, &color.blue) !=
            3)
            throw std::invalid_argument("not a color");
        return color;
    }
};

enum class Status : unsigned char { open, paid, cancelled };  // INTEGER

struct Invoice {
    std::int64_t id = 0;
    fixed<2> total{};
    Status status = Status::open;
    Color color{};
    std::chrono::year_month_day due{};                              // TEXT YYYY-MM-DD
    std::chrono::sys_time<std::chrono::milliseconds> created_at{};  // INTEGER milliseconds
    std::optional<std::array<std::byte, 4>> checksum{};             // BLOB of 4 bytes, or NULL

    static constexpr auto schema() {
        return lithe::table("invoices", lithe::primary_key<&Invoice::id>,
                            lithe::default_value<&Invoice::status>(Status::open));
    }
};

int main() {
    using namespace std::chrono;
    lithe::connection db{":memory:"};
    db.create_tables<Invoice>();

    db.insert(Invoice{.total = {12345},
                      .color = {255, 128, 0},
                      .due = 2026y / March / 31,
                      .created_at = sys_days(2026y / March / 1) + 8h + 30min});
    db.insert(
        Invoice{.total = {99},
                .status = Status::paid,
                .due = 2026y / April / 1,
                .checksum = std::array{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}}});

    // Comparisons take the field's own type.
    fixed<2> sum{};
    for (Invoice const& invoice : db.fetch_all(from<Invoice>().where(
             col<&Invoice::total> > fixed<2>{50}, col<&Invoice::due> < 2027y / January / 1)))
        sum = sum + invoice.total;
    std::cout << sum << '\n';

    auto const paid = db.fetch_one(from<Invoice>().where(col<&Invoice::status> == Status::paid));
    std::cout << "paid: " << paid.id << (paid.checksum ? ", with" : ", without") << " checksum\n";

    auto const first = db.get<Invoice>(1);
    auto const time = hh_mm_ss(first.created_at - floor<days>(first.created_at));
    std::cout << time.hours().count() << "h " << time.minutes().count() << "min UTC, due in month "
              << static_cast<unsigned>(first.due.month()) << '\n';

    // A stored value that does not fit is an error, never a wrong value.
    db.execute_script("UPDATE invoices SET color = 'orange' WHERE id = 1");
    try {
        static_cast<void>(db.get<Invoice>(1));
    } catch (lithe::conversion_error const& error) {
        std::cout << error.what() << '\n';
    }
}
