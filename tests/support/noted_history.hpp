#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A history of three migrations, and files that say by hand what of it is applied.

#include <lithe/migrations/overview.hpp>
#include <lithe/sqlite/connection.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace support::noted {

namespace m = lithe::migrations;
namespace detail = m::detail;

inline auto const history =
    m::history(m::migration("1", "a", m::create_table("t", m::column<int>("a"))),
               m::migration("2", "b"), m::migration("3", "c", m::rename_table("t", "u")));

inline void note(lithe::connection& db, std::string_view version, std::string_view digest,
                 std::string_view oldest = {}) {
    detail::create_journal(db.native_handle());
    detail::write_entry(db.native_handle(), {version, "x", "applied", digest, oldest, 0});
}
inline std::string digest_of(std::size_t number) {
    auto const loaded = detail::load(history);
    for (detail::record const& one : detail::migrations_of{loaded.all()})
        if (one.name == std::to_string(number))
            return detail::digest_text(one);
    return {};
}

}  // namespace support::noted
