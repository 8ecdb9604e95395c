// SPDX-License-Identifier: BSL-1.0
//
// Rows of views: a stream shows SQLite's own memory.
#include <lithe/sqlite/stream.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

using lithe::from, lithe::sql;
using namespace lithe_test;

namespace {

struct page {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> note{};
    lithe::bytes content{};
    static constexpr auto schema() { return lithe::table("pages", lithe::primary_key<&page::id>); }
};
struct page_view {
    std::int64_t id = 0;
    std::string_view title{};
    std::optional<std::string_view> note{};
    std::span<std::byte const> content{};
};
// The table itself, read as views.
struct shown_page {
    std::int64_t id = 0;
    std::string_view title{};
    std::optional<std::string_view> note{};
    lithe::bytes_view content{};
    static constexpr auto schema() {
        return lithe::table("pages", lithe::primary_key<&shown_page::id>);
    }
};

lithe::connection pages() {
    lithe::connection c(":memory:");
    c.create_tables<page>();
    c.insert_all(
        {page{.title = "", .content = {}}, page{.title = "a title that is long enough for the heap",
                                                .note = "note",
                                                .content = lithe::bytes(1000, std::byte{7})}});
    return c;
}

sqlite3_stmt* running(lithe::connection& c) {
    sqlite3_stmt* each = sqlite3_next_stmt(c.native_handle(), nullptr);
    while (each != nullptr && sqlite3_stmt_busy(each) == 0)
        each = sqlite3_next_stmt(c.native_handle(), each);
    return each;
}

constexpr auto query = from<page>()
                           .select_as<page_view>(col<&page::id>, col<&page::title>,
                                                 col<&page::note>, col<&page::content>)
                           .order_by(col<&page::id>);

template <class Stream>
void check_views(lithe::connection& c, Stream&& rows) {
    int seen = 0;
    for (auto&& row : rows) {
        sqlite3_stmt* const statement = running(c);
        REQUIRE(statement != nullptr);
        if (++seen == 1) {
            CHECK(row.title.empty());
            CHECK(!row.note);
            CHECK(row.content.empty());
            continue;
        }
        CHECK(row.title == "a title that is long enough for the heap");
        CHECK(row.note == "note");
        CHECK(row.content.size() == 1000);
        // Nothing was copied: these are SQLite's own addresses.
        CHECK(static_cast<void const*>(row.title.data()) == sqlite3_column_text(statement, 1));
        CHECK(static_cast<void const*>(row.content.data()) == sqlite3_column_blob(statement, 3));
    }
    CHECK(seen == 2);
}

}  // namespace

TEST_CASE("stream: rows of views show SQLite's memory") {
    auto c = pages();
    check_views(c, c.stream(query));
    check_views(c, c.stream(from<shown_page>().order_by(col<&shown_page::id>)));
    check_views(c, c.stream(sql<"SELECT * FROM pages ORDER BY id">.as<page_view>()));
    std::size_t length = 0;
    for (auto&& title : c.stream(sql<"SELECT title FROM pages">.as<std::string_view>()))
        length += title.size();
    for (
        auto&& [title, content] : c.stream(
            sql<"SELECT title, content FROM pages">.as<std::tuple<std::string_view, lithe::bytes_view>>()))
        length += title.size() + content.size();
    CHECK(length == 2 * 40 + 1000);
}

TEST_CASE("stream: a view is checked as any other value") {
    auto c = pages();
    auto numbers = c.stream(sql<"SELECT id + 0 FROM pages">.as<std::string_view>());
    CHECK_THROWS_AS(numbers.begin(), lithe::conversion_error);
    auto nulls = c.stream(sql<"SELECT NULL">.as<std::string_view>());
    CHECK_THROWS_AS(nulls.begin(), lithe::conversion_error);
    auto texts = c.stream(sql<"SELECT title || '' FROM pages">.as<lithe::bytes_view>());
    CHECK_THROWS_AS(texts.begin(), lithe::conversion_error);
}
