#pragma once
// SPDX-License-Identifier: BSL-1.0

#include <filesystem>
#include <string>

namespace bench {

/// The database files of a run, removed at its end.
class files {
public:
    explicit files(std::filesystem::path directory);
    files(files const&) = delete;
    files& operator=(files const&) = delete;
    ~files() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }
    std::string lithe_file() const { return (directory_ / "lithe.db").string(); }
    std::string hand_file() const { return (directory_ / "hand.db").string(); }

private:
    std::filesystem::path directory_;
};

// Tables of their own: full text and boxes, and columns of other types.
void make_documents(std::string const& path);
void make_typed(std::string const& path);

}  // namespace bench
