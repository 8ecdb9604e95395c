// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/write_failure.hpp>

#include "support/catch.hpp"

#include <stdexcept>

using namespace lithe::detail;

TEST_CASE("write_failure: the code of an exception, and which tell of a damaged file") {
    CHECK(code_of(nullptr) == SQLITE_OK);
    CHECK(code_of(caught([] { throw std::runtime_error("mine"); })) == SQLITE_OK);
    CHECK(code_of(caught([] { throw lithe::error("x", SQLITE_IOERR_READ); })) == SQLITE_IOERR_READ);
    CHECK(caught([] {}) == nullptr);
    CHECK(is_corruption(SQLITE_CORRUPT));
    CHECK(is_corruption(SQLITE_NOTADB));
    CHECK_FALSE(is_corruption(SQLITE_CORRUPT_VTAB));
    CHECK_FALSE(is_corruption(SQLITE_IOERR));
}

TEST_CASE("write_failure: the breaker pauses for a full disk and stops for good") {
    write_counts counts;
    write_breaker breaker(counts);
    CHECK(breaker.refusal() == nullptr);
    breaker.set_pause(std::chrono::milliseconds(10));
    auto const full = breaker.commit_error(nullptr, SQLITE_FULL, "COMMIT");
    CHECK_THROWS_AS(std::rethrow_exception(full), lithe::not_committed);
    CHECK(counts.state == writer_state::disk_full);
    CHECK_THROWS_AS(std::rethrow_exception(breaker.refusal()), lithe::not_committed);
    CHECK_FALSE(breaker.stopped());
    sqlite3_sleep(20);
    CHECK(breaker.refusal() == nullptr);  // one may try
    CHECK(counts.state == writer_state::disk_full);
    breaker.note_success();
    CHECK(counts.state == writer_state::running);

    CHECK_THROWS_AS(std::rethrow_exception(breaker.flush_error(SQLITE_IOERR_FSYNC)),
                    lithe::commit_outcome_unknown);
    CHECK(breaker.stopped());
    breaker.note_success();
    CHECK_THROWS_AS(std::rethrow_exception(breaker.refusal()), lithe::not_committed);
}
