// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/options.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <stdexcept>
#include <string>

using lithe::database_options;
using namespace std::chrono_literals;

namespace {

std::string refused(database_options const& options) {
    try {
        lithe::detail::validate(options);
    } catch (std::invalid_argument const& failure) {
        return failure.what();
    }
    return "";
}

bool names(std::string const& message, char const* option) {
    return message.find(std::string(".") + option) != std::string::npos;
}

}  // namespace

TEST_CASE("options: the defaults are valid, and those of a connection are the same") {
    CHECK(refused({}).empty());
    lithe::open_options const connection;
    auto const writer = lithe::detail::writer_options({});
    CHECK(writer.mode == connection.mode);
    CHECK(writer.synchronous == connection.synchronous);
    CHECK(writer.cache_size == connection.cache_size);
    CHECK(writer.mmap_size == connection.mmap_size);
    CHECK(writer.busy_timeout == connection.busy_timeout);
    CHECK(writer.foreign_keys == connection.foreign_keys);
    CHECK(writer.journal_size_limit == connection.journal_size_limit);
    CHECK(writer.page_size == connection.page_size);
    CHECK(writer.auto_vacuum == connection.auto_vacuum);
    CHECK(writer.journal == connection.journal);
    CHECK(writer.statement_limit == connection.statement_limit);
}

TEST_CASE("options: all can be given, in this order, and reach the connections") {
    database_options const given{.mode = lithe::open::existing,
                                 .readers = 2,
                                 .synchronous = lithe::synchronous::full,
                                 .queue_capacity = 16,
                                 .queue_bytes = 4096,
                                 .when_full = lithe::when_full::reject,
                                 .max_unsynced = 5s,
                                 .cache_size = -1000,
                                 .mmap_size = 0,
                                 .busy_timeout = 2s,
                                 .foreign_keys = false,
                                 .journal_size_limit = -1,
                                 .page_size = 8192,
                                 .auto_vacuum = lithe::auto_vacuum::none,
                                 .journal = lithe::journal::keep,
                                 .vfs = "",
                                 .on_open = [](lithe::connection&) {},
                                 .statement_limit = 50};
    CHECK(refused(given).empty());
    auto const writer = lithe::detail::writer_options(given);
    CHECK(writer.mode == lithe::open::existing);
    CHECK(writer.synchronous == lithe::synchronous::full);
    CHECK(writer.cache_size == -1000);
    CHECK(writer.mmap_size == 0);
    CHECK(writer.busy_timeout.count() == 2000);
    CHECK_FALSE(writer.foreign_keys);
    CHECK(writer.journal_size_limit == -1);
    CHECK(writer.page_size == 8192);
    CHECK(writer.auto_vacuum == lithe::auto_vacuum::none);
    CHECK(writer.journal == lithe::journal::keep);
    CHECK(writer.on_open);
    CHECK(writer.statement_limit == 50);
    CHECK(lithe::detail::reader_options(given).mode == lithe::open::read_only);
    CHECK(lithe::detail::reader_options({.mode = lithe::open::immutable}).mode ==
          lithe::open::immutable);
}

TEST_CASE("options: senseless values are refused by name") {
    CHECK(names(refused({.readers = 0}), "readers"));
    CHECK(names(refused({.queue_capacity = 0}), "queue_capacity"));
    CHECK(names(refused({.queue_bytes = 10}), "queue_bytes"));
    CHECK(names(refused({.max_unsynced = 48h}), "max_unsynced"));
    CHECK(names(refused({.page_size = 1000}), "page_size"));
    CHECK(names(refused({.mmap_size = -1}), "mmap_size"));
    CHECK(names(refused({.busy_timeout = -1ms}), "busy_timeout"));
    CHECK(names(refused({.vfs = "no such vfs"}), "vfs"));
}

TEST_CASE("options: databases that each connection would have for itself are known") {
    using lithe::detail::is_private_to_connection;
    CHECK(is_private_to_connection(":memory:"));
    CHECK(is_private_to_connection("file::memory:?cache=shared"));
    CHECK(is_private_to_connection("file:a?mode=memory"));
    CHECK_FALSE(is_private_to_connection("memory.db"));
    CHECK_FALSE(is_private_to_connection("file:a.db"));
    CHECK_FALSE(is_private_to_connection("file:mode=memory.db"));
    using lithe::detail::refused_uri_parameter;
    CHECK(refused_uri_parameter("file:a.db?cache=shared", lithe::open::create) != nullptr);
    CHECK(refused_uri_parameter("file:a.db?x=1&nolock=1", lithe::open::create) != nullptr);
    CHECK(refused_uri_parameter("file:a.db?immutable=1", lithe::open::read_only) != nullptr);
    CHECK(refused_uri_parameter("file:a.db?immutable=1", lithe::open::immutable) == nullptr);
    CHECK(refused_uri_parameter("file:a.db?mode=ro", lithe::open::create) != nullptr);
    CHECK(refused_uri_parameter("file:a.db?mode=ro", lithe::open::read_only) == nullptr);
    CHECK(refused_uri_parameter("file:a.db?nolock=0&mode=rwc", lithe::open::create) == nullptr);
    CHECK(refused_uri_parameter("a?cache=shared", lithe::open::create) == nullptr);  // a file
}
