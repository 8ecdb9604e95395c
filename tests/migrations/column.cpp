// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/column.hpp>

#include <lithe/migrations/lowering.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

template <class... Parts>
std::string table_of(Parts const&... parts) {
    m::detail::table_model table;
    table.name = m::detail::text("t");
    table.is_strict = true;
    (m::detail::add_table_part(table, parts.nodes.list[0]), ...);
    return m::detail::create_table_text(table, "t").str();
}

}  // namespace

TEST_CASE("columns say what descriptors say") {
    REQUIRE(
        table_of(m::column<std::int64_t>("id").primary_key().autoincrement(),
                 m::column<std::optional<double>>("x").default_value(2),
                 m::column<std::string>("name").collate(lithe::nocase).default_value("it's"),
                 m::column<lithe::bytes>("data")) ==
        R"(CREATE TABLE "t" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "x" REAL DEFAULT 2, )"
        R"("name" TEXT NOT NULL DEFAULT 'it''s' COLLATE "NOCASE", "data" BLOB NOT NULL) STRICT)");
}

TEST_CASE("constraints of a column stand where a descriptor's stand") {
    REQUIRE(table_of(m::column<int>("a").unique().check(m::ref<int>("a") > 0),
                     m::column<std::int64_t>("b")
                         .references("p", "id")
                         .on_delete(lithe::cascade)
                         .on_update(lithe::set_null)
                         .deferrable()) ==
            R"(CREATE TABLE "t" ("a" INTEGER NOT NULL, "b" INTEGER NOT NULL, UNIQUE ("a"), )"
            R"(FOREIGN KEY ("b") REFERENCES "p" ("id") ON DELETE CASCADE ON UPDATE SET NULL )"
            R"(DEFERRABLE INITIALLY DEFERRED, CHECK ("a" > 0)) STRICT)");
}

TEST_CASE("constraints of the table, with names") {
    REQUIRE(table_of(m::column<int>("a"), m::column<int>("b"), m::primary_key("a", "b"),
                     m::unique("b").named("u"), m::check(m::ref<int>("a") > 0).named("c"),
                     m::foreign_key("a", "b").references("p", "x", "y").named("f"),
                     m::without_rowid) ==
            R"(CREATE TABLE "t" ("a" INTEGER NOT NULL, "b" INTEGER NOT NULL, )"
            R"(PRIMARY KEY ("a", "b"), CONSTRAINT "u" UNIQUE ("b"), CONSTRAINT "f" )"
            R"(FOREIGN KEY ("a", "b") REFERENCES "p" ("x", "y"), CONSTRAINT "c" CHECK ("a" > 0)) )"
            R"(STRICT, WITHOUT ROWID)");
    REQUIRE(table_of(m::column<int>("a"),
                     m::column<int>("twice").generated(m::ref<int>("a") * 2).stored(),
                     m::non_strict) ==
            R"(CREATE TABLE "t" ("a" INTEGER NOT NULL, "twice" INTEGER NOT NULL )"
            R"(GENERATED ALWAYS AS ("a" * 2) STORED))");
}
