// SPDX-License-Identifier: BSL-1.0
#pragma GCC visibility push(default)
#include "numbered.hpp"

extern "C" int lithe_plugin_numbered(lithe::connection* c) {
    return lithe_test::ask_for_each<200>(*c, std::make_integer_sequence<int, 12>{});
}
#pragma GCC visibility pop
