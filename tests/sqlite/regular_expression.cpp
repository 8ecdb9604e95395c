// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/regular_expression.hpp>

#include "support/catch.hpp"

#include <stdexcept>
#include <string>

using lithe::detail::pattern_reader;
using lithe::detail::text_reader;

TEST_CASE("regular_expression: code points of UTF-8, and bytes that are none") {
    text_reader reader{"a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\xff\xc3"};
    CHECK(reader.next() == U'a');
    CHECK(reader.next() == U'\u00e4');
    CHECK(reader.next() == U'\u20ac');
    CHECK(reader.next() == U'\U0001f600');
    CHECK(reader.next() == 0xff);
    CHECK(reader.next() == 0xc3);
    CHECK(reader.next() == text_reader::end);
}

TEST_CASE("regular_expression: patterns that are none say where") {
    for (auto const* const pattern :
         {"(", "a)", "[a", "[]", "*", "a|*", "a{2,1}", "a{", "a{x}", "(?=a)", "\\", "\\q", "[b-a]",
          "\\x1", "[\\D]", "((((((((((a){100}){100}){100}))))))))"}) {
        INFO(pattern);
        CHECK_THROWS_AS(pattern_reader(pattern).read(), std::invalid_argument);
    }
    CHECK_THROWS_AS(pattern_reader(std::string(200, '(')).read(), std::invalid_argument);
    CHECK_THROWS_WITH(pattern_reader("ab(c").read(),
                      Catch::Contains("a bracket is not closed at byte 4"));
    pattern_reader folding("(?i)a");
    CHECK(folding.read().size() == 2);
    CHECK(folding.folds());
}
