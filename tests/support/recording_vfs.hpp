#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A VFS over the default one that records what reaches the files, and a disk on which the record is
// played up to the moment of a power cut: what was flushed is there, of the rest any part.

#include <sqlite3.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace lithe_test {

struct disk_operation {
    enum class kind { write, truncate, sync, remove };
    kind what;
    std::string file;  // without its folder
    std::string data{};
    std::size_t at = 0;  // of a write; the size of a truncate
};

/// What a disk keeps when the power fails. Played forward only.
class powered_disk {
public:
    enum class survival { only_flushed, everything, random_sectors };

    void play(disk_operation const& operation) {
        auto& file = files_[operation.file];
        if (operation.what == disk_operation::kind::sync) {
            for (auto const& waiting : file.pending)
                apply(file.flushed, waiting);
            file.pending.clear();
            file.exists = true;
        } else if (operation.what == disk_operation::kind::remove) {
            files_.erase(operation.file);
        } else {
            file.pending.push_back(operation);
        }
    }

    /// Writes the files as they are after the cut.
    void restore(std::filesystem::path const& folder, survival mode, std::mt19937& random) const {
        for (auto const& [name, file] : files_) {
            // A file that was never flushed may not even be there.
            bool const lost = mode == survival::only_flushed ||
                              (mode == survival::random_sectors && random() % 2 == 0);
            if (!file.exists && lost)
                continue;
            auto image = file.flushed;
            for (auto const& waiting : file.pending) {
                if (mode == survival::everything) {
                    apply(image, waiting);
                } else if (mode == survival::random_sectors) {
                    apply_part(image, waiting, random);
                }
            }
            std::ofstream(folder / name, std::ios::binary) << image;
        }
    }

private:
    struct state {
        std::string flushed;
        std::vector<disk_operation> pending;
        bool exists = false;
    };

    static void apply(std::string& image, disk_operation const& operation) {
        if (operation.what == disk_operation::kind::truncate) {
            image.resize(operation.at);
            return;
        }
        if (image.size() < operation.at + operation.data.size())
            image.resize(operation.at + operation.data.size());
        image.replace(operation.at, operation.data.size(), operation.data);
    }

    // Sectors of 512 bytes are whole, each is kept or lost by itself.
    static void apply_part(std::string& image, disk_operation const& operation,
                           std::mt19937& random) {
        if (operation.what == disk_operation::kind::truncate) {
            if (random() % 2 == 0)
                apply(image, operation);
            return;
        }
        constexpr std::size_t sector = 512;
        for (std::size_t begin = 0; begin < operation.data.size();) {
            auto const to_boundary = sector - (operation.at + begin) % sector;
            auto const size = (std::min)(to_boundary, operation.data.size() - begin);
            if (random() % 2 == 0) {
                apply(
                    image,
                    {operation.what, {}, operation.data.substr(begin, size), operation.at + begin});
            }
            begin += size;
        }
    }

    std::map<std::string, state> files_;
};

class recording_vfs {
public:
    static constexpr char const* name = "lithe_recording";

    recording_vfs() : vfs_(*sqlite3_vfs_find(nullptr)) {
        below_ = sqlite3_vfs_find(nullptr);
        log().clear();
        vfs_.zName = name;
        vfs_.szOsFile = static_cast<int>(sizeof(file)) + below_->szOsFile;
        vfs_.xOpen = &open;
        vfs_.xDelete = &remove;
        sqlite3_vfs_register(&vfs_, 0);
    }
    recording_vfs(recording_vfs const&) = delete;
    recording_vfs& operator=(recording_vfs const&) = delete;
    ~recording_vfs() { sqlite3_vfs_unregister(&vfs_); }

    /// How many operations have reached the disk.
    static std::size_t position() {
        std::lock_guard const lock(mutex_);
        return log().size();
    }
    static std::vector<disk_operation> const& operations() { return log(); }

private:
    struct file {
        sqlite3_file base;
        std::string* name;
    };
    using io = sqlite3_io_methods;

    static std::vector<disk_operation>& log() {
        static std::vector<disk_operation> all;
        return all;
    }
    static void record(disk_operation operation) {
        std::lock_guard const lock(mutex_);
        log().push_back(std::move(operation));
    }
    static std::string last_part(char const* path) {
        return std::filesystem::path(path).filename().string();
    }

    static sqlite3_file* real(sqlite3_file* given) {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<file*>(given) + 1);
    }
    static std::string const& name_of(sqlite3_file* given) {
        return *reinterpret_cast<file*>(given)->name;
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
        record({disk_operation::kind::write, name_of(given),
                std::string(static_cast<char const*>(data), static_cast<std::size_t>(size)),
                static_cast<std::size_t>(at)});
        return real(given)->pMethods->xWrite(real(given), data, size, at);
    }
    static int truncate(sqlite3_file* given, sqlite3_int64 size) {
        record(
            {disk_operation::kind::truncate, name_of(given), {}, static_cast<std::size_t>(size)});
        return real(given)->pMethods->xTruncate(real(given), size);
    }
    // Nothing is really flushed: the power does not really fail.
    static int sync(sqlite3_file* given, int) {
        record({disk_operation::kind::sync, name_of(given)});
        return SQLITE_OK;
    }
    static int close(sqlite3_file* given) {
        delete reinterpret_cast<file*>(given)->name;
        return real(given)->pMethods->xClose(real(given));
    }
    static int remove(sqlite3_vfs*, char const* path, int sync_folder) {
        record({disk_operation::kind::remove, last_part(path)});
        return below_->xDelete(below_, path, sync_folder);
    }
    static int open(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* given, int flags,
                    int* result) {
        auto* const made = reinterpret_cast<file*>(given);
        made->base.pMethods = nullptr;
        int const rc = below_->xOpen(below_, path, real(given), flags, result);
        if (rc == SQLITE_OK) {
            made->name = new std::string(path == nullptr ? "temporary" : last_part(path));
            made->base.pMethods = &methods;
        }
        return rc;
    }

    static constexpr io methods{3,
                                &close,
                                &pass<&io::xRead>::call,
                                &write,
                                &truncate,
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

    static inline std::mutex mutex_;
    static inline sqlite3_vfs* below_ = nullptr;
    sqlite3_vfs vfs_;
};

}  // namespace lithe_test
