#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What belongs to one open connection: the handle, its prepared statements, the rows that a bulk
// insert shows to SQLite and the collector that fetch_all fills. connection, transaction and reader
// are views of it.

#include <lithe/meta/fixed_string.hpp>
#include <lithe/sqlite/array_table.hpp>
#include <lithe/sqlite/handle.hpp>
#include <lithe/sqlite/open_files.hpp>
#include <lithe/sqlite/pragma.hpp>
#include <lithe/sqlite/row_table.hpp>
#include <lithe/sqlite/statement_ledger.hpp>
#include <lithe/sqlite/text_cache.hpp>
#include <lithe/sqlite/unsettled.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace lithe::inline v0::detail {

/// Where the rows of a running fetch go; `append` throws nothing and tells failure by false.
struct row_collector {
    bool (*append)(row_collector& self, sqlite3_value** values) noexcept = nullptr;
};

/// The facts of a statement that is only text: BEGIN, COMMIT, PRAGMA schema_version.
template <fixed_string Text>
struct control_statement {
    static constexpr auto text = Text;
    static constexpr statement_facts value{text.characters, text.size()};
};

/// Registered when it first runs: nobody verifies it, and most programs use few of them.
template <fixed_string Text>
struct slot_of<control_statement<Text>> {
    static statement_slot get() {
        static statement_slot const slot =
            statement_registry::instance().add(control_statement<Text>::value);
        return slot;
    }
};

/// Whether a table had triggers at a schema version, asked for the statement with that slot.
struct trigger_answer {
    statement_slot asked_for{};
    std::int64_t schema_version = 0;
    std::int64_t temporary_version = 0;
    bool has_triggers = false;
};

/// Threads: one at a time.
class session {
public:
    /// Opens, calls on_open, applies the settings. Defined in connection.hpp, for on_open's sake.
    session(utf8_path const& path, open_options const& options);

    /// Takes over an open handle. Its settings stay as they are but for double-quoted strings: a
    /// misspelt column would be a text.
    explicit session(sqlite3* owned) : handle_(owned), file_(owned) {
        if (owned == nullptr)
            throw std::invalid_argument("lithe: adopt: the handle is null");
        require_usable_library();
        refuse_double_quoted_strings(owned);
        equip();
    }

    session(session const&) = delete;
    session& operator=(session const&) = delete;
    ~session() { statements_.clear(); }

    [[nodiscard]] sqlite3* native() const noexcept { return handle_.get(); }
    [[nodiscard]] statement_table& statements() noexcept { return statements_; }
    [[nodiscard]] text_cache& texts() noexcept { return texts_; }
    [[nodiscard]] row_slot& rows() noexcept { return rows_; }
    /// Where its runs are recorded; null where nobody asked for it.
    [[nodiscard]] statement_ledger* ledger() const noexcept { return ledger_; }
    void record_in(statement_ledger* ledger) noexcept { ledger_ = ledger; }
    [[nodiscard]] bool in_transaction() const noexcept {
        return sqlite3_get_autocommit(native()) == 0;
    }

    /// What is still to be told or undone.
    [[nodiscard]] detail::unsettled& unsettled() noexcept { return *unsettled_; }
    /// Before each statement. Errors: as unsettled::settle.
    LITHE_ALWAYS_INLINE session& ready() {
        if (unsettled_->any()) [[unlikely]]
            unsettled_->settle();
        return *this;
    }

    /// Runs one statement of a constant text, prepared once.
    template <fixed_string Text>
    void run() {
        ready();
        using facts = control_statement<Text>;
        statement_lease const lease = acquire<facts>();
        int const rc = sqlite3_step(lease.get());
        if (rc != SQLITE_DONE && rc != SQLITE_ROW)
            throw_error(native(), rc, facts::text.view());
    }

    /// Runs one or more statements known only now; not kept, results are dropped.
    /// Errors: sql() is the statement that failed; where it ends is unknown after a syntax error,
    /// it is then the script from there on.
    void run(char const* script) {
        for (char const* rest = script; *rest != '\0';) {
            for (script = rest; *script == ' ' || *script == '\n' || *script == '\t';)
                ++script;
            ready();
            one_time_statement kept;
            check(native(), sqlite3_prepare_v2(native(), script, -1, &kept.statement, &rest),
                  script);
            if (kept.statement == nullptr)
                continue;  // a comment
            int rc = SQLITE_ROW;
            while (rc == SQLITE_ROW)
                rc = sqlite3_step(kept.statement);
            std::string_view const text(script, static_cast<std::size_t>(rest - script));
            if (unsettled_->any()) {
                sqlite3_reset(kept.statement);
                unsettled_->end_run(sqlite3_stmt_readonly(kept.statement) == 0, text);
            }
            if (rc != SQLITE_DONE)
                throw_error(native(), rc, text);
        }
    }

    /// run() for a savepoint of the library itself, which a guard lets pass.
    template <fixed_string Text>
    void run_savepoint() {
        own_savepoint const mine(*this);
        run<Text>();
    }
    /// The same of ROLLBACK TO and RELEASE: see unsettled::undo_to. Outside a transaction, nothing.
    void undo_savepoint(char const* sql) noexcept {
        own_savepoint const mine(*this);
        unsettled_->undo_to(sql);
    }
    /// Whether a savepoint that is prepared now is the library's.
    [[nodiscard]] bool runs_own_savepoint() const noexcept { return runs_own_savepoint_; }

    void begin(bool immediate) {
        if (immediate) {
            run<"BEGIN IMMEDIATE">();
        } else {
            run<"BEGIN">();
        }
    }
    void commit() { run<"COMMIT">(); }

    /// Ends the transaction whatever its state; nothing to do when SQLite has ended it already.
    void rollback() noexcept {
        if (in_transaction())
            unsettled_->roll_back();
    }

    /// A prepared statement for one run.
    template <class Facts>
    statement_lease acquire() {
        return statements_.acquire(native(), slot_of<Facts>::get(), Facts::value);
    }

    /// The first column of the only row of a constant statement.
    template <fixed_string Text>
    std::int64_t ask() {
        using facts = control_statement<Text>;
        statement_lease const lease = acquire<facts>();
        int const rc = sqlite3_step(lease.get());
        if (rc != SQLITE_ROW)
            throw_error(native(), rc, facts::text.view());
        return sqlite3_column_int64(lease.get(), 0);
    }

    /// The collector of the query that runs now; restored when an inner one has ended.
    class collecting {
    public:
        collecting(session& owner, row_collector& collector) noexcept
            : owner_(owner), before_(owner.collector_) {
            owner.collector_ = &collector;
        }
        collecting(collecting const&) = delete;
        collecting& operator=(collecting const&) = delete;
        ~collecting() { owner_.collector_ = before_; }

    private:
        session& owner_;
        row_collector* before_;
    };

    /// What is remembered of the triggers of the table with this number (the slot of its
    /// statement).
    trigger_answer& triggers_of(std::uint32_t table) {
        if (table >= triggers_.size())
            triggers_.resize(table + 1);
        return triggers_[table];
    }

private:
    struct own_savepoint {
        explicit own_savepoint(session& on) noexcept : on_(on) { on_.runs_own_savepoint_ = true; }
        own_savepoint(own_savepoint const&) = delete;
        own_savepoint& operator=(own_savepoint const&) = delete;
        ~own_savepoint() { on_.runs_own_savepoint_ = false; }
        session& on_;
    };

    struct one_time_statement {
        sqlite3_stmt* statement = nullptr;
        one_time_statement() = default;
        one_time_statement(one_time_statement const&) = delete;
        one_time_statement& operator=(one_time_statement const&) = delete;
        ~one_time_statement() { sqlite3_finalize(statement); }
    };

    static void collect_step(sqlite3_context* context, int, sqlite3_value** values) noexcept {
        row_collector* const collector =
            static_cast<session*>(sqlite3_user_data(context))->collector_;
        if (collector == nullptr || !collector->append(*collector, values)) [[unlikely]]
            sqlite3_result_error(context, "lithe: a row could not be read", -1);
    }
    // Of an assignment to a float field: expression/rounded.hpp.
    static void round_to_float(sqlite3_context* context, int, sqlite3_value** values) noexcept {
        if (sqlite3_value_type(values[0]) == SQLITE_NULL)
            return sqlite3_result_null(context);
        double const value = sqlite3_value_double(values[0]);
        constexpr double most = (std::numeric_limits<float>::max)();
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if ((value < -most || value > most) && value != infinity && value != -infinity)
            return sqlite3_result_error(context, "lithe: a REAL that float cannot hold", -1);
        sqlite3_result_double(context, static_cast<double>(static_cast<float>(value)));
    }
    static void collect_final(sqlite3_context* context) noexcept { sqlite3_result_null(context); }

    /// What every connection has beside its settings.
    void equip() {
        register_array_table(native());
        register_row_table(native(), &rows_);
        check(native(), sqlite3_create_function_v2(native(), "lithe_collect", -1,
                                                   SQLITE_UTF8 | SQLITE_DIRECTONLY, this, nullptr,
                                                   &collect_step, &collect_final, nullptr));
        check(native(), sqlite3_create_function_v2(native(), "lithe_returned", -1,
                                                   SQLITE_UTF8 | SQLITE_DIRECTONLY, this,
                                                   &collect_step, nullptr, nullptr, nullptr));
        auto* const owned = new detail::unsettled(native());  // by SQLite, as the function's data
        check(native(), sqlite3_create_function_v2(
                            native(), "lithe_float", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, owned,
                            &round_to_float, nullptr, nullptr,
                            [](void* data) { delete static_cast<detail::unsettled*>(data); }));
        unsettled_ = owned;
        // Otherwise a bound LIKE pattern, or a value compared with a partial index's column, has
        // SQLite prepare the statement again at each run (6.4 µs against 0.6).
        sqlite3_db_config(native(), SQLITE_DBCONFIG_ENABLE_QPSG, 1, static_cast<int*>(nullptr));
    }

    database_handle handle_;
    open_file_record file_;
    detail::unsettled* unsettled_ = nullptr;
    statement_table statements_;
    text_cache texts_;
    row_slot rows_;
    row_collector* collector_ = nullptr;
    statement_ledger* ledger_ = nullptr;
    bool runs_own_savepoint_ = false;
    std::vector<trigger_answer> triggers_;
};

/// Undoes everything since its making unless `keep()` was called: a savepoint, or a transaction
/// when there is none.
class undo_scope {
public:
    /// Not needed: does nothing.
    explicit undo_scope(session& on, bool needed = true)
        : on_(on), outermost_(!on.ready().in_transaction()), kept_(!needed) {
        if (kept_) {
            return;
        } else if (outermost_) {
            on_.begin(true);
        } else {
            on_.run_savepoint<"SAVEPOINT lithe_scope">();
        }
    }
    undo_scope(undo_scope const&) = delete;
    undo_scope& operator=(undo_scope const&) = delete;
    ~undo_scope() {
        if (kept_)
            return;
        if (outermost_) {
            on_.rollback();
        } else {
            on_.undo_savepoint("ROLLBACK TO lithe_scope; RELEASE lithe_scope");
        }
    }
    void keep() {
        if (kept_) {
            return;
        } else if (outermost_) {
            on_.commit();
        } else {
            on_.run_savepoint<"RELEASE lithe_scope">();
        }
        kept_ = true;
    }

private:
    session& on_;
    bool outermost_;
    bool kept_;
};

}  // namespace lithe::inline v0::detail
