// SPDX-License-Identifier: BSL-1.0
//
// A std::variant in a table: a tag, TEXT, and a value of any type.
#include <lithe/lithe.hpp>
#include <lithe/value/tagged.hpp>

#include <iostream>
#include <string>
#include <variant>

using lithe::alternative, lithe::col, lithe::from;

using Reading = lithe::tagged<alternative<"celsius", double>, alternative<"count", std::int64_t>,
                              alternative<"fault", std::string>>;

struct Sample {
    std::int64_t id = 0;
    std::string sensor{};
    Reading reading{};

    static constexpr auto schema() {
        return lithe::table("samples", lithe::primary_key<&Sample::id>,
                            lithe::embedded<&Sample::reading>);
    }
};

namespace {

constexpr auto tag = col<&Sample::reading, &Reading::tag>;
constexpr auto value = col<&Sample::reading, &Reading::value>;

struct Print {
    void operator()(double degrees) const { std::cout << degrees << " °C"; }
    void operator()(std::int64_t count) const { std::cout << count << " pieces"; }
    void operator()(std::string const& fault) const { std::cout << "broken: " << fault; }
};

void show() {
    auto db = lithe::database::in_memory();
    db.create_tables<Sample>();
    db.insert(Sample{.sensor = "oven", .reading = Reading::of(181.5)});
    db.insert(Sample{.sensor = "belt", .reading = Reading::of(std::int64_t{42})});
    db.insert(Sample{.sensor = "door", .reading = Reading::of(std::string("no contact"))});

    for (Sample const& sample : db.fetch_all(from<Sample>().order_by(col<&Sample::id>))) {
        std::cout << sample.sensor << ": ";
        std::visit(Print(), sample.reading.get());
        std::cout << '\n';
    }
    auto const faults = from<Sample>().where(tag == Reading::named("fault"));
    std::cout << "faults: " << db.fetch_all(faults).size() << '\n';
    auto const hot =
        from<Sample>().where(tag == Reading::named("celsius"), value > lithe::sql_value(100.0));
    std::cout << "hot: " << db.fetch_one(hot).sensor << '\n';

    // A tag that this program does not know is an error, not another reading.
    db.write([](lithe::transaction& tx) {
        tx.execute(lithe::sql<"UPDATE samples SET reading_tag = 'kelvin' WHERE id = 1">());
    });
    try {
        db.get<Sample>(1);
    } catch (lithe::conversion_error const& error) {
        std::cout << error.table() << '.' << error.column() << ": " << error.expected() << '\n';
    }
}

}  // namespace

int main() {
    show();
}
