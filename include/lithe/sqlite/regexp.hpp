#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// create_regexp(c) gives a connection the function that `x REGEXP pattern` calls. In no umbrella:
// who does not use it pays nothing.

#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/regular_expression.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// A pattern, ready to be looked for. Cost: the text's length times the pattern's, at most.
class regular_expression {
public:
    explicit regular_expression(std::string_view pattern) {
        pattern_reader reader(pattern);
        program_ = reader.read();
        fold_ = reader.folds();
        seen_.assign(program_.size(), 0);
    }

    /// Whether the pattern is found anywhere in `text`.
    bool is_in(std::string_view text) {
        text_reader in{text};
        now_.clear();
        before_ = text_reader::end;
        for (char32_t point = in.next();; point = in.next()) {
            ++round_;
            // Those that came here, and one that begins here.
            std::swap(now_, next_);
            now_.clear();
            bool const last = point == text_reader::end && in.rest.empty();
            for (std::size_t const place : next_)
                if (follow(place, point, last))
                    return true;
            if (follow(0, point, last))
                return true;
            if (last)
                return false;
            advance(fold_ ? folded(point) : point);
            before_ = point;
        }
    }

private:
    // The steps that take a code point, reached from `start` without one. True at a match.
    bool follow(std::size_t start, char32_t point, bool last) {
        open_.assign(1, start);
        while (!open_.empty()) {
            std::size_t const place = open_.back();
            open_.pop_back();
            if (std::exchange(seen_[place], round_) == round_)
                continue;
            match_step const& step = program_[place];
            switch (step.kind) {
                case step_kind::match:
                    return true;
                case step_kind::one_of:
                    now_.push_back(place);
                    break;
                case step_kind::split:
                    open_.push_back(moved(place, step.second));
                    open_.push_back(moved(place, step.first));
                    break;
                case step_kind::jump:
                    open_.push_back(moved(place, step.first));
                    break;
                default:
                    if (holds(step.kind, point, last))
                        open_.push_back(place + 1);
            }
        }
        return false;
    }
    [[nodiscard]] bool holds(step_kind kind, char32_t point, bool last) const {
        if (kind == step_kind::begin)
            return before_ == text_reader::end;
        if (kind == step_kind::finish)
            return last;
        bool const edge = is_word_point(before_) != is_word_point(point);
        return edge == (kind == step_kind::boundary);
    }
    void advance(char32_t point) {
        std::size_t kept = 0;
        for (std::size_t const place : now_) {
            match_step const& step = program_[place];
            bool found = false;
            for (code_range const& range : step.set)
                found = found || (point >= range.first && point <= range.last);
            if (found != step.negated)
                now_[kept++] = place + 1;
        }
        now_.resize(kept);
    }
    static std::size_t moved(std::size_t place, std::ptrdiff_t by) {
        return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(place) + by);
    }

    match_program program_{};
    bool fold_ = false;
    char32_t before_ = 0;
    std::uint64_t round_ = 0;
    std::vector<std::uint64_t> seen_{};
    std::vector<std::size_t> now_{};
    std::vector<std::size_t> next_{};
    std::vector<std::size_t> open_{};
};

// SQLite keeps the pattern with the statement as long as it is the same.
// https://www.sqlite.org/c3ref/get_auxdata.html
inline void call_regexp(sqlite3_context* context, int, sqlite3_value** values) noexcept {
    argument_types<2> const types(values);
    if (types.has_unwanted_null<std::string_view, std::string_view>())
        return;
    auto const name = [] { return std::string_view("regexp"); };
    call_guarded(context, name, [&] {
        auto* kept = static_cast<regular_expression*>(sqlite3_get_auxdata(context, 0));
        if (kept == nullptr) {
            kept = new regular_expression(read_argument<std::string_view>(values[0], types.of[0]));
            sqlite3_set_auxdata(context, 0, kept,
                                [](void* old) { delete static_cast<regular_expression*>(old); });
            kept = static_cast<regular_expression*>(sqlite3_get_auxdata(context, 0));
            if (kept == nullptr)
                throw std::bad_alloc();
        }
        sqlite3_result_int(
            context, kept->is_in(read_argument<std::string_view>(values[1], types.of[1])) ? 1 : 0);
    });
}

}  // namespace detail

/// Gives a connection `x REGEXP pattern`, for `regexp(col<&User::name>, "^A")` and SQL by hand;
/// also as `.on_open = lithe::create_regexp`. The pattern is looked for anywhere in the text.
///
/// Known: `. [ ] [^ ] ^ $ | ( ) (?: ) * + ? {n} {n,} {n,m}`, `\d \w \s \b` and their opposites, `\n
/// \t \r \f \v \xHH \uHHHH`, `(?i)` in front for ASCII letters in both cases. Characters are code
/// points of UTF-8. Errors: a pattern that is none ends the statement with lithe::error.
/// Cost: at most the text's length times the pattern's; a pattern is read once for each statement.
inline void create_regexp(connection& c) {
    detail::check(c.native_handle(),
                  sqlite3_create_function_v2(c.native_handle(), "regexp", 2,
                                             SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                                             &detail::call_regexp, nullptr, nullptr, nullptr));
}

}  // namespace lithe::inline v0
