// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/trigger_rules.hpp>

#include <lithe/statement/cte.hpp>
#include <lithe/statement/derived.hpp>
#include <lithe/statement/select.hpp>
#include <lithe/statement/trigger.hpp>

#include "support/blog.hpp"

using namespace lithe;
using blog::Note;
using blog::User;
using lithe::detail::trigger_fault;

namespace {

using inserted = lithe::detail::trigger_head<User, lithe::detail::trigger_time::after,
                                             lithe::detail::trigger_event::inserted>;
template <class... Statements>
constexpr trigger_fault fault(Statements const&...) {
    return lithe::detail::find_trigger_fault<inserted, lithe::detail::no_operand, Statements...>();
}
template <class Query>
constexpr auto aged(Query const& ids) {
    return update<User>().set(col<&User::age> = new_<&User::age>).where(col<&User::id>.in(ids));
}
template <class Alias>
constexpr auto ids_of(Alias const& alias) {
    return from(alias).select(alias[col<&User::id>]);
}
struct Found {
    std::int64_t id = 0;
};
constexpr auto found = from<User>().select_as<Found>(col<&User::id>);
constexpr auto derived_ids = [](auto const& named) {
    return from(named).select(named[col<&Found::id>]);
};

static_assert(fault(aged(ids_of(alias<User, "others">))) == trigger_fault::none);
static_assert(fault(aged(ids_of(alias<User, "new">))) == trigger_fault::hidden_row);
static_assert(fault(aged(ids_of(alias<User, "OLD">))) == trigger_fault::hidden_row);
static_assert(fault(aged(derived_ids(derived<"found">(found)))) == trigger_fault::none);
static_assert(fault(aged(derived_ids(derived<"old">(found)))) == trigger_fault::hidden_row);
static_assert(fault(aged(derived_ids(cte<"found">(found)))) == trigger_fault::names);

// Deep inside, and in a join.
constexpr auto hiding = alias<User, "new">;
static_assert(fault(aged(from<User>()
                             .where(exists(from(hiding).where(hiding[col<&User::age>] == 3)))
                             .select(col<&User::id>))) == trigger_fault::hidden_row);
static_assert(fault(aged(from<User>().cross_join(hiding).select(col<&User::id>))) ==
              trigger_fault::hidden_row);

struct Old {
    std::int64_t id = 0;
    static constexpr auto schema() { return table("old", primary_key<&Old::id>); }
};
static_assert(fault(delete_from<Old>().where(col<&Old::id> == new_<&User::id>)) ==
              trigger_fault::hidden_row);

}  // namespace
