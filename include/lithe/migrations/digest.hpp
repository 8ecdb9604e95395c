#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a migration is, in 67 characters: `v1:` and the SHA-256 of its records. Neither its source
// text nor the SQL that lithe makes of it counts, so that both may improve.

#include <lithe/migrations/record.hpp>
#include <lithe/migrations/sha256.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lithe::inline v0::migrations::detail {

struct digest {
    char letters[67]{};
    [[nodiscard]] constexpr std::string_view view() const { return {letters, 67}; }
};

constexpr void add_text(sha256& to, std::string_view words) {
    to.add_number(words.size());
    to.add(words);
}

/// One record: its length-prefixed form is version 1 and never changes.
constexpr void add_record(sha256& to, record const& one) {
    to.add_number(static_cast<std::uint64_t>(one.kind), 1);
    to.add_number(static_cast<std::uint64_t>(one.type), 1);
    to.add_number(one.flags, 1);
    to.add_number(one.size, 4);
    add_text(to, one.name);
    add_text(to, one.other);
    to.add_number(static_cast<std::uint64_t>(one.number));
}

constexpr digest finish(sha256& state) {
    digest result;
    auto const hex = state.hex();
    result.letters[0] = 'v';
    result.letters[1] = '1';
    result.letters[2] = ':';
    for (std::size_t at = 0; at < 64; ++at)
        result.letters[3 + at] = hex[at];
    return result;
}

/// The digest of a migration: its version and steps. Whether it is a draft or has a pin does not
/// count, and neither does its name, which is for people.
constexpr digest digest_of(record const& migration) {
    sha256 state;
    add_text(state, migration.name);
    for (record const& step : parts_of(migration)) {
        if (step.kind == part::pin || step.kind == part::live)
            continue;
        for (record const* at = &step; at < &step + 1 + step.size; ++at) {
            if (at->kind == part::live)
                continue;
            record counted = *at;
            counted.size -= live_inside(*at);
            add_record(state, counted);
        }
    }
    return finish(state);
}

}  // namespace lithe::inline v0::migrations::detail

namespace lithe::inline v0::migrations {

/// The digest of a migration, to pin it with frozen(): `m::digest(m::migration(…))`.
/// Returns: 67 characters, `v1:` and SHA-256 in hexadecimal digits.
template <class Migration>
constexpr auto digest(Migration const& migration) {
    return detail::digest_of(migration.nodes.list[0]);
}

}  // namespace lithe::inline v0::migrations
