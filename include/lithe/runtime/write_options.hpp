#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What one call of write() or async_write() may ask for, and what the writer makes of it.

#include <lithe/runtime/completion.hpp>
#include <lithe/runtime/stop_token.hpp>
#include <lithe/sqlite/call_site.hpp>
#include <lithe/sqlite/open_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace lithe::inline v0 {

/// What a write's acknowledgement promises: `relaxed`, that it survives the death of the process;
/// `durable`, that it survives a power cut, and everything acknowledged before with it.
enum class durability : std::uint8_t {
    standard,  ///< durable with synchronous::full, otherwise relaxed
    relaxed,
    durable
};
inline constexpr durability relaxed = durability::relaxed;
inline constexpr durability durable = durability::durable;

/// Interactive writes go first; bulk writes get what is left, and a fifth of the time at least.
enum class lane : std::uint8_t { interactive, bulk };
inline constexpr lane interactive = lane::interactive;
inline constexpr lane bulk = lane::bulk;

/// What a write does that finds the queue full.
enum class when_full : std::uint8_t {
    standard,  ///< of a call: as the option of the database; there it means `wait`
    wait,      ///< for room, in the order of arrival, until its deadline
    reject     ///< throws queue_full
};

/// Who moves the WAL into the file.
enum class checkpoints : std::uint8_t {
    own,    ///< the writer, when enough has come
    others  ///< nobody here, not at close either: for Litestream, which does it itself
};

/// Example: db.write(fn, {.deadline = 50ms, .durability = lithe::durable, .lane = lithe::bulk});
struct write_options {
    /// How long after the call the write may still begin, and begin a next statement; then it is
    /// undone with deadline_exceeded. A statement and a COMMIT that have begun run to their end.
    /// A negative one is std::invalid_argument.
    timeout deadline = no_deadline;
    lithe::durability durability = lithe::durability::standard;
    lithe::lane lane = lithe::lane::interactive;
    /// Asked where the deadline is; then the write is undone with `cancelled`.
    stop_token stop{};
    lithe::when_full when_full = lithe::when_full::standard;
    /// What the callback's captures hold on the heap: it counts against queue_bytes. Units: bytes.
    std::size_t bytes = 0;
};

/// Asks write() and async_write() to run the callback alone in its transaction, and never twice.
struct run_once_t {
    explicit run_once_t() = default;
};
inline constexpr run_once_t run_once{};

/// Asks write() and async_write() to run `fn(connection&)` on the writer's connection between
/// transactions: VACUUM, ATTACH, a setting for its time. Nothing is undone when it throws.
struct exclusive_t {
    explicit exclusive_t() = default;
};
inline constexpr exclusive_t exclusive{};

namespace detail {

/// What the writer is told beside how to open the file.
struct writer_settings {
    std::size_t queue_capacity = 8192;
    std::size_t queue_bytes = std::size_t{64} << 20U;
    lithe::when_full when_full = lithe::when_full::standard;
    timeout max_unsynced = timeout::milliseconds(1000);
    lithe::checkpoints checkpoints = lithe::checkpoints::own;
};

enum class job_kind : std::uint8_t {
    batched,    // with others in one transaction, and again when the batch is lost
    solo,       // run_once
    exclusive,  // outside a transaction
    barrier     // runs nothing: makes durable what was committed
};

/// What a queued write asks of the writer.
struct job_terms {
    using time_point = std::chrono::steady_clock::time_point;

    job_kind kind = job_kind::batched;
    lithe::lane lane = lithe::lane::interactive;
    lithe::durability durability = lithe::durability::standard;
    lithe::when_full full = lithe::when_full::standard;
    bool anywhere = false;  // calls no callback of the user's: any thread may run it
    std::size_t bytes = 0;
    time_point deadline = (time_point::max)();
    stop_token stop{};
    call_site site{};  // of the call, for hooks

    job_terms() = default;
    job_terms(job_kind asked) : kind(asked) {}
    job_terms(job_kind asked, write_options const& options, call_site from = {})
        : kind(asked),
          lane(options.lane),
          durability(options.durability),
          full(options.when_full),
          bytes(options.bytes),
          stop(options.stop),
          site(from) {
        if (has_limit(options.deadline))
            deadline = deadline_after(std::chrono::milliseconds(options.deadline.count()));
    }

    bool has_deadline() const noexcept { return deadline != (time_point::max)(); }
    bool has_limits() const noexcept { return has_deadline() || stop.stop_possible(); }
};

}  // namespace detail
}  // namespace lithe::inline v0
