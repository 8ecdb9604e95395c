#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The data of the runtime benchmarks: what a user and a line of the join look like, how row number
// i is made, and how results are condensed into one number. Templates over the row type, because
// lithe brings its own User with schema() in it and the others read into the plain struct below.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

inline constexpr std::int64_t user_count = 100'000;
inline constexpr std::int64_t post_count = 200'000;
inline constexpr std::int64_t author_count = 10'000;  // hence 20 posts of each author
inline constexpr std::int64_t range_length = 100;
inline constexpr int new_statement_count = 32;  // different texts per connection in case g

struct user {
    std::int64_t id = 0;
    std::string name{};
    std::string email{};
    int age = 0;
    double score = 0;
    std::optional<std::string> bio{};
};

struct line {  // case c
    std::string name{};
    std::string title{};
    std::int64_t created_at = 0;
};

/// Row number `number`; `assigned` says whether the key is given or left to SQLite.
template <class User>
User make_user(std::int64_t number, bool assigned) {
    auto const digits = std::to_string(number);
    User made{.id = assigned ? number : 0,
              .name = "User " + digits,
              .email = "user" + digits + "@example.org",
              .age = static_cast<int>(18 + number % 60),
              .score = static_cast<double>(number) * 0.25};
    if (number % 2 == 0)
        made.bio = "Writes about databases, gardens and the number " + digits;
    return made;
}

template <class User>
std::vector<User> make_users(std::int64_t first, std::size_t count, bool assigned) {
    std::vector<User> made;
    made.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        made.push_back(make_user<User>(first + static_cast<std::int64_t>(i), assigned));
    return made;
}

/// One number over all results. It is part of the timed section, so it looks at every number and
/// at the length and both ends of every text, which costs a few ns a row and misses no wrong row.
class digest {
public:
    void add(std::uint64_t value) noexcept { state_ = std::rotl(state_, 5) + value; }
    void add(std::int64_t value) noexcept { add(static_cast<std::uint64_t>(value)); }
    void add(std::string_view text) noexcept {
        auto const first = text.empty() ? 0u : static_cast<unsigned char>(text.front());
        auto const last = text.empty() ? 0u : static_cast<unsigned char>(text.back());
        add(static_cast<std::uint64_t>(text.size()) << 16 | first << 8 | last);
    }
    template <class User>
    void add_user(User const& row) noexcept {
        add(row.id);
        add(std::string_view{row.name});
        add(std::string_view{row.email});
        add(static_cast<std::int64_t>(row.age));
        add(std::bit_cast<std::uint64_t>(row.score));
        add(row.bio ? std::string_view{*row.bio} : std::string_view{"\x01"});
    }
    template <class Line>
    void add_line(Line const& row) noexcept {
        add(std::string_view{row.name});
        add(std::string_view{row.title});
        add(row.created_at);
    }
    std::uint64_t value() const noexcept { return state_; }

private:
    std::uint64_t state_ = 1;
};

}  // namespace bench
