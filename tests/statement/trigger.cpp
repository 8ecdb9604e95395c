// SPDX-License-Identifier: BSL-1.0
//
// Descriptors of triggers, sound and not. tests/sqlite/create_view.cpp runs them.
#include <lithe/statement/trigger.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

using lithe::col, lithe::new_, lithe::old_, lithe::trigger;
using lithe::detail::trigger_fault;

struct post {
    std::int64_t id = 0;
    std::string title{};
    int edits = 0;
};
struct other {
    std::int64_t id = 0;
    std::optional<std::string> title{};
};

template <class Head, class Condition, class... Statements>
constexpr trigger_fault fault_of(lithe::trigger_t<Head, Condition, Statements...> const&) {
    return lithe::detail::find_trigger_fault<Head, Condition, Statements...>();
}

constexpr auto touch =
    lithe::update<post>().set(col<&post::edits> = 1).where(col<&post::id> == new_<&post::id>);
constexpr auto forget = lithe::delete_from<other>().where(col<&other::id> == old_<&post::id>);
constexpr auto start = trigger<post>("t");

static_assert(fault_of(start.after_insert().run(touch)) == trigger_fault::none);
static_assert(fault_of(start.after_update<&post::title>().run(touch, forget)) ==
              trigger_fault::none);
static_assert(fault_of(start.after_delete().run(forget)) == trigger_fault::none);
static_assert(fault_of(start.after_insert()) == trigger_fault::empty);
static_assert(fault_of(start.after_update<&other::title>().run(touch)) == trigger_fault::columns);
static_assert(fault_of(start.after_delete().run(touch)) == trigger_fault::rows);
static_assert(fault_of(start.before_insert().run(forget)) == trigger_fault::rows);
static_assert(fault_of(trigger<other>("t").after_update().run(touch)) == trigger_fault::rows);
static_assert(fault_of(start.before_insert().when(old_<&post::edits> > 1).run(touch)) ==
              trigger_fault::rows);
static_assert(fault_of(start.before_insert().when(new_<&post::edits>).run(touch)) ==
              trigger_fault::condition);
static_assert(fault_of(start.before_insert().when(col<&post::edits> > 1).run(touch)) ==
              trigger_fault::more_than_row);
static_assert(fault_of(start.before_insert().when(lithe::count() > 1).run(touch)) ==
              trigger_fault::more_than_row);
static_assert(fault_of(start.before_insert()
                           .when(exists(lithe::from<other>().where(col<&other::id> ==
                                                                   new_<&post::id>)))
                           .run(touch)) == trigger_fault::none);
static_assert(fault_of(start.after_insert().run(touch.returning())) == trigger_fault::returning);
static_assert(fault_of(start.after_insert().run(lithe::delete_from<other>())) ==
              trigger_fault::incomplete);
static_assert(fault_of(start.after_insert().run(lithe::insert_row<other>())) ==
              trigger_fault::incomplete);
static_assert(fault_of(start.after_insert().run(lithe::insert_row<other>(
                  col<&other::title> = new_<&post::title>))) == trigger_fault::none);
static_assert(fault_of(start.after_update().run(lithe::insert_row<other>(
                  col<&other::title> = new_<&post::title> + old_<&post::title>))) ==
              trigger_fault::none);
static_assert(fault_of(start.after_insert().run(lithe::insert_row<other>(
                  col<&other::title> = old_<&post::title>))) == trigger_fault::rows);

}  // namespace

TEST_CASE("a trigger's text") {
    struct forgetting {
        static constexpr auto schema() {
            return trigger<post>("forget \"it\"")
                .before_delete()
                .when(old_<&post::edits> > 3)
                .run(forget);
        }
    };
    CHECK(lithe::create_table_sql<forgetting>() ==
          R"(CREATE TRIGGER "forget ""it""" BEFORE DELETE ON "post" WHEN old."edits" > 3 BEGIN )"
          R"(DELETE FROM "other" WHERE "id" = old."id"; END)");
}
