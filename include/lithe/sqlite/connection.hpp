#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// connection: one plain connection for one thread, without the runtime. It can do everything;
// `transact(fn)` runs fn in one IMMEDIATE transaction.

#include <lithe/sqlite/collation.hpp>
#include <lithe/sqlite/create.hpp>
#include <lithe/sqlite/extension.hpp>
#include <lithe/sqlite/function.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

[[noreturn]] inline void throw_moved_connection() {
    throw std::logic_error("lithe: connection: it was moved from");
}

/// Errors: what the gate throws; std::logic_error without one.
inline session& pass_gate(statement_gate const* gate, session* behind) {
    if (gate == nullptr)
        throw_moved_connection();
    gate->require_open();
    return *behind;
}

}  // namespace detail

/// One connection to one database.
///
/// Threads: one at a time; it is opened NOMUTEX. Lifetime: streams must have ended before it does.
/// Errors: std::logic_error from every call once it was moved from.
/// Source: https://www.sqlite.org/threadsafe.html
class connection : public read_operations<connection>,
                   public write_operations<connection>,
                   public blob_operations<connection> {
public:
    static constexpr bool may_write = true;

    /// Opens, and by default creates, a file with production settings (see open_options).
    /// Errors: std::invalid_argument for senseless options; lithe::error when SQLite cannot open
    /// it.
    explicit connection(detail::utf8_path const& path, open_options const& options = {})
        : session_(new detail::session(path, options)), owned_(true) {}

    /// Takes over a handle that was opened elsewhere; its settings are left as they are, but for
    /// double-quoted strings, which are switched off (a misspelt column would be a text).
    /// Errors: std::invalid_argument for null. When this throws, the handle has been closed.
    static connection adopt(sqlite3* handle) {
        return connection(new detail::session(handle), true);
    }

    /// A view of a session that somebody else owns, for on_open.
    explicit connection(detail::session& borrowed) : connection(&borrowed, false) {}

    /// The same, where `gate` is asked before each statement if it is there.
    connection(detail::session& borrowed, detail::statement_gate const* gate)
        : connection(gate == nullptr ? &borrowed : nullptr, false) {
        gate_ = gate;
        behind_gate_ = &borrowed;
    }

    connection(connection&& other) noexcept
        : session_(std::exchange(other.session_, nullptr)),
          gate_(std::exchange(other.gate_, nullptr)),
          behind_gate_(other.behind_gate_),
          owned_(other.owned_) {}
    connection& operator=(connection&& other) noexcept {
        if (this != &other) {
            if (owned_)
                delete session_;
            session_ = std::exchange(other.session_, nullptr);
            gate_ = std::exchange(other.gate_, nullptr);
            behind_gate_ = other.behind_gate_;
            owned_ = other.owned_;
        }
        return *this;
    }
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;
    ~connection() {
        if (owned_)
            delete session_;
    }

    /// Runs `work(transaction&)` in one transaction: BEGIN IMMEDIATE, COMMIT, or ROLLBACK after an
    /// exception, which goes on to the caller. Inside another transaction it is a savepoint.
    /// Returns: what `work` returns.
    template <class Work>
    auto transact(Work&& work) {
        if constexpr (detail::require_work<Work>()) {
            using result = detail::lasting<decltype(work(std::declval<transaction&>()))>;
            detail::require_lasting<result>();
            return run_transaction<result>(std::forward<Work>(work), true);
        } else {
            return detail::unavailable{};
        }
    }
    /// The same with BEGIN DEFERRED: the first write takes the lock, and may find that the snapshot
    /// is too old (SQLITE_BUSY_SNAPSHOT). Source: https://www.sqlite.org/lang_transaction.html
    template <class Work>
    auto transact(deferred_t, Work&& work) {
        if constexpr (detail::require_work<Work>()) {
            using result = detail::lasting<decltype(work(std::declval<transaction&>()))>;
            detail::require_lasting<result>();
            return run_transaction<result>(std::forward<Work>(work), false);
        } else {
            return detail::unavailable{};
        }
    }

    /// Creates the tables that are absent, with their indexes; compares those that are there.
    /// Errors: schema_error, listing every mismatch; nothing is created then.
    template <class... Entities>
    void create_tables() {
        if constexpr (detail::require_some_tables<sizeof...(Entities)>() &&
                      (detail::require_schema<Entities, true>() && ...))
            detail::create_tables<Entities...>(session());
    }

    /// Runs any SQL, one or more statements; results are dropped.
    /// Errors: lithe::error, its sql() the statement that failed; those before it have run. Of a
    /// syntax error, sql() is the script from that statement on. std::invalid_argument when it
    /// contains NUL.
    void execute_script(std::string_view sql) {
        if (sql.find('\0') != std::string_view::npos)
            throw std::invalid_argument("lithe: execute_script: the text contains NUL");
        session().run(std::string(sql).c_str());
    }

    /// Loads an SQLite extension; allowed for this call only, never to SQL.
    /// Errors: lithe::error, also when SQLite was built without extensions.
    void load_extension(std::string const& path, char const* entry_point = nullptr) {
        detail::load_extension(native_handle(), path, entry_point);
    }

    /// Gives SQL a function: by a declaration (`function`, `aggregate_function`, `window_function`)
    /// or by the name alone, where `definition` has one signature. A scalar function is anything
    /// that can be called; an aggregate is a class with `step(arguments)` and `value()`, for
    /// windows also `inverse(arguments)`, of which each group gets a copy. See
    /// open_options::on_open.
    ///
    /// Errors: lithe::error (SQLITE_BUSY) while a statement uses a function of that name. What
    /// `definition` throws ends the statement with lithe::error, which has the exception's text.
    /// Lifetime: `definition` is kept until the connection closes.
    template <class Declared, class Definition>
    void create_function(Declared const& declared, Definition definition) {
        if constexpr (detail::require_definition<Declared, Definition>())
            detail::create_function(native_handle(), declared, std::move(definition));
    }

    /// Gives SQL a collating sequence: `compare(left, right)` of two std::string_view gives a
    /// number or an ordering. It must not change while an index uses it.
    ///
    /// Errors: what `compare` throws is the statement's lithe::error, and undoes the transaction of
    /// a write; unless `compare` is noexcept this takes the connection's commit hook for it.
    template <class Compare>
    void create_collation(collation how, Compare compare) {
        if constexpr (detail::require_comparison<Compare>())
            detail::create_collation(session(), how.name, std::move(compare));
    }

    /// SQLite's own handle, for what lithe does not offer.
    [[nodiscard]] sqlite3* native_handle() const {
        return gate_ == nullptr ? present().native() : behind_gate_->native();
    }

    [[nodiscard]] detail::session& session() { return present(); }

private:
    connection(detail::session* session, bool owned) : session_(session), owned_(owned) {}

    [[nodiscard]] detail::session& present() const {
        if (session_ == nullptr) [[unlikely]]
            return detail::pass_gate(gate_, behind_gate_);
        return *session_;
    }

    template <class Result, class Work>
    Result run_transaction(Work&& work, bool immediate) {
        detail::session& on = session().ready();
        transaction open(on, gate_);
        if (on.in_transaction())
            return open.transact(std::forward<Work>(work));
        on.begin(immediate);
        return detail::run_guarded<Result>(
            std::forward<Work>(work), open, [&] { open.session().commit(); },
            [&]() noexcept { on.rollback(); });
    }

    detail::session* session_;  // null behind a gate and when moved from: one test for both
    detail::statement_gate const* gate_ = nullptr;
    detail::session* behind_gate_ = nullptr;
    bool owned_;
};

namespace detail {

// Only a connection of SQLCipher that got a key has a salt.
inline bool has_key(sqlite3* db) {
    try {
        return !read_pragma(db, "cipher_salt").empty();
    } catch (error const&) {
        return false;
    }
}

inline session::session(utf8_path const& path, open_options const& options)
    : handle_(path, options), file_(native()), statements_(options.statement_limit) {
    equip();  // touches no file, and on_open may use typed statements
    if (options.on_open) {
        connection opening(*this);
        options.on_open(opening);
    }
    // The first statements find out what the file is; their errors are about the file.
    auto const refuse = [&](std::string const& why, int code, std::string_view sql) {
        throw error("lithe: cannot open \"" + std::string(path.text()) + "\": " + why, code, sql);
    };
    try {
        apply_settings(native(), options, may_write(options.mode));
    } catch (busy_error const&) {
        throw;
    } catch (error const& thrown) {
        std::string why = thrown.what();
        if (thrown.code() == SQLITE_NOTADB && has_key(native())) {
            throw wrong_key(
                "lithe: cannot open \"" + std::string(path.text()) +
                    "\": its key is another one, or it is not encrypted, or no database",
                thrown.extended_code(), thrown.sql());
        }
        if (thrown.code() == SQLITE_NOTADB)
            why += "; or it is encrypted, or of a newer format";
        refuse(why, thrown.extended_code(), thrown.sql());
    }
    // Only now does SQLite know the version in the file's header.
    if (may_write(options.mode) && sqlite3_db_readonly(native(), "main") == 1) {
        refuse("its format is newer than this SQLite " SQLITE_VERSION " can write; it can be read",
               SQLITE_READONLY, {});
    }
    if (auto const encoding = read_pragma(native(), "encoding"); encoding != "UTF-8") {
        refuse("its encoding is " + encoding + ", and lithe needs UTF-8; dump it into a new file",
               SQLITE_MISMATCH, "PRAGMA encoding");
    }
}

}  // namespace detail
}  // namespace lithe::inline v0
