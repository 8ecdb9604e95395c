// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/tenants.hpp>

#include <lithe/lithe.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lithe::from;

namespace tenants_test {

struct Item {
    std::int64_t id = 0;
    std::string owner{};
};

}  // namespace tenants_test

using tenants_test::Item;

namespace {

lithe::tenants_options options(std::size_t max_open) {
    return {.max_open = max_open, .on_open = [](lithe::database& db) { db.create_tables<Item>(); }};
}

}  // namespace

TEST_CASE("tenants: each has a file of its own, made when it is first asked for") {
    scratch_folder const folder;
    lithe::tenants all{folder / "", options(2)};
    lithe::database& acme = all["acme"];
    acme.insert(Item{.owner = "acme"});
    all["zeta"].insert(Item{.owner = "zeta"});
    CHECK(&all["acme"] == &acme);
    CHECK(all["acme"].fetch_one(from<Item>()).owner == "acme");
    CHECK(all["zeta"].fetch_one(from<Item>()).owner == "zeta");
    CHECK(std::filesystem::exists(folder / "acme.db"));
    CHECK(all.open_count() == 2);
    int visited = 0;
    all.for_each_open([&](std::string_view name, lithe::database& db) {
        visited += db.fetch_one(from<Item>()).owner == name ? 1 : 0;
    });
    CHECK(visited == 2);
}

TEST_CASE("tenants: the longest unused are closed, those in use are not") {
    scratch_folder const folder;
    lithe::tenants all{folder.file("").c_str(), options(2)};
    auto const held = all.open("a");
    lithe::database& unused = all["b"];
    all["c"].insert(Item{});
    CHECK(all.open_count() == 2);
    CHECK_THROWS_AS(unused.insert(Item{}), lithe::closed);
    held->insert(Item{.owner = "a"});
    all["b"].insert(Item{.owner = "b"});
    CHECK(all["b"].fetch_one(from<Item>()).owner == "b");
    CHECK(held->fetch_one(from<Item>()).owner == "a");
    auto const second = all.open("b");
    auto const third = all.open("d");  // more than .max_open: all are held
    CHECK(all.open_count() == 3);
    all.close();
    CHECK_THROWS_AS(all["a"], lithe::closed);
    CHECK_THROWS_AS(held->insert(Item{}), lithe::closed);
}

TEST_CASE("tenants: many threads, few open; nothing is lost") {
    scratch_folder const folder;
    lithe::tenants all{folder / "", options(3)};
    std::atomic<int> written{0};
    std::vector<std::thread> threads;
    for (int at = 0; at < 4; ++at) {
        threads.emplace_back([&, at] {
            for (int round = 0; round < 40; ++round) {
                auto const tenant = all.open("t" + std::to_string((at + round) % 8));
                tenant->insert(Item{.owner = "x"});
                ++written;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    std::size_t found = 0;
    for (int at = 0; at < 8; ++at)
        found += all.open("t" + std::to_string(at))->fetch_all(from<Item>()).size();
    CHECK(written == 160);
    CHECK(found == 160);
    CHECK(all.open_count() <= 4);
}

TEST_CASE("tenants: names that are no file names are refused; failures leave nothing open") {
    scratch_folder const folder;
    lithe::tenants all{folder / "", options(2)};
    for (char const* const name : {"", "..", "a/b", "../a", ".hidden", "a b", "\xc3\xa4"})
        CHECK_THROWS_AS(all[name], std::invalid_argument);
    CHECK_THROWS_AS(all[std::string(101, 'a')], std::invalid_argument);
    CHECK_THROWS_AS(lithe::tenants(folder / "", {.max_open = 0}), std::invalid_argument);
    int attempts = 0;
    lithe::tenants failing{folder / "", {.on_open = [&](lithe::database&) {
                               if (++attempts == 1)
                                   throw std::runtime_error("mine");
                           }}};
    CHECK_THROWS_AS(failing["a"], std::runtime_error);
    CHECK(failing.open_count() == 0);
    CHECK_NOTHROW(failing["a"]);
    lithe::tenants nowhere{folder / "no", options(2)};
    CHECK_THROWS_AS(nowhere["a"], lithe::error);
}
