#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// How findings are put together: the first of several, and one that depends on a condition.

#include <lithe/schema/stored_form.hpp>
#include <lithe/statement/rules.hpp>

namespace lithe::inline v0::detail {

/// The first of several findings that is one.
template <class... Found>
struct first_of {
    using type = no_finding;
};
template <class First, class... Rest>
struct first_of<First, Rest...> : first_of<Rest...> {};
template <rule Rule, class Culprit, class... Rest>
    requires(Rule != rule::none)
struct first_of<finding<Rule, Culprit>, Rest...> {
    using type = finding<Rule, Culprit>;
};
template <class... Found>
using first_finding = typename first_of<Found...>::type;

template <bool Broken, rule Rule, class Culprit = nothing<>>
struct finding_when {
    using type = no_finding;
};
template <rule Rule, class Culprit>
struct finding_when<true, Rule, Culprit> {
    using type = finding<Rule, Culprit>;
};
/// The finding `Rule` if `Broken`, else none.
template <bool Broken, rule Rule, class Culprit = nothing<>>
using found_if = typename finding_when<Broken, Rule, Culprit>::type;

/// The same finding about a statement that writes.
template <class Found>
struct on_target {
    using type = Found;
};
template <class Column>
struct on_target<finding<rule::column_outside, Column>> {
    using type = finding<rule::outside_target, Column>;
};
template <class Found>
using on_target_t = typename on_target<Found>::type;

/// Values that meet in two stored forms, or a time in one that SQLite does not read.
template <class... Nodes>
using form_finding = first_finding<found_if<!(forms_agree<Nodes>() && ...), rule::different_forms>,
                                   found_if<(has_unread_form<Nodes>() || ...), rule::unread_form>>;

/// What is wrong with running what is no statement: specialised where a statement is begun.
template <class Given>
struct unfinished {
    using found = finding<rule::not_a_statement>;
};

}  // namespace lithe::inline v0::detail
