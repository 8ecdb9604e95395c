// SPDX-License-Identifier: BSL-1.0
//
// The real tools run such files in tests/interop; here it is lithe that takes them back.
#include <lithe/migrations/export_files.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;
using form = m::detail::file_form;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto history = m::history(
    m::migration(
        "1", "init",
        m::create_table("p", m::column<std::int64_t>("id").primary_key().autoincrement(),
                        m::column<std::optional<std::string>>("a")),
        m::create_table(
            "c", id, m::column<std::int64_t>("p").references("p", "id").on_delete(lithe::cascade)),
        m::create_table("alone", id, m::column<std::optional<int>>("n")),
        m::create_trigger("g", "AFTER UPDATE OF a ON p BEGIN SELECT 1; SELECT 2; END"),
        m::create_view("v", "SELECT p.id FROM p JOIN c ON c.p = p.id")),
    m::migration("2", "rename", m::rename_column("p", "a", "name"), m::rename_table("p", "people")),
    m::migration("3", "rebuild", m::alter_column("people", "name", m::set_not_null(m::fill("?")))),
    m::migration("4", "no parent", m::alter_column("alone", "n", m::set_not_null(m::fill(0))))
        .down(m::alter_column("alone", "n", m::drop_not_null)));

std::vector<m::detail::exported_file> files(form how) {
    return m::detail::files_of(history, how);
}
std::string schema(lithe::connection& db) {
    return support::rows(db,
                         "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE "
                         "'%schema_migrations%' ORDER BY type, name");
}
bool has(std::string const& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("exported and taken back, a history does the same") {
    lithe::connection wanted(":memory:");
    m::migrator{wanted, m::history(history)}.migrate();
    for (form const how : {form::dbmate, form::goose}) {
        std::vector<m::sql_text_file> texts;
        auto const list = files(how);
        for (auto const& file : list)
            texts.push_back({file.name, file.text});
        lithe::connection db(":memory:", {.foreign_keys = true});
        m::migrator migrator{db, m::sql_texts(texts), {.to = "2"}};
        migrator.migrate();
        db.execute_script("INSERT INTO people VALUES (7, NULL); INSERT INTO c VALUES (1, 7)");
        m::migrator rest{db, m::sql_texts(texts)};
        rest.migrate();
        REQUIRE(schema(db) == schema(wanted));
        REQUIRE(support::rows(db, "SELECT name, c.id FROM people JOIN c ON c.p = people.id") ==
                "?|1");
        rest.rollback();
        REQUIRE(support::rows(db, "SELECT \"notnull\" FROM pragma_table_info('alone')") == "0\n0");
        REQUIRE_THROWS_WITH(rest.rollback(), Catch::Matchers::Contains("has no inverse"));
    }
}

TEST_CASE("foreign keys are off only where a parent is dropped, and that is looked at") {
    auto const list = files(form::dbmate);
    REQUIRE(list[2].name == "3_rebuild.sql");
    REQUIRE(has(list[2].text, "-- migrate:up transaction:false\nPRAGMA foreign_keys=OFF;\nBEGIN"));
    REQUIRE(has(list[2].text, "SELECT (SELECT foreign_keys FROM pragma_foreign_keys) = 0;\nDROP"));
    REQUIRE(has(list[2].text, "CREATE TRIGGER \"g\" AFTER UPDATE OF \"name\" ON \"people\""));
    REQUIRE_FALSE(has(list[3].text, "foreign_keys="));
    REQUIRE(has(files(form::goose)[2].text, "-- +goose NO TRANSACTION\n"));
    REQUIRE_FALSE(has(files(form::goose)[3].text, "NO TRANSACTION"));
}

TEST_CASE("what cannot be exported is said, and nothing is written") {
    scratch_folder const folder;
    auto const with_function = m::history(m::migration(
        "1", "a", m::create_table("t", m::column<int>("a")), m::raw("UPDATE t SET a = own(a)")));
    REQUIRE_THROWS_WITH(m::export_dbmate(with_function, folder.file("none")),
                        Catch::Matchers::Contains("migration 1: no such function: own"));
    REQUIRE_FALSE(std::filesystem::exists(folder.file("none")));
    auto const with_mark =
        m::history(m::migration("1", "a", m::raw("SELECT '\n-- migrate:down\n'")));
    REQUIRE_THROWS_WITH(m::export_dbmate(with_mark, folder.file("none")),
                        Catch::Matchers::Contains("a line that the tool reads"));
    auto const too_large = m::history(m::migration("9223372036854775808", "a"));
    REQUIRE_THROWS_WITH(m::export_goose(too_large, folder.file("none")),
                        Catch::Matchers::Contains("no number that goose takes"));
}

TEST_CASE("an export adds files and never changes one") {
    scratch_folder const folder;
    std::filesystem::path const path = folder.file("files");
    m::export_dbmate(history, path);
    m::export_dbmate(history, path);
    m::export_goose(m::sql_files(path), folder.file("goose"));
    auto const other = m::history(m::migration("3", "rebuild"), m::migration("5", "five"));
    REQUIRE_THROWS_WITH(m::export_dbmate(other, path),
                        Catch::Matchers::Contains("is there already and says something else"));
    REQUIRE_FALSE(std::filesystem::exists(path / "5_five.sql"));
    lithe::connection db(":memory:");
    m::migrator{db, m::sql_files(folder.file("goose"))}.migrate();
    lithe::connection wanted(":memory:");
    m::migrator{wanted, m::history(history)}.migrate();
    REQUIRE(schema(db) == schema(wanted));
}

TEST_CASE("what takes no transaction has none in a file") {
    constexpr auto vacuum = m::history(
        m::migration("1", "t", m::create_table("t", id)),
        m::migration("2", "small").no_transaction(m::raw("VACUUM"), m::idempotent).down());
    for (form const how : {form::dbmate, form::goose}) {
        auto const list = m::detail::files_of(vacuum, how);
        REQUIRE(has(list[1].text, how == form::dbmate ? "-- migrate:up transaction:false\nVACUUM;"
                                                      : "-- +goose NO TRANSACTION\n"));
        REQUIRE_FALSE(has(list[1].text.substr(0, list[1].text.find("VACUUM")), "BEGIN"));
        std::vector<m::sql_text_file> texts;
        for (auto const& file : list)
            texts.push_back({file.name, file.text});
        lithe::connection db(":memory:");
        REQUIRE(m::migrator(db, m::sql_texts(texts)).migrate().versions.size() == 2);
    }
}
