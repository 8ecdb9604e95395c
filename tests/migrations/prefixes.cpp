// SPDX-License-Identifier: BSL-1.0
//
// At every prefix of a history SQLite has the schema that the compiler computed: once with empty
// tables, once with rows in all of them (half of SQLite's refusals come only then).

#include <lithe/migrations/chunked_replay.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <string>
#include <utility>

namespace {

namespace m = lithe::migrations;

template <std::size_t Number>
constexpr auto one() {
    if constexpr (Number == 0)
        return m::migration(
            "1", "init",
            m::create_table("user", m::column<std::int64_t>("id").primary_key().autoincrement(),
                            m::column<std::string>("first").collate(lithe::nocase),
                            m::column<std::optional<std::string>>("last").unique(),
                            m::column<int>("age").default_value(7)),
            m::create_table(
                "post", m::column<std::int64_t>("owner"), m::column<int>("nr"),
                m::column<std::optional<double>>("rank"), m::primary_key("owner", "nr"),
                m::foreign_key("owner").references("user", "id").on_delete(lithe::cascade),
                m::check(m::ref<int>("nr") >= 0).named("counted"), m::without_rowid),
            m::create_index("by_first", "user", "first", m::desc("age"),
                            m::where(m::ref<int>("age") > 3)));
    else if constexpr (Number == 1)
        return m::migration(
            "2", "adds",
            m::add_column("user", m::column<std::string>("name"),
                          m::fill(m::ref<std::string>("first") + "!")),
            m::add_column("post", m::column<int>("half").generated(m::ref<int>("nr") * 2)),
            m::add_column(
                "post", m::column<std::optional<std::int64_t>>("editor").references("user", "id")),
            m::create_view("names", "SELECT name FROM user"),
            m::create_trigger("seen", "AFTER INSERT ON user BEGIN SELECT new.name; END"));
    else if constexpr (Number == 2)
        return m::migration("3", "renames", m::drop_view("names"), m::drop_trigger("seen"),
                            m::rename_table("user", "people"),
                            m::rename_column("people", "first", "given"),
                            m::rename_column("post", "nr", "number"));
    else if constexpr (Number == 3)
        return m::migration(
            "4", "alters", m::drop_index("by_first"),
            m::alter_column("people", "last", m::set_not_null(m::fill("")), m::set_default("x"),
                            m::set_collate(lithe::nocase)),
            m::alter_column("people", "age", m::drop_default, m::drop_not_null),
            m::alter_column("post", "rank",
                            m::set_type<std::optional<std::string>>(
                                m::cast<std::string>(m::ref<std::optional<double>>("rank")))),
            m::add_constraint("people", m::check(m::sql<bool>("length(given) < 99"))));
    else if constexpr (Number == 4)
        return m::migration("5", "drops", m::drop_column("people", "name", m::lossy("test")),
                            m::drop_constraint("post", m::check(m::ref<int>("number") >= 0)),
                            m::drop_column("post", "half", m::lossy("test")),
                            m::reorder("people", "age", "id"),
                            m::create_unique_index("by_age", "people", "age", "id"));
    else
        return m::migration("6", "tables", m::set_table_options("post", m::with_rowid),
                            m::set_primary_key("post", "number", "owner"),
                            m::create_fts5("words", "given", m::content("people", "id")),
                            m::raw("CREATE TABLE extra (x INTEGER NOT NULL) STRICT",
                                   m::effects(m::create_table("extra", m::column<int>("x")))),
                            m::drop_table("extra", m::if_empty));
}
constexpr std::size_t count = 6;

template <std::size_t... Number>
constexpr auto joined(std::index_sequence<Number...>) {
    return m::history(one<Number>()...);
}
template <std::size_t Size>
inline constexpr auto prefix = joined(std::make_index_sequence<Size>{});
static_assert(m::history_ok<prefix<count>>);

m::detail::schema_model computed(std::string_view packed) {
    m::detail::schema_model schema;
    m::detail::schema_reader(packed).read(schema);
    return schema;
}

// A row in every table that has none.
void seed(lithe::connection& db) {
    for (char const* const sql :
         {"INSERT INTO user (first, last) VALUES ('a', NULL), ('b', 'z')",
          "INSERT INTO post (owner, nr, rank) VALUES (1, 0, NULL), (2, 5, 1.5)",
          "INSERT INTO people (given, last, age) VALUES ('c', 'w', NULL)"}) {
        try {
            db.execute_script(sql);
        } catch (lithe::error const&) {
            // The table is not there at this prefix, or has the row already.
        }
    }
}

template <std::size_t Size>
void check_prefix(lithe::connection& db, bool with_rows) {
    CAPTURE(Size, with_rows);
    m::migrator{db, prefix<Size>}.migrate();
    m::detail::schema_model const live = m::detail::read_schema(db.native_handle());
    m::detail::schema_model const wanted = computed(m::detail::packed_schema<prefix<Size>>());
    auto const both = [&](auto const& left, auto const& right) {
        std::string out;
        for (std::string const& one : m::detail::differences(left, right))
            out += one + "; ";
        return out;
    };
    CHECK(both(wanted, live) == "");
    CHECK(both(live, wanted) == "");
    CHECK(live.tables.size() == wanted.tables.size());
    CHECK(live.indexes.size() == wanted.indexes.size());
    CHECK(live.views.size() == wanted.views.size());
    CHECK(live.triggers.size() == wanted.triggers.size());
    if (with_rows)
        seed(db);
}

template <std::size_t... Size>
void check_all(bool with_rows, std::index_sequence<Size...>) {
    lithe::connection db(":memory:");
    (check_prefix<Size + 1>(db, with_rows), ...);
    CHECK(support::rows(db, "SELECT count(*) FROM people") == (with_rows ? "3" : "0"));
    CHECK(support::rows(db, "PRAGMA integrity_check") == "ok");
}

}  // namespace

TEST_CASE("every prefix of a history is in SQLite what the compiler computed") {
    check_all(false, std::make_index_sequence<count>{});
    check_all(true, std::make_index_sequence<count>{});
}
