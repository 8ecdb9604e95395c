// SPDX-License-Identifier: BSL-1.0
#include "print.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if __has_include(<sys/ioctl.h>) && __has_include(<unistd.h>)
#include <sys/ioctl.h>
#include <unistd.h>
#define DEMO_HAS_TERMINAL 1
#endif

namespace demo {
namespace {

bool output_is_terminal() {
#ifdef DEMO_HAS_TERMINAL
    return isatty(STDOUT_FILENO) == 1;
#else
    return false;
#endif
}

/// In characters; 100 where it is no terminal.
std::size_t output_width() {
#ifdef DEMO_HAS_TERMINAL
    winsize size{};
    if (output_is_terminal() && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
#endif
    return 100;
}

std::string fixed(double number, int digits, std::string_view unit) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f ", digits, number);
    return text.data() + std::string(unit);
}

/// The length in bytes of the UTF-8 character at the front of `text`; 0 when it is none, or one
/// that would move the cursor.
std::size_t character_length(std::string_view text) {
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    std::size_t const length = byte(0) < 0x80                      ? 1
                               : byte(0) >= 0xc2 && byte(0) < 0xe0 ? 2
                               : byte(0) >= 0xe0 && byte(0) < 0xf0 ? 3
                               : byte(0) >= 0xf0 && byte(0) < 0xf5 ? 4
                                                                   : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t at = 1; at < length; ++at) {
        if ((byte(at) & 0xc0) != 0x80)
            return 0;
    }
    bool const control = byte(0) < 0x20 || byte(0) == 0x7f || (byte(0) == 0xc2 && byte(1) < 0xa0);
    return control ? 0 : length;
}

/// Of text made by shown().
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

std::string padded(std::string_view text, std::size_t width, align side) {
    std::string const blanks(width - std::min(width, width_of(text)), ' ');
    return side == align::left ? std::string(text) + blanks : blanks + std::string(text);
}

void print_line(std::vector<std::string> const& cells) {
    std::string line;
    for (auto const& cell : cells)
        line += "  " + cell;
    std::printf("%s\n", line.substr(0, line.find_last_not_of(' ') + 1).c_str());
}

}  // namespace

std::string grouped(std::int64_t number) {
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ' ');
    return text;
}

std::string size_text(std::optional<std::int64_t> kib) {
    if (!kib)
        return "-";
    auto const mib = static_cast<double>(*kib) / 1024;
    if (*kib < 1024)
        return std::to_string(*kib) + " KiB";
    return mib < 1024 ? fixed(mib, 1, "MiB") : fixed(mib / 1024, 1, "GiB");
}

std::string duration_text(std::chrono::duration<double> time) {
    auto const ms = time.count() * 1000;
    return ms < 1000 ? fixed(ms, ms < 1 ? 2 : 1, "ms") : fixed(time.count(), 1, "s");
}

std::string shown(std::string_view text, std::size_t width) {
    std::string result;
    for (std::size_t taken = 0; !text.empty(); ++taken) {
        if (taken == width) {
            while ((static_cast<unsigned char>(result.back()) & 0xc0) == 0x80)
                result.pop_back();
            result.back() = '~';  // more follows
            return result;
        }
        auto const length = character_length(text);
        result += length == 0 ? std::string_view("?") : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

void text_table::add(std::vector<std::string> cells) {
    for (std::size_t at = 0; at < cells.size(); ++at)
        cells[at] = shown(cells[at], headings_[at].most);
    rows_.push_back(std::move(cells));
}

void text_table::print(std::string_view title) const {
    std::vector<std::size_t> widths;
    std::size_t whole = 0;
    for (std::size_t at = 0; at < headings_.size(); ++at) {
        std::size_t width = headings_[at].text.size();
        for (auto const& row : rows_)
            width = std::max(width, width_of(row[at]));
        widths.push_back(width);
        whole += 2 + width;
    }
    // What does not fit is taken off the texts, the last one first: a number cut short is another.
    constexpr std::size_t least = 12;
    auto const limit = output_width();
    for (auto at = widths.size(); at-- > 0 && whole > limit;) {
        if (headings_[at].side == align::right || widths[at] <= least)
            continue;
        auto const keep = std::max(least, headings_[at].text.size());
        auto const cut = std::min(whole - limit, widths[at] - std::min(widths[at], keep));
        widths[at] -= cut;
        whole -= cut;
    }

    std::vector<std::string> head;
    std::vector<std::string> rule;
    for (std::size_t at = 0; at < headings_.size(); ++at) {
        head.push_back(padded(headings_[at].text, widths[at], headings_[at].side));
        rule.emplace_back(widths[at], '-');
    }
    std::printf("\n%s\n\n", std::string(title).c_str());
    print_line(head);
    print_line(rule);
    for (auto const& row : rows_) {
        std::vector<std::string> cells;
        for (std::size_t at = 0; at < row.size(); ++at)
            cells.push_back(padded(shown(row[at], widths[at]), widths[at], headings_[at].side));
        print_line(cells);
    }
    if (rows_.empty())
        std::printf("  (none)\n");
}

progress::progress(std::string_view task, std::size_t total)
    : task_(task), total_(total), terminal_(output_is_terminal()) {}

void progress::show(std::size_t done) {
    // Elsewhere than on a terminal each line stays, so there is one every two seconds.
    auto const now = clock::now();
    if (now < next_)
        return;
    next_ = now + (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(2000));
    print(done, {}, false);
}

void progress::finish(std::size_t done, std::string_view note) {
    print(done, note, true);
}

void progress::print(std::size_t done, std::string_view note, bool last) {
    auto const percent = total_ == 0 ? std::size_t{100} : done * 100 / total_;
    std::string line = padded(task_, 14, align::left) +
                       padded(grouped(static_cast<std::int64_t>(done)), 9, align::right) + " of " +
                       grouped(static_cast<std::int64_t>(total_)) + "  " +
                       padded(std::to_string(percent) + " %", 5, align::right);
    if (!note.empty())
        line += "  " + std::string(note);
    std::printf("%s%s%s", terminal_ ? "\r" : "", line.c_str(), terminal_ && !last ? "" : "\n");
    std::fflush(stdout);
}

}  // namespace demo
