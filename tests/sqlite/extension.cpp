// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/extension.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"

#include <string>

using namespace lithe_test;

namespace {

std::string const& file() {
    static std::string const path = std::string(LITHE_TEST_PLUGINS) + "extension.so";
    return path;
}

}  // namespace

TEST_CASE("extension: loaded, its functions are there") {
    lithe::connection c(":memory:");
    if (!lithe::detail::can_load_extensions()) {
        CHECK_THROWS_AS(c.load_extension(file()), lithe::error);
        return;
    }
    c.load_extension(file());
    CHECK(number(c.native_handle(), "SELECT lithe_test_answer()") == 42);
    lithe::connection named(":memory:");
    named.load_extension(file(), "lithe_test_other_entry");
    CHECK(number(named.native_handle(), "SELECT lithe_test_answer()") == 43);
}

TEST_CASE("extension: in on_open, for every connection opened with these options") {
    if (!lithe::detail::can_load_extensions())
        return;
    lithe::open_options const options{
        .on_open = [](lithe::connection& c) { c.load_extension(file()); }};
    auto c = library(options);
    CHECK(number(c.native_handle(), "SELECT lithe_test_answer()") == 42);
}

TEST_CASE("extension: SQL may never load one, before or after") {
    lithe::connection c(":memory:");
    auto const refused = [&] {
        try {
            c.execute_script("SELECT load_extension('" + file() + "')");
            FAIL("nothing was thrown");
        } catch (lithe::error const& thrown) {
            CHECK(thrown.code() != SQLITE_OK);
        }
    };
    refused();
    if (!lithe::detail::can_load_extensions())
        return;
    c.load_extension(file());
    refused();
    CHECK_THROWS_AS(c.load_extension("no such file"), lithe::error);
    refused();
}

TEST_CASE("extension: what cannot be loaded is an error that names it") {
    lithe::connection c(":memory:");
    if (!lithe::detail::can_load_extensions())
        return;
    try {
        c.load_extension("/no/such/file");
        FAIL("nothing was thrown");
    } catch (lithe::error const& thrown) {
        CHECK(std::string(thrown.what()).find("/no/such/file") != std::string::npos);
        CHECK(thrown.code() == SQLITE_ERROR);
    }
    CHECK_THROWS_AS(c.load_extension(file(), "no_such_entry"), lithe::error);
}
