// SPDX-License-Identifier: BSL-1.0
//
// A comparison that throws where its statement has nothing left that an interrupt could end.
#include <lithe/sqlite/failed_comparison.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

using lithe::col, lithe::from;

namespace {

constexpr lithe::named_collation<"fails_for_x"> fails_for_x{};

struct fallible {
    std::string key{};
    int number = 0;
    static constexpr auto schema() {
        return lithe::table("fallible", lithe::primary_key<&fallible::key>,
                            lithe::collate<&fallible::key>(fails_for_x));
    }
};
struct fallible_child {
    std::int64_t id = 0;
    std::string key{};
    static constexpr auto schema() {
        return lithe::table("fallible_child", lithe::primary_key<&fallible_child::id>,
                            lithe::foreign_key<&fallible_child::key>.references<&fallible::key>());
    }
};
struct fallible_indexed {
    std::int64_t id = 0;
    std::string key{};
    static constexpr auto schema() {
        return lithe::table("fallible_indexed", lithe::primary_key<&fallible_indexed::id>,
                            lithe::collate<&fallible_indexed::key>(fails_for_x),
                            lithe::index<&fallible_indexed::key>);
    }
};

lithe::connection opened() {
    lithe::connection c{":memory:"};
    c.create_collation(fails_for_x, [](std::string_view left, std::string_view right) {
        if (left == "x" || right == "x")
            throw std::runtime_error("not x");
        return left.compare(right);
    });
    c.create_tables<fallible, fallible_child, fallible_indexed>();
    for (char const* key : {"0", "1", "2", "3"}) {
        c.insert(fallible{key, 1});
        c.insert(fallible_indexed{0, key});
    }
    return c;
}
auto everything(lithe::connection& c) {
    return rows::of_sql(c.native_handle(),
                        "SELECT 'a', key, number FROM fallible UNION ALL "
                        "SELECT 'b', key, id FROM fallible_child UNION ALL "
                        "SELECT 'c', key, id FROM fallible_indexed");
}

auto const integrity = lithe::sql<"PRAGMA integrity_check">.as<std::string>();

template <class Run>
void fails(lithe::connection& c, Run run) {
    auto const before = everything(c);
    try {
        run(c);
        FAIL("nothing was thrown");
    } catch (lithe::error const& thrown) {
        CHECK(std::string_view(thrown.what()).find("collation fails_for_x: not x") !=
              std::string_view::npos);
    }
    CHECK(everything(c) == before);
    CHECK(sqlite3_get_autocommit(c.native_handle()) != 0);
    CHECK(c.fetch_one(integrity) == "ok");
}

}  // namespace

TEST_CASE("failed_comparison: short statements give nothing and write nothing") {
    auto c = opened();
    auto const update = lithe::update<fallible>()
                            .set(col<&fallible::number> = 77)
                            .where(col<&fallible::key> == "x");
    fails(c, [](auto& on) { on.template find<fallible>("x"); });
    fails(c, [](auto& on) { on.fetch_all(from<fallible>().where(col<&fallible::key> == "x")); });
    fails(c, [&](auto& on) { on.execute(update); });
    fails(c, [&](auto& on) { on.fetch_all(update.returning()); });
    fails(c, [](auto& on) { on.template erase<fallible>("x"); });
    fails(c, [](auto& on) { on.insert(fallible{"x", 1}); });
    fails(c, [](auto& on) { on.upsert(fallible{"x", 1}); });
    fails(c, [](auto& on) { on.insert(fallible_child{0, "x"}); });
    fails(c, [](auto& on) { on.insert(fallible_indexed{0, "x"}); });
    fails(c, [](auto& on) { on.update(fallible_indexed{2, "x"}); });
    fails(c, [](auto& on) { on.insert_all({fallible_indexed{0, "4"}, fallible_indexed{0, "x"}}); });
    CHECK(c.insert(fallible_indexed{0, "5"}) == 5);  // and then all is well
}

TEST_CASE("failed_comparison: a transaction is undone as a whole") {
    auto c = opened();
    fails(c, [](auto& on) {
        on.transact([](lithe::transaction& tx) {
            tx.insert(fallible{"9", 9});
            tx.insert(fallible_indexed{0, "x"});
        });
    });
    // Caught inside: the transaction is over all the same.
    auto const before = everything(c);
    CHECK_THROWS(c.transact([](lithe::transaction& tx) {
        tx.insert(fallible{"9", 9});
        try {
            tx.insert(fallible_indexed{0, "x"});
        } catch (lithe::error const&) {
        }
    }));
    CHECK(everything(c) == before);
    // A script, whose statements nobody looks behind, is not committed.
    CHECK_THROWS_AS(c.execute_script("INSERT INTO fallible_indexed(key) VALUES('x')"),
                    lithe::error);
    CHECK(everything(c) == before);
}
