#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Owns one sqlite3*: judges the library, opens the file as asked or not at all, and closes. No
// statement is prepared here, so that on_open (PRAGMA key) comes before the file is read.

#include <lithe/sqlite/open_failure.hpp>
#include <lithe/sqlite/open_options.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/sqlite/throw_error.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// A path as UTF-8 text, from text or from std::filesystem::path, whose header is not needed.
class utf8_path {
public:
    utf8_path(char const* text) : utf8_path(std::string(text)) {}
    utf8_path(std::string_view text) : utf8_path(std::string(text)) {}
    utf8_path(std::string text) : text_(std::move(text)) {
        // SQLite takes "" for a temporary database: whoever means that is lost with the data.
        if (text_.empty())
            throw std::invalid_argument("lithe: open: the path is empty");
        if (text_.find('\0') != std::string::npos)
            throw std::invalid_argument("lithe: open: the path contains NUL");
    }

    template <class Path>
        requires requires(Path const& path) { path.u8string().data()[0]; }
    utf8_path(Path const& path) : utf8_path(plain(path.u8string())) {}

    char const* c_str() const noexcept { return text_.c_str(); }
    std::string const& text() const noexcept { return text_; }

    /// A URI by SQLite's own syntax; every other text is the name of a file.
    bool is_uri() const noexcept { return text_.starts_with("file:"); }

private:
    template <class Text>
    static std::string plain(Text const& text) {
        std::string result;
        result.reserve(text.size());
        for (auto const unit : text)
            result += static_cast<char>(unit);
        return result;
    }

    std::string text_;
};

/// Why a library of this version, compiled so, cannot be used; null if it can.
constexpr char const* library_refusal(int version_number, int threadsafe) noexcept {
    if (version_number < 3'040'000)
        return "lithe: open: the SQLite library found at run time is older than 3.40.0; "
               "install or link a newer one";
    if (threadsafe == 0)
        return "lithe: open: the SQLite library was built without threads (SQLITE_THREADSAFE=0); "
               "use one built with 1 or 2";
    return nullptr;
}

/// The URI that opens a file as immutable: no locks, no journal, no WAL.
/// Source: https://www.sqlite.org/uri.html
inline std::string immutable_uri(utf8_path const& path, bool windows) {
    std::string const& text = path.text();
    if (path.is_uri())
        return text + (text.find('?') == text.npos ? "?" : "&") + "immutable=1";
    bool const drive = windows && text.size() > 1 && text[1] == ':';
    bool const rooted = drive || text[0] == '/' || (windows && text[0] == '\\');
    std::string uri = drive ? "file:///" : rooted ? "file://" : "file:";
    for (char character : text) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        constexpr std::string_view unreserved =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
        if (windows && character == '\\')
            character = '/';
        if (unreserved.find(character) != unreserved.npos) {
            uri += character;
            continue;
        }
        auto const byte = static_cast<unsigned char>(character);
        uri += '%';
        uri += digits[byte >> 4U];
        uri += digits[byte & 15U];
    }
    return uri + "?immutable=1";
}

/// Before any prepare: SELECT "nmae" would otherwise prepare and return the text nmae, also where
/// another connection has just renamed the column.
/// Source: https://www.sqlite.org/quirks.html#dblquote
inline void refuse_double_quoted_strings(sqlite3* db) {
    for (int const option : {SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL}) {
        int on = 1;
        check(db, sqlite3_db_config(db, option, 0, &on));
        if (on != 0)
            throw error("lithe: open: double-quoted strings cannot be switched off");
    }
}

inline void require_usable_library() {
    if (char const* why = library_refusal(sqlite3_libversion_number(), sqlite3_threadsafe()))
        throw error(why, SQLITE_MISUSE);
}

/// One open database, closed by the destructor. Movable; used by one thread at a time, hence
/// opened without SQLite's mutex (0.81 of the time of a range query, see docs).
class database_handle {
public:
    database_handle() noexcept = default;

    /// Takes over a connection that was opened elsewhere.
    explicit database_handle(sqlite3* owned) noexcept : db_(owned) {}

    /// Opens `path`; of the options, `mode` and `vfs` are heeded here, the rest by apply_settings.
    ///
    /// Errors: throws lithe::error when the library is refused, the file cannot be opened, or
    /// may only be read where writing was asked; std::invalid_argument for senseless options.
    database_handle(utf8_path const& path, open_options const& options) {
        validate(options);
        require_usable_library();
        open_file(path, options);
        try {
            configure(path, options.mode);
        } catch (...) {
            sqlite3_close_v2(db_);
            throw;
        }
    }

    database_handle(database_handle&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}

    database_handle& operator=(database_handle other) noexcept {
        std::swap(db_, other.db_);
        return *this;
    }

    /// Statements that are still alive keep the file open until they go.
    ~database_handle() { sqlite3_close_v2(db_); }

    sqlite3* get() const noexcept { return db_; }
    sqlite3* release() noexcept { return std::exchange(db_, nullptr); }
    explicit operator bool() const noexcept { return db_ != nullptr; }

    /// Closes now. Errors: throws busy_error, and stays open, while statements are alive.
    void close() {
        check(db_, sqlite3_close(db_));
        db_ = nullptr;
    }

private:
    static constexpr int flags_of(open mode) noexcept {
        // A path that begins with "file:" is a URI, also where SQLite was not built to say so;
        // PRIVATECACHE keeps a process-wide sqlite3_enable_shared_cache() away from us.
        constexpr int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI |
                               SQLITE_OPEN_PRIVATECACHE;
        if (mode == open::create)
            return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        return common | (may_write(mode) ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    }

    void open_file(utf8_path const& path, open_options const& options) {
#ifdef _WIN32
        constexpr bool windows = true;
#else
        constexpr bool windows = false;
#endif
        std::string const name =
            options.mode == open::immutable ? immutable_uri(path, windows) : path.text();
        char const* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
        int const rc = sqlite3_open_v2(name.c_str(), &db_, flags_of(options.mode), vfs);
        if (rc == SQLITE_OK)
            return;
        // The handle is there also when opening failed, and holds the reason.
        database_handle failed(std::exchange(db_, nullptr));
        throw error(open_failure(failed.get(), rc, path.text(), options.mode == open::create), rc);
    }

    void configure(utf8_path const& path, open mode) {
        refuse_double_quoted_strings(db_);
        // SQLite silently falls back to reading where it may not write; the first write would
        // then fail with SQLITE_READONLY_DIRECTORY or the like.
        if (may_write(mode) && sqlite3_db_readonly(db_, "main") == 1)
            throw error("cannot open \"" + path.text() +
                            "\" for writing: the file, its folder or its medium is read-only",
                        SQLITE_READONLY);
    }

    sqlite3* db_ = nullptr;
};

}  // namespace detail
}  // namespace lithe::inline v0
