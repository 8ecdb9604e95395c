// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/full_text_sql.hpp>

#include <lithe/lithe.hpp>
#include <lithe/migrations.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

namespace m = lithe::migrations;

struct MigratedArticle {
    std::int64_t id = 0;
    std::string title{};
    std::string body{};
    static constexpr auto schema() {
        return lithe::table("migrated_articles", lithe::primary_key<&MigratedArticle::id>);
    }
};
struct MigratedSearch {
    std::int64_t id = 0;
    std::string title{};
    std::string body{};
    static constexpr auto schema() {
        return lithe::fts5(
            "migrated_search", lithe::primary_key<&MigratedSearch::id>,
            lithe::fts::content<MigratedArticle>, lithe::fts::unindexed<&MigratedSearch::body>,
            lithe::fts::tokenize("porter unicode61"), lithe::fts::prefix_lengths(2, 3));
    }
};

std::string schema_of(lithe::connection& db) {
    std::string out;
    m::detail::statement all(db.native_handle(),
                             "SELECT sql FROM sqlite_schema WHERE tbl_name LIKE 'migrated%' AND "
                             "tbl_name NOT LIKE '%search\\_%' ESCAPE '\\' ORDER BY name");
    while (all.step())
        out += all.words(0) + '\n';
    return out;
}

}  // namespace

// A file that was migrated and one that create_tables made are one.
TEST_CASE("the words of a full-text table are those of the descriptor") {
    constexpr auto history = m::history(m::migration(
        "1", "init",
        m::create_table("migrated_articles", m::column<std::int64_t>("id").primary_key(),
                        m::column<std::string>("title"), m::column<std::string>("body")),
        m::create_fts5("migrated_search", "title", m::unindexed("body"),
                       m::content("migrated_articles", "id"), m::tokenize("porter unicode61"),
                       m::prefix_lengths("2 3"))));
    lithe::connection migrated(":memory:");
    m::migrator{migrated, history}.migrate();
    lithe::connection created(":memory:");
    created.create_tables<MigratedArticle, MigratedSearch>();
    REQUIRE(schema_of(migrated) == schema_of(created));
    migrated.create_tables<MigratedArticle, MigratedSearch>();  // compares
}
