// SPDX-License-Identifier: BSL-1.0
#include "statements.hpp"

namespace {

struct pear {
    std::int64_t id = 0;
    std::string what{};
};

}  // namespace

extern "C" [[gnu::visibility("default")]] int lithe_plugin_statements(lithe::connection* c) {
    return lithe_test::run_plugin<pear>(*c);
}
