#pragma once
// SPDX-License-Identifier: BSL-1.0

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>

// A folder of one test's own, gone with the object.
class scratch_folder {
public:
    scratch_folder() {
        static std::atomic<unsigned> count{0};
        auto const now = std::chrono::steady_clock::now().time_since_epoch().count();
        path_ = std::filesystem::temp_directory_path() /
                ("lithe-" + std::to_string(now) + "-" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;
    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path operator/(std::string const& name) const { return path_ / name; }
    std::string file(std::string const& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};
