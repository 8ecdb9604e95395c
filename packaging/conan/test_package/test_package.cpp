// SPDX-License-Identifier: BSL-1.0
#include <lithe/version.hpp>

#include <boost/pfr/core.hpp>
#include <sqlite3.h>

#include <cstdio>

int main() {
    std::printf("lithe %d with SQLite %s\n", LITHE_VERSION, sqlite3_libversion());
    return sqlite3_libversion_number() >= 3040000 ? 0 : 1;
}
