#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What the demo stores: the installed packages, and what each of them asks for.

#include <lithe/lithe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace demo {

struct Package {
    std::int64_t id = 0;
    std::string name{};
    std::string architecture{};
    std::string version{};
    std::optional<std::string> section{};
    std::optional<std::int64_t> installed_kib{};
    std::string summary{};

    static constexpr auto schema() {
        return lithe::table("packages", lithe::primary_key<&Package::id>,
                            lithe::unique<&Package::name, &Package::architecture>,
                            lithe::index<&Package::section, &Package::installed_kib>,
                            lithe::check(lithe::col<&Package::installed_kib> >= 0));
    }
};

enum class relation : int { pre_depends, depends, recommends };
enum class version_rule : int { earlier, at_most, exactly, at_least, later };

/// One alternative of one clause: `Depends: a, b (>= 2) | c` is three rows, in clauses 1, 2 and 2.
struct Dependency {
    std::int64_t package_id = 0;
    relation kind = relation::depends;
    int clause = 0;
    int alternative = 0;
    std::string target{};
    std::optional<std::int64_t> target_id{};  // the package that is meant, when it is installed
    std::optional<version_rule> rule{};
    std::optional<std::string> version{};

    static constexpr auto schema() {
        return lithe::table(
            "dependencies",
            lithe::primary_key<&Dependency::package_id, &Dependency::kind, &Dependency::clause,
                               &Dependency::alternative>,
            lithe::foreign_key<&Dependency::package_id>.references<&Package::id>().on_delete(
                lithe::cascade),
            lithe::foreign_key<&Dependency::target_id>.references<&Package::id>().on_delete(
                lithe::set_null),
            lithe::index<&Dependency::target_id>, lithe::without_rowid);
    }
};

}  // namespace demo
