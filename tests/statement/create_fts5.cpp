// SPDX-License-Identifier: BSL-1.0
//
// The triggers of a full-text table, as constants. tests/sqlite/create_fts5.cpp runs them.
#include <lithe/statement/create_fts5.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

namespace fts = lithe::fts;

struct article {
    std::int64_t number = 0;
    std::string title{};
};
struct search {
    std::string title{};
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::fts5("find", lithe::primary_key<&search::id>, fts::content<article>);
    }
};
struct keyed_article {
    std::int64_t number = 0;
    std::string title{};
    static constexpr auto schema() {
        return lithe::table("keyed", lithe::primary_key<&keyed_article::number>);
    }
};
struct keyed_search {
    std::string title{};
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::fts5("find", lithe::primary_key<&keyed_search::id>,
                           fts::content<keyed_article>);
    }
};

using lithe::detail::fts_event, lithe::detail::fts_trigger, lithe::detail::sql_of;

static_assert(!lithe::detail::sound<search>);  // article has no integer key
static_assert(sql_of<fts_trigger<keyed_search, fts_event::inserted>> ==
              R"(CREATE TRIGGER "find_insert" AFTER INSERT ON "keyed" BEGIN )"
              R"(INSERT INTO "find" ("rowid", "title") VALUES (new."number", new."title"); END)");
static_assert(sql_of<fts_trigger<keyed_search, fts_event::deleted>> ==
              R"(CREATE TRIGGER "find_delete" AFTER DELETE ON "keyed" BEGIN )"
              R"(INSERT INTO "find" ("find", "rowid", "title") )"
              R"(VALUES ('delete', old."number", old."title"); END)");
static_assert(sql_of<fts_trigger<keyed_search, fts_event::updated>> ==
              R"(CREATE TRIGGER "find_update" AFTER UPDATE ON "keyed" BEGIN )"
              R"(INSERT INTO "find" ("find", "rowid", "title") )"
              R"(VALUES ('delete', old."number", old."title"); )"
              R"(INSERT INTO "find" ("rowid", "title") VALUES (new."number", new."title"); END)");

}  // namespace

TEST_CASE("commands of a full-text table") {
    CHECK(fts::rebuild<keyed_search>().sql() ==
          R"(INSERT INTO "find" ("find") VALUES ('rebuild'))");
    CHECK(fts::optimize<keyed_search>().sql() ==
          R"(INSERT INTO "find" ("find") VALUES ('optimize'))");
}
