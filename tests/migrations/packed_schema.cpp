// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/packed_schema.hpp>

#include <lithe/migrations/ddl.hpp>
#include <lithe/migrations/parse.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

namespace detail = lithe::migrations::detail;

detail::schema_model parsed(std::string const& long_name) {
    detail::schema_model schema;
    for (std::string const& sql :
         {std::string(
              "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT NOT NULL DEFAULT 'x' "
              "COLLATE "
              "NOCASE, c AS (b || 'y') STORED, CONSTRAINT u UNIQUE (b, c), CHECK (b <> ''), "
              "FOREIGN "
              "KEY "
              "(b) REFERENCES z (y) ON DELETE CASCADE) STRICT"),
          "CREATE TABLE \"" + long_name + "\" (k TEXT, PRIMARY KEY (k)) WITHOUT ROWID",
          std::string("CREATE VIRTUAL TABLE f USING fts5(x)")})
        schema.tables.push_back(detail::parse_table(sql));
    schema.tables.back().name = detail::text("f");
    for (char const* const sql :
         {"CREATE UNIQUE INDEX i ON a (b DESC, c) WHERE b > 'm'", "CREATE INDEX j ON f (x)"}) {
        detail::index_model index;
        REQUIRE(detail::parse_index(sql, index));
        schema.indexes.push_back(index);
    }
    schema.views.push_back({detail::text("v"), {}, detail::text("CREATE VIEW v AS SELECT 1")});
    schema.triggers.push_back({detail::text("g"), detail::text("a"), detail::text("CREATE …")});
    return schema;
}

struct counter {
    int tables = 0;
    int indexes = 0;
    void operator()(detail::table_model const&) { ++tables; }
    void operator()(detail::index_model const&) { ++indexes; }
};

}  // namespace

TEST_CASE("a packed schema is read as it was") {
    // Lengths on both sides of those that are one letter.
    for (std::size_t const size : {1U, 254U, 255U, 256U, 70000U}) {
        detail::schema_model const schema = parsed(std::string(size, 'n'));
        detail::schema_packer packer;
        packer.pack(schema);
        detail::schema_model read;
        detail::schema_reader(packer.out).read(read);
        REQUIRE(read.tables.size() == 3);
        for (std::size_t at = 0; at < 3; ++at) {
            REQUIRE(read.tables[at].name == schema.tables[at].name);
            REQUIRE(detail::same_table(read.tables[at], schema.tables[at]));
            REQUIRE(detail::create_table_text(read.tables[at], "t") ==
                    detail::create_table_text(schema.tables[at], "t"));
        }
        REQUIRE(read.indexes.size() == 2);
        REQUIRE(detail::same_index(read.indexes[0], schema.indexes[0]));
        REQUIRE(read.views[0].words == schema.views[0].words);
        REQUIRE(read.triggers[0].table == schema.triggers[0].table);
    }
}

TEST_CASE("one table of a packed schema, with its indexes") {
    detail::schema_packer packer;
    packer.pack(parsed("long"));
    for (char const* const name : {"A", "f", "long", "nowhere"}) {
        counter seen;
        detail::schema_reader(packer.out).visit(name, seen);
        REQUIRE(seen.tables == (std::string(name) == "nowhere" ? 0 : 1));
        REQUIRE(seen.indexes == (std::string(name) == "A" || std::string(name) == "f" ? 1 : 0));
    }
}
