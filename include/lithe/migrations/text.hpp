#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Growing text that works in constant expressions: clang with the libstdc++ of GCC 12 cannot
// evaluate std::string there, and the replay of a history runs in both worlds.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lithe::inline v0::migrations::detail {

constexpr char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

/// `from` and `into` are apart. Letter by letter each would count against clang's limit of a
/// constant expression; g++ 12 does not know memcpy there.
constexpr void copy_letters(char* into, char const* from, std::size_t count) {
#if defined(__clang__)
    if (count != 0)
        __builtin_memcpy(into, from, count);
#else
    for (std::size_t at = 0; at < count; ++at)
        into[at] = from[at];
#endif
}

class text {
public:
    constexpr text() = default;
    constexpr text(std::string_view words) { *this += words; }
    constexpr text(char const* words) : text(std::string_view(words)) {}
    constexpr text(text const& other) : text(other.view()) {}
    // Spelt out: each call counts against the limit of a constant expression (clang: a million).
    constexpr text(text&& other) noexcept
        : letters_(other.letters_), size_(other.size_), room_(other.room_) {
        other.letters_ = nullptr;
        other.size_ = other.room_ = 0;
    }
    constexpr text& operator=(text const& other) {
        if (this != &other) {
            size_ = 0;
            *this += other.view();
        }
        return *this;
    }
    constexpr text& operator=(text&& other) noexcept {
        if (this != &other) {
            delete[] letters_;
            letters_ = other.letters_;
            size_ = other.size_;
            room_ = other.room_;
            other.letters_ = nullptr;
            other.size_ = other.room_ = 0;
        }
        return *this;
    }
    constexpr ~text() { delete[] letters_; }

    [[nodiscard]] constexpr std::string_view view() const { return {letters_, size_}; }
    constexpr operator std::string_view() const { return view(); }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    [[nodiscard]] std::string str() const { return std::string(view()); }

    /// A quick no to most names that are others: by their size and last letter.
    [[nodiscard]] constexpr bool may_name(std::size_t size, char last) const {
        return size_ == size && (size == 0 || ((letters_[size - 1] ^ last) & ~0x20) == 0);
    }
    /// Whether SQLite takes both for one name: ASCII letters without case.
    [[nodiscard]] constexpr bool names(std::string_view other) const {
        std::size_t at = size_;
        if (at != other.size())
            return false;
        // From the end, where the names of one program differ.
        for (char const* const right = other.data(); at > 0; --at) {
            char const one = letters_[at - 1];
            char const two = right[at - 1];
            if (one != two && lower(one) != lower(two))
                return false;
        }
        return true;
    }

    /// `words` is not a part of this text.
    constexpr text& operator+=(std::string_view words) {
        if (size_ + words.size() > room_)
            reserve(size_ + words.size());
        copy_letters(letters_ + size_, words.data(), words.size());
        size_ += words.size();
        return *this;
    }
    constexpr text& operator+=(char letter) {
        if (size_ == room_)
            reserve(size_ + 1);
        letters_[size_++] = letter;
        return *this;
    }
    constexpr char& operator[](std::size_t at) { return letters_[at]; }
    friend constexpr bool operator==(text const& left, text const& right) {
        return left.view() == right.view();
    }

private:
    constexpr void reserve(std::size_t wanted) {
        std::size_t const room = wanted < 2 * room_ ? 2 * room_ : wanted;
        char* const grown = new char[room]{};
        copy_letters(grown, letters_, size_);
        delete[] letters_;
        letters_ = grown;
        room_ = room;
    }

    char* letters_ = nullptr;
    std::size_t size_ = 0;
    std::size_t room_ = 0;
};

/// Whether SQLite takes both for one name: ASCII letters without case.
constexpr bool same_name(std::string_view left, std::string_view right) {
    // From the end, where names of one program differ.
    if (left.size() != right.size())
        return false;
    for (std::size_t at = left.size(); at > 0; --at) {
        if (left[at - 1] != right[at - 1] && lower(left[at - 1]) != lower(right[at - 1]))
            return false;
    }
    return true;
}

/// A quoted name.
constexpr void put_name(text& out, std::string_view name) {
    out += '"';
    for (char const letter : name) {
        if (letter == '"')
            out += '"';
        out += letter;
    }
    out += '"';
}

/// `"a", "b"`
template <class Names>
constexpr void put_names(text& out, Names const& names) {
    bool first = true;
    for (auto const& name : names) {
        if (!first)
            out += ", ";
        put_name(out, name);
        first = false;
    }
}

constexpr void put_number(text& out, std::int64_t number) {
    char reversed[20]{};
    int count = 0;
    auto rest =
        number < 0 ? ~static_cast<std::uint64_t>(number) + 1 : static_cast<std::uint64_t>(number);
    do {
        reversed[count++] = static_cast<char>('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (number < 0)
        out += '-';
    while (count > 0)
        out += reversed[--count];
}

/// Where `part` is in `all`, else the size. By index, not by find(), whose pointers are no
/// constants for g++ with -fsanitize=undefined
/// (https://gcc.gnu.org/bugzilla/show_bug.cgi?id=71962).
constexpr std::size_t place_of(std::string_view part, std::string_view all) {
    std::size_t at = 0;
    while (at < all.size()) {
        std::size_t same = 0;
        while (same < part.size() && at + same < all.size() && all[at + same] == part[same])
            ++same;
        if (same == part.size())
            return at;
        ++at;
    }
    return at;
}

}  // namespace lithe::inline v0::migrations::detail
