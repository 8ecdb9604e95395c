// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/stored_form.hpp>

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

}  // namespace

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
