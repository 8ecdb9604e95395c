// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/open_options.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <limits>
#include <string>

namespace {

using namespace std::chrono_literals;
using lithe::timeout;

static_assert(timeout(5s).count() == 5000);
static_assert(timeout(1us).count() == 1);
static_assert(timeout(1500us).count() == 2);
static_assert(timeout(0s).count() == 0);
static_assert(timeout(-1s).count() == -1000);
static_assert(timeout(2h).count() == 7'200'000);
static_assert(timeout(std::chrono::duration<double>(0.25)).count() == 250);
static_assert(timeout(std::chrono::duration<int, std::ratio<1, 30>>(30)).count() == 1000);
static_assert(timeout(std::chrono::hours::max()).count() > 1'000'000'000'000);
static_assert(timeout(std::chrono::nanoseconds::max()).count() == 9'223'372'036'855);

std::string refusal(lithe::open_options const& options) {
    try {
        lithe::detail::validate(options);
    } catch (std::invalid_argument const& refused) {
        return refused.what();
    }
    return "";
}

}  // namespace

TEST_CASE("open_options: the defaults are the production settings, and valid") {
    lithe::open_options const defaults;
    CHECK(defaults.mode == lithe::open::create);
    CHECK(defaults.synchronous == lithe::synchronous::normal);
    CHECK(defaults.cache_size == -64000);
    CHECK(defaults.mmap_size == 268'435'456);
    CHECK(defaults.busy_timeout.count() == 5000);
    CHECK(defaults.foreign_keys);
    CHECK(defaults.journal_size_limit == 67'108'864);
    CHECK(defaults.page_size == 4096);
    CHECK(defaults.auto_vacuum == lithe::auto_vacuum::incremental);
    CHECK(defaults.journal == lithe::journal::wal);
    CHECK(defaults.vfs.empty());
    CHECK_FALSE(defaults.on_open);
    CHECK(defaults.statement_limit == 0);
    CHECK(refusal(defaults).empty());
}

TEST_CASE("open_options: designated initialisers, in the order of the documentation") {
    lithe::open_options const options{
        .mode = lithe::open::existing,
        .synchronous = lithe::synchronous::full,
        .cache_size = 2000,
        .mmap_size = 0,
        .busy_timeout = 1min,
        .foreign_keys = false,
        .journal_size_limit = -1,
        .page_size = 65536,
        .auto_vacuum = lithe::auto_vacuum::none,
        .journal = lithe::journal::keep,
        .vfs = sqlite3_vfs_find(nullptr)->zName,
        .on_open = [](lithe::connection&) {},
        .statement_limit = 100,
    };
    CHECK(refusal(options).empty());
    CHECK(options.busy_timeout.count() == 60'000);
    CHECK(options.on_open);
}

TEST_CASE("open_options: a senseless value names its option") {
    CHECK(refusal({.mode = static_cast<lithe::open>(9)}) ==
          "lithe: option .mode: is not one of lithe::open");
    CHECK(refusal({.synchronous = static_cast<lithe::synchronous>(-1)}).find(".synchronous:") !=
          std::string::npos);
    CHECK(refusal({.mmap_size = -1}).find(".mmap_size:") != std::string::npos);
    CHECK(refusal({.busy_timeout = -1ns}).empty());  // rounds up to 0
    CHECK(refusal({.busy_timeout = -1ms}).find(".busy_timeout:") != std::string::npos);
    auto const nan = std::chrono::duration<double>(std::numeric_limits<double>::quiet_NaN());
    CHECK(refusal({.busy_timeout = nan}).find(".busy_timeout:") != std::string::npos);
    CHECK(refusal({.journal_size_limit = -2}).find(".journal_size_limit:") != std::string::npos);
    for (int const bytes : {1000, 0, -4096, 256, 131072})
        CHECK(refusal({.page_size = bytes}) ==
              "lithe: option .page_size: must be a power of two from 512 to 65536");
    CHECK(refusal({.auto_vacuum = static_cast<lithe::auto_vacuum>(3)}).find(".auto_vacuum:") !=
          std::string::npos);
    CHECK(refusal({.journal = static_cast<lithe::journal>(2)}).find(".journal:") !=
          std::string::npos);
    CHECK(refusal({.vfs = "no-such-vfs"}) == "lithe: option .vfs: is not registered with SQLite");
    CHECK(refusal({.vfs = std::string("a\0b", 3)}).find(".vfs:") != std::string::npos);
}
