// SPDX-License-Identifier: BSL-1.0
//
// seek_after() over orders of one to four terms that are chosen when this file is compiled: columns
// of every kind, with and without NULLs, both directions, NULLs in either place, collations. The
// pages, one behind the other, are the rows of hand-written SQL, also when the rows of the pages
// before are deleted. -DLITHE_SEEK_SEED=<number> chooses other orders.

#include <lithe/expression/ordering.hpp>
#include <lithe/statement/seek.hpp>
#include <lithe/value/chrono.hpp>
#include <lithe/value/enumeration.hpp>
#include <lithe/value/time_format.hpp>
#include <lithe/value/uuid.hpp>

#include "support/catch.hpp"
#include "support/property.hpp"
#include "support/rows.hpp"

#include <functional>

#ifndef LITHE_SEEK_SEED
#define LITHE_SEEK_SEED 27  // ten of the columns, each order
#endif

namespace {

// In the order of neither the enumerators nor the texts.
enum class stage { draft, live, gone };

}  // namespace

template <>
struct lithe::value_traits<stage> : lithe::enum_text<stage> {
    static constexpr lithe::enum_name<stage> names[] = {
        {stage::draft, "new"}, {stage::live, "live"}, {stage::gone, "Old"}};
};

namespace {

using namespace lithe;

struct Entry {
    std::int64_t id = 0;
    std::string name{};  // NOCASE
    std::optional<std::string> note{};
    std::optional<std::int64_t> number{};
    std::optional<double> weight{};
    stage at = stage::draft;
    std::optional<stage> before{};
    std::chrono::year_month_day born{std::chrono::sys_days()};
    std::optional<std::chrono::sys_time<std::chrono::milliseconds>> seen{};  // iso8601
    std::optional<uuid> mark{};

    static constexpr auto schema() {
        return lithe::table("entries", lithe::primary_key<&Entry::id>,
                            lithe::collate<&Entry::name>(lithe::nocase),
                            lithe::stored_as<&Entry::seen>(lithe::iso8601));
    }
};

lithe::connection entries(unsigned seed) {
    std::mt19937 random(seed);
    auto const below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    std::chrono::sys_days const day{std::chrono::days(-1)};
    char const* const texts[] = {"a", "A", "a ", "b", ""};
    stage const stages[] = {stage::draft, stage::live, stage::gone};
    std::vector<Entry> all(seed % 7 == 0 ? 0 : seed % 13);
    for (Entry& one : all) {
        one.name = texts[below(5)];
        if (below(3) != 0)
            one.note = texts[below(5)];
        if (below(3) != 0)
            one.number = static_cast<std::int64_t>(below(3)) - 1;
        if (below(3) != 0)
            one.weight = below(3) * 0.1;
        one.at = stages[below(3)];
        if (below(3) != 0)
            one.before = stages[below(3)];
        one.born = day + std::chrono::days(below(3));
        if (below(3) != 0)
            one.seen = day + std::chrono::milliseconds(below(3));
        if (below(3) != 0)
            one.mark.emplace().bytes[15] = static_cast<std::byte>(below(3) * 127);
    }
    lithe::connection c{":memory:"};
    c.create_tables<Entry>();
    c.insert_all(all);
    return c;
}

// ---- an order, as types and by hand ----

constexpr unsigned scramble(unsigned seed) {
    seed = (seed ^ (seed >> 16U)) * 0x45d9f3bU;
    seed = (seed ^ (seed >> 16U)) * 0x45d9f3bU;
    return seed ^ (seed >> 16U);
}

constexpr char const* node_texts[] = {"name",
                                      "note",
                                      "note COLLATE NOCASE",
                                      "note COLLATE RTRIM",
                                      "number",
                                      "weight",
                                      "at",
                                      "before",
                                      "born",
                                      "seen",
                                      "mark",
                                      "id",
                                      "name COLLATE BINARY"};
template <unsigned Which>
constexpr auto node_at() {
    auto const nodes = std::tuple(
        col<&Entry::name>, col<&Entry::note>, col<&Entry::note>.collate(nocase),
        col<&Entry::note>.collate(rtrim_collation), col<&Entry::number>, col<&Entry::weight>,
        col<&Entry::at>, col<&Entry::before>, col<&Entry::born>, col<&Entry::seen>,
        col<&Entry::mark>, col<&Entry::id>, col<&Entry::name>.collate(binary));
    return std::get<Which>(nodes);
}

constexpr char const* order_texts[] = {" ASC",
                                       " DESC",
                                       " ASC NULLS LAST",
                                       " DESC NULLS FIRST",
                                       " ASC NULLS FIRST",
                                       " DESC NULLS LAST"};
template <unsigned Which, class Node>
constexpr auto ordered(Node const& node) {
    if constexpr (Which == 0)
        return asc(node);
    else if constexpr (Which == 1)
        return desc(node);
    else if constexpr (Which == 2)
        return asc(node).nulls_last();
    else if constexpr (Which == 3)
        return desc(node).nulls_first();
    else if constexpr (Which == 4)
        return asc(node).nulls_first();
    else
        return desc(node).nulls_last();
}

constexpr unsigned node_of(unsigned term) {
    return scramble(term) % 13;
}
constexpr unsigned order_of(unsigned term) {
    return scramble(term + 77) % 6;
}

// ---- the pages ----

using keys = std::vector<std::int64_t>;

template <class Query>
keys pages(lithe::connection& c, Query const& query, std::size_t size, bool deletes) {
    keys all;
    for (std::optional<Entry> last;;) {
        auto const page = c.fetch_all(query.limit(size).seek_after(last));
        if (page.empty())
            return all;
        last = page.back();
        for (Entry const& one : page) {
            all.push_back(one.id);
            if (deletes)
                c.erase<Entry>(one.id);
        }
    }
}

using paging = std::function<keys(lithe::connection&, std::size_t size, bool deletes)>;

void judge_pages(std::string const& order, paging const& ask) {
    lithe_test::check_property(order, [&](unsigned seed) {
        auto c = entries(seed);
        keys whole;
        for (auto const& id :
             rows::of_sql(c.native_handle(), "SELECT id FROM entries ORDER BY " + order))
            whole.push_back(std::stoll(id));
        for (std::size_t size = 1; size <= whole.size() + 1; ++size)
            RC_ASSERT(ask(c, size, false) == whole);
        RC_ASSERT(ask(c, 1 + seed % 3, true) == whole);
    });
}

template <unsigned... Term>
void judge_order() {
    std::string sql;
    ((sql += std::string(node_texts[node_of(Term)]) + order_texts[order_of(Term)] + ", "), ...);
    auto const query = from<Entry>().order_by(ordered<order_of(Term)>(node_at<node_of(Term)>())...,
                                              desc(col<&Entry::id>));
    judge_pages(sql + "id DESC", [&](lithe::connection& c, std::size_t size, bool deletes) {
        return pages(c, query, size, deletes);
    });
}

constexpr unsigned start = scramble(LITHE_SEEK_SEED);

}  // namespace

TEST_CASE("seek_after: pages in any order are the whole") {
    INFO("LITHE_SEEK_SEED is " << LITHE_SEEK_SEED);
    judge_order<start>();
    judge_order<start + 1, start + 2>();
    judge_order<start + 3, start + 4>();
    judge_order<start + 5, start + 6, start + 7>();
    judge_order<start + 8, start + 9, start + 10, start + 11>();
}
