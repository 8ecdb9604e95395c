#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A VFS over the default one whose n-th operation of one kind fails, once or from then on.

#include <sqlite3.h>

#include <atomic>

namespace lithe_test {

enum class fault {
    open,
    read,
    write,
    short_write,
    disk_full,
    sync,
    truncate,
    file_size,
    shm_map,
    shm_lock,
    lock,
    remove,
    count
};

inline char const* name_of(fault kind) {
    static constexpr char const* names[] = {"open",      "read",     "write",    "short write",
                                            "disk full", "sync",     "truncate", "file size",
                                            "shm map",   "shm lock", "lock",     "remove"};
    return names[static_cast<int>(kind)];
}

class nth_fault_vfs {
public:
    static constexpr char const* name = "lithe_nth_fault";

    nth_fault_vfs() : vfs_(*sqlite3_vfs_find(nullptr)) {
        below_ = sqlite3_vfs_find(nullptr);
        heal();
        vfs_.zName = name;
        vfs_.szOsFile = static_cast<int>(sizeof(file)) + below_->szOsFile;
        vfs_.xOpen = &open;
        vfs_.xDelete = &remove;
        sqlite3_vfs_register(&vfs_, 0);
    }
    nth_fault_vfs(nth_fault_vfs const&) = delete;
    nth_fault_vfs& operator=(nth_fault_vfs const&) = delete;
    ~nth_fault_vfs() { sqlite3_vfs_unregister(&vfs_); }

    static void arm(fault kind, int nth, bool sticky) {
        kind_ = kind;
        sticky_ = sticky;
        fired_ = false;
        left_ = nth;
    }
    static void heal() { left_ = 0; }
    /// Whether the n-th operation came.
    static bool fired() { return fired_; }

private:
    struct file {
        sqlite3_file base;
    };
    using io = sqlite3_io_methods;

    static bool fails(fault kind) {
        if (kind != kind_ || left_ == 0)
            return false;
        if (left_ > 1) {
            --left_;
            return false;
        }
        fired_ = true;
        if (!sticky_)
            left_ = 0;
        return true;
    }

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
    // As pass, but fails with `Code` when it is the turn of `Kind`.
    template <auto Method, fault Kind, int Code>
    struct faulty;
    template <class... Arguments, int (*sqlite3_io_methods::*Method)(sqlite3_file*, Arguments...),
              fault Kind, int Code>
    struct faulty<Method, Kind, Code> {
        static int call(sqlite3_file* given, Arguments... arguments) {
            return fails(Kind) ? Code : pass<Method>::call(given, arguments...);
        }
    };

    static int write(sqlite3_file* given, void const* data, int size, sqlite3_int64 at) {
        auto* const below = real(given);
        if (fails(fault::write))
            return SQLITE_IOERR_WRITE;
        if (fails(fault::disk_full))
            return SQLITE_FULL;
        if (fails(fault::short_write)) {
            below->pMethods->xWrite(below, data, size / 2, at);
            return SQLITE_IOERR_WRITE;
        }
        return below->pMethods->xWrite(below, data, size, at);
    }
    // Nothing is really flushed: the power does not fail here.
    static int sync(sqlite3_file*, int) {
        return fails(fault::sync) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    }
    // To unlock cannot fail; if it did, SQLite would wait for its own lock for 10 s.
    static int shm_lock(sqlite3_file* given, int offset, int count, int flags) {
        if ((flags & SQLITE_SHM_LOCK) != 0 && fails(fault::shm_lock))
            return SQLITE_IOERR_SHMLOCK;
        return real(given)->pMethods->xShmLock(real(given), offset, count, flags);
    }
    static int open(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* given, int flags,
                    int* result) {
        given->pMethods = nullptr;
        if (fails(fault::open))
            return SQLITE_CANTOPEN;
        int const rc = below_->xOpen(below_, path, real(given), flags, result);
        if (rc == SQLITE_OK)
            given->pMethods = &methods;
        return rc;
    }
    static int remove(sqlite3_vfs*, char const* path, int sync_folder) {
        return fails(fault::remove) ? SQLITE_IOERR_DELETE
                                    : below_->xDelete(below_, path, sync_folder);
    }

    static constexpr io methods{
        3,
        &pass<&io::xClose>::call,
        &faulty<&io::xRead, fault::read, SQLITE_IOERR_READ>::call,
        &write,
        &faulty<&io::xTruncate, fault::truncate, SQLITE_IOERR_TRUNCATE>::call,
        &sync,
        &faulty<&io::xFileSize, fault::file_size, SQLITE_IOERR_FSTAT>::call,
        &faulty<&io::xLock, fault::lock, SQLITE_IOERR_LOCK>::call,
        &pass<&io::xUnlock>::call,
        &pass<&io::xCheckReservedLock>::call,
        &pass<&io::xFileControl>::call,
        &pass<&io::xSectorSize>::call,
        &pass<&io::xDeviceCharacteristics>::call,
        &faulty<&io::xShmMap, fault::shm_map, SQLITE_IOERR_SHMMAP>::call,
        &shm_lock,
        &pass<&io::xShmBarrier>::call,
        &pass<&io::xShmUnmap>::call,
        &pass<&io::xFetch>::call,
        &pass<&io::xUnfetch>::call};

    static inline sqlite3_vfs* below_ = nullptr;
    static inline std::atomic<fault> kind_{fault::open};
    static inline std::atomic<bool> sticky_{false};
    static inline std::atomic<bool> fired_{false};
    static inline std::atomic<int> left_{0};
    sqlite3_vfs vfs_;
};

}  // namespace lithe_test
