#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The names of SQLite's result codes, primary and extended, for messages and logs. The first
// header that includes <sqlite3.h>, hence the place where one that is too old is refused.

#include <sqlite3.h>

#if SQLITE_VERSION_NUMBER < 3040000
#error "lithe: <sqlite3.h>: this header is older than SQLite 3.40.0; install SQLite 3.40 or newer"
#endif

namespace lithe::inline v0 {
namespace detail {

struct result_code {
    int code;
    char const* name;
};

// Numbers, not macros: some of these codes are younger than the oldest header we accept, and a
// newer library may be found at run time. The test compares the list with the header's macros.
inline constexpr result_code result_codes[] = {
    {0, "SQLITE_OK"},
    {256, "SQLITE_OK_LOAD_PERMANENTLY"},
    {512, "SQLITE_OK_SYMLINK"},
    {1, "SQLITE_ERROR"},
    {257, "SQLITE_ERROR_MISSING_COLLSEQ"},
    {513, "SQLITE_ERROR_RETRY"},
    {769, "SQLITE_ERROR_SNAPSHOT"},
    {1025, "SQLITE_ERROR_RESERVESIZE"},
    {1281, "SQLITE_ERROR_KEY"},
    {1537, "SQLITE_ERROR_UNABLE"},
    {2, "SQLITE_INTERNAL"},
    {3, "SQLITE_PERM"},
    {4, "SQLITE_ABORT"},
    {516, "SQLITE_ABORT_ROLLBACK"},
    {5, "SQLITE_BUSY"},
    {261, "SQLITE_BUSY_RECOVERY"},
    {517, "SQLITE_BUSY_SNAPSHOT"},
    {773, "SQLITE_BUSY_TIMEOUT"},
    {6, "SQLITE_LOCKED"},
    {262, "SQLITE_LOCKED_SHAREDCACHE"},
    {518, "SQLITE_LOCKED_VTAB"},
    {7, "SQLITE_NOMEM"},
    {8, "SQLITE_READONLY"},
    {264, "SQLITE_READONLY_RECOVERY"},
    {520, "SQLITE_READONLY_CANTLOCK"},
    {776, "SQLITE_READONLY_ROLLBACK"},
    {1032, "SQLITE_READONLY_DBMOVED"},
    {1288, "SQLITE_READONLY_CANTINIT"},
    {1544, "SQLITE_READONLY_DIRECTORY"},
    {9, "SQLITE_INTERRUPT"},
    {10, "SQLITE_IOERR"},
    {266, "SQLITE_IOERR_READ"},
    {522, "SQLITE_IOERR_SHORT_READ"},
    {778, "SQLITE_IOERR_WRITE"},
    {1034, "SQLITE_IOERR_FSYNC"},
    {1290, "SQLITE_IOERR_DIR_FSYNC"},
    {1546, "SQLITE_IOERR_TRUNCATE"},
    {1802, "SQLITE_IOERR_FSTAT"},
    {2058, "SQLITE_IOERR_UNLOCK"},
    {2314, "SQLITE_IOERR_RDLOCK"},
    {2570, "SQLITE_IOERR_DELETE"},
    {2826, "SQLITE_IOERR_BLOCKED"},
    {3082, "SQLITE_IOERR_NOMEM"},
    {3338, "SQLITE_IOERR_ACCESS"},
    {3594, "SQLITE_IOERR_CHECKRESERVEDLOCK"},
    {3850, "SQLITE_IOERR_LOCK"},
    {4106, "SQLITE_IOERR_CLOSE"},
    {4362, "SQLITE_IOERR_DIR_CLOSE"},
    {4618, "SQLITE_IOERR_SHMOPEN"},
    {4874, "SQLITE_IOERR_SHMSIZE"},
    {5130, "SQLITE_IOERR_SHMLOCK"},
    {5386, "SQLITE_IOERR_SHMMAP"},
    {5642, "SQLITE_IOERR_SEEK"},
    {5898, "SQLITE_IOERR_DELETE_NOENT"},
    {6154, "SQLITE_IOERR_MMAP"},
    {6410, "SQLITE_IOERR_GETTEMPPATH"},
    {6666, "SQLITE_IOERR_CONVPATH"},
    {6922, "SQLITE_IOERR_VNODE"},
    {7178, "SQLITE_IOERR_AUTH"},
    {7434, "SQLITE_IOERR_BEGIN_ATOMIC"},
    {7690, "SQLITE_IOERR_COMMIT_ATOMIC"},
    {7946, "SQLITE_IOERR_ROLLBACK_ATOMIC"},
    {8202, "SQLITE_IOERR_DATA"},
    {8458, "SQLITE_IOERR_CORRUPTFS"},
    {8714, "SQLITE_IOERR_IN_PAGE"},
    {8970, "SQLITE_IOERR_BADKEY"},
    {9226, "SQLITE_IOERR_CODEC"},
    {11, "SQLITE_CORRUPT"},
    {267, "SQLITE_CORRUPT_VTAB"},
    {523, "SQLITE_CORRUPT_SEQUENCE"},
    {779, "SQLITE_CORRUPT_INDEX"},
    {12, "SQLITE_NOTFOUND"},
    {13, "SQLITE_FULL"},
    {14, "SQLITE_CANTOPEN"},
    {270, "SQLITE_CANTOPEN_NOTEMPDIR"},
    {526, "SQLITE_CANTOPEN_ISDIR"},
    {782, "SQLITE_CANTOPEN_FULLPATH"},
    {1038, "SQLITE_CANTOPEN_CONVPATH"},
    {1294, "SQLITE_CANTOPEN_DIRTYWAL"},
    {1550, "SQLITE_CANTOPEN_SYMLINK"},
    {15, "SQLITE_PROTOCOL"},
    {16, "SQLITE_EMPTY"},
    {17, "SQLITE_SCHEMA"},
    {18, "SQLITE_TOOBIG"},
    {19, "SQLITE_CONSTRAINT"},
    {275, "SQLITE_CONSTRAINT_CHECK"},
    {531, "SQLITE_CONSTRAINT_COMMITHOOK"},
    {787, "SQLITE_CONSTRAINT_FOREIGNKEY"},
    {1043, "SQLITE_CONSTRAINT_FUNCTION"},
    {1299, "SQLITE_CONSTRAINT_NOTNULL"},
    {1555, "SQLITE_CONSTRAINT_PRIMARYKEY"},
    {1811, "SQLITE_CONSTRAINT_TRIGGER"},
    {2067, "SQLITE_CONSTRAINT_UNIQUE"},
    {2323, "SQLITE_CONSTRAINT_VTAB"},
    {2579, "SQLITE_CONSTRAINT_ROWID"},
    {2835, "SQLITE_CONSTRAINT_PINNED"},
    {3091, "SQLITE_CONSTRAINT_DATATYPE"},
    {20, "SQLITE_MISMATCH"},
    {21, "SQLITE_MISUSE"},
    {22, "SQLITE_NOLFS"},
    {23, "SQLITE_AUTH"},
    {279, "SQLITE_AUTH_USER"},
    {24, "SQLITE_FORMAT"},
    {25, "SQLITE_RANGE"},
    {26, "SQLITE_NOTADB"},
    {27, "SQLITE_NOTICE"},
    {283, "SQLITE_NOTICE_RECOVER_WAL"},
    {539, "SQLITE_NOTICE_RECOVER_ROLLBACK"},
    {795, "SQLITE_NOTICE_RBU"},
    {28, "SQLITE_WARNING"},
    {284, "SQLITE_WARNING_AUTOINDEX"},
    {100, "SQLITE_ROW"},
    {101, "SQLITE_DONE"},
};

/// The primary code (SQLITE_CONSTRAINT) of an extended one (SQLITE_CONSTRAINT_UNIQUE).
constexpr int primary_code(int code) noexcept {
    return code & 0xff;
}

/// The name of a result code as SQLite's header spells it.
///
/// Returns: static text; the name of the primary code for an extended code that is not known
/// here, and "SQLITE_UNKNOWN" where not even that is.
/// Source: https://www.sqlite.org/rescode.html
constexpr char const* result_name(int code) noexcept {
    for (result_code const& known : result_codes)
        if (known.code == code)
            return known.name;
    return code == primary_code(code) ? "SQLITE_UNKNOWN" : result_name(primary_code(code));
}

}  // namespace detail
}  // namespace lithe::inline v0
