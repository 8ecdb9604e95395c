// SPDX-License-Identifier: BSL-1.0
//
// Functions of the program: in C++ through create_function, and in C.

#include "model.hpp"

namespace bench {
namespace {

constexpr auto half = lithe::function<"half", double(double)>.deterministic();
constexpr auto initials =
    lithe::function<"initials", std::string(std::string_view)>.deterministic();
constexpr auto squares = lithe::window_function<"squares", std::int64_t(std::int64_t)>;

struct Squares {
    std::int64_t sum = 0;
    void step(std::int64_t value) { sum += value * value; }
    void inverse(std::int64_t value) { sum -= value * value; }
    std::int64_t value() const { return sum; }
};

void c_half(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) != SQLITE_NULL)
        sqlite3_result_double(context, sqlite3_value_double(values[0]) / 2);
}
std::string initials_of(std::string_view name) {
    std::string letters;
    for (std::size_t at = 0; at < name.size(); ++at)
        if (at == 0 || name[at - 1] == ' ')
            letters += name[at];
    return letters;
}
void c_initials(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    auto const* const begin = reinterpret_cast<char const*>(sqlite3_value_text(values[0]));
    auto const made =
        initials_of({begin, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))});
    sqlite3_result_text(context, made.data(), static_cast<int>(made.size()), SQLITE_TRANSIENT);
}
std::int64_t* state(sqlite3_context* context) {
    return static_cast<std::int64_t*>(
        sqlite3_aggregate_context(context, static_cast<int>(sizeof(std::int64_t))));
}
void c_step(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    std::int64_t const value = sqlite3_value_int64(values[0]);
    *state(context) += value * value;
}
void c_inverse(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    std::int64_t const value = sqlite3_value_int64(values[0]);
    *state(context) -= value * value;
}
void c_value(sqlite3_context* context) {
    sqlite3_result_int64(context, *state(context));
}

constexpr double goal = 1.1;

}  // namespace

// Every query gives one row, so that the functions are compared and not the reading of rows.
void add_user_functions(suite& s) {
    auto& db = s.db;
    db.create_function(half, [](double value) { return value / 2; });
    db.create_function(initials, initials_of);
    db.create_function(squares, Squares{});
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    sqlite3_create_function_v2(s.c.native(), "half", 1, flags, nullptr, c_half, nullptr, nullptr,
                               nullptr);
    sqlite3_create_function_v2(s.c.native(), "initials", 1, flags, nullptr, c_initials, nullptr,
                               nullptr, nullptr);
    sqlite3_create_window_function(s.c.native(), "squares", 1, SQLITE_UTF8, nullptr, c_step,
                                   c_value, c_value, c_inverse, nullptr);

    auto* const half_ = s.c.prepare("SELECT total(half(score)) FROM people WHERE id <= ?1");
    s.add({"function", "a scalar function of a number, 5 000 calls",
           [&](tally& seen, std::int64_t) {
               seen.add(static_cast<std::int64_t>(
                   db.fetch_one(from<Person>()
                                    .where(col<&Person::id> <= 5'000)
                                    .select(total(half(col<&Person::score>))))));
           },
           [=](tally& seen, std::int64_t) {
               bind_all(half_, std::int64_t{5'000});
               seen.add(static_cast<std::int64_t>(
                   one(half_, [](sqlite3_stmt* row) { return real(row, 0); })));
           },
           goal});
    auto* const initials_ =
        s.c.prepare("SELECT count(*) FROM people WHERE id <= ?1 AND initials(name) = ?2");
    s.add({"function_text", "a scalar function of a text, 5 000 calls",
           [&](tally& seen, std::int64_t) {
               seen.add(db.fetch_one(
                   from<Person>()
                       .where(col<&Person::id> <= 5'000, initials(col<&Person::name>) == "U4")
                       .select(count())));
           },
           [=](tally& seen, std::int64_t) {
               bind_all(initials_, std::int64_t{5'000}, std::string_view{"U4"});
               seen.add(one(initials_, [](sqlite3_stmt* row) { return integer(row, 0); }));
           },
           goal});
    auto* const squares_ = s.c.prepare("SELECT squares(age) FROM people WHERE id <= ?1");
    s.add({"aggregate", "an aggregate of 5 000 rows",
           [&](tally& seen, std::int64_t) {
               seen.add(db.fetch_one(from<Person>()
                                         .where(col<&Person::id> <= 5'000)
                                         .select(squares(col<&Person::age>))));
           },
           [=](tally& seen, std::int64_t) {
               bind_all(squares_, std::int64_t{5'000});
               seen.add(one(squares_, [](sqlite3_stmt* row) { return integer(row, 0); }));
           },
           goal});
    auto* const groups_ = s.c.prepare(
        "SELECT author_id, squares(stars) FROM posts WHERE author_id <= ?1 GROUP BY author_id");
    s.add({"aggregate_groups", "the same in 500 groups of 12",
           [&](tally& seen, std::int64_t) {
               seen.add(db.fetch_all(
                   from<Post>()
                       .where(col<&Post::author_id> <= 500)
                       .group_by(col<&Post::author_id>)
                       .select_as<Counted>(col<&Post::author_id>, squares(col<&Post::stars>))));
           },
           [=](tally& seen, std::int64_t) {
               bind_all(groups_, std::int64_t{500});
               seen.add(rows(groups_, read_counted));
           },
           goal});
    auto* const window_ = s.c.prepare(
        "SELECT max(amount) FROM (SELECT id, squares(age) OVER (ORDER BY id ROWS BETWEEN ?1 "
        "PRECEDING"
        " AND CURRENT ROW) AS amount FROM people WHERE id <= ?2)");
    s.add({"window_function", "a window function over 2 000 frames",
           [&](tally& seen, std::int64_t) {
               auto const frames = lithe::derived<"frames">(
                   from<Person>()
                       .where(col<&Person::id> <= 2'000)
                       .select_as<Counted>(
                           col<&Person::id>,
                           squares(col<&Person::age>)
                               .over(lithe::order_by(col<&Person::id>),
                                     rows_between(lithe::preceding(9), lithe::current_row))));
               seen.add(*db.fetch_one(from(frames).select(max(frames[col<&Counted::amount>]))));
           },
           [=](tally& seen, std::int64_t) {
               bind_all(window_, std::int64_t{9}, std::int64_t{2'000});
               seen.add(one(window_, [](sqlite3_stmt* row) { return integer(row, 0); }));
           },
           goal});
}

}  // namespace bench
