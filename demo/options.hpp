#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The command line of the demo.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace demo {

struct options {
    std::optional<std::string> status{};
    std::optional<std::string> database{};
    std::int64_t rows = 10;
    unsigned producers = 4;
    bool help = false;
};

inline constexpr std::string_view usage =
    R"(lithe_demo [--status FILE] [--database FILE] [--rows N] [--producers N]

Loads the installed packages of this machine into SQLite and answers questions about them.

  --status FILE     read this status file of dpkg, or Packages file of apt
                    (default: /var/lib/dpkg/status; where there is none, the extract that
                    comes with the demo)
  --database FILE   keep the database; what its tables packages and dependencies hold is
                    replaced (default: a temporary one)
  --rows N          rows of a table, 1 to 1000 (default: 10)
  --producers N     threads that read and write at the same time, 1 to 64 (default: 4)
  --help            print this and stop

Ends with 0; with 1 when the input or the database cannot be used; with 2 when the command
line is wrong. Wrong lines in the input are counted, reported and left out.
)";

/// Errors: std::invalid_argument, with a sentence for the user.
options read_options(int count, char const* const* words);

}  // namespace demo
