#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The questions that the demo asks, each a typed query and the row it gives.

#include "model.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace demo {

struct SectionSize {
    std::optional<std::string> section{};
    std::int64_t packages = 0;
    std::optional<std::int64_t> installed_kib{};
};
struct Sized {
    std::string name{};
    std::optional<std::int64_t> installed_kib{};
    std::string summary{};
};
struct Wanted {
    std::string name{};
    std::int64_t wanted_by = 0;
    std::optional<std::int64_t> installed_kib{};
    std::string summary{};
};
struct Missing {
    std::string name{};
    std::int64_t wanted_by = 0;
};
struct Pair {
    std::string one{};
    std::string other{};
};
struct LargestOfSection {
    SectionSize section{};
    std::optional<Sized> largest{};
};

/// The sections that take most room, and the largest package of each.
std::vector<LargestOfSection> largest_by_section(lithe::database& db, std::int64_t rows);
/// The packages that most others need.
std::vector<Wanted> most_wanted(lithe::database& db, std::int64_t rows);
/// The largest packages that nothing asks for, and how many there are in all.
std::pair<std::int64_t, std::vector<Sized>> unwanted(lithe::database& db, std::int64_t rows);
/// Names that packages ask for and that no installed package has.
std::vector<Missing> missing(lithe::database& db, std::int64_t rows);
/// Packages that need each other.
std::vector<Pair> mutual(lithe::database& db, std::int64_t rows);

struct Page {
    std::int64_t number = 0;  // from 1
    std::int64_t of = 0;
    std::vector<Package> packages{};
};
/// A page of all packages by name; the last one when there are not so many.
Page page(lithe::database& db, std::int64_t number, std::int64_t rows);

}  // namespace demo
