// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/commit_listener.hpp>

#include <lithe/runtime/database_core.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <stdexcept>
#include <string>

using lithe::detail::session;

namespace {

/// Writes down what it hears.
struct recorder final : lithe::detail::commit_listener {
    void before_batch(sqlite3*) noexcept override { heard += "("; }
    void member_begins() noexcept override { heard += "m"; }
    void member_undone() noexcept override { heard += "u"; }
    void rolled_back() noexcept override { heard += "R"; }
    void committed() noexcept override { heard += "C"; }
    void after_batch(bool told) noexcept override { heard += told ? ")" : "!"; }
    void end() noexcept override { heard += "e"; }
    void release() noexcept override { heard += "r"; }

    std::string heard{};
};

}  // namespace

TEST_CASE("commit_listener: hears of members, commits, and its end, in order") {
    recorder listener;
    scratch_folder const folder;
    {
        lithe::detail::database_core core(folder.file("a.db"), lithe::database_options{}, nullptr);
        core.listener<recorder>([&]() -> recorder& { return listener; });
        auto const run = [&](auto task) {
            lithe::detail::task_job<void, decltype(task)&> job(&core, task, {});
            core.writer().push(job);
            job.wait();
            job.take();
        };
        run([](lithe::transaction& tx) {
            lithe_test::run_sql(tx.native_handle(), "CREATE TABLE t(v)");
        });
        CHECK_THROWS(run([](lithe::transaction&) { throw std::runtime_error("no"); }));
        core.close(std::nullopt);
        CHECK(listener.heard == "(mC)(mR)e");
    }
    CHECK(listener.heard == "(mC)(mR)er");
}
