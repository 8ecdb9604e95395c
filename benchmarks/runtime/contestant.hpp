#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What each contestant must be able to do. One virtual call starts thousands of operations, so the
// call itself costs nothing; the loop over the operations is the contestant's own.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace bench {

/// Each contestant has copies of its own: on a shared file, a statement that one of them leaves
/// open would hold the read lock for the whole process and spare the others the work of taking it.
struct files {
    std::string full;  // users and posts
    std::string bulk;  // users, empty
};

using keys = std::span<std::int64_t const>;
using outcome = std::optional<std::uint64_t>;  // the digest of what was read; empty: not offered

class contestant {
public:
    contestant() = default;
    contestant(contestant const&) = delete;
    contestant& operator=(contestant const&) = delete;
    virtual ~contestant() = default;

    // Untimed: the rows that the next single_inserts or bulk_insert writes, and the fresh
    // connections of new_statements (0 closes those of the last run).
    virtual void stage(std::int64_t /*first*/, std::size_t /*count*/, bool /*assigned*/) {}
    virtual void open_fresh(std::size_t /*connections*/) {}

    // Timed.
    virtual outcome point_reads(keys) { return {}; }        // a
    virtual outcome transaction_reads(keys) { return {}; }  // at
    virtual outcome ranges(keys) { return {}; }             // b
    virtual outcome ordered_ranges(keys) { return {}; }     // bo
    virtual outcome joins(keys) { return {}; }              // c
    virtual outcome single_inserts(keys) { return {}; }     // d
    virtual outcome bulk_insert(keys) { return {}; }        // e
    virtual outcome updates(keys) { return {}; }            // f
    virtual outcome new_statements(keys) { return {}; }     // g
    virtual outcome idle(keys) { return {}; }               // 100 ms of nothing to do
};

using contestant_ptr = std::unique_ptr<contestant>;

contestant_ptr make_floor(files const& where);          // opened as everyone opens it
contestant_ptr make_floor_nomutex(files const& where);  // the second floor
contestant_ptr make_lithe(files const& where);
contestant_ptr make_lithe_database(files const& where);
contestant_ptr make_lithe_database_kept(files const& where);
contestant_ptr make_sqlitecpp(files const& where);
contestant_ptr make_soci(files const& where);

}  // namespace bench
