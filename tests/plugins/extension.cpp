// SPDX-License-Identifier: BSL-1.0
//
// An SQLite extension as others write them: it reaches SQLite through the table it is given.
#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT1

namespace {

template <int Answer>
int install(sqlite3* db, sqlite3_api_routines const* routines) {
    SQLITE_EXTENSION_INIT2(routines)
    return sqlite3_create_function(
        db, "lithe_test_answer", 0, SQLITE_UTF8, nullptr,
        [](sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, Answer); },
        nullptr, nullptr);
}

}  // namespace

extern "C" [[gnu::visibility("default")]] int sqlite3_extension_init(
    sqlite3* db, char**, sqlite3_api_routines const* routines) {
    return install<42>(db, routines);
}
extern "C" [[gnu::visibility("default")]] int lithe_test_other_entry(
    sqlite3* db, char**, sqlite3_api_routines const* routines) {
    return install<43>(db, routines);
}
