#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A history replayed at compile time, chunk by chunk: each is a constant that begins with the
// schema that the one before left, because compilers limit the steps of one constant.

#include <lithe/migrations/digest.hpp>
#include <lithe/migrations/packed_schema.hpp>
#include <lithe/migrations/replay.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace lithe::inline v0::migrations::detail {

/// A finding whose names are kept in itself.
struct kept_finding {
    fault what = fault::none;
    std::size_t step = 0;
    std::array<char, 96> version{};
    std::array<char, 160> culprit{};  // table.column
};

template <std::size_t Size>
constexpr void keep(std::array<char, Size>& out, std::string_view words) {
    for (std::size_t at = 0; at < words.size() && at + 1 < Size; ++at)
        out[at] = words[at];
}
template <std::size_t Size>
constexpr std::string_view kept(std::array<char, Size> const& words) {
    return {words.data()};
}

constexpr kept_finding kept_of(fault what, std::string_view table, std::string_view column) {
    text culprit(table);
    if (!table.empty() && !column.empty())
        culprit += '.';
    culprit += column;
    kept_finding result;
    result.what = what;
    keep(result.culprit, culprit);
    return result;
}

// clang stops after a million steps of one constant, g++ after 33 millions; each chunk costs a copy
// of the schema.
#if defined(__clang__)
inline constexpr std::size_t records_of_chunk = 300;
#else
inline constexpr std::size_t records_of_chunk = 1500;
#endif

/// Up to which record a chunk goes that begins at `from`: whole migrations.
constexpr std::size_t end_of_chunk(std::span<record const> history, std::size_t from) {
    std::size_t at = from;
    while (at < history.size() && at < from + records_of_chunk)
        at += 1 + history[at].size;
    return at;
}
template <auto const& History, std::size_t Number>
inline constexpr std::size_t chunk_begin =
    end_of_chunk(records_of<History>(), chunk_begin<History, Number - 1>);
template <auto const& History>
inline constexpr std::size_t chunk_begin<History, 0> = 0;

constexpr std::size_t count_chunks(std::span<record const> history) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < history.size(); at = end_of_chunk(history, at))
        ++count;
    return count;
}
template <auto const& History>
inline constexpr std::size_t chunks_of = count_chunks(records_of<History>());

/// Replays a chunk on what those before it left.
constexpr kept_finding replay_chunk(replayer& run, std::span<record const> chunk,
                                    std::string_view packed, std::string_view last) {
    if (!packed.empty())
        schema_reader(packed).read(run.schema);
    replay(run, chunk, last);
    if (run.found.what == fault::none) {
        for (record const& migration : migrations_of{chunk}) {
            record const* const pin = find_part(migration, part::pin);
            if (pin == nullptr || digest_of(migration).view() == pin->name)
                continue;
            run.found.what = fault::edited;
            run.found.version = migration.name;
        }
    }
    kept_finding result = kept_of(run.found.what, run.found.table, run.found.column);
    result.step = run.found.step;
    keep(result.version, run.found.version);
    return result;
}

// The version of the last migration before the record `end`.
constexpr std::string_view version_before(std::span<record const> history, std::size_t end) {
    std::string_view last{};
    for (std::size_t at = 0; at < end; at += 1 + history[at].size)
        last = history[at].name;
    return last;
}

/// What a chunk and those before it leave, with room for the packed schema.
template <std::size_t Room>
struct chunk_state {
    kept_finding found{};
    std::size_t size = 0;  // of the packed schema, also if it has no room
    std::array<char, Room> packed{};
};

// A guess that is rarely too small: what the records say, and some letters for each.
constexpr std::size_t room_of_chunk(std::span<record const> chunk, std::size_t before) {
    std::size_t room = before + 256;
    for (record const& one : chunk)
        room += one.name.size() + one.other.size() + 24;
    return room;
}

template <auto const& History, std::size_t Number>
constexpr std::span<record const> chunk_of() {
    constexpr std::size_t begin = chunk_begin<History, Number>;
    constexpr std::size_t end = chunk_begin<History, Number + 1>;
    return records_of<History>().subspan(begin, end - begin);
}
template <auto const& History, std::size_t Number, std::size_t Room>
consteval chunk_state<Room> run_chunk();
template <auto const& History, std::size_t Number>
consteval std::size_t room_behind();

/// The first `Number + 1` chunks, replayed.
template <auto const& History, std::size_t Number>
inline constexpr auto guessed_state =
    run_chunk<History, Number,
              room_of_chunk(chunk_of<History, Number>(), room_behind<History, Number>())>();
template <auto const& History, std::size_t Number>
inline constexpr auto exact_state =
    run_chunk<History, Number, guessed_state<History, Number>.size>();

template <auto const& History, std::size_t Number>
constexpr auto const& state_after() {
    if constexpr (guessed_state<History, Number>.size <=
                  guessed_state<History, Number>.packed.size())
        return guessed_state<History, Number>;
    else
        return exact_state<History, Number>;
}
template <auto const& History, std::size_t Number>
constexpr std::string_view packed_before() {
    if constexpr (Number == 0) {
        return {};
    } else {
        constexpr auto& state = state_after<History, Number - 1>();
        return {state.packed.data(), state.size};
    }
}
template <auto const& History, std::size_t Number>
consteval std::size_t room_behind() {
    return packed_before<History, Number>().size();
}
template <auto const& History, std::size_t Number, std::size_t Room>
consteval chunk_state<Room> run_chunk() {
    chunk_state<Room> state;
    if constexpr (Number > 0) {
        constexpr kept_finding before = state_after<History, Number - 1>().found;
        if constexpr (before.what != fault::none) {
            state.found = before;
            return state;
        }
    }
    replayer run;
    state.found = replay_chunk(run, chunk_of<History, Number>(), packed_before<History, Number>(),
                               version_before(records_of<History>(), chunk_begin<History, Number>));
    schema_packer packer;
    packer.pack(run.schema);
    std::string_view const packed = packer.out;
    state.size = packed.size();
    copy_letters(state.packed.data(), packed.data(), packed.size() < Room ? packed.size() : Room);
    return state;
}

template <auto const& History>
consteval kept_finding last_finding() {
    if constexpr (chunks_of<History> == 0)
        return {};
    else
        return state_after<History, chunks_of<History> - 1>().found;
}
template <auto const& History>
inline constexpr kept_finding finding_of = last_finding<History>();

/// The schema that the history leaves.
template <auto const& History>
constexpr std::string_view packed_schema() {
    return packed_before<History, chunks_of<History>>();
}

/// Whether it ends in m::opaque(), which is the last that is packed.
constexpr bool is_unknown(std::string_view packed) {
    return !packed.empty() && packed.back() == '\1';
}

}  // namespace lithe::inline v0::migrations::detail
