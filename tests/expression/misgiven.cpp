// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/misgiven.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// A program with functions of SQL's names, in which lithe's are named, too.
using namespace std;
using namespace lithe;

namespace {

std::string upper(std::string_view text) {
    return std::string(text) + "!";
}
std::string concat(std::string_view left, std::string_view right) {
    return std::string(left) + std::string(right);
}
std::size_t length(std::string const& text) {
    return text.size();
}
template <class... Numbers>
auto sum(Numbers const&... numbers) {
    return (numbers + ...);
}
struct price {
    int cents;
};
int total(price given) {
    return given.cents;
}

}  // namespace

TEST_CASE("functions of the program come before those that refuse") {
    std::string const text = "x";
    CHECK(upper("x") + upper(text) == "x!x!");
    CHECK(concat("a", text) + concat(text, text) + concat("a", "b") == "axxxab");
    CHECK(length("abc") == 3);
    CHECK(sum(1, 2, 3) == 6);
    CHECK(total(price{4}) == 4);
    std::vector<int> values{1, 2, 1};
    CHECK(count(values.begin(), values.end(), 1) == 2);
    CHECK(abs(-3) + round(2.4) + max(1, 2) + min({4, 3}) == 10);
    replace(values.begin(), values.end(), 1, 2);
    CHECK(values == std::vector{2, 2, 2});
    CHECK(decltype(from<blog::User>().select(lithe::upper(col<&blog::User::name>)))::sql() ==
          "SELECT upper(\"name\") FROM \"users\"");
}
