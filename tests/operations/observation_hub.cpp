// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/observation_hub.hpp>

#include <lithe/operations/observe.hpp>

#include "support/catch.hpp"

#include <memory>

namespace {

struct counting final : lithe::detail::observer {
    void run(lithe::detail::pooled_reader&, lithe::detail::noted_changes&) override {}
};

}  // namespace

TEST_CASE("observation_hub: tables have one number, whatever their case; none after the end") {
    lithe::database_options const options;
    auto file = std::make_unique<lithe::detail::temporary_file>();
    auto const path = file->path();
    lithe::detail::database_core core(path, options, std::move(file));
    auto& hub = core.listener<lithe::detail::observation_hub>(
        [&]() -> auto& { return lithe::detail::observation_hub::make(core); });
    auto const first = std::make_shared<counting>();
    auto const second = std::make_shared<counting>();
    hub.add(first, {"users", "posts"});
    hub.add(second, {"POSTS", "tags"});
    CHECK(first->tables == std::vector<std::size_t>{0, 1});
    CHECK(second->tables == std::vector<std::size_t>{1, 2});
    CHECK(hub.name_of(2) == "tags");
    hub.remove(*first);
    hub.remove(*first);
    core.close(std::nullopt);
    CHECK_THROWS_AS(hub.add(first, {"users"}), lithe::closed);
}
