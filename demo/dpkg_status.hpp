#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The reader of dpkg's status file (and of apt's Packages files, which have the same form): stanzas
// of `Field: value` lines with blank lines between them. Whatever is wrong is said and left out.
// https://www.debian.org/doc/debian-policy/ch-controlfields.html

#include "model.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace demo {

/// What was left out of the input, and why.
struct bad_line {
    std::size_t number = 0;
    std::string reason{};
};

/// The lines of one package; `line` is the number of the first.
struct stanza {
    std::size_t line = 0;
    std::string_view text{};
};

/// A package as read: its row without a key, what it asks for, and the names it also goes by.
struct record {
    std::size_t line = 0;
    Package package{};
    std::vector<Dependency> dependencies{};
    std::vector<std::string> provides{};
};

/// Lifetime: the stanzas show `text`.
std::vector<stanza> split_stanzas(std::string_view text);

/// The package of a stanza; none when it is not installed, or when it has no usable name, version
/// or architecture, which is then said in `bad`.
std::optional<record> read_stanza(stanza const& from, std::vector<bad_line>& bad);

}  // namespace demo
