// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/chosen_statement.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <algorithm>
#include <set>
#include <thread>

using namespace lithe;
using lithe_test::author;

namespace {

constexpr auto name = col<&author::name>;
constexpr auto age = col<&author::age>;
constexpr auto email = col<&author::email>;

auto filtered(unsigned bits, int limit) {
    return from<author>()
        .where(when((bits & 1U) != 0, age >= limit), when((bits & 2U) != 0, email.is_not_null()),
               when((bits & 4U) != 0, name != "Bob") || when((bits & 8U) != 0, age == 7))
        .order_by(choose((bits >> 4U) & 1U, asc(name), desc(name)));
}

/// The same question asked in C++.
std::vector<std::string> expected(std::vector<author> all, unsigned bits, int limit) {
    std::erase_if(all, [&](author const& one) {
        bool keep = (bits & 1U) == 0 || one.age >= limit;
        keep = keep && ((bits & 2U) == 0 || one.email);
        bool const fourth = (bits & 8U) != 0 && one.age == 7;
        if ((bits & 12U) != 0)
            keep = keep && (((bits & 4U) != 0 && one.name != "Bob") || fourth);
        return !keep;
    });
    std::vector<std::string> names;
    for (auto const& one : all)
        names.push_back(one.name);
    std::sort(names.begin(), names.end());
    if ((bits & 16U) != 0)
        std::reverse(names.begin(), names.end());
    return names;
}

std::vector<author> people() {
    return {{1, "Ada", "a@x", 36}, {2, "Bob", {}, 7}, {3, "Cyd", "c@x", 50}, {4, "Dan", {}, 20}};
}

}  // namespace

TEST_CASE("chosen_statement: 2^5 combinations are 2^5 texts, right, and each is prepared once") {
    auto c = lithe_test::library();
    c.insert_all(people());
    for (unsigned round = 0; round < 3; ++round) {
        auto const before = c.session().statements().preparations();
        for (unsigned bits = 0; bits < 32; ++bits) {
            std::vector<std::string> names;
            for (auto const& row : c.fetch_all(filtered(bits, 20)))
                names.push_back(row.name);
            CHECK(names == expected(people(), bits, 20));
        }
        CHECK(c.session().statements().preparations() - before == (round == 0 ? 32 : 0));
    }
    std::set<char const*> texts;
    for (unsigned bits = 0; bits < 32; ++bits)
        texts.insert(detail::form_of(filtered(bits, 0)).text);
    CHECK(texts.size() == 32);
}

TEST_CASE("chosen_statement: every way to run a query takes the text of its choices") {
    auto c = lithe_test::library();
    c.insert_all(people());
    auto const older = [](bool on, int limit) {
        return from<author>().where(when(on, age > limit)).select(count());
    };
    CHECK(c.fetch_one(older(false, 20)) == 4);
    CHECK(c.fetch_one(older(true, 20)) == 2);
    CHECK(c.fetch_optional(older(true, 40)) == 1);
    int rows = 0;
    for (auto&& outer : c.stream(filtered(1, 20)))
        for (auto&& inner : c.stream(filtered(0, 20)))
            rows += outer.id <= inner.id ? 1 : 0;
    CHECK(rows == 4 + 2 + 1);
    try {
        c.fetch_one(filtered(0, 0));
        FAIL("four rows were one");
    } catch (too_many_rows const& error) {
        CHECK(error.sql() ==
              R"(SELECT "id", "name", "email", "age" FROM "authors" ORDER BY "name")");
    }
}

TEST_CASE("chosen_statement: an update keeps its other condition") {
    auto c = lithe_test::library();
    c.insert_all(people());
    auto const older = [&](bool on) {
        return c.execute(update<author>().set(age = age + 1).where(age > 10, when(on, age > 40)));
    };
    CHECK(older(true) == 1);
    CHECK(older(false) == 3);
    CHECK(c.execute(delete_from<author>().where(when(false, age < 0), name == "Bob")) == 1);
}

TEST_CASE("chosen_statement: several threads may ask for a new combination at once") {
    std::vector<std::thread> threads;
    std::vector<std::vector<detail::statement_slot>> found(4);
    for (auto& mine : found) {
        threads.emplace_back([&mine] {
            for (unsigned bits = 0; bits < 32; ++bits)
                mine.push_back(detail::form_of(filtered(bits, 1).limit(3)).slot);
        });
    }
    for (auto& thread : threads)
        thread.join();
    for (auto const& one : found)
        CHECK(one == found.front());
}
