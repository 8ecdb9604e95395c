// SPDX-License-Identifier: BSL-1.0
//
// Options as texts say them; tests/sqlite/create_fts5.cpp compares those of tables.
#include <lithe/sqlite/fts5_options.hpp>

#include "support/catch.hpp"

using namespace lithe::detail;

TEST_CASE("fts5_options: what is not said is FTS5's default") {
    fts5_options const plain("CREATE VIRTUAL TABLE t USING fts5(a, \"b c\")");
    CHECK(plain.fts5);
    CHECK(plain.tokenize == "unicode61");
    CHECK(plain.prefix.empty());
    CHECK(plain.content == "its own");
    CHECK(plain.unindexed.empty());
    CHECK(!fts5_options("CREATE VIRTUAL TABLE t USING fts4(a)").fts5);
    CHECK(!fts5_options("CREATE TABLE t(a)").fts5);
    CHECK(!fts5_options("").fts5);
}

TEST_CASE("fts5_options: quotes, blanks, case and order do not matter") {
    fts5_options const read(
        "CREATE VIRTUAL TABLE \"using fts5(x)\" using FTS5('a', [b] unindexed, /* , */ "
        "Tokenize = 'unicode61  remove_diacritics 2', prefix='4, 5' , content=[It''s], "
        "content_rowid=`Id`, detail = Column)");
    CHECK(read.fts5);
    CHECK(read.tokenize == "unicode61 remove_diacritics 2");
    CHECK(read.prefix == "4 5");
    CHECK(read.content == "that of it''s");
    CHECK(read.content_rowid == "id");
    CHECK(read.detail == "column");
    CHECK(read.unindexed == "b ");
    CHECK(fts5_options("CREATE VIRTUAL TABLE t USING fts5(a, tokenize='x ''y''')").tokenize ==
          "x 'y'");
}

TEST_CASE("fts5_options: a text that ends anywhere is read to its end") {
    std::string const whole =
        "CREATE VIRTUAL TABLE t USING fts5(a UNINDEXED, tokenize = 'x', content=\"c\")";
    for (std::size_t size = 0; size <= whole.size(); ++size)
        CHECK_NOTHROW(fts5_options(std::string_view(whole).substr(0, size)));
}
