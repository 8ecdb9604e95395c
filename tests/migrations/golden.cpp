// SPDX-License-Identifier: BSL-1.0
//
// Golden digests: files out there remember these texts, so that none of them ever changes, whatever
// becomes of the library. A change of the serialisation gets a new prefix, and this one stays.

#include <lithe/migrations.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace {

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();

template <class... Steps>
std::string of(Steps const&... steps) {
    return std::string(m::digest(m::migration("20260101000000", "golden", steps...)).view());
}

}  // namespace

TEST_CASE("golden digests: tables and columns") {
    CHECK(of(m::create_table(
              "t", id.autoincrement(), m::column<double>("r").default_value(0.5),
              m::column<std::optional<std::string>>("s").collate(lithe::nocase).unique(),
              m::column<int>("p").references("p", "id").on_delete(lithe::cascade).deferrable(),
              m::column<int>("g").generated(m::ref<int>("p") + 1).stored(),
              m::check(m::ref<int>("p") > 0).named("positive"), m::non_strict)) ==
          "v1:80dc69539f828f2d6879a54dea6ab4393c17e1e380b52c9e72c5f017f0ffbbae");
    CHECK(of(m::create_table("w", m::column<int>("a"), m::primary_key("a"), m::without_rowid)) ==
          "v1:0c6c7d561bd86c98b6bee15212a1fa8cc5cb956df26f83ba632ded6c5af7bd1b");
    CHECK(of(m::drop_table("t", m::if_empty), m::drop_table("u", m::lossy("old")),
             m::rename_table("a", "b"), m::rename_column("b", "c", "d")) ==
          "v1:f145f5bbd6821947539447cab0d1301aee036c7c86b6ee3e328c0d09a2841fae");
    CHECK(
        of(m::add_column("t", m::column<std::string>("n"),
                         m::fill(m::coalesce(m::ref<std::optional<std::string>>("s"), "x") + "!")),
           m::drop_column("t", "s", m::if_all_null), m::drop_column("t", "r", m::lossy("why"))) ==
        "v1:b719130c81c3072705ceed00f18b166c1033293194e5b1a2528bb52ba48eae8b");
    CHECK(of(m::alter_column("t", "n", m::set_type<int>(m::cast<int>(m::ref<std::string>("n"))),
                             m::set_default(7)),
             m::alter_column("t", "s", m::set_not_null(m::fill("")), m::set_collate(lithe::nocase)),
             m::alter_column("t", "r", m::drop_not_null, m::drop_default)) ==
          "v1:8eae104dfee5427586818a50ee1cd109c37341029ff84a48985408a1594f60dd");
}

TEST_CASE("golden digests: constraints, indexes, views, triggers, SQL") {
    CHECK(of(m::add_constraint("t", m::unique("a", "b")),
             m::drop_constraint("t", m::check(m::ref<int>("a") > 1)),
             m::add_constraint(
                 "t", m::foreign_key("a").references("p", "id").on_update(lithe::set_null))) ==
          "v1:97a7392b427c743100e5b3957f137aac8a274c0ce69707c66ac2cab131ab07a2");
    CHECK(of(m::create_index("i", "t", "a", m::desc("b"), m::where(m::ref<int>("a") > 7)),
             m::create_unique_index("u", "t", m::on(m::sql<int>("length(b)"))),
             m::drop_index("i")) ==
          "v1:7bbd2efc96f9800129ea19e030db7f9200b33b86aa3b517030efdceeddff1bea");
    CHECK(of(m::create_view("v", "SELECT 1"), m::drop_view("v"),
             m::create_trigger("g", "AFTER INSERT ON t BEGIN SELECT 1; END"),
             m::drop_trigger("g")) ==
          "v1:e788256974e94c5b651c86200e61d043886e8ae13b8d4cbff04ffc6e174b9707");
    CHECK(of(m::raw("SELECT 1"), m::raw("DELETE FROM t", m::lossy("all")),
             m::raw("DROP INDEX i", m::effects(m::drop_index("i")))) ==
          "v1:172dcdbe5bd360b27cd4a174fd3d97f40d33cf18fca5a4f970bdc2456a223293");
}

TEST_CASE("golden digests: the table as a whole, rows, full text") {
    CHECK(of(m::set_primary_key("t", "a", "b"), m::reorder("t", "b", "a"),
             m::set_table_options("t", m::strict, m::without_rowid),
             m::set_table_options("t", m::non_strict, m::with_rowid)) ==
          "v1:7b31989801da3c2919d65854dffd756daaadf1463a3d144cd77d3ed9172e450f");
    CHECK(of(m::update_where("t", m::set("a", 7), m::set("s", m::null<std::string>()),
                             m::where(m::ref<int>("a") < 3 || m::ref<int>("b") == 1)),
             m::insert_rows("t", m::row(m::set("a", 1), m::set("r", 0.25)), m::row(m::set("a", 2))),
             m::delete_where("t", m::ref<int>("a") >= 9, m::lossy("old")),
             m::require("none is left", "SELECT 1 FROM t WHERE a > 8")) ==
          "v1:692ce68237bc2b3df2902ad2b4a95e7917e21ff17075573c72cb8ab8a4c8ac96");
    CHECK(of(m::create_fts5("f", "s", m::unindexed("u"), m::content("t", "id"),
                            m::tokenize("porter"), m::prefix_lengths("2 3")),
             m::rebuild_fts5("f"), m::drop_fts5("f")) ==
          "v1:7abe7d7d212dcdf8890e58a0a416a2ba25c656436cf73ea9ef70838cf5b37c71");
    CHECK(of(m::create_table("d", m::column<std::string>("v").declared("VARCHAR(50)"),
                             m::non_strict)) ==
          "v1:ff8efc2a12b2dc03ae5948fe38dad382930ae03ffabe745c0e9793a8f87f08fd");
}

TEST_CASE("golden digests: ways back, and files") {
    CHECK(m::digest(m::migration("1", "a", m::rename_table("a", "b"))
                        .down(m::rename_table("b", "a"))
                        .contract())
              .view() == "v1:bd10a511aff40002b95b99d19ffd4f87e775744f6f2e9489cb4a21daa792223d");
    CHECK(m::digest(m::migration("1", "a").irreversible("gone").expand()).view() ==
          "v1:a3da6319c709765d073e28edbef3747a4cfa6ce35290b287ab1b370a6bd0743d");
    CHECK(m::detail::file_digest("-- migrate:up\r\nSELECT 1;\n-- migrate:down\n") ==
          "f1:9414e90a135d3c2b4281cdbca4663bc4d7d7eedec75e018326d72830e401e5c7");
}
