// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/with.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace lithe;
using namespace lithe::detail;

namespace {

// Definitions that need one another: second needs first, loop refers to itself.
struct first {
    static constexpr std::string_view name = "first";
    static constexpr bool recursive = false;
    static constexpr bool parameters = false;
    static constexpr void write_definition(sql_writer& out) { out.text("F"); }
};
struct second {
    static constexpr std::string_view name = "second";
    static constexpr bool recursive = false;
    static constexpr bool parameters = false;
    static constexpr void write_definition(sql_writer& out) {
        if (out.with != nullptr)
            out.with->define<first>();
        out.text("S");
    }
};
struct other_first {
    static constexpr std::string_view name = "first";
    static constexpr bool recursive = false;
    static constexpr bool parameters = false;
    static constexpr void write_definition(sql_writer& out) { out.text("O"); }
};
struct loop {
    static constexpr std::string_view name = "loop";
    static constexpr bool recursive = true;
    static constexpr bool parameters = true;
    static constexpr void write_definition(sql_writer& out) {
        if (out.with != nullptr)
            out.with->refer("loop");
        out.text("L");
    }
};
struct itself {
    static constexpr std::string_view name = "itself";
    static constexpr bool recursive = false;
    static constexpr bool parameters = false;
    static constexpr void write_definition(sql_writer& out) {
        if (out.with != nullptr)
            out.with->refer("itself");
    }
};

template <class... Definitions>
struct statement {
    static constexpr void write_body(sql_writer& out) {
        if (out.with != nullptr)
            (out.with->define<Definitions>(), ...);
        out.text("body");
    }
};
struct refers {
    static constexpr void write_body(sql_writer& out) {
        if (out.with != nullptr)
            out.with->refer("loop");
    }
};

template <class Statement>
std::string with_text() {
    sql_writer measure;
    write_with<Statement>(measure);
    std::string text(measure.size(), '\0');
    sql_writer out(text.data());
    write_with<Statement>(out);
    return text;
}

static_assert(with_of<statement<>>.size == 0);
static_assert(with_of<statement<first, second, first>>.size == 2);
static_assert(with_of<statement<first, other_first>>.twice);
static_assert(with_of<statement<second, other_first>>.twice);
static_assert(with_of<statement<loop, loop>>.repeated && !with_of<statement<loop>>.repeated);
static_assert(!with_of<statement<first, second, first>>.repeated);  // without values
static_assert(with_of<refers>.unknown && with_of<statement<itself>>.unknown);
static_assert(!with_of<statement<loop>>.unknown && with_of<statement<loop>>.recursive);

constexpr bool hides(std::string_view table) {
    with_list list;
    list.define<first>();
    list.see_table(table);
    return list.hides_table();
}
static_assert(hides("first") && !hides("second"));

struct values {
    std::vector<int> seen;
    void operator()(int value) { seen.push_back(value); }
};
struct inner_query {
    template <class Sink>
    void bind_body(Sink& sink) const {
        sink(2);
    }
};
struct outer_query {
    template <class Sink>
    void bind_body(Sink& sink) const {
        sink(3);
        if constexpr (requires { Sink::looks_for_definition; })
            sink.define("first", inner_query());
        sink(4);
    }
};

}  // namespace

TEST_CASE("with: each name once, what is needed first") {
    CHECK(with_text<statement<second, first>>() == "WITH F, S ");
    CHECK(with_text<statement<loop, first, loop>>() == "WITH RECURSIVE L, F ");
}

TEST_CASE("with: a definition's values and no others, once") {
    for (auto const& [name, wanted] :
         {std::pair{"first", std::vector{2}}, std::pair{"second", std::vector{3, 4}}}) {
        values seen;
        definition_sink<values> sink(seen, name);
        sink(1);
        sink.define("second", outer_query());
        sink.define("second", outer_query());
        sink.define("first", inner_query());
        sink(5);
        CHECK(seen.seen == wanted);
    }
}
