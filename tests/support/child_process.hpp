#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A child of the test that is killed at a moment of the test's choosing, and what it told before.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <vector>

namespace lithe_test {

/// What a child tells in one write, which a pipe keeps whole.
struct told {
    std::int64_t producer;
    std::int64_t number;
};

class child_process {
public:
    /// Forks; `work(tell)` runs in the child, where `tell(told)` reaches the parent.
    template <class Work>
    explicit child_process(Work work) {
        int ends[2];
        if (pipe(ends) != 0)
            _exit(99);
        id_ = fork();
        if (id_ == 0) {
            close(ends[0]);
            int status = 0;
            try {
                work([out = ends[1]](told const& message) {
                    if (write(out, &message, sizeof message) != sizeof message)
                        _exit(98);
                });
            } catch (...) {
                status = 97;
            }
            _exit(status);
        }
        close(ends[1]);
        in_ = ends[0];
    }
    child_process(child_process const&) = delete;
    child_process& operator=(child_process const&) = delete;
    ~child_process() {
        kill_now();
        close(in_);
    }

    /// Waits for one message. Returns: false when the child has ended.
    bool wait_for(told& message) { return read(in_, &message, sizeof message) == sizeof message; }

    /// SIGKILL. Returns: 0 when it was killed or had ended well, otherwise the child's own code.
    int kill_now() {
        if (id_ <= 0)
            return status_;
        kill(id_, SIGKILL);
        int status = 0;
        waitpid(id_, &status, 0);
        id_ = 0;
        status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
        return status_;
    }

    /// What it told, until it ended.
    std::vector<told> rest() {
        std::vector<told> all;
        for (told message{}; wait_for(message);)
            all.push_back(message);
        return all;
    }

private:
    pid_t id_ = 0;
    int in_ = -1;
    int status_ = 0;
};

}  // namespace lithe_test
