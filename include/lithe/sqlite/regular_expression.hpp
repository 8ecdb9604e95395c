#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Regular expressions in time that grows with the text and never with its square or worse: a set of
// states walks over the text, nothing is tried again. std::regex recurses for each character
// (libstdc++ runs out of stack at some 100 KB of text) and takes 2^n steps for (a*)*b, which no
// pattern from outside and no text of a table may do.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::detail {

/// Code points of UTF-8; a byte that is none is one by itself.
struct text_reader {
    std::string_view rest;

    static constexpr char32_t end = 0xffffffff;

    char32_t next() {
        if (rest.empty())
            return end;
        auto const first = static_cast<unsigned char>(rest[0]);
        std::size_t const more = first >= 0xf0 ? 3U : first >= 0xe0 ? 2U : first >= 0xc2 ? 1U : 0U;
        char32_t point = more == 0 ? first : first & (0x3fU >> more);
        bool good = more < rest.size() && first < 0xf5;
        for (std::size_t at = 1; good && at <= more; ++at) {
            auto const byte = static_cast<unsigned char>(rest[at]);
            good = (byte & 0xc0U) == 0x80U;
            point = point << 6U | (byte & 0x3fU);
        }
        rest.remove_prefix(good ? more + 1 : 1);
        return good ? point : first;
    }
};

struct code_range {
    char32_t first;
    char32_t last;
};

enum class step_kind : unsigned char {
    one_of,  // a code point of (or not of) a set
    split,   // go on at both
    jump,
    begin,
    finish,
    boundary,
    no_boundary,
    match
};

struct match_step {
    step_kind kind{};
    bool negated = false;
    std::ptrdiff_t first = 0;  // relative, so that a piece of a program can be copied
    std::ptrdiff_t second = 0;
    std::vector<code_range> set{};
};
using match_program = std::vector<match_step>;

constexpr bool is_word_point(char32_t point) {
    return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') ||
           (point >= '0' && point <= '9') || point == '_';
}
constexpr char32_t folded(char32_t point) {
    return point >= 'A' && point <= 'Z' ? point + 32 : point;
}

/// Reads a pattern. Errors: std::invalid_argument with the place.
class pattern_reader {
public:
    explicit pattern_reader(std::string_view pattern) : all_(pattern), in_{pattern} {}

    match_program read() {
        if (in_.rest.starts_with("(?i)")) {
            fold_ = true;
            in_.rest.remove_prefix(4);
        }
        match_program program = alternatives(0);
        if (!in_.rest.empty())
            fail("a bracket too many");
        program.push_back({.kind = step_kind::match});
        return program;
    }
    [[nodiscard]] bool folds() const { return fold_; }

private:
    static constexpr std::size_t most_steps = 20'000;
    static constexpr int most_depth = 100;

    [[noreturn]] void fail(char const* why) const {
        throw std::invalid_argument(std::string(why) + " at byte " +
                                    std::to_string(all_.size() - in_.rest.size()) +
                                    " of the pattern");
    }
    [[nodiscard]] bool at(char letter) const { return !in_.rest.empty() && in_.rest[0] == letter; }
    bool take(char letter) {
        bool const found = at(letter);
        in_.rest.remove_prefix(found ? 1U : 0U);
        return found;
    }
    char32_t take_any() {
        if (in_.rest.empty())
            fail("the end");
        return in_.next();
    }

    void append(match_program& to, match_program const& piece) {
        if (to.size() + piece.size() > most_steps)
            fail("too large");
        to.insert(to.end(), piece.begin(), piece.end());
    }
    static std::ptrdiff_t length(match_program const& piece) {
        return static_cast<std::ptrdiff_t>(piece.size());
    }

    match_program alternatives(int depth) {
        if (depth > most_depth)
            fail("nested too deep");
        match_program left = sequence(depth);
        while (take('|')) {
            match_program const right = sequence(depth);
            match_program both{{.kind = step_kind::split, .first = 1, .second = length(left) + 2}};
            append(both, left);
            both.push_back({.kind = step_kind::jump, .first = length(right) + 1});
            append(both, right);
            left = std::move(both);
        }
        return left;
    }
    match_program sequence(int depth) {
        match_program program;
        while (!in_.rest.empty() && !at('|') && !at(')'))
            append(program, repeated(depth));
        return program;
    }
    match_program repeated(int depth) {
        match_program piece = atom(depth);
        for (;;) {
            if (take('*')) {
                piece = times(piece, 0, -1);
            } else if (take('+')) {
                piece = times(piece, 1, -1);
            } else if (take('?')) {
                piece = times(piece, 0, 1);
            } else if (take('{')) {
                int const least = number();
                int const most = !take(',') ? least : at('}') ? -1 : number();
                if (!take('}') || (most >= 0 && most < least))
                    fail("no good count");
                piece = times(piece, least, most);
            } else {
                return piece;
            }
            take('?');  // as few as possible: the same answer
        }
    }
    int number() {
        int value = 0;
        if (in_.rest.empty() || in_.rest[0] < '0' || in_.rest[0] > '9')
            fail("a number is missing");
        for (; !in_.rest.empty() && in_.rest[0] >= '0' && in_.rest[0] <= '9';
             in_.rest.remove_prefix(1))
            value = value > 10'000 ? value : value * 10 + (in_.rest[0] - '0');
        return value;
    }
    match_program times(match_program const& piece, int least, int most) {
        match_program program;
        for (int at_time = 0; at_time < least; ++at_time)
            append(program, piece);
        if (most < 0) {
            program.push_back({.kind = step_kind::split, .first = 1, .second = length(piece) + 2});
            append(program, piece);
            program.push_back({.kind = step_kind::jump, .first = -(length(piece) + 1)});
        }
        for (int at_time = least; at_time < most; ++at_time) {
            program.push_back({.kind = step_kind::split, .first = 1, .second = length(piece) + 1});
            append(program, piece);
        }
        return program;
    }

    match_program atom(int depth) {
        if (take('(')) {
            if (in_.rest.starts_with("?:"))
                in_.rest.remove_prefix(2);
            else if (at('?'))
                fail("only (?: is known");
            match_program inside = alternatives(depth + 1);
            if (!take(')'))
                fail("a bracket is not closed");
            return inside;
        }
        if (take('['))
            return {bracket()};
        if (take('.'))
            return {{.kind = step_kind::one_of, .negated = true}};
        if (take('^'))
            return {{.kind = step_kind::begin}};
        if (take('$'))
            return {{.kind = step_kind::finish}};
        if (at('*') || at('+') || at('?') || at('{'))
            fail("nothing to repeat");
        if (take('\\')) {
            if (take('b'))
                return {{.kind = step_kind::boundary}};
            if (take('B'))
                return {{.kind = step_kind::no_boundary}};
            match_step step{.kind = step_kind::one_of};
            step.negated = !in_.rest.empty() && (at('D') || at('W') || at('S'));
            escaped(step.set);
            return {step};
        }
        match_step step{.kind = step_kind::one_of};
        char32_t const point = take_any();
        add(step.set, point, point);
        return {step};
    }

    void add(std::vector<code_range>& set, char32_t first, char32_t last) const {
        set.push_back({first, last});
        if (!fold_)
            return;
        // The letters of the range in the other case, too: texts are folded to lower case.
        for (char32_t letter = 'A'; letter <= 'Z'; ++letter)
            if (letter >= first && letter <= last)
                set.push_back({letter + 32, letter + 32});
    }
    // Behind a backslash; a class in capitals is its opposite, which the caller minds.
    void escaped(std::vector<code_range>& set) {
        char32_t const point = take_any();
        switch (point) {
            case 'd':
            case 'D':
                return add(set, '0', '9');
            case 'w':
            case 'W':
                add(set, 'a', 'z');
                add(set, 'A', 'Z');
                add(set, '0', '9');
                return add(set, '_', '_');
            case 's':
            case 'S':
                add(set, '\t', '\r');
                return add(set, ' ', ' ');
            default: {
                char32_t const meant = literal(point);
                return add(set, meant, meant);
            }
        }
    }
    char32_t literal(char32_t point) {
        switch (point) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case 'x':
                return hexadecimal(2);
            case 'u':
                return hexadecimal(4);
            default:
                if (is_word_point(point))
                    fail("an escape that is not known");
                return point;
        }
    }
    char32_t hexadecimal(int digits) {
        char32_t value = 0;
        for (; digits > 0; --digits) {
            char32_t const digit = folded(take_any());
            if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f')))
                fail("a hexadecimal digit is missing");
            value = value * 16 + (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        return value;
    }
    match_step bracket() {
        match_step step{.kind = step_kind::one_of};
        step.negated = take('^');
        for (bool first = true; first || !at(']'); first = false) {
            if (take('\\')) {
                if (at('D') || at('W') || at('S'))
                    fail("a negated class inside [ ]");
                bool const is_class = at('d') || at('w') || at('s');
                std::size_t const before = step.set.size();
                escaped(step.set);
                if (!is_class)
                    range(step.set, step.set[before].first, before);
                continue;
            }
            char32_t const low = take_any();
            range(step.set, low, step.set.size());
        }
        in_.rest.remove_prefix(1);
        return step;
    }
    void range(std::vector<code_range>& set, char32_t low, std::size_t place) {
        set.resize(place);
        if (!at('-') || in_.rest.starts_with("-]"))
            return add(set, low, low);
        take('-');
        char32_t const high = take('\\') ? literal(take_any()) : take_any();
        if (high < low)
            fail("a range that ends before it begins");
        add(set, low, high);
    }

    std::string_view all_;
    text_reader in_;
    bool fold_ = false;
};

}  // namespace lithe::inline v0::detail
