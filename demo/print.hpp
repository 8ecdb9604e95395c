#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a person reads: tables with aligned columns, numbers with units, and progress that is one
// changing line on a terminal and a few plain lines elsewhere.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demo {

/// 1234567 as "1 234 567".
std::string grouped(std::int64_t number);
/// Units: `kib` in KiB, "-" when it is not known; shown as "686 KiB", "20.4 MiB" or "1.2 GiB".
std::string size_text(std::optional<std::int64_t> kib);
/// "0.04 ms", "31.6 ms" or "1.3 s".
std::string duration_text(std::chrono::duration<double> time);
/// At most `width` characters of UTF-8 `text`; control characters and invalid bytes become "?".
std::string shown(std::string_view text, std::size_t width);

enum class align { left, right };

struct heading {
    std::string_view text{};
    align side = align::left;
    std::size_t most = 40;  // wider values are cut
};

class text_table {
public:
    explicit text_table(std::vector<heading> headings) : headings_(std::move(headings)) {}

    void add(std::vector<std::string> cells);
    /// To standard output, with a title above; no wider than the terminal, as far as cutting its
    /// texts can help.
    void print(std::string_view title) const;

private:
    std::vector<heading> headings_;
    std::vector<std::vector<std::string>> rows_{};
};

/// The state of a long task, on standard output.
class progress {
public:
    progress(std::string_view task, std::size_t total);

    /// Says how far it is, if it is worth a line.
    void show(std::size_t done);
    /// The last line, with `note` behind it.
    void finish(std::size_t done, std::string_view note = {});

private:
    using clock = std::chrono::steady_clock;

    void print(std::size_t done, std::string_view note, bool last);

    std::string_view task_;
    std::size_t total_;
    bool terminal_;
    clock::time_point next_ = clock::now() + std::chrono::milliseconds(100);
};

}  // namespace demo
