#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The files of the benchmark: made once through the C API, copied for each contestant, brought to
// the same state before each timed section and condensed into one number after it.

#include "contestant.hpp"

#include <filesystem>
#include <string>

namespace bench {

class dataset {
public:
    /// Makes `directory` with the two files that are copied.
    explicit dataset(std::filesystem::path directory);

    /// The paths of one contestant, with copies of its own.
    files for_contestant(std::string const& name) const;

    /// Before a timed section: empties the users of a bulk file, and moves the WAL into the file,
    /// so that every section starts without old frames.
    static void settle(std::string const& path, bool empty);

    /// Count and contents of users after a section that wrote.
    static std::uint64_t condense(std::string const& path);

private:
    std::filesystem::path directory_;
};

}  // namespace bench
