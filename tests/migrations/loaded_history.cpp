// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/loaded_history.hpp>

#include "support/catch.hpp"

#include <string>

namespace m = lithe::migrations;

namespace {

template <class History>
std::string complaint(History const& history) {
    try {
        m::detail::require_sound(m::detail::load(history));
        return {};
    } catch (lithe::migration_error const& thrown) {
        return thrown.what();
    }
}

}  // namespace

TEST_CASE("what no compiler has seen is said when it is loaded") {
    auto const people = m::create_table("people", m::column<int>("age"));
    REQUIRE(complaint(m::history(m::migration("1", "a", people))).empty());
    REQUIRE(complaint(
                m::history(m::migration("1", "a", people, m::rename_column("people", "x", "y")))) ==
            "lithe: history: migration 1, step 2, people.x: no such column at this step");
    REQUIRE(complaint(m::history(m::frozen("v1:0", m::migration("1", "a", people))))
                .find("was edited after it was frozen") != std::string::npos);
}

TEST_CASE("texts that are kept do not move") {
    m::detail::loaded_history loaded;
    std::string_view const first = loaded.keep("first");
    for (int at = 0; at < 100; ++at)
        loaded.keep("another");
    m::detail::loaded_history const moved = std::move(loaded);
    REQUIRE(first == "first");
    REQUIRE(first.data() == moved.texts.front().data());
}
