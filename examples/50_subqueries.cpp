// SPDX-License-Identifier: BSL-1.0
//
// Queries inside queries: who has nothing (anti-join), the best of each group, a tree to a depth,
// and one list made of two.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::count, lithe::desc, lithe::from, lithe::outer;

struct Person {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::int64_t> boss_id{};

    static constexpr auto schema() {
        return lithe::table("people", lithe::primary_key<&Person::id>,
                            lithe::foreign_key<&Person::boss_id>.references<&Person::id>());
    }
};

struct Sale {
    std::int64_t id = 0;
    std::int64_t person_id = 0;
    std::string item{};
    std::int64_t cents = 0;

    static constexpr auto schema() {
        return lithe::table("sales", lithe::primary_key<&Sale::id>,
                            lithe::foreign_key<&Sale::person_id>.references<&Person::id>());
    }
};

struct Placed {
    std::int64_t person_id = 0;
    std::string item{};
    std::int64_t cents = 0;
    std::int64_t place = 0;
};

struct Below {
    std::int64_t id = 0;
    std::string name{};
    std::int64_t depth = 0;
};

int main() {
    lithe::connection db{":memory:"};
    db.create_tables<Person, Sale>();
    db.insert_all({Person{1, "Ada", {}}, Person{2, "Bob", 1}, Person{3, "Cy", 1},
                   Person{4, "Dee", 2}, Person{5, "Eve", 4}});
    db.insert_all({Sale{1, 2, "pen", 150}, Sale{2, 2, "book", 900}, Sale{3, 2, "lamp", 4000},
                   Sale{4, 3, "book", 900}, Sale{5, 5, "chair", 12000}, Sale{6, 5, "pen", 160}});

    // Anti-join: outer() is a column of the query around.
    auto const its_sales = from<Sale>().where(col<&Sale::person_id> == outer(col<&Person::id>));
    for (std::string const& name : db.fetch_all(from<Person>()
                                                    .where(!exists(its_sales))
                                                    .select(col<&Person::name>)
                                                    .order_by(col<&Person::name>)))
        std::cout << name << " sold nothing\n";

    // A value for each row.
    for (auto const& [name, sold] :
         db.fetch_all(from<Person>()
                          .select(col<&Person::name>,
                                  coalesce(scalar(its_sales.select(sum(col<&Sale::cents>))), 0))
                          .order_by(col<&Person::id>)
                          .limit(3)))
        std::cout << name << ": " << sold << '\n';

    // The two best of each seller: numbered in a subquery, filtered around it.
    auto const placed = lithe::derived<"placed">(from<Sale>().select_as<Placed>(
        col<&Sale::person_id>, col<&Sale::item>, col<&Sale::cents>,
        lithe::row_number().over(partition_by(col<&Sale::person_id>),
                                 lithe::order_by(desc(col<&Sale::cents>), col<&Sale::id>))));
    for (auto const& [name, item, place] :
         db.fetch_all(from(placed)
                          .join<Person>(col<&Person::id> == placed[col<&Placed::person_id>])
                          .where(placed[col<&Placed::place>] <= 2)
                          .select(col<&Person::name>, placed[col<&Placed::item>],
                                  placed[col<&Placed::place>])
                          .order_by(col<&Person::id>, placed[col<&Placed::place>])))
        std::cout << name << ' ' << place << ". " << item << '\n';

    // A tree to a depth: the reference names what the query calls itself.
    constexpr auto tree = lithe::cte_ref<"tree", Below>;
    auto const below = lithe::recursive_cte(
        tree,
        from<Person>()
            .where(col<&Person::name> == "Ada")
            .select_as<Below>(col<&Person::id>, col<&Person::name>, lithe::literal<0>),
        from(tree)
            .join<Person>(col<&Person::boss_id> == tree[col<&Below::id>])
            .where(tree[col<&Below::depth>] < 2)
            .select_as<Below>(col<&Person::id>, col<&Person::name>, tree[col<&Below::depth>] + 1));
    for (Below const& row :
         db.fetch_all(from(below).order_by(below[col<&Below::depth>], below[col<&Below::name>])))
        std::cout << std::string(static_cast<std::size_t>(2 * row.depth), ' ') << row.name << '\n';

    // A CTE used twice stands once in WITH.
    auto const [most, people] = db.fetch_one(
        from(below).select(max(below[col<&Below::depth>]), scalar(from(below).select(count()))));
    std::cout << people << " people, " << most.value_or(0) << " deep\n";

    // One list of two queries.
    for (std::string const& word :
         db.fetch_all(from<Person>()
                          .select(col<&Person::name>)
                          .union_with(from<Sale>().select(col<&Sale::item>))
                          .order_by(desc(col<&Person::name>))
                          .limit(4)))
        std::cout << word << ' ';
    std::cout << '\n';
}
