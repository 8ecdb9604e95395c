// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/result_code.hpp>

#include "support/catch.hpp"

#include <string_view>

using lithe::detail::primary_code;
using lithe::detail::result_name;

static_assert(primary_code(SQLITE_CONSTRAINT_UNIQUE) == SQLITE_CONSTRAINT);
static_assert(std::string_view(result_name(SQLITE_OK)) == "SQLITE_OK");

TEST_CASE("result_code: the names are those of the header") {
#define LITHE_SAME(code) CHECK(std::string_view(result_name(code)) == #code)
    LITHE_SAME(SQLITE_ERROR);
    LITHE_SAME(SQLITE_ABORT);
    LITHE_SAME(SQLITE_BUSY);
    LITHE_SAME(SQLITE_BUSY_SNAPSHOT);
    LITHE_SAME(SQLITE_LOCKED_SHAREDCACHE);
    LITHE_SAME(SQLITE_READONLY_DIRECTORY);
    LITHE_SAME(SQLITE_IOERR_FSYNC);
    LITHE_SAME(SQLITE_IOERR_CORRUPTFS);
    LITHE_SAME(SQLITE_CORRUPT_INDEX);
    LITHE_SAME(SQLITE_CANTOPEN_SYMLINK);
    LITHE_SAME(SQLITE_CONSTRAINT);
    LITHE_SAME(SQLITE_CONSTRAINT_CHECK);
    LITHE_SAME(SQLITE_CONSTRAINT_COMMITHOOK);
    LITHE_SAME(SQLITE_CONSTRAINT_DATATYPE);
    LITHE_SAME(SQLITE_CONSTRAINT_FOREIGNKEY);
    LITHE_SAME(SQLITE_CONSTRAINT_NOTNULL);
    LITHE_SAME(SQLITE_CONSTRAINT_PRIMARYKEY);
    LITHE_SAME(SQLITE_CONSTRAINT_ROWID);
    LITHE_SAME(SQLITE_CONSTRAINT_TRIGGER);
    LITHE_SAME(SQLITE_CONSTRAINT_UNIQUE);
    LITHE_SAME(SQLITE_MISMATCH);
    LITHE_SAME(SQLITE_MISUSE);
    LITHE_SAME(SQLITE_NOTADB);
    LITHE_SAME(SQLITE_ROW);
    LITHE_SAME(SQLITE_DONE);
#undef LITHE_SAME
}

TEST_CASE("result_code: no code is listed twice, no extended one without its primary") {
    using lithe::detail::result_codes;
    for (auto const& left : result_codes) {
        int same = 0;
        bool primary = false;
        for (auto const& right : result_codes) {
            same += left.code == right.code ? 1 : 0;
            primary = primary || right.code == primary_code(left.code);
        }
        CHECK(same == 1);
        CHECK(primary);
        std::string_view const name = left.name;
        CHECK(name.starts_with(result_name(primary_code(left.code))));
    }
}

TEST_CASE("result_code: an unknown extended code has the name of its primary") {
    CHECK(std::string_view(result_name(SQLITE_BUSY | (200 << 8))) == "SQLITE_BUSY");
    CHECK(std::string_view(result_name(77)) == "SQLITE_UNKNOWN");
    CHECK(std::string_view(result_name(77 | (1 << 8))) == "SQLITE_UNKNOWN");
}
