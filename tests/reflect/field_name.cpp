// SPDX-License-Identifier: BSL-1.0
//
// Names of fields: as the user wrote them, and as Boost.PFR gives them where it does (since 1.84).
#include <lithe/reflect/field_name.hpp>

#include "support/catch.hpp"

#include <map>
#include <string>
#include <vector>

#if __has_include(<boost/pfr/core_name.hpp>)
#include <boost/pfr/core_name.hpp>
#endif

namespace outer {
struct first_struct {
    int id;
    std::map<std::string, std::vector<int>> value;
    int CamelCase;
    int _leading;
    int trailing_;
    int with_9_digits_0;
    int größe;
    int x;
};
template <class Payload>
struct event {
    Payload payload;
    event* next;
};
}  // namespace outer

namespace {

using lithe::detail::field_names;

struct hidden {
    int visible = 0;
    struct inside {
        int deep;
    } nested{};
};
struct hundred {
    int f0 = 0, f1 = 0, f2 = 0, f3 = 0, f4 = 0;
    int f5 = 0, f6 = 0, f7 = 0, f8 = 0, f9 = 0;
    int f10 = 0, f11 = 0, f12 = 0, f13 = 0, f14 = 0;
    int f15 = 0, f16 = 0, f17 = 0, f18 = 0, f19 = 0;
    int f20 = 0, f21 = 0, f22 = 0, f23 = 0, f24 = 0;
    int f25 = 0, f26 = 0, f27 = 0, f28 = 0, f29 = 0;
    int f30 = 0, f31 = 0, f32 = 0, f33 = 0, f34 = 0;
    int f35 = 0, f36 = 0, f37 = 0, f38 = 0, f39 = 0;
    int f40 = 0, f41 = 0, f42 = 0, f43 = 0, f44 = 0;
    int f45 = 0, f46 = 0, f47 = 0, f48 = 0, f49 = 0;
    int f50 = 0, f51 = 0, f52 = 0, f53 = 0, f54 = 0;
    int f55 = 0, f56 = 0, f57 = 0, f58 = 0, f59 = 0;
    int f60 = 0, f61 = 0, f62 = 0, f63 = 0, f64 = 0;
    int f65 = 0, f66 = 0, f67 = 0, f68 = 0, f69 = 0;
    int f70 = 0, f71 = 0, f72 = 0, f73 = 0, f74 = 0;
    int f75 = 0, f76 = 0, f77 = 0, f78 = 0, f79 = 0;
    int f80 = 0, f81 = 0, f82 = 0, f83 = 0, f84 = 0;
    int f85 = 0, f86 = 0, f87 = 0, f88 = 0, f89 = 0;
    int f90 = 0, f91 = 0, f92 = 0, f93 = 0, f94 = 0;
    int f95 = 0, f96 = 0, f97 = 0, f98 = 0, f99 = 0;
};

static_assert(field_names<outer::first_struct>[0] == "id");
static_assert(field_names<outer::first_struct>[1] == "value");
static_assert(field_names<outer::first_struct>[2] == "CamelCase");
static_assert(field_names<outer::first_struct>[3] == "_leading");
static_assert(field_names<outer::first_struct>[4] == "trailing_");
static_assert(field_names<outer::first_struct>[5] == "with_9_digits_0");
static_assert(field_names<outer::first_struct>[6] == "größe");
static_assert(field_names<outer::first_struct>[7] == "x");
static_assert(field_names<outer::event<outer::event<int>>>[0] == "payload");
static_assert(field_names<outer::event<char const*>>[1] == "next");
static_assert(field_names<hidden>[1] == "nested" && field_names<hidden::inside>[0] == "deep");
static_assert(field_names<hundred>.size() == 100 && field_names<hundred>[99] == "f99");

#if __has_include(<boost/pfr/core_name.hpp>)
template <class Type>
bool same_as_boost() {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return ((field_names<Type>[Index] == boost::pfr::get_name<Index, Type>()) && ...);
    }(lithe::detail::field_indices<Type>{});
}
TEST_CASE("Boost gives the same names") {
    CHECK(same_as_boost<outer::first_struct>());
    CHECK(same_as_boost<outer::event<int>>());
    CHECK(same_as_boost<hundred>());
}
#endif

}  // namespace

TEST_CASE("fields of local structs have names") {
    struct local {
        int first;
        std::string second_field;
    };
    CHECK(field_names<local>[0] == "first");
    CHECK(field_names<local>[1] == "second_field");
}
