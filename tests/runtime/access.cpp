// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/access.hpp>

#include "support/catch.hpp"

#include <thread>

using lithe::detail::access_kind;
using lithe::detail::access_record;

namespace {

bool refuses(void (*requirement)(void const*), void const* database) {
    try {
        requirement(database);
    } catch (lithe::reentrant_call const&) {
        return true;
    }
    return false;
}

}  // namespace

TEST_CASE("access: the matrix of what may be called inside what") {
    int database = 0;
    struct row {
        access_kind inside;
        bool write, read, wait, close;
    };
    for (auto const& expected : {row{access_kind::write_job, true, true, true, true},
                                 row{access_kind::read_block, true, true, false, true},
                                 row{access_kind::completion, true, false, true, true},
                                 row{access_kind::copy, false, false, false, true}}) {
        access_record const inside(&database, expected.inside);
        CHECK(refuses(lithe::detail::require_write_allowed, &database) == expected.write);
        CHECK(refuses(lithe::detail::require_read_allowed, &database) == expected.read);
        CHECK(refuses(lithe::detail::require_wait_allowed, &database) == expected.wait);
        CHECK(refuses(lithe::detail::require_close_allowed, &database) == expected.close);
    }
    CHECK_FALSE(refuses(lithe::detail::require_write_allowed, &database));
    CHECK_FALSE(refuses(lithe::detail::require_read_allowed, &database));
}

TEST_CASE("access: different databases nest, the innermost record of each counts") {
    int first = 0;
    int second = 0;
    access_record const outer(&first, access_kind::read_block);
    CHECK_FALSE(refuses(lithe::detail::require_write_allowed, &second));
    {
        access_record const inner(&second, access_kind::write_job);
        CHECK(access_record::find(&first)->kind() == access_kind::read_block);
        CHECK(access_record::find(&second)->kind() == access_kind::write_job);
        CHECK(lithe::detail::on_writer_thread(&second));
        CHECK_FALSE(lithe::detail::on_writer_thread(&first));
    }
    CHECK(access_record::find(&second) == nullptr);
}

TEST_CASE("access: a read block in a continuation is still on the writer thread") {
    int database = 0;
    access_record const outer(&database, access_kind::completion);
    access_record const inner(&database, access_kind::read_block);
    CHECK(lithe::detail::on_writer_thread(&database));
    CHECK(refuses(lithe::detail::require_wait_allowed, &database));
    CHECK(refuses(lithe::detail::require_read_allowed, &database));
}

TEST_CASE("access: what is around a copy counts inside it") {
    int database = 0;
    access_record const outer(&database, access_kind::completion);
    access_record const inner(&database, access_kind::copy);
    CHECK(refuses(lithe::detail::require_write_allowed, &database));
    CHECK(refuses(lithe::detail::require_wait_allowed, &database));
    CHECK_FALSE(refuses(lithe::detail::require_read_allowed, &database));
}

TEST_CASE("access: another thread is not inside") {
    int database = 0;
    access_record const inside(&database, access_kind::read_block);
    bool refused = true;
    std::thread([&] { refused = refuses(lithe::detail::require_read_allowed, &database); }).join();
    CHECK_FALSE(refused);
}
