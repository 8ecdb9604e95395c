#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// sql_files(directory): the files of dbmate or goose as a history, read when the program runs.

#include <lithe/migrations/sql_file.hpp>

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations {
namespace detail {

inline std::string read_file(std::filesystem::path const& path) {
    std::FILE* const file = std::fopen(path.string().c_str(), "rb");
    if (file == nullptr)
        throw migration_error("lithe: sql_files: cannot read " + path.string());
    std::string text;
    char block[4096];
    for (std::size_t count; (count = std::fread(block, 1, sizeof block, file)) > 0;)
        text.append(block, count);
    bool const failed = std::ferror(file) != 0;
    std::fclose(file);
    if (failed)
        throw migration_error("lithe: sql_files: cannot read " + path.string());
    return text;
}

}  // namespace detail

/// The history that the `.sql` files of `directory` are, in dbmate's form or in goose's; other
/// files and folders are left alone. `m::migrator{db, m::sql_files("db/migrations")}`
///
/// What they do to the schema is not known before they run: their risk is `opaque`, and rows and
/// tables may be deleted. All else is as with a history of the program: one transaction each, the
/// lock, the checks of views, triggers and foreign keys, the drift of the schema.
/// Errors: migration_error naming file and line; std::filesystem::filesystem_error.
inline detail::loaded_history sql_files(std::filesystem::path const& directory) {
    std::vector<std::pair<std::string, std::string>> texts;
    for (auto const& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.path().extension() == ".sql" && entry.is_regular_file())
            texts.emplace_back(entry.path().filename().string(), detail::read_file(entry.path()));
    }
    std::vector<sql_text_file> files;
    for (auto const& [name, text] : texts)
        files.push_back({name, text});
    return sql_texts(files);
}

}  // namespace lithe::inline v0::migrations
