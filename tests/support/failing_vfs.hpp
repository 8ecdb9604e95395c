#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A VFS over the default one whose writes or flushes of WAL files fail when told to.

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <new>
#include <string_view>

namespace lithe_test {

class failing_vfs {
public:
    static constexpr char const* name = "lithe_failing";

    static inline std::atomic<bool> write_fails{false};
    static inline std::atomic<bool> sync_fails{false};
    static inline std::atomic<bool> disk_is_full{false};

    failing_vfs() : vfs_(*sqlite3_vfs_find(nullptr)) {
        below_ = sqlite3_vfs_find(nullptr);
        vfs_.zName = name;
        vfs_.szOsFile = static_cast<int>(sizeof(file)) + below_->szOsFile;
        vfs_.xOpen = &open;
        sqlite3_vfs_register(&vfs_, 0);
    }
    failing_vfs(failing_vfs const&) = delete;
    failing_vfs& operator=(failing_vfs const&) = delete;
    ~failing_vfs() {
        heal();
        sqlite3_vfs_unregister(&vfs_);
    }

    static void heal() { write_fails = sync_fails = disk_is_full = false; }

private:
    struct file {
        sqlite3_file base;
        bool is_wal;
    };

    static sqlite3_file* real(sqlite3_file* given) {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<file*>(given) + 1);
    }

    template <auto Method>
    struct pass;
    template <class Result, class... Arguments,
              Result (*sqlite3_io_methods::*Method)(sqlite3_file*, Arguments...)>
    struct pass<Method> {
        static Result call(sqlite3_file* given, Arguments... arguments) {
            auto* const below = real(given);
            return (below->pMethods->*Method)(below, arguments...);
        }
    };

    static int write(sqlite3_file* given, void const* data, int size, sqlite3_int64 at) {
        bool const is_wal = reinterpret_cast<file*>(given)->is_wal;
        if (is_wal && write_fails)
            return SQLITE_IOERR_WRITE;
        if (is_wal && disk_is_full)
            return SQLITE_FULL;
        return real(given)->pMethods->xWrite(real(given), data, size, at);
    }
    static int sync(sqlite3_file* given, int flags) {
        if (reinterpret_cast<file*>(given)->is_wal && sync_fails)
            return SQLITE_IOERR_FSYNC;
        return real(given)->pMethods->xSync(real(given), flags);
    }

    static int open(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* given, int flags,
                    int* result) {
        auto* const made = reinterpret_cast<file*>(given);
        made->base.pMethods = nullptr;
        made->is_wal = (flags & SQLITE_OPEN_WAL) != 0;
        int const rc = below_->xOpen(below_, path, real(given), flags, result);
        if (rc == SQLITE_OK)
            made->base.pMethods = &methods;
        return rc;
    }

    using io = sqlite3_io_methods;
    static constexpr io methods{3,
                                &pass<&io::xClose>::call,
                                &pass<&io::xRead>::call,
                                &write,
                                &pass<&io::xTruncate>::call,
                                &sync,
                                &pass<&io::xFileSize>::call,
                                &pass<&io::xLock>::call,
                                &pass<&io::xUnlock>::call,
                                &pass<&io::xCheckReservedLock>::call,
                                &pass<&io::xFileControl>::call,
                                &pass<&io::xSectorSize>::call,
                                &pass<&io::xDeviceCharacteristics>::call,
                                &pass<&io::xShmMap>::call,
                                &pass<&io::xShmLock>::call,
                                &pass<&io::xShmBarrier>::call,
                                &pass<&io::xShmUnmap>::call,
                                &pass<&io::xFetch>::call,
                                &pass<&io::xUnfetch>::call};

    static inline sqlite3_vfs* below_ = nullptr;
    sqlite3_vfs vfs_;
};

}  // namespace lithe_test
