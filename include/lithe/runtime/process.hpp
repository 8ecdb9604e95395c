#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Which files a database of this process writes already.

#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/open_files.hpp>

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// The right to be the writer of a file in this process.
///
/// Two writer threads would wait for each other's lock, and before SQLite 3.51.3 two connections
/// that checkpoint can damage the file. Known by device and inode, so that links are seen through.
class writer_claim {
public:
    /// Errors: throws lithe::error (SQLITE_MISUSE) when another claim on that file lives.
    explicit writer_claim(sqlite3* db) : identity_(identify(db)) {
        auto& claims = all();
        std::lock_guard const lock(claims.mutex);
        for (auto const& other : claims.files) {
            if (other == identity_) {
                throw error("lithe: cannot open \"" + identity_.path +
                                "\": a lithe::database of this process writes to it already; "
                                "share that one, or open it read-only",
                            SQLITE_MISUSE);
            }
        }
        claims.files.push_back(identity_);
    }
    writer_claim(writer_claim const&) = delete;
    writer_claim& operator=(writer_claim const&) = delete;
    ~writer_claim() {
        auto& claims = all();
        std::lock_guard const lock(claims.mutex);
        for (auto& other : claims.files) {
            if (other == identity_) {
                other = claims.files.back();
                claims.files.pop_back();
                return;
            }
        }
    }

private:
    struct identity {
        std::string path;
        file_identity file;         // unknown: known by its path
        std::uint32_t process = 0;  // a child's claims are its own

        friend bool operator==(identity const& left, identity const& right) noexcept {
            return left.process == right.process && left.file == right.file &&
                   (left.file.is_known() || left.path == right.path);
        }
    };
    struct claimed_files {
        std::mutex mutex;
        std::vector<identity> files;
    };

    static claimed_files& all() {
        static auto& claims =
            *new claimed_files;  // never destroyed: databases may close after main
        return claims;
    }

    static identity identify(sqlite3* db) {
        identity found;
        found.process = fork_count.load();
        if (char const* const path = sqlite3_db_filename(db, "main"))
            found.path = path;
        found.file = file_identity::of(found.path.c_str());
        return found;
    }

    identity identity_;
};

}  // namespace detail
}  // namespace lithe::inline v0
