// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/related.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

#include <map>
#include <random>

using namespace lithe;

namespace {

struct Shop {
    std::int64_t id = 0;
    std::string code{};
    static constexpr auto schema() {
        return table("shops", primary_key<&Shop::id>, unique<&Shop::code>);
    }
    friend bool operator==(Shop const&, Shop const&) = default;
};
// Its foreign key is a text, and may be NULL.
struct Order {
    std::int64_t id = 0;
    std::optional<std::string> shop{};
    int total = 0;
    static constexpr auto schema() {
        return table("orders", primary_key<&Order::id>,
                     foreign_key<&Order::shop>.references<&Shop::code>(),
                     lithe::index<&Order::shop>);
    }
    friend bool operator==(Order const&, Order const&) = default;
};
struct Line {
    std::int64_t order_id = 0;
    int number = 0;
    std::string what{};
    static constexpr auto schema() {
        return table("lines", primary_key<&Line::order_id, &Line::number>,
                     foreign_key<&Line::order_id>.references<&Order::id>());
    }
    friend bool operator==(Line const&, Line const&) = default;
};
struct Invoice {
    std::int64_t order_id = 0;
    std::string text{};
    static constexpr auto schema() {
        return table("invoices", primary_key<&Invoice::order_id>,
                     foreign_key<&Invoice::order_id>.references<&Order::id>());
    }
    friend bool operator==(Invoice const&, Invoice const&) = default;
};
struct Tag {
    std::int64_t id = 0;
    std::string word{};
    friend bool operator==(Tag const&, Tag const&) = default;
};
struct OrderTag {
    std::int64_t order_id = 0;
    std::int64_t tag_id = 0;
    static constexpr auto schema() {
        return table("order_tags", primary_key<&OrderTag::order_id, &OrderTag::tag_id>,
                     foreign_key<&OrderTag::order_id>.references<&Order::id>(),
                     foreign_key<&OrderTag::tag_id>.references<&Tag::id>());
    }
};

connection market(unsigned seed) {
    connection c(":memory:");
    c.create_tables<Shop, Order, Line, Invoice, Tag, OrderTag>();
    std::mt19937 random(seed);
    auto const below = [&](unsigned most) { return static_cast<int>(random() % most); };
    for (int at = 0; at < 12; ++at)
        c.insert(Shop{.code = "s" + std::to_string(at)});
    for (int at = 0; at < 6; ++at)
        c.insert(Tag{.word = "t" + std::to_string(at)});
    for (int at = 1; at <= 60; ++at) {
        Order one{.total = at};
        if (below(5) != 0)
            one.shop = "s" + std::to_string(below(9));  // three shops without orders
        auto const key = c.insert(one);
        for (int line = below(4); line > 0; --line)
            c.insert(Line{key, line, "w" + std::to_string(line)});
        if (below(2) == 0)
            c.insert(Invoice{key, "i" + std::to_string(at)});
        for (int tag = 1; tag <= 6; ++tag)
            if (below(3) == 0)
                c.insert(OrderTag{key, tag});
    }
    return c;
}

}  // namespace

TEST_CASE("related: with_many gives each row what a query for it alone would") {
    auto c = market(GENERATE(1U, 2U, 3U));
    auto const query = from<Shop>().where(col<&Shop::id> > 2).order_by(desc(col<&Shop::id>));
    auto const shops = c.fetch_all(query);
    auto const loaded = c.fetch_all(query.with_many<&Order::shop>());
    REQUIRE(loaded.size() == shops.size());
    for (std::size_t at = 0; at < loaded.size(); ++at) {
        CHECK(loaded[at].first == shops[at]);
        CHECK(loaded[at].second == c.fetch_all(from<Order>()
                                                   .where(col<&Order::shop> == shops[at].code)
                                                   .order_by(col<&Order::id>)));
    }
}

TEST_CASE("related: nested, to one, and through a link table") {
    auto c = market(4);
    auto const loaded = c.fetch_all(
        from<Shop>()
            .order_by(col<&Shop::id>)
            .with_many<&Order::shop>(with_many<&Line::order_id>, with_one<&Invoice::order_id>,
                                     with_many<&OrderTag::order_id, &OrderTag::tag_id>));
    std::size_t orders = 0;
    for (auto const& [shop, its_orders] : loaded) {
        for (auto const& [order, lines, invoice, tags] : its_orders) {
            ++orders;
            CHECK(order.shop == shop.code);
            CHECK(lines == c.fetch_all(from<Line>()
                                           .where(col<&Line::order_id> == order.id)
                                           .order_by(col<&Line::number>)));
            CHECK(invoice == c.find<Invoice>(order.id));
            CHECK(tags == c.fetch_all(from<Tag>()
                                          .join<OrderTag>()
                                          .where(col<&OrderTag::order_id> == order.id)
                                          .order_by(col<&Tag::id>)));
        }
    }
    CHECK(orders == c.fetch_all(from<Order>().where(col<&Order::shop>.is_not_null())).size());
}

TEST_CASE("related: two statements, whatever the number of rows, and none for no rows") {
    auto c = market(5);
    auto const none = from<Shop>().where(col<&Shop::id> < 0).with_many<&Order::shop>();
    auto const all = from<Shop>().where(col<&Shop::id> >= 0).with_many<&Order::shop>();
    CHECK(c.fetch_all(none).empty());
    c.fetch_all(all);
    auto const before = c.session().statements().preparations();
    CHECK(c.fetch_all(all).size() == 12);
    CHECK(c.session().statements().preparations() == before);
    CHECK(c.session().in_transaction() == false);
}

TEST_CASE("related: a row that comes twice has its rows twice") {
    auto c = market(6);
    auto const query = from<Order>().join<OrderTag>().where(col<&OrderTag::tag_id> <= 2);
    auto const loaded = c.fetch_all(query.with_many<&Line::order_id>());
    CHECK(loaded.size() == c.fetch_all(query).size());
    std::map<std::int64_t, std::vector<Line>> first;
    for (auto const& [order, lines] : loaded)
        CHECK(first.try_emplace(order.id, lines).first->second == lines);
}

TEST_CASE("related: rows and those that belong to them are of one snapshot") {
    auto c = market(7);
    c.transact([&](transaction& tx) {
        auto const loaded = tx.fetch_all(from<Order>().with_one<&Invoice::order_id>());
        CHECK(loaded.size() == 60);
        CHECK(tx.session().in_transaction());
    });
    // An error on the way leaves no transaction behind.
    c.execute_script("PRAGMA foreign_keys = OFF; DROP TABLE invoices");
    CHECK_THROWS_AS(c.fetch_all(from<Order>().with_one<&Invoice::order_id>()), lithe::error);
    CHECK_FALSE(c.session().in_transaction());
}

namespace {

struct Brand {
    std::string code{};
    static constexpr auto schema() {
        return table("brands", primary_key<&Brand::code>, collate<&Brand::code>(nocase));
    }
};
struct Product {
    std::int64_t id = 0;
    std::string brand{};
    static constexpr auto schema() {
        return table("products", primary_key<&Product::id>,
                     foreign_key<&Product::brand>.references<&Brand::code>());
    }
};
struct Series {
    std::int64_t id = 0;
    std::string code{};
    static constexpr auto schema() {
        return table("series", primary_key<&Series::id>, unique<&Series::code>);
    }
};
struct Volume {
    std::int64_t id = 0;
    std::string series{};
    static constexpr auto schema() {
        return table("volumes", primary_key<&Volume::id>, collate<&Volume::series>(nocase),
                     foreign_key<&Volume::series>.references<&Series::code>());
    }
};

}  // namespace

TEST_CASE("related: keys are compared by the collation of the parent, as foreign keys are") {
    connection db(":memory:");
    db.create_tables<Brand, Product, Series, Volume>();
    db.insert(Brand{"abc"});
    db.insert(Brand{"abd"});
    db.insert_all(std::vector<Product>{{1, "ABC"}, {2, "abc"}, {3, "Abc"}, {4, "abD"}});
    auto const brands = db.fetch_all(from<Brand>().with_many<&Product::brand>());
    REQUIRE(brands.size() == 2);
    CHECK(brands[0].second.size() == 3);
    CHECK(brands[1].second.size() == 1);
    auto const ids = from<Brand>().join<Product>().select(col<&Product::id>);
    CHECK(db.fetch_all(ids.order_by(col<&Product::id>)) == std::vector<std::int64_t>{1, 2, 3, 4});
    CHECK(db.fetch_all(from<Product>().join<Brand>()).size() == 4);

    // The other way about: the child's own collation does not count.
    db.insert_all(std::vector<Series>{{1, "abc"}, {2, "ABC"}});
    CHECK_THROWS_AS(db.insert(Volume{9, "Abc"}), constraint_error);
    db.insert_all(std::vector<Volume>{{1, "abc"}, {2, "ABC"}, {3, "ABC"}});
    auto const series = db.fetch_all(from<Series>().with_many<&Volume::series>());
    CHECK(series.at(0).second.size() == 1);
    CHECK(series.at(1).second.size() == 2);
    CHECK(db.fetch_all(from<Series>().join<Volume>()).size() == 3);
    CHECK(db.fetch_all(from<Volume>().join<Series>()).size() == 3);
}

namespace {

struct Owner {
    std::int64_t id = 0;
};
struct Thing {
    std::int64_t owner_id = 0;
    std::int16_t number = 0;
    lithe::id<Owner> weight{};
    static constexpr auto schema() {
        return table("things", primary_key<&Thing::weight, &Thing::number>,
                     foreign_key<&Thing::owner_id>.references<&Owner::id>(),
                     lithe::index<&Thing::owner_id, &Thing::number>);
    }
    friend bool operator==(Thing const&, Thing const&) = default;
};
// Its key is a text, whose order is SQLite's matter.
struct Label {
    std::string text{};
    std::int64_t owner_id = 0;
    static constexpr auto schema() {
        return table("labels", primary_key<&Label::text>, collate<&Label::text>(nocase),
                     foreign_key<&Label::owner_id>.references<&Owner::id>());
    }
};

}  // namespace

TEST_CASE("related: what an index gives in another order is put in that of the key") {
    connection db(":memory:");
    db.create_tables<Owner, Thing, Label>();
    std::mt19937 random(7);
    for (std::int64_t owner = 1; owner <= 40; ++owner) {
        db.insert(Owner{owner});
        for (int at = 0; at < static_cast<int>(random() % (owner == 9 ? 900U : 40U)); ++at)
            db.insert(Thing{owner, static_cast<std::int16_t>(40 * at + owner),
                            lithe::id<Owner>(static_cast<int>(random() % 50U) - 25)});
    }
    db.insert_all({Label{"b", 3}, Label{"C", 3}, Label{"a", 3}, Label{"D", 3}});
    for (auto const& [owner, things, labels] :
         db.fetch_all(from<Owner>().with_many<&Thing::owner_id>().with_many<&Label::owner_id>())) {
        CHECK(things == db.fetch_all(from<Thing>()
                                         .where(col<&Thing::owner_id> == owner.id)
                                         .order_by(col<&Thing::weight>, col<&Thing::number>)));
        std::string texts;
        for (auto const& label : labels)
            texts += label.text;
        CHECK(texts == (owner.id == 3 ? "abCD" : ""));
    }
}
