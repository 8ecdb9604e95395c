// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/write_queue.hpp>

#include "support/catch.hpp"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using lithe::detail::job_kind;
using lithe::detail::job_list;
using lithe::detail::write_job;
using lithe::detail::write_queue;
using namespace std::chrono_literals;

namespace {

struct counted_job final : write_job {
    counted_job(int producer, int number)
        : write_job(job_kind::batched), from(producer), index(number) {}
    void run(lithe::detail::session&) noexcept override {}
    void fail(std::exception_ptr) noexcept override {}
    bool failed() const noexcept override { return false; }
    std::exception_ptr failure() const noexcept override { return nullptr; }
    int from;
    int index;
};

}  // namespace

TEST_CASE("write_queue: takes in the order of arrival") {
    write_queue queue(8, 1024);
    counted_job first(0, 0);
    counted_job second(0, 1);
    counted_job third(0, 2);
    job_list taken;
    queue.take(taken);
    CHECK(taken.empty());
    queue.push(first, true);
    queue.push(second, true);
    CHECK(queue.wait() == write_queue::waited::jobs);
    CHECK(queue.has_jobs());
    CHECK(queue.in_use() == 2);
    queue.take(taken);
    queue.push(third, true);
    queue.take(taken);
    CHECK(&taken.pop_front() == &first);
    CHECK(&taken.pop_front() == &second);
    CHECK(&taken.pop_front() == &third);
    CHECK(queue.in_use() == 3);
    queue.release(3);
    CHECK(queue.in_use() == 0);
}

TEST_CASE("write_queue: refuses when full and not to wait, and when closed") {
    write_queue queue(1, 1024);
    counted_job first(0, 0);
    counted_job second(0, 1);
    queue.push(first, false);
    CHECK_THROWS_AS(queue.push(second, false), lithe::queue_full);
    queue.close();
    CHECK_THROWS_AS(queue.push(second, true), lithe::closed);
    CHECK(queue.wait() == write_queue::waited::jobs);  // the first is still there
    job_list taken;
    queue.take(taken);
    CHECK(taken.size() == 1);
    queue.release(1);
    CHECK(queue.wait() == write_queue::waited::ended);
}

TEST_CASE("write_queue: close wakes the consumer and the producers that wait for room") {
    write_queue queue(1, 1024);
    counted_job first(0, 0);
    counted_job second(0, 1);
    queue.push(first, true);
    bool refused = false;
    std::thread producer([&] {
        try {
            queue.push(second, true);
        } catch (lithe::closed const&) {
            refused = true;
        }
    });
    std::this_thread::sleep_for(5ms);
    queue.close();
    producer.join();
    CHECK(refused);

    write_queue idle(1, 1024);
    std::thread consumer([&] { CHECK(idle.wait() == write_queue::waited::ended); });
    std::this_thread::sleep_for(5ms);
    idle.close();
    consumer.join();
}

TEST_CASE("write_queue: eight producers through a narrow queue, every job once and in order") {
    constexpr int producers = 8;
    constexpr int each = 2000;
    constexpr std::size_t capacity = 3;
    write_queue queue(capacity, 1024);
    std::vector<std::vector<counted_job*>> made(producers);
    for (int from = 0; from < producers; ++from) {
        for (int index = 0; index < each; ++index) {
            made[static_cast<std::size_t>(from)].push_back(new counted_job(from, index));
        }
    }
    std::vector<std::thread> threads;
    for (auto& jobs : made) {
        threads.emplace_back([&queue, &jobs] {
            for (auto* job : jobs)
                queue.push(*job, true);
        });
    }
    std::vector<int> next(producers, 0);
    int taken_in_all = 0;
    bool in_order = true;
    bool within_capacity = true;
    job_list taken;
    while (taken_in_all < producers * each && queue.wait() == write_queue::waited::jobs) {
        queue.take(taken);
        within_capacity = within_capacity && taken.size() <= capacity && queue.in_use() <= capacity;
        auto const count = taken.size();
        while (!taken.empty()) {
            auto& job = static_cast<counted_job&>(taken.pop_front());
            in_order = in_order && next[static_cast<std::size_t>(job.from)]++ == job.index;
            ++taken_in_all;
        }
        queue.release(count);
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(in_order);
    CHECK(within_capacity);
    CHECK(taken_in_all == producers * each);
    for (auto& jobs : made) {
        for (auto* job : jobs)
            delete job;
    }
}

TEST_CASE("write_queue: a nudge ends one wait, be it the next") {
    write_queue queue(8, 1 << 20);
    CHECK(queue.is_vacant());
    queue.nudge();
    CHECK(queue.wait() == write_queue::waited::nothing);
    std::atomic<bool> waits{false};
    auto seen = write_queue::waited::jobs;
    std::thread consumer([&] {
        waits = true;
        seen = queue.wait();
    });
    while (!waits)
        std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    queue.nudge();
    consumer.join();
    CHECK(seen == write_queue::waited::nothing);
    queue.close();
    CHECK_FALSE(queue.is_vacant());
    CHECK(queue.wait() == write_queue::waited::ended);
}
