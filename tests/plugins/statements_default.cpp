// SPDX-License-Identifier: BSL-1.0
//
// As a library that hides nothing: the flags of the build are for the other plugins.
#pragma GCC visibility push(default)
#include "statements.hpp"

namespace {

struct cherry {
    std::int64_t id = 0;
    std::string what{};
};

}  // namespace

extern "C" [[gnu::visibility("default")]] int lithe_plugin_statements(lithe::connection* c) {
    return lithe_test::run_plugin<cherry>(*c);
}
#pragma GCC visibility pop
