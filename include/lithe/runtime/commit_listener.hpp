#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What is told of each commit of a database: observations, whose headers are compiled only where
// they are used. All calls but end() and release() come from the writer thread.

#include <lithe/sqlite/result_code.hpp>

namespace lithe::inline v0 {
namespace detail {

class commit_listener {
public:
    /// Before a batch begins, outside a transaction.
    virtual void before_batch(sqlite3* writer) noexcept = 0;
    /// A member of the batch begins; what came before is its transaction's or its savepoint's.
    virtual void member_begins() noexcept = 0;
    /// What was changed since member_begins() was undone.
    virtual void member_undone() noexcept = 0;
    /// The whole transaction was undone, by whomever; also when none of these calls came before.
    virtual void rolled_back() noexcept = 0;
    /// COMMIT has succeeded.
    virtual void committed() noexcept = 0;
    /// The batch is over; `told` says whether this listener heard its beginning.
    virtual void after_batch(bool told) noexcept = 0;
    /// The database closes: no call comes after this one but release().
    virtual void end() noexcept = 0;
    /// The database is gone.
    virtual void release() noexcept = 0;

protected:
    ~commit_listener() = default;
};

}  // namespace detail
}  // namespace lithe::inline v0
