// SPDX-License-Identifier: BSL-1.0
//
// Questions that people ask about SQL, and what they look like here: running totals, moving
// averages, gaps and islands, a pivot, a median, the latest row of each group, duplicates,
// counters, pages, filters and orders chosen at run time, rows with those that belong to them.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::count, lithe::desc, lithe::from, lithe::sum, lithe::when;

struct City {
    std::int64_t id = 0;
    std::string name{};
};

struct Reading {
    std::int64_t id = 0;
    std::int64_t city_id = 0;
    int day = 0;
    int rain = 0;

    static constexpr auto schema() {
        return lithe::table("readings", lithe::primary_key<&Reading::id>,
                            lithe::foreign_key<&Reading::city_id>.references<&City::id>(),
                            lithe::index<&Reading::city_id, &Reading::day>);
    }
};

struct Word {
    std::string word{};
    std::int64_t times = 0;
    static constexpr auto schema() {
        return lithe::table("words", lithe::primary_key<&Word::word>);
    }
};

// Each column once, under a short name.
constexpr auto city = col<&Reading::city_id>;
constexpr auto day = col<&Reading::day>;
constexpr auto rain = col<&Reading::rain>;

// What the queries inside the queries fill.
struct Numbered {
    std::int64_t city = 0;
    int day = 0;
    std::int64_t place = 0;
};
struct Ranked {
    int rain = 0;
    std::int64_t place = 0;
    std::int64_t of = 0;
};

int main() {
    lithe::connection db{":memory:"};
    db.create_tables<City, Reading, Word>();
    db.insert_all({City{1, "Bergen"}, City{2, "Lima"}});
    db.insert_all({Reading{1, 1, 1, 12}, Reading{2, 1, 2, 9}, Reading{3, 1, 3, 20},
                   Reading{4, 1, 5, 3}, Reading{5, 1, 6, 7}, Reading{6, 2, 2, 0},
                   Reading{7, 2, 3, 1}, Reading{8, 2, 3, 1}});

    std::cout << "running total, and the mean of three readings\n";
    auto const by_day = lithe::order_by(day, col<&Reading::id>);
    for (auto const& [when_, total, mean] : db.fetch_all(
             from<Reading>()
                 .where(city == 1)
                 .select(
                     day, sum(rain).over(by_day),
                     avg(rain).over(by_day, rows_between(lithe::preceding(2), lithe::current_row)))
                 .order_by(day)))
        std::cout << "  day " << when_ << ": " << total << ", " << mean << '\n';

    std::cout << "islands: days in a row with a reading\n";
    auto const numbered =
        lithe::derived<"numbered">(from<Reading>().where(city == 1).select_as<Numbered>(
            city, day, day - lithe::row_number().over(lithe::order_by(day))));
    for (auto const& [first, last] : db.fetch_all(
             from(numbered)
                 .group_by(numbered[col<&Numbered::place>])
                 .select(min(numbered[col<&Numbered::day>]), max(numbered[col<&Numbered::day>]))
                 .order_by(min(numbered[col<&Numbered::day>]))))
        std::cout << "  " << first.value() << " to " << last.value() << '\n';

    std::cout << "pivot: a column for each city\n";
    for (auto const& [of, bergen, lima] :
         db.fetch_all(from<Reading>()
                          .where(day.between(2, 3))
                          .group_by(day)
                          .select(day, total(rain).filter(city == 1), total(rain).filter(city == 2))
                          .order_by(day)))
        std::cout << "  day " << of << ": " << bergen << ' ' << lima << '\n';

    std::cout << "median\n";
    auto const ranked = lithe::derived<"ranked">(from<Reading>().select_as<Ranked>(
        rain, lithe::row_number().over(lithe::order_by(rain)), count().over()));
    auto const place = ranked[col<&Ranked::place>];
    auto const of = ranked[col<&Ranked::of>];
    std::cout << "  "
              << db.fetch_one(from(ranked)
                                  .where(place.between((of + 1) / 2, (of + 2) / 2))
                                  .select(avg(ranked[col<&Ranked::rain>])))
                     .value()
              << '\n';

    std::cout << "the latest reading of each city\n";
    constexpr auto later = lithe::alias<Reading, "later">;
    auto const is_last = !exists(from(later).where(
        later[city] == outer(city), later[col<&Reading::id>] > outer(col<&Reading::id>)));
    for (auto const& [name, amount] : db.fetch_all(from<Reading>()
                                                       .join<City>()
                                                       .where(is_last)
                                                       .select(col<&City::name>, rain)
                                                       .order_by(col<&City::name>)))
        std::cout << "  " << name << ": " << amount << '\n';

    std::cout << "duplicates removed: "
              << db.execute(lithe::delete_from<Reading>().where(col<&Reading::id>.not_in(
                     from<Reading>().group_by(city, day, rain).select(min(col<&Reading::id>)))))
              << '\n';

    std::cout << "counters\n";
    for (char const* const word : {"to", "be", "or", "not", "to", "be"})
        db.execute(lithe::insert_into<Word>()
                       .values({.word = word, .times = 1})
                       .on_conflict<&Word::word>()
                       .do_update(col<&Word::times> = col<&Word::times> + 1));
    for (auto const& [word, times] :
         db.fetch_all(from<Word>().where(col<&Word::times> > 1).order_by(col<&Word::word>)))
        std::cout << "  " << word << ' ' << times << '\n';

    std::cout << "pages of three, the wettest first\n";
    auto const wettest = from<Reading>().order_by(desc(rain), col<&Reading::id>).limit(3);
    std::optional<Reading> last;  // empty: the first page
    for (int page = 1; page <= 3; ++page) {
        std::cout << "  ";
        for (Reading const& one : db.fetch_all(wettest.seek_after(last))) {
            std::cout << one.rain << ' ';
            last = one;
        }
        std::cout << '\n';
    }

    std::cout << "a filter and an order chosen at run time\n";
    std::optional<int> const least = 9;
    for (int const order : {0, 1}) {
        auto const chosen =
            from<Reading>()
                .where(when(least.has_value(), rain >= least.value_or(0)), when(false, city == 2))
                .select(rain)
                .order_by(lithe::choose(static_cast<std::size_t>(order), asc(rain), desc(rain)));
        std::cout << "  ";
        for (int const amount : db.fetch_all(chosen))
            std::cout << amount << ' ';
        std::cout << '\n';
    }

    std::cout << "each city with its readings, in two statements\n";
    for (auto const& [one, readings] :
         db.fetch_all(from<City>().order_by(col<&City::name>).with_many<&Reading::city_id>()))
        std::cout << "  " << one.name << ' ' << readings.size() << '\n';
}
