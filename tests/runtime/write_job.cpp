// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/write_job.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

struct named_job final : lithe::detail::write_job {
    explicit named_job(char id) : write_job(lithe::detail::job_kind::batched), name(id) {}
    void run(lithe::detail::session&) noexcept override {}
    void fail(std::exception_ptr) noexcept override {}
    bool failed() const noexcept override { return false; }
    std::exception_ptr failure() const noexcept override { return nullptr; }
    char name;
};

std::string names(lithe::detail::job_list& jobs) {
    std::string result;
    jobs.for_each(
        [&](lithe::detail::write_job& job) { result += static_cast<named_job&>(job).name; });
    CHECK(result.size() == jobs.size());
    return result;
}

}  // namespace

TEST_CASE("write_job: a list is a FIFO") {
    named_job first('a');
    named_job second('b');
    named_job third('c');
    lithe::detail::job_list jobs;
    CHECK(jobs.empty());
    jobs.push_back(first);
    jobs.push_back(second);
    CHECK(names(jobs) == "ab");
    CHECK(&jobs.pop_front() == &first);
    jobs.push_back(third);
    jobs.push_back(first);
    CHECK(names(jobs) == "bca");
    CHECK(&jobs.front() == &second);
    while (!jobs.empty())
        jobs.pop_front();
    CHECK(names(jobs).empty());
    jobs.push_back(second);
    CHECK(names(jobs) == "b");
}

TEST_CASE("write_job: a stack is appended in the order of arrival") {
    named_job first('a');
    named_job second('b');
    named_job third('c');
    named_job fourth('d');
    lithe::detail::job_list jobs;
    jobs.append_reversed(nullptr);
    CHECK(jobs.empty());
    jobs.push_back(first);
    second.next = nullptr;
    third.next = &second;
    fourth.next = &third;
    jobs.append_reversed(&fourth);
    CHECK(names(jobs) == "abcd");
}

TEST_CASE("write_job: lists are joined") {
    named_job first('a');
    named_job second('b');
    lithe::detail::job_list left;
    lithe::detail::job_list right;
    left.append(right);
    CHECK(left.empty());
    right.push_back(first);
    left.append(right);
    CHECK(names(left) == "a");
    CHECK(right.empty());
    right.push_back(second);
    left.append(right);
    CHECK(names(left) == "ab");
}

TEST_CASE("write_job: the last run counts, an error replaces the result") {
    int runs = 0;
    auto task = [&](lithe::transaction&) {
        if (++runs == 1)
            throw std::out_of_range("first");
        return runs;
    };
    lithe::detail::session connection(":memory:", lithe::open_options{});
    lithe::detail::task_job<int, decltype(task)&> job(nullptr, task,
                                                      lithe::detail::job_kind::batched);
    job.run(connection);
    CHECK(job.failed());
    job.run(connection);
    CHECK_FALSE(job.failed());
    CHECK(job.finish() == nullptr);
    CHECK(job.ready());
    CHECK(job.take() == 2);
}
