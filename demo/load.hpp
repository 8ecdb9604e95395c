#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Loading: several producer threads read stanzas and write packages, then what the packages ask
// for.

#include <lithe/lithe.hpp>

#include "dpkg_status.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

namespace demo {

struct load_report {
    std::size_t packages = 0;
    std::size_t dependencies = 0;
    std::size_t not_installed = 0;  // stanzas of packages that were removed
    std::size_t writes = 0;         // calls of db.write and the like: one transaction each
    std::chrono::duration<double> time{};
    std::vector<bad_line> bad{};  // in the order of the lines
};

/// Replaces what `db` holds by the packages in `text`; creates the tables when they are absent.
///
/// Errors: lithe::error. Wrong input is no error: it is counted in the report and left out.
load_report load(lithe::database& db, std::string_view text, unsigned producers);

}  // namespace demo
