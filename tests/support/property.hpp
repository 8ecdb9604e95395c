#pragma once
// SPDX-License-Identifier: BSL-1.0

// RapidCheck inside Catch2 2.13 and 3. Its own rapidcheck/catch.h includes the header of Catch2 2
// only. CMake leaves out a test file that includes this one where RapidCheck does not link
// (libc++).

#include "support/catch.hpp"

#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <utility>

namespace lithe_test {

/// Runs `property` with generated arguments; a counterexample fails the Catch2 test with
/// RapidCheck's message.
///
/// `property` returns bool, or void and uses RC_ASSERT. RC_PARAMS in the environment repeats a run:
/// RC_PARAMS="seed=…" or "reproduce=…", as the message says.
/// Example: check_property("text comes back", [](std::string const& text) {
/// RC_ASSERT(round_trip(text) == text); });
template <class Property>
void check_property(std::string const& name, Property&& property) {
    INFO("property: " << name);
    rc::detail::TestMetadata metadata;
    metadata.id = name;
    metadata.description = name;
    auto const result = rc::detail::checkTestable(std::forward<Property>(property), metadata);
    if (result.template is<rc::detail::SuccessResult>()) {
        SUCCEED();
        return;
    }
    std::ostringstream message;
    rc::detail::printResultMessage(result, message);
    FAIL(message.str());
}

}  // namespace lithe_test
