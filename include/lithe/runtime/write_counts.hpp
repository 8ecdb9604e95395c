#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What the writer thread counts while it works, for whoever reports it. Each number is right by
// itself; two of them may be read at different moments.

#include <lithe/runtime/histogram.hpp>

#include <atomic>
#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

enum class writer_state : std::uint8_t {
    running,
    disk_full,  // writes fail at once; one is tried every second
    stopped     // until the database is opened again; reads go on
};

struct checkpoint_counts {
    counter runs;
    counter failures;     // SQLite's answer was an error
    counter frames_left;  // that the last one could not move
    counter starved;      // in a row that could not move all
    histogram_counter time;
};

struct write_counts {
    counter transactions;      // committed
    counter writes;            // acknowledged
    counter failed;            // given back with an error
    counter expired;           // of those: deadline_exceeded or cancelled before they ran
    counter reruns;            // batches lost through one member, whose members ran again alone
    counter busy;              // transactions given up because another process held the lock
    counter lock_waits;        // locks of other processes that were waited for
    counter lock_wait_ns;      // how long
    counter external_commits;  // transactions that found commits of other connections
    counter
        unsynced_since_ns;    // when the oldest commit that a power cut can lose was made; 0: none
    counter wal_syncs;        // flushes by barrier() and max_unsynced
    counter last_commit;      // commit_seq of the last one
    histogram_counter wait;   // from the call to the start of the batch
    histogram_counter batch;  // from its start to its end
    checkpoint_counts checkpoints;
    std::atomic<writer_state> state{writer_state::running};
};

}  // namespace detail
}  // namespace lithe::inline v0
