// SPDX-License-Identifier: BSL-1.0
#include <lithe/version.hpp>

extern "C" [[gnu::visibility("default")]] int lithe_plugin_version() {
    return lithe::version;
}
