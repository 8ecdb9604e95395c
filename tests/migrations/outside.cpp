// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/outside.hpp>

#include <lithe/migrations/history.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

constexpr bool accepted(std::string_view sql) {
    return !detail::outside_statements(sql).empty();
}

}  // namespace

TEST_CASE("what is run outside a transaction: VACUUM and settings of the file") {
    STATIC_REQUIRE(accepted("VACUUM"));
    STATIC_REQUIRE(accepted("vacuum main; -- small"));
    STATIC_REQUIRE(accepted("PRAGMA main.page_size(8192); ; VACUUM;"));
    STATIC_REQUIRE_FALSE(accepted("VACUUM INTO 'x'"));
    STATIC_REQUIRE_FALSE(accepted("VACUUM temp"));
    STATIC_REQUIRE_FALSE(accepted("PRAGMA journal_mode"));
    STATIC_REQUIRE_FALSE(accepted("PRAGMA foreign_keys=OFF"));
    STATIC_REQUIRE_FALSE(accepted("PRAGMA other.page_size=512"));
    STATIC_REQUIRE_FALSE(accepted("VACUUM; DELETE FROM t"));
    STATIC_REQUIRE_FALSE(accepted(""));
    auto const list = detail::outside_statements("PRAGMA journal_mode='delete'; VACUUM");
    REQUIRE(list.size() == 2);
    REQUIRE(list[0].sql == "PRAGMA journal_mode='delete'");
    REQUIRE(list[0].pragma == "journal_mode");
    REQUIRE(list[0].value == "delete");
    REQUIRE(list[1].pragma.empty());
}

TEST_CASE("no_transaction: alone in its migration, and nothing else") {
    using detail::fault;
    constexpr auto alone =
        m::migration("1", "small").no_transaction(m::raw("VACUUM"), m::idempotent);
    STATIC_REQUIRE(support::fault_in(m::history(alone.irreversible("x"))) == fault::none);
    STATIC_REQUIRE(support::fault_in(
                       m::history(m::migration("1", "t", m::create_table("t", m::column<int>("a")))
                                      .no_transaction(m::raw("VACUUM"), m::idempotent))) ==
                   fault::outside_alone);
    STATIC_REQUIRE(support::fault_in(m::history(m::migration("1", "t").no_transaction(
                       m::create_table("t", m::column<int>("a")), m::idempotent))) ==
                   fault::outside_sql);
}
