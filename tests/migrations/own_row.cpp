// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/own_row.hpp>

#include "support/migrations.hpp"
#include "support/property.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;
using detail::part;
using number = std::optional<std::int64_t>;

constexpr auto init =
    m::migration("1", "init",
                 m::create_table("t", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::string>("n"), m::column<number>("x")),
                 m::create_table("u", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::string>("n"), m::column<number>("x")));

// Steps whose result depends on which of them came before.
class steps {
public:
    explicit steps(std::uint64_t seed) : random_(seed) {
        static_cast<void>(state_.apply(init.nodes.list[1]));
        std::size_t const second = 2 + init.nodes.list[1].size;
        static_cast<void>(state_.apply(init.nodes.list[second]));
        for (std::size_t at = 3 + below(4); at > 0; --at)
            step();
    }
    // All in one migration, or each in its own.
    detail::loaded_history history(bool in_one) {
        detail::loaded_history made;
        made.records.assign(init.nodes.list, init.nodes.list + init.nodes.size);
        std::size_t head = 0;
        for (std::size_t at = 0; at < taken_.size(); ++at) {
            if (at == 0 || !in_one) {
                head = made.records.size();
                made.records.push_back(
                    detail::leaf(part::migration, text_.keep(std::to_string(at + 2))).list[0]);
            }
            made.records.insert(made.records.end(), taken_[at].begin(), taken_[at].end());
            made.records[head].size += static_cast<std::uint32_t>(taken_[at].size());
        }
        return made;
    }

private:
    std::size_t below(std::size_t count) {
        random_ = random_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(random_ >> 33U) % count;
    }
    template <std::size_t Size>
    void take(detail::operation<Size> const& step) {
        detail::replayer trial = state_;
        if (!trial.apply(step.nodes.list[0]))
            return;
        state_ = trial;
        taken_.emplace_back(step.nodes.list, step.nodes.list + Size);
    }
    void step() {
        bool const first = below(2) == 0;
        std::string_view const table = first ? "t" : "u";
        std::string const own = first ? "t" : "u";
        std::string const other = first ? "u" : "t";
        std::string_view const fresh = text_.keep("a" + std::to_string(taken_.size()));
        switch (below(13)) {
            case 0:
                return take(m::add_column(
                    table, m::column<number>(fresh),
                    m::fill(m::sql<number>(text_.keep("(SELECT x FROM " + other +
                                                      " AS o WHERE o.id = " + own + ".id)")))));
            case 1:
                return take(m::drop_column(table, "x", m::lossy("moved")));
            case 2:
                return take(m::add_column(table, m::column<number>("x")));
            case 3:
                return take(m::alter_column(
                    table, "x",
                    m::set_not_null(m::fill(m::sql<std::int64_t>(
                        text_.keep("coalesce((SELECT max(o.id) FROM " + other + " AS o), 5)"))))));
            case 4:
                return take(m::add_column(
                    table, m::column<std::int64_t>(fresh),
                    m::fill(m::sql<std::int64_t>("row_number() OVER (ORDER BY n, id)"))));
            case 5:
                return take(m::alter_column(table, "n", m::set_collate(lithe::nocase)));
            case 6:
                return take(m::add_column(table, m::column<bool>(fresh),
                                          m::fill(m::ref<std::string>("n") == "abc")));
            case 7:
                return take(m::alter_column(table, "n", m::set_default("d")));
            case 8:
                return take(m::reorder(table, "n"));
            case 9:
                return take(m::alter_column(
                    table, "n", m::set_type<std::string>(m::sql<std::string>("n || '!'")),
                    m::lossy("marked")));
            case 10:
                return take(m::add_column(table, m::column<std::string>(fresh),
                                          m::fill(m::sql<std::string>("lower(n) || id"))));
            case 11:
                return take(m::update_where(
                    table, m::set("n", m::sql<std::string>(text_.keep(
                                           "n || (SELECT count(*) FROM " + other + ")")))));
            default:
                return take(m::add_column(
                    table, m::column<number>(fresh),
                    m::fill(m::sql<number>("lag(id, 1, total(id)) OVER (ORDER BY id)"))));
        }
    }

    std::uint64_t random_;
    detail::replayer state_;
    detail::loaded_history text_;
    std::vector<std::vector<detail::record>> taken_;
};

// Rows and schema behind the migrations that `make` makes.
template <class Make>
std::string result(Make&& make, std::size_t chunk) {
    lithe::connection db(":memory:");
    m::migrator{db, make(), {.to = "1"}}.migrate();
    db.execute_script(
        "INSERT INTO t VALUES (1, 'ABC', 7), (2, 'abc', NULL), (5, 'b', 9), (7, 'a', NULL), "
        "(8, 'abc', 1); INSERT INTO u VALUES (1, 'x', 42), (2, 'Abc', NULL), (5, 'abc', -1)");
    try {
        m::migrator{db, make(), {.chunk_rows = chunk}}.migrate();
    } catch (lithe::migration_error const&) {
        return "refused";
    }
    return support::rows(
               db, "SELECT name, sql FROM sqlite_schema WHERE name IN ('t', 'u') ORDER BY name") +
           '\n' + support::rows(db, "SELECT * FROM t ORDER BY id") + '\n' +
           support::rows(db, "SELECT * FROM u ORDER BY id");
}

int ran = 0;

}  // namespace

TEST_CASE("an expression that looks at other rows is known") {
    for (char const* const own :
         {"1", "a || 'x, (SELECT 1)'", "trim(substr(place, 1, instr(place || ',', ',') - 1))",
          "CASE WHEN (a) THEN (b) ELSE (c) END", "a IN (1, 2) AND NOT (b)",
          "cast(\"over\" AS text)", "a /* SELECT */ + count"})
        REQUIRE(detail::is_of_own_row(own));
    for (char const* const other :
         {"(SELECT 1)", "a IN u", "a IN main.u", "max(a)", "count(*)", "sum(a) over (order by b)",
          "sum(a) over w", "exists(select 1)", "mine(a)", "\"lower\"(a)", "lower((VALUES (1)))",
          "datetime('now')", "coalesce(a, Current_Date)", "unixepoch()"})
        REQUIRE_FALSE(detail::is_of_own_row(other));
}

TEST_CASE("steps in one migration, each in its own, and in chunks make the same", "[property]") {
    lithe_test::check_property("the order of the steps", [](std::uint64_t seed) {
        steps any(seed);
        auto const in_one = [&] { return any.history(true); };
        std::string const expected = result([&] { return any.history(false); }, 1000);
        RC_ASSERT(result(in_one, 2) == expected);
        if (expected == "refused" || ++ran % 4 != 0)
            return;
        auto const files = m::detail::files_of(in_one(), m::detail::file_form::dbmate);
        std::vector<m::sql_text_file> texts;
        for (auto const& [name, text] : files)
            texts.push_back({name, text});
        RC_ASSERT(result([&] { return m::sql_texts(texts); }, 1000) == expected);
    });
    REQUIRE(ran > 50);
}

TEST_CASE("a column that moves to another table keeps its values") {
    auto const moved = m::history(
        init,
        m::migration("2", "move",
                     m::add_column("t", m::column<number>("y"),
                                   m::fill(m::sql<number>("(SELECT x FROM u WHERE u.id = t.id)"))),
                     m::drop_column("u", "x", m::lossy("moved to t.y"))));
    lithe::connection db(":memory:");
    auto const first = m::history(init);
    m::migrator{db, first}.migrate();
    db.execute_script("INSERT INTO t VALUES (1, '', 7); INSERT INTO u VALUES (1, '', 42)");
    m::migrator{db, moved}.migrate();
    REQUIRE(support::rows(db, "SELECT x, y FROM t") == "7|42");
}
