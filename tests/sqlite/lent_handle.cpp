// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/lent_handle.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

#include <stdexcept>

using lithe::detail::lent_handle;

TEST_CASE("lent_handle: a handle that is kept says so") {
    lithe::connection c(":memory:");
    lithe::reader* kept_reader = nullptr;
    lithe::transaction* kept = nullptr;
    {
        lent_handle<lithe::reader> const outer(c.session());
        lent_handle<lithe::reader> const inner(c.session());
        CHECK(&*outer != &*inner);
        kept_reader = &*outer;
        CHECK(kept_reader->native_handle() == c.native_handle());
    }
    CHECK_THROWS_AS(kept_reader->session(), std::logic_error);
    CHECK(kept_reader->native_handle() == nullptr);
    c.session().begin(true);
    {
        lent_handle<lithe::transaction> const lent(c.session());
        kept = &*lent;
        static_cast<void>(kept->session());
    }
    for (std::size_t others = 1; others < lent_handle<lithe::transaction>::shelf_size; ++others) {
        lent_handle<lithe::transaction> const other(c.session());
        CHECK_THROWS_AS(kept->session(), std::logic_error);
    }
    c.session().rollback();
}
