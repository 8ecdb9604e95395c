#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The two handles that callbacks get: `reader`, one snapshot, queries only; `transaction`, an open
// write transaction. Neither can be kept: they are views of a session that somebody else owns.

#include <lithe/meta/callable.hpp>
#include <lithe/sqlite/blob.hpp>
#include <lithe/sqlite/operations.hpp>

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

class transaction;

namespace detail {

[[noreturn]] inline void throw_kept_handle() {
    throw std::logic_error(
        "lithe: a reader or transaction was used after its callback had returned");
}

/// Asked before each statement of a transaction or reader: whether it may still run.
class statement_gate {
public:
    virtual void require_open() const = 0;

protected:
    ~statement_gate() = default;
};

template <class... Given>
inline constexpr bool reader_may_write = false;

/// A write that a reader was asked for; its sentence stands here, one step from the user's line.
template <class Result>
struct refused_write {
    template <class... Given>
    Result operator()(Given const&...) const {
        static_assert(reader_may_write<Given...>,
                      "lithe: reader: it cannot write; use a transaction, as in db.write(...)");
        return Result{};
    }
    template <class Entity>
    Result operator()(std::initializer_list<Entity> objects) const {
        return (*this)(*objects.begin());
    }
};

/// In place of write_operations.
struct refused_writes {
    static constexpr refused_write<unavailable> insert{};
    static constexpr refused_write<unavailable> upsert{};
    static constexpr refused_write<std::int64_t> insert_all{};
    static constexpr refused_write<std::int64_t> execute{};
    static constexpr refused_write<bool> update{};
    template <class Entity>
    static constexpr refused_write<bool> erase{};
};

}  // namespace detail

/// A snapshot, lent to a read callback.
/// Threads: the callback's. Lifetime: the callback.
class reader : public read_operations<reader>,
               public detail::refused_writes,
               public blob_operations<reader> {
public:
    static constexpr bool may_write = false;

    explicit reader(detail::session& on, detail::statement_gate const* gate = nullptr)
        : on_(&on), gate_(gate) {}
    reader(reader const&) = delete;
    reader& operator=(reader const&) = delete;

    /// Errors: std::logic_error after its callback has returned; deadline_exceeded, cancelled: as
    /// the read was asked to.
    [[nodiscard]] detail::session& session() {
        if (on_ == nullptr) [[unlikely]]
            detail::throw_kept_handle();
        if (gate_ != nullptr) [[unlikely]]
            gate_->require_open();
        return *on_;
    }
    /// SQLite's own handle, for what lithe does not offer; null after the callback has returned.
    [[nodiscard]] sqlite3* native_handle() const {
        return on_ == nullptr ? nullptr : on_->native();
    }

    void revoke() noexcept { on_ = nullptr; }  // by who lent it

private:
    detail::session* on_;
    detail::statement_gate const* gate_;
};

namespace detail {

[[noreturn]] inline void throw_lost_transaction() {
    throw error(
        "lithe: the transaction is over: an error made SQLite roll it back, or it was ended by "
        "hand",
        SQLITE_ABORT_ROLLBACK);
}

template <class Work, class Handle = transaction>
consteval bool require_work() {
    constexpr bool callable = is_callable<Work, Handle>;
    static_assert(callable,
                  "lithe: transact(): the callback cannot be called so; give it one parameter, "
                  "lithe::transaction&");
    return callable;
}

/// What a callback returns, which is not what ends with it; a handle cannot be returned anyway.
template <class Result>
struct lasting_result {
    using type = Result;
};
template <class Statement>
struct lasting_result<row_stream<Statement>> {
    using type = ended_stream<typename row_stream<Statement>::value_type>;
};
template <class Handle>
    requires(requires { Handle::may_write; })
struct lasting_result<Handle> {
    using type = unavailable;
};

template <class Given>
using lasting = typename lasting_result<std::remove_cvref_t<Given>>::type;

template <class Result>
constexpr void require_lasting() {
    constexpr bool lasts = std::is_same_v<Result, unavailable> || !is_refused_result<Result>;
    static_assert(lasts,
                  "lithe: callback: it returns a stream, whose rows end with it; return "
                  "fetch_all() of its query");
}

/// Runs `work(argument)`, then `leave`; `undo` after an exception, which goes on. `Result` is asked
/// for in the user's own call, so that a generic lambda is compiled one step from it.
template <class Result, class Work, class Argument, class Leave, class Undo>
Result run_guarded(Work&& work, Argument& argument, Leave&& leave, Undo&& undo) {
    try {
        if constexpr (is_refused_result<Result>) {
            return {};
        } else if constexpr (std::is_void_v<Result>) {
            std::forward<Work>(work)(argument);
            leave();
        } else {
            Result result = std::forward<Work>(work)(argument);
            leave();
            return result;
        }
    } catch (...) {
        undo();
        throw;
    }
}

}  // namespace detail

/// An open write transaction, lent to a write callback.
/// Threads: the callback's. Lifetime: the callback.
class transaction : public read_operations<transaction>,
                    public write_operations<transaction>,
                    public blob_operations<transaction> {
public:
    static constexpr bool may_write = true;

    explicit transaction(detail::session& on, detail::statement_gate const* gate = nullptr)
        : on_(&on), gate_(gate) {}
    transaction(transaction const&) = delete;
    transaction& operator=(transaction const&) = delete;

    /// Runs `work(transaction&)` inside a savepoint: an exception undoes what it did and goes on,
    /// the transaction around it stays open. Returns: what `work` returns.
    template <class Work>
    auto transact(Work&& work) {
        if constexpr (detail::require_work<Work>()) {
            using result = detail::lasting<decltype(work(std::declval<transaction&>()))>;
            detail::require_lasting<result>();
            session().run_savepoint<"SAVEPOINT lithe_nested">();
            transaction nested(*on_, gate_);
            return detail::run_guarded<result>(
                std::forward<Work>(work), nested,
                [&] { session().run_savepoint<"RELEASE lithe_nested">(); },
                [&]() noexcept {
                    on_->undo_savepoint("ROLLBACK TO lithe_nested; RELEASE lithe_nested");
                });
        } else {
            return detail::unavailable{};
        }
    }

    /// Errors: lithe::error when SQLite has ended the transaction by itself (a full disk,
    /// RAISE(ROLLBACK), an interrupted write): what came after would be committed piece by piece.
    /// deadline_exceeded, cancelled: as the write was asked to. std::logic_error after its callback
    /// has returned.
    [[nodiscard]] detail::session& session() {
        if (on_ == nullptr) [[unlikely]]
            detail::throw_kept_handle();
        if (!on_->in_transaction()) [[unlikely]]
            detail::throw_lost_transaction();
        if (gate_ != nullptr) [[unlikely]]
            gate_->require_open();
        return *on_;
    }
    /// SQLite's own handle, for what lithe does not offer; null after the callback has returned.
    [[nodiscard]] sqlite3* native_handle() const {
        return on_ == nullptr ? nullptr : on_->native();
    }

    void revoke() noexcept { on_ = nullptr; }  // by who lent it

private:
    detail::session* on_;
    detail::statement_gate const* gate_;
};

/// A transaction that takes the write lock at its first write: `c.transact(lithe::deferred, fn)`.
struct deferred_t {};
inline constexpr deferred_t deferred{};

}  // namespace lithe::inline v0
