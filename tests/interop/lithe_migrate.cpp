// SPDX-License-Identifier: BSL-1.0
//
// What the interop tests run beside the real tools: one history, in C++ and from files.
//   lithe_migrate WORD DATABASE [ARGUMENT]

#include <lithe/migrations.hpp>
#include <lithe/sqlite.hpp>

#include <iostream>
#include <optional>
#include <string>
#include <string_view>
namespace m = lithe::migrations;

namespace {

constexpr auto id = m::column<std::int64_t>("id").primary_key();

constexpr auto history = m::history(
    m::migration(
        "20260101000000", "init",
        m::create_table("people", m::column<std::int64_t>("id").primary_key().autoincrement(),
                        m::column<std::optional<std::string>>("mail"),
                        m::column<std::optional<std::string>>("age")),
        m::create_table(
            "pets", id,
            m::column<std::int64_t>("owner").references("people", "id").on_delete(lithe::cascade)),
        m::create_table("notes", id, m::column<std::optional<std::string>>("words")),
        m::create_index("people_mail_idx", "people", "mail"),
        m::create_view("owners",
                       "SELECT people.id FROM people JOIN pets ON owner = "
                       "people.id"),
        m::create_trigger("people_changed",
                          "AFTER UPDATE OF mail ON people BEGIN INSERT INTO notes (words) "
                          "VALUES ('; changed'); SELECT 1; END")),
    m::migration("20260102000000", "rename", m::rename_column("people", "mail", "email")),
    // A rebuild of a parent, with a view over it and a trigger that was renamed along.
    m::migration("20260103000000", "age is a number",
                 m::alter_column("people", "email", m::set_not_null(m::fill("?"))),
                 m::alter_column("people", "age",
                                 m::set_type<std::optional<int>>(m::cast<std::optional<int>>(
                                     m::ref<std::optional<std::string>>("age")))))
        .down(m::alter_column(
                  "people", "age",
                  m::set_type<std::optional<std::string>>(
                      m::cast<std::optional<std::string>>(m::ref<std::optional<int>>("age")))),
              m::alter_column("people", "email", m::drop_not_null)),
    m::migration("20260104000000", "no parent",
                 m::alter_column("notes", "words", m::set_not_null(m::fill(""))))
        .down(m::alter_column("notes", "words", m::drop_not_null)),
    m::migration("20260105000000", "raw", m::raw("INSERT INTO notes (words) VALUES ('a;b -- c')"),
                 m::raw("UPDATE people SET age = age + 1 -- without an end"))
        .irreversible("nobody knows who was changed"),
    m::migration("20260106000000", "nick",
                 m::add_column("people", m::column<std::optional<std::string>>("nick"))));
static_assert(m::history_ok<history>);

// What Alembic's two revisions in run_interop.py leave, and what comes after them.
constexpr auto after_alembic = m::history(
    m::migration(
        "1", "people", m::create_table("people", m::non_strict, id, m::column<std::string>("name")),
        m::create_table(
            "pets", m::non_strict, id,
            m::column<std::int64_t>("owner").references("people", "id").on_delete(lithe::cascade))),
    m::migration("2", "mail",
                 m::add_column("people", m::column<std::optional<std::string>>("mail"))),
    m::migration("3", "mail for all",
                 m::alter_column("people", "mail", m::set_not_null(m::fill("")))));
static_assert(m::history_ok<after_alembic>);

int run(std::string_view word, std::string const& file, std::string const& argument) {
    if (word == "export-dbmate" || word == "export-goose") {
        word == "export-dbmate" ? m::export_dbmate(history, file) : m::export_goose(history, file);
        return 0;
    }
    if (word == "convert-goose") {
        m::export_goose(m::sql_files(file), argument);
        return 0;
    }
    lithe::connection db{file};
    if (word == "dump") {
        std::cout << m::dump_schema(db);
        return 0;
    }
    if (word.starts_with("alembic-")) {
        m::migrator migrator{db, after_alembic};
        if (word == "alembic-adopt")
            migrator.adopt_baseline(argument);
        if (word == "alembic-up")
            migrator.migrate();
        std::cout << migrator.status();
        return migrator.verify().ok() ? 0 : 4;
    }
    if (word == "up")
        m::migrator{db, history, {.to = argument}}.migrate();
    if (word == "down")
        m::migrator{db, history}.rollback();
    if (word == "up-files")
        m::migrator{db, m::sql_files(argument)}.migrate();
    if (word == "from-goose")
        m::from_goose(db, history);
    if (word == "from-goose-files")
        m::from_goose(db, m::sql_files(argument));
    if (word == "to-goose")
        m::to_goose(db);
    m::migrator migrator{db, history};
    std::cout << migrator.status();
    return migrator.verify().ok() ? 0 : 4;
}

}  // namespace

int main(int count, char** words) try {
    return count < 3 ? 1 : run(words[1], words[2], count > 3 ? words[3] : "");
} catch (std::exception const& thrown) {
    std::cout << thrown.what() << '\n';
    return 3;
}
