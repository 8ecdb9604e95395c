// SPDX-License-Identifier: BSL-1.0
#include <lithe/schema/stored_form.hpp>

#include <lithe/lithe.hpp>

#include "support/catch.hpp"

#include <chrono>

using namespace lithe;
using namespace lithe::detail;

namespace {

using seconds = std::chrono::sys_seconds;

struct Event {
    std::int64_t id = 0;
    seconds text{};
    std::optional<seconds> ticks{};
    std::optional<seconds> other_text{};

    static constexpr auto schema() {
        return table("events", primary_key<&Event::id>, stored_as<&Event::text>(iso8601),
                     stored_as<&Event::other_text>(iso8601));
    }
};

constexpr auto text = col<&Event::text>;
constexpr auto ticks = col<&Event::ticks>;
constexpr auto other_text = col<&Event::other_text>;
constexpr seconds day{std::chrono::seconds(86'400)};

// ---- the form of a node is that of the column which it is made of ----

template <class Node>
using form = node_form<std::remove_cvref_t<Node>>;
static_assert(std::same_as<form<decltype(text)>, type_list<iso8601_t>>);
static_assert(std::same_as<form<decltype(ticks)>, type_list<>>);
static_assert(std::same_as<form<decltype(max(text))>, type_list<iso8601_t>>);
static_assert(std::same_as<form<decltype(coalesce(other_text, day))>, type_list<iso8601_t>>);
static_assert(std::same_as<form<decltype(excluded<&Event::text>)>, type_list<iso8601_t>>);
static_assert(std::same_as<form<decltype(count(text))>, type_list<>>);

// ---- what may meet ----

static_assert(forms_agree<decltype(text == other_text)>());
static_assert(!forms_agree<decltype(text == ticks)>());
static_assert(!forms_agree<decltype(!(coalesce(text, ticks) == day))>());
static_assert(forms_agree<decltype(coalesce(ticks, day) > day)>());
static_assert(forms_agree<decltype(text.in({day}))>());
static_assert(forms_agree<decltype(between(other_text, text, day))>());
static_assert(forms_agree<all_columns<Event>>());
// A function of the program reads what is stored, and would take a text for ticks.
constexpr auto in_ticks = function<"in_ticks", std::int64_t(seconds, std::int64_t)>;
constexpr auto or_none = function<"or_none", std::int64_t(std::optional<seconds>)>;
static_assert(forms_agree<decltype(in_ticks(ticks, 1))>());
static_assert(forms_agree<decltype(or_none(day))>());
static_assert(!forms_agree<decltype(in_ticks(text, 1))>());
static_assert(!forms_agree<decltype(or_none(other_text) > 3)>());
static_assert(!forms_agree<decltype(in_ticks(coalesce(other_text, day), 1))>());
using begun = type_list<from_clause<table_source<Event>>>;
static_assert(find_in_where<begun, decltype(text == ticks)>().value == rule::different_forms);
static_assert(find_in_set<type_list<>, Event, decltype(ticks = text)>().value ==
              rule::different_forms);
static_assert(find_in_set<type_list<>, Event, decltype(ticks = std::nullopt)>().value ==
              rule::none);

// ---- in a descriptor ----

enum class descriptor {
    sound,
    check_columns,
    check_literal,
    partial,
    term,
    generated_of_two,
    generated_in_other,
    default_in_other
};
enum class size { narrow, wide };
struct as_letter {
    template <class Value>
    struct traits {
        using storage = std::string;
        static constexpr std::string_view to_storage(Value value) {
            return value == size::wide ? "w" : "n";
        }
        static Value from_storage(std::string const& letter) {
            return letter == "w" ? size::wide : size::narrow;
        }
    };
};
template <descriptor Kind>
struct Stay {
    std::int64_t id = 0;
    seconds begun{};
    seconds ended{};
    std::optional<seconds> text{};
    size room{};

    static constexpr auto constraint() {
        using enum descriptor;
        if constexpr (Kind == sound) {
            return check(col<&Stay::begun> >= day && col<&Stay::room> == size::wide);
        } else if constexpr (Kind == check_columns) {
            return check(col<&Stay::begun> <= col<&Stay::ended>);
        } else if constexpr (Kind == check_literal) {
            return check(col<&Stay::room> == literal<size::wide>);
        } else if constexpr (Kind == partial) {
            return lithe::index<&Stay::id>.where(col<&Stay::begun> <= col<&Stay::ended>);
        } else if constexpr (Kind == term) {
            return lithe::index<>.on(nullif(col<&Stay::begun>, col<&Stay::ended>)).named("term");
        } else if constexpr (Kind == generated_of_two) {
            return generated<&Stay::text>(coalesce(col<&Stay::begun>, col<&Stay::ended>));
        } else if constexpr (Kind == generated_in_other) {
            return generated<&Stay::text>(col<&Stay::ended>);
        } else {
            return default_value<&Stay::room>(literal<size::wide>);
        }
    }
    static constexpr auto schema() {
        return table("stays", stored_as<&Stay::begun>(iso8601), stored_as<&Stay::text>(iso8601),
                     stored_as<&Stay::room>(as_letter{}), constraint());
    }
};
template <descriptor Kind>
constexpr schema_fault fault_of = schema_fault_of<Stay<Kind>>.fault;
static_assert(fault_of<descriptor::sound> == schema_fault::none);
static_assert(fault_of<descriptor::check_columns> == schema_fault::different_forms);
static_assert(fault_of<descriptor::check_literal> == schema_fault::different_forms);
static_assert(fault_of<descriptor::partial> == schema_fault::different_forms);
static_assert(fault_of<descriptor::term> == schema_fault::different_forms);
static_assert(fault_of<descriptor::generated_of_two> == schema_fault::different_forms);
static_assert(fault_of<descriptor::generated_in_other> == schema_fault::different_forms);
static_assert(fault_of<descriptor::default_in_other> == schema_fault::different_forms);

// A trigger's text of an event in the log, when that was not before `day`.
struct Note {
    std::int64_t id = 0;
    seconds at{};
    static constexpr auto schema() {
        return table("notes", primary_key<&Note::id>, stored_as<&Note::at>(iso8601),
                     check(col<&Note::at> <= seconds(std::chrono::seconds(1'000'000))),
                     default_value<&Note::at>(day),
                     lithe::index<&Note::id>.where(col<&Note::at> > day));
    }
};
struct Noting {
    static constexpr auto schema() {
        return trigger<Event>("noting")
            .after_insert()
            .when(new_<&Event::text> >= day)
            .run(insert_row<Note>(col<&Note::at> = new_<&Event::text>));
    }
};

}  // namespace

TEST_CASE("stored_form: a check, a default, an index and a trigger hold in the column's form") {
    connection c{":memory:"};
    c.create_tables<Event, Note, Noting>();
    seconds const late{std::chrono::seconds(2'000'000)};
    c.insert(Event{.text = seconds{}});
    CHECK(c.fetch_one(from<Note>().select(count())) == 0);
    c.insert(Event{.text = day});
    CHECK(c.fetch_one(from<Note>().select(col<&Note::at>)) == day);
    CHECK_THROWS_AS(c.insert(Event{.text = late}), constraint_error);
    CHECK_THROWS_AS(c.insert(Note{.at = late}), constraint_error);
    c.insert(Note{}, defaults<&Note::at>);
    c.insert(Note{.at = day + std::chrono::seconds(1)});
    // As SQL by hand sees it.
    CHECK(c.fetch_all(sql<"SELECT at FROM notes ORDER BY id">.as<std::string>()) ==
          std::vector<std::string>{"1970-01-02T00:00:00Z", "1970-01-02T00:00:00Z",
                                   "1970-01-02T00:00:01Z"});
    CHECK(c.fetch_one(sql<"SELECT count(*) FROM notes INDEXED BY notes_id_idx "
                          "WHERE at > '1970-01-02T00:00:00Z'">.as<std::int64_t>()) == 1);
}

TEST_CASE("stored_form: a value is written as the column writes it that it meets") {
    connection c{":memory:"};
    c.create_tables<Event>();
    c.insert(Event{.text = day, .ticks = day});
    c.insert(Event{.text = day, .ticks = {}, .other_text = day});
    auto const rows = [&](auto const& condition) {
        return c.fetch_one(from<Event>().where(condition).select(count()));
    };
    CHECK(rows(text == day) == 2);
    CHECK(rows(text > day) == 0);
    CHECK(rows(coalesce(other_text, day) > day) == 0);
    CHECK(rows(coalesce(other_text, day) == day) == 2);
    CHECK(rows(nullif(text, day).is_null()) == 2);
    CHECK(rows(ticks == day) == 1);
    CHECK(rows(coalesce(other_text, text).in({day})) == 2);
    CHECK(c.fetch_all(from<Event>().having(max(text) > day).select(count())).empty());
    CHECK(c.fetch_one(from<Event>().select(max(text))) == day);
    CHECK(c.execute(update<Event>().set(other_text = text, ticks = std::nullopt).all_rows()) == 2);
    CHECK(c.fetch_one(from<Event>().where(col<&Event::id> == 1)).other_text == day);
}
