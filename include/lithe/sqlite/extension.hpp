#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Loading extensions. A library may be built without them, so the functions are linked weakly where
// the compiler can, and asked for at run time.

#include <lithe/sqlite/throw_error.hpp>

#include <string>

#if defined(__GNUC__) && !defined(_WIN32)
#pragma weak sqlite3_load_extension
#endif

namespace lithe::inline v0::detail {

inline bool can_load_extensions() {
#if defined(__GNUC__) && !defined(_WIN32)
    // Through a volatile, because the compiler may take a function's address to be never null.
    auto* volatile const function = &sqlite3_load_extension;
    if (function == nullptr)
        return false;
#endif
    return sqlite3_compileoption_used("OMIT_LOAD_EXTENSION") == 0;
}

/// Allows the C function alone, not SQL's load_extension(), and only for this call.
/// Source: https://www.sqlite.org/c3ref/c_dbconfig_defensive.html
inline void load_extension(sqlite3* db, std::string const& path, char const* entry_point) {
    if (!can_load_extensions())
        throw error("lithe: this SQLite was built without extensions");
    check(db, sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1,
                                static_cast<int*>(nullptr)));
    char* message = nullptr;
    int const rc = sqlite3_load_extension(db, path.c_str(), entry_point, &message);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, static_cast<int*>(nullptr));
    std::string const text = message == nullptr ? "cannot load the extension" : message;
    sqlite3_free(message);
    if (rc != SQLITE_OK)
        throw error("lithe: " + text, rc);
}

}  // namespace lithe::inline v0::detail
