#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Migrations as plain SQL files, as dbmate and goose keep them: what belongs to up and to down. A
// file that is not well formed is refused with its name and line, never run in part.
// Source: https://github.com/amacneil/dbmate#creating-migrations, https://pressly.github.io/goose

#include <lithe/migrations/loaded_history.hpp>
#include <lithe/migrations/sql_script.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace lithe::inline v0::migrations {

/// A file's name, without its folder, and its text.
struct sql_text_file {
    std::string_view name;
    std::string_view text;
};

namespace detail {

// What follows "--" and blanks.
inline std::string_view comment_words(std::string_view line) {
    if (!line.starts_with("--"))
        return {};
    line.remove_prefix(2);
    while (!line.empty() && is_space(line.front()))
        line.remove_prefix(1);
    return line;
}
inline bool starts_words(std::string_view line, std::string_view words) {
    return line.size() >= words.size() && same_name(line.substr(0, words.size()), words);
}
/// A line that says something to dbmate or goose.
inline bool is_mark_of_tool(std::string_view line) {
    std::string_view const words = comment_words(line);
    return starts_words(words, "migrate:") || starts_words(words, "+goose");
}

class sql_file_reader {
public:
    sql_file_reader(std::string_view name, std::string_view text) : name_(name), text_(text) {}

    std::string version;
    std::string title;
    std::string up;
    std::string down;

    /// Errors: migration_error naming file and line.
    void read() {
        read_name();
        std::string* section = nullptr;
        bool has_up = false;
        for (std::string_view line; next(line);) {
            if (is_section(line)) {
                bool const upward = starts_words(after_marker(line), "up");
                if (upward && (has_up || has_down_))
                    fail(has_up ? "a second section for up" : "down stands before up");
                if (!upward && has_down_)
                    fail("a second section for down");
                read_options(line, upward);
                close_statement();
                (upward ? has_up : has_down_) = true;
                section = upward ? &up : &down;
                continue;
            }
            if (is_goose(line)) {
                read_goose(line);
                continue;
            }
            if (section == nullptr) {
                if (!is_blank(line) && !line.starts_with("--"))
                    fail("SQL before the first section");
                continue;
            }
            section->append(raw_);
            *section += '\n';
        }
        close_statement();
        if (!has_up)
            fail("no line `-- migrate:up` (dbmate) or `-- +goose Up` (goose)");
        if (!has_down_ && !goose_)
            fail("no line `-- migrate:down`");
        outside_ = own_up_ && !outside_statements(up).empty();
        if (own_up_)
            up = without_own_transaction(up);
        if (own_down_)
            down = without_own_transaction(down);
    }

    /// Whether it is SQL that SQLite takes outside a transaction only, and says so.
    [[nodiscard]] bool is_outside() const { return outside_; }

private:
    [[noreturn]] void fail(std::string const& why) const {
        throw migration_error("lithe: sql_files: " + std::string(name_) + ":" +
                              std::to_string(line_) + ": " + why);
    }
    void read_name() {
        std::size_t digits = 0;
        while (digits < name_.size() && is_digit(name_[digits]))
            ++digits;
        if (digits == 0)
            fail("the name does not begin with a version of digits");
        version = name_.substr(0, digits);
        title = name_.substr(digits);
        if (title.ends_with(".sql"))
            title.resize(title.size() - 4);
        if (title.starts_with('_') || title.starts_with('-'))
            title.erase(0, 1);
    }
    bool next(std::string_view& line) {
        if (text_.empty())
            return false;
        std::size_t const end = text_.find('\n');
        raw_ = line = text_.substr(0, end);
        text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        ++line_;
        if (line.find('\0') != std::string_view::npos)
            fail("a NUL, at which SQLite would stop reading");
        return true;
    }
    static bool is_blank(std::string_view line) {
        for (char const letter : line)
            if (!is_space(letter))
                return false;
        return true;
    }
    static bool is_goose(std::string_view line) {
        return starts_words(comment_words(line), "+goose");
    }
    static std::string_view after_marker(std::string_view line) {
        std::string_view words = comment_words(line);
        words.remove_prefix(starts_words(words, "migrate:")  ? 8
                            : starts_words(words, "+goose ") ? 7
                                                             : 0);
        while (!words.empty() && is_space(words.front()))
            words.remove_prefix(1);
        return words;
    }
    static bool is_section(std::string_view line) {
        std::string_view const words = comment_words(line);
        if (!starts_words(words, "migrate:") && !starts_words(words, "+goose "))
            return false;
        std::string_view const rest = after_marker(line);
        std::size_t const size = starts_words(rest, "up") ? 2 : starts_words(rest, "down") ? 4 : 0;
        return size != 0 && (rest.size() == size || is_space(rest[size]));
    }
    // One transaction there is all the same, with foreign keys off: the file's own is left out.
    void read_options(std::string_view line, bool upward) {
        if (after_marker(line).find("transaction:false") != std::string_view::npos)
            (upward ? own_up_ : own_down_) = true;
    }
    void read_goose(std::string_view line) {
        goose_ = true;
        std::string_view const words = after_marker(line);
        if (starts_words(words, "StatementBegin")) {
            if (std::exchange(in_statement_, true))
                fail("StatementBegin inside a statement");
        } else if (starts_words(words, "StatementEnd")) {
            if (!std::exchange(in_statement_, false))
                fail("StatementEnd without StatementBegin");
        } else if (starts_words(words, "NO TRANSACTION")) {
            own_up_ = own_down_ = true;
        } else if (starts_words(words, "ENVSUB")) {
            fail("ENVSUB: variables of the environment are not put into SQL");
        } else {
            fail("an unknown line of goose: " + std::string(line));
        }
    }
    void close_statement() const {
        if (in_statement_)
            fail("StatementBegin without StatementEnd");
    }

    std::string_view name_;
    std::string_view text_;
    std::string_view raw_{};  // the line with its end as it is: it may be inside of a literal
    std::size_t line_ = 0;
    bool has_down_ = false;
    bool goose_ = false;
    bool in_statement_ = false;
    bool own_up_ = false;
    bool outside_ = false;
    bool own_down_ = false;
};

// What another tool's file is, whatever the ends of its lines are.
inline std::string file_digest(std::string_view text) {
    sha256 state;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] != '\r' || at + 1 == text.size() || text[at + 1] != '\n')
            state.add(text[at]);
    digest result = finish(state);
    result.letters[0] = 'f';
    return std::string(result.view());
}

inline void append_file(loaded_history& into, sql_text_file const& file) {
    sql_file_reader read(file.name, file.text);
    read.read();
    auto const step = [&](std::string const& sql) {
        record one = leaf(part::execute, into.keep(sql)).list[0];
        one.flags = flag_of_file;
        return one;
    };
    bool const has_down = !canonical(read.down).empty();
    record head = leaf(part::migration, into.keep(read.version)).list[0];
    head.other = into.keep(read.title);
    if (read.is_outside())
        head.number = is_outside;
    head.size = has_down ? 4 : 3;
    into.records.push_back(head);
    into.records.push_back(step(read.up));
    into.records.push_back(leaf(part::file_digest, into.keep(file_digest(file.text))).list[0]);
    if (has_down) {
        record down = leaf(part::down).list[0];
        down.size = 1;
        into.records.push_back(down);
        into.records.push_back(step(read.down));
    } else {
        into.records.push_back(leaf(part::irreversible, "its file has nothing for down").list[0]);
    }
}

}  // namespace detail

/// A history of SQL files that the program carries, such as those of the CMake function
/// lithe_embed_migrations; sorted by version.
/// Errors: migration_error naming file and line.
template <class Files>
auto sql_texts(Files const& files) {
    std::vector<sql_text_file> sorted;
    for (sql_text_file const& one : files) {
        std::size_t at = sorted.size();
        auto const version = [](sql_text_file const& file) {
            std::size_t digits = 0;
            while (digits < file.name.size() && detail::is_digit(file.name[digits]))
                ++digits;
            return file.name.substr(0, digits);
        };
        while (at > 0 && detail::is_before(version(one), version(sorted[at - 1])))
            --at;
        sorted.insert(sorted.begin() + static_cast<std::ptrdiff_t>(at), one);
    }
    detail::loaded_history history;
    history.opaque = true;
    for (sql_text_file const& one : sorted)
        detail::append_file(history, one);
    return history;
}

}  // namespace lithe::inline v0::migrations
