// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/record_writer.hpp>

#include "support/catch.hpp"

#include <limits>

namespace {

namespace detail = lithe::migrations::detail;
using detail::part;

detail::default_form form(std::string_view type, std::string_view words) {
    detail::column_model column;
    column.type = detail::text(type);
    column.default_value = detail::text(words);
    return detail::form_of_default(column);
}

}  // namespace

TEST_CASE("a DEFAULT is a number, a text or SQL") {
    CHECK(form("INTEGER", "17").number == 17);
    CHECK(form("INTEGER", "-9223372036854775808").number ==
          (std::numeric_limits<std::int64_t>::min)());
    CHECK(form("TEXT", "'it''s'").words.view() == "it's");
    CHECK(form("REAL", "(1.5)").kind == part::sql);
    CHECK(form("REAL", "(1.5)").words.view() == "1.5");
    CHECK(form("BLOB", "x'00'").kind == part::sql);
}

TEST_CASE("the actions of a foreign key and the parts of an index") {
    detail::record key;
    key.number = detail::packed_actions("ON UPDATE SET NULL ON DELETE NO ACTION DEFERRABLE");
    CHECK(detail::updated_of(key) == lithe::set_null);
    CHECK(detail::deleted_of(key) == lithe::no_action);
    CHECK(detail::is_deferred(key));
    CHECK(detail::form_of_part("\"a\" COLLATE \"NOCASE\" DESC").descending);
    CHECK(detail::form_of_part("\"a\" COLLATE NOCASE").collation.view() == "NOCASE");
    CHECK_FALSE(detail::form_of_part("length(\"a\") DESC").is_name);
}

TEST_CASE("a writer without room counts") {
    detail::record_writer out;
    out.add(part::column, "ab", "c");
    out.names(part::column_name, {"d", "e"});
    out.end(1);
    CHECK(out.count == 3);
    CHECK(out.size == 5);
}
