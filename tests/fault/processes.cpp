// SPDX-License-Identifier: BSL-1.0
//
// Three processes with a database each on one file, killed and started again at random, and one
// that only reads. LITHE_SECONDS says how long (60: LITHE_SECONDS=60). How evenly they are served
// is a matter of chance in a few seconds: the least served must have a fifth of the most served,
// and half from 30 seconds on.
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/child_process.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lithe_test::child_process;
using lithe_test::number;
using lithe_test::told;

namespace {

int seconds_wanted() {
    char const* const said = std::getenv("LITHE_SECONDS");
    return said == nullptr ? 4 : std::atoi(said);
}

std::unique_ptr<child_process> start(std::string const& path, std::int64_t producer) {
    return std::make_unique<child_process>([&](auto const& tell) {
        lithe::database db{path, {.readers = 1}};
        for (std::int64_t next = 0;; ++next) {
            db.write([&](lithe::transaction& tx) {
                tx.session().run(("INSERT INTO t VALUES(" + std::to_string(producer) + "," +
                                  std::to_string(next) + ")")
                                     .c_str());
            });
            tell(told{producer, next});
        }
    });
}

// Only reads, with databases of its own: commits come one after the other and none goes again.
// Tells how many rows it has seen.
std::unique_ptr<child_process> start_reader(std::string const& path) {
    return std::make_unique<child_process>([&](auto const& tell) {
        std::int64_t seen = 0;
        for (std::int64_t turn = 0;; ++turn) {
            lithe::database const db{path, {.mode = lithe::open::read_only, .readers = 1}};
            for (int at = 0; at < 10; ++at) {
                bool const whole = db.read([&](lithe::reader& r) {
                    auto const before = seen;
                    seen = number(r.native_handle(), "SELECT count(*) FROM t");
                    return seen >= before &&
                           number(r.native_handle(),
                                  "SELECT count(*) FROM (SELECT 1 FROM t GROUP BY p "
                                  "HAVING max(n) + 1 <> count(*))") == 0;
                });
                if (!whole)
                    throw std::runtime_error("a part of what was committed");
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
            tell(told{turn, seen});
        }
    });
}

}  // namespace

TEST_CASE("processes: three write one file under kill -9; none is refused, nothing is lost") {
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    {
        lithe::connection c(path);
        c.execute_script("CREATE TABLE t(p INT, n INT, PRIMARY KEY(p, n))");
    }
    constexpr std::size_t writers = 3;
    std::mt19937 random(Catch::rngSeed() + 1);
    std::int64_t producer = 0;
    std::map<std::int64_t, std::int64_t> last;
    std::unique_ptr<child_process> children[writers];
    std::int64_t of_child[writers] = {};
    std::int64_t served[writers] = {};
    int kills = 0;
    auto const collect = [&](std::size_t at) {
        CHECK(children[at]->kill_now() == 0);  // 97: it had an exception, such as busy_error
        for (auto const& message : children[at]->rest())
            last[message.producer] = message.number;
        if (auto const told_last = last.find(of_child[at]); told_last != last.end())
            served[at] += told_last->second + 1;
    };
    auto const launch = [&](std::size_t at) {
        of_child[at] = ++producer;
        children[at] = start(path, producer);
    };
    for (std::size_t at = 0; at < writers; ++at)
        launch(at);
    auto const reading = start_reader(path);
    std::vector<std::size_t> order{0, 1, 2};  // of the kills: each gets as many
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds_wanted());
    // The pipe of a child holds 4096 messages: it is emptied often, whoever is killed.
    while (std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10 + random() % 40));
        auto const turn = static_cast<std::size_t>(kills) % writers;
        if (turn == 0)
            std::shuffle(order.begin(), order.end(), random);
        auto const at = order[turn];
        collect(at);
        launch(at);
        ++kills;
    }
    for (std::size_t at = 0; at < writers; ++at)
        collect(at);
    CHECK(reading->kill_now() == 0);
    auto const read_in_time = reading->rest();
    REQUIRE_FALSE(read_in_time.empty());
    lithe::database const afterwards(path, {.mode = lithe::open::read_only, .readers = 1});
    CHECK(afterwards.read([](lithe::reader& r) {
        return number(r.native_handle(), "SELECT count(*) FROM t");
    }) >= read_in_time.back().number);
    lithe::connection c(path);
    auto* const db = c.native_handle();
    std::int64_t acknowledged = 0;
    for (auto const& [who, number_told] : last) {
        auto const of_it = " FROM t WHERE p = " + std::to_string(who);
        CAPTURE(who, number_told);
        auto const rows = number(db, "SELECT count(*)" + of_it);
        REQUIRE(rows > number_told);
        REQUIRE(rows <= number_told + 2);
        REQUIRE(number(db, "SELECT max(n) + 1" + of_it) == rows);
        acknowledged += number_told + 1;
    }
    CHECK(number(db,
                 "SELECT count(*) FROM pragma_integrity_check "
                 "WHERE integrity_check = 'ok'") == 1);
    auto const least = *std::min_element(std::begin(served), std::end(served));
    auto const most = *std::max_element(std::begin(served), std::end(served));
    WARN(kills << " kills, " << acknowledged << " acknowledged writes, none lost; least served "
               << least << ", most " << most);
    CHECK(acknowledged > kills);
    if (seconds_wanted() >= 30) {
        CHECK(2 * least >= most);
    } else {
        CHECK(10 * least >= most);
    }
}
