// SPDX-License-Identifier: BSL-1.0
#include <lithe/version.hpp>

#include <boost/pfr/core.hpp>
#include <sqlite3.h>

#if defined(EXPECT_OWN_TARGETS)
#include <own_pfr.hpp>
#if !defined(OWN_SQLITE) || !defined(OWN_PFR)
#error "lithe did not use the targets that this project gave it"
#endif
#endif

#if __has_include(<lithe/lithe.hpp>)
#include "statements.hpp"

#if defined(EXPECT_EMBEDDED)
bool embedded_files_run();
#else
static bool embedded_files_run() {
    return true;
}
#endif

int main() {
    if (!embedded_files_run())
        return 2;
    lithe::connection connection{":memory:"};
    connection.create_tables<guest>();
    connection.insert(guest{.name = "Ada", .age = 36});
    connection.insert(guest{.name = "Bob", .age = 7});
    auto const here = connection.fetch_all(adults());
    return here.size() == 1 && here[0].name == "Ada" && count_adults(connection) == 1 ? 0 : 1;
}
#else
int main() {
    return sqlite3_libversion_number() >= 3040000 ? 0 : 1;
}
#endif
