// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/lent_handle.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

#include <memory>
#include <stdexcept>
#include <vector>

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

TEST_CASE("lent_handle: one that is lent keeps its place, however many others come and go") {
    lithe::connection c(":memory:");
    lithe::connection other(":memory:");
    lent_handle<lithe::reader> const held(c.session());
    for (std::size_t at = 0; at < 3 * lent_handle<lithe::reader>::shelf_size; ++at) {
        lent_handle<lithe::reader> const next(other.session());
        REQUIRE(&*next != &*held);
        REQUIRE((*held).native_handle() == c.native_handle());
    }
    std::vector<std::unique_ptr<lent_handle<lithe::reader>>> nested;
    while (nested.size() + 1 < lent_handle<lithe::reader>::shelf_size)
        nested.push_back(std::make_unique<lent_handle<lithe::reader>>(other.session()));
    CHECK_THROWS_AS(lent_handle<lithe::reader>(other.session()), lithe::reentrant_call);
    CHECK((*held).native_handle() == c.native_handle());
}
