// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/statement_registry.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <string_view>

using lithe::detail::statement_facts;
using lithe::detail::statement_registry;

namespace {

statement_facts facts(std::string_view text) {
    return {.text = text.data(), .size = text.size()};
}

struct wanted {
    static constexpr char text[] = "SELECT 'registry wanted'";
    static constexpr statement_facts value{.text = text, .size = sizeof(text) - 1};
};
struct same_text {
    static constexpr char text[] = "SELECT 'registry wanted'";
    static constexpr statement_facts value{.text = text, .size = sizeof(text) - 1};
};
struct unwanted {
    static constexpr char text[] = "SELECT 'registry unwanted'";
    static constexpr statement_facts value{.text = text, .size = sizeof(text) - 1};
};

bool knows(std::string_view text) {
    auto const all = statement_registry::instance().all();
    return std::any_of(all.begin(), all.end(), [&](statement_facts const* each) {
        return std::string_view(each->text, each->size) == text;
    });
}

// Asked before the constants of this file have registered themselves, or after: one answer.
auto const before_main = lithe::detail::slot_of<wanted>::get();

void never_called() {
    static_cast<void>(lithe::detail::slot_of<same_text>::facts());
}

}  // namespace

TEST_CASE("statement_registry: equal texts have one slot, others have others") {
    auto& registry = statement_registry::instance();
    static constexpr char first[] = "SELECT 'registry 1'";
    static constexpr char again[] = "SELECT 'registry 1'";
    static constexpr char other[] = "SELECT 'registry 2'";
    static statement_facts const kept[] = {facts(first), facts(again), facts(other)};
    auto const slot = registry.add(kept[0]);
    CHECK(slot.index > 0);
    CHECK(registry.add(kept[1]) == slot);
    CHECK(registry.add(kept[2]) != slot);
    auto const all = registry.all();
    CHECK(std::count(all.begin(), all.end(), &kept[0]) == 1);
    CHECK(std::count(all.begin(), all.end(), &kept[1]) == 0);
}

TEST_CASE("statement_registry: a statement is known before main for being named") {
    static_cast<void>(&never_called);
    CHECK(knows(wanted::text));
    CHECK_FALSE(knows(unwanted::text));
    CHECK(before_main.index > 0);
    CHECK(wanted::value.slot == before_main);
    CHECK(same_text::value.slot == before_main);
    CHECK(lithe::detail::slot_of<wanted>::get() == before_main);
    // One without a slot gets its answer, which it does not keep: others may look at it.
    CHECK(lithe::detail::slot_in(unwanted::value).index > 0);
    CHECK(unwanted::value.slot.index == 0);
}
