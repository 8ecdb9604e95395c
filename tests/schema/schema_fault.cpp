// SPDX-License-Identifier: BSL-1.0
//
// The first mistake of a descriptor as a value: one struct for each, none of which compiles when
// used.
#include <lithe/schema/schema_fault.hpp>

#include <lithe/lithe.hpp>

#include "support/catch.hpp"

namespace {

using lithe::col;
using lithe::detail::schema_fault;
using enum lithe::detail::schema_fault;

template <class Entity>
inline constexpr schema_fault fault = lithe::detail::schema_fault_of<Entity>.fault;

struct other {
    std::int64_t id = 0;
    std::int64_t number = 0;
    std::int64_t indexed = 0;
    int left = 0;
    int right = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table(
            "other", lithe::primary_key<&other::id>, lithe::index<&other::indexed>.unique(),
            lithe::unique<&other::left, &other::right>, lithe::index<&other::number>);
    }
};

// One struct for many descriptors: `Which` chooses.
template <int Which>
struct entity {
    std::int64_t id = 0;
    std::optional<std::int64_t> maybe{};
    std::int64_t number = 0;
    int small = 0;
    int small_too = 0;
    std::string text{};
    std::optional<std::string> maybe_text{};
    float real = 0;
    bool flag = false;
    std::uint64_t large = 0;
    std::array<std::byte, 2> blob{};
    std::chrono::sys_seconds at{};

    static constexpr auto schema() {
        constexpr auto key = lithe::primary_key<&entity::id>;
        constexpr auto link = lithe::foreign_key<&entity::number>.template references<&other::id>();
        constexpr auto maybe_link =
            lithe::foreign_key<&entity::maybe>.template references<&other::id>();
        if constexpr (Which == 0) {
            return lithe::table(
                "entity", key, link.on_delete(lithe::cascade),
                maybe_link.on_delete(lithe::set_null).on_update(lithe::set_default),
                lithe::foreign_key<&entity::small, &entity::small_too>.template references<&other::right, &other::left>(),
                lithe::foreign_key<&entity::number>.template references<&other::indexed>(),
                lithe::check(col<&entity::flag>), lithe::stored_as<&entity::at>(lithe::iso8601),
                lithe::collate<&entity::text>(lithe::nocase),
                lithe::default_value<&entity::text>("x"));
        } else if constexpr (Which == 1) {
            return lithe::table("entity", lithe::unique<&other::number>);
        } else if constexpr (Which == 2) {
            return lithe::table("entity", lithe::primary_key<>);
        } else if constexpr (Which == 3) {
            return lithe::table("entity", lithe::index<>);
        } else if constexpr (Which == 4) {
            return lithe::table("entity", key, key);
        } else if constexpr (Which == 5) {
            return lithe::table("entity", lithe::primary_key<&entity::id, &entity::maybe>);
        } else if constexpr (Which == 6) {
            return lithe::table("entity",
                                lithe::index<&entity::small, &entity::text, &entity::small>);
        } else if constexpr (Which == 7) {
            return lithe::table("entity",
                                lithe::primary_key<&entity::id, &entity::small>.autoincrement());
        } else if constexpr (Which == 8) {
            return lithe::table("entity", key.autoincrement(), lithe::without_rowid);
        } else if constexpr (Which == 9) {
            return lithe::table("entity", lithe::without_rowid);
        } else if constexpr (Which == 10) {
            return lithe::table("entity", key, lithe::default_value<&entity::text>(1));
        } else if constexpr (Which == 11) {
            return lithe::table("entity", key, lithe::default_value<&entity::number>(1.5));
        } else if constexpr (Which == 12) {
            return lithe::table("entity", key, lithe::default_value<&entity::at>(1));
        } else if constexpr (Which == 13) {
            return lithe::table("entity", key, lithe::default_value<&entity::small>(3000000000));
        } else if constexpr (Which == 14) {
            return lithe::table("entity", key, lithe::default_value<&entity::flag>(2));
        } else if constexpr (Which == 15) {
            return lithe::table("entity", key, lithe::default_value<&entity::large>(-1));
        } else if constexpr (Which == 16) {
            return lithe::table("entity", key,
                                lithe::default_value<&entity::large>(~std::uint64_t{0}));
        } else if constexpr (Which == 17) {
            return lithe::table(
                "entity", key,
                lithe::default_value<&entity::real>(std::numeric_limits<double>::quiet_NaN()));
        } else if constexpr (Which == 18) {
            return lithe::table("entity", key, lithe::default_value<&entity::real>(1e300));
        } else if constexpr (Which == 19) {
            return lithe::table("entity", key,
                                lithe::default_value<&entity::blob>(std::array<std::byte, 3>{}));
        } else if constexpr (Which == 20) {
            return lithe::table("entity", key,
                                lithe::default_value<&entity::small>(lithe::literal<3000000000>));
        } else if constexpr (Which == 21) {
            return lithe::table("entity", key,
                                lithe::default_value<&entity::small>(col<&entity::number> + 1));
        } else if constexpr (Which == 22) {
            return lithe::table("entity", key,
                                lithe::default_value<&entity::number>(lithe::count()));
        } else if constexpr (Which == 23) {
            return lithe::table("entity", key, lithe::default_value<&entity::small>(std::nullopt));
        } else if constexpr (Which == 24) {
            return lithe::table(
                "entity", key,
                lithe::foreign_key<&entity::number>.template references<&other::id, &other::number>());
        } else if constexpr (Which == 25) {
            return lithe::table(
                "entity", key,
                lithe::foreign_key<&entity::small>.template references<&other::id>());
        } else if constexpr (Which == 26) {
            return lithe::table(
                "entity", key,
                lithe::foreign_key<&entity::number>.template references<&other::number>());
        } else if constexpr (Which == 27) {
            return lithe::table(
                "entity", key,
                lithe::foreign_key<&entity::small>.template references<&other::left>());
        } else if constexpr (Which == 28) {
            return lithe::table("entity", key, link.on_update(lithe::set_null));
        } else if constexpr (Which == 29) {
            return lithe::table("entity", key, link.on_delete(lithe::set_default));
        } else if constexpr (Which == 30) {
            return lithe::table("entity", key, lithe::check(col<&entity::number> + 1));
        } else if constexpr (Which == 31) {
            return lithe::table("entity", key,
                                lithe::check(col<&entity::number> > col<&other::number>));
        } else if constexpr (Which == 32) {
            return lithe::table("entity", key, lithe::check(sum(col<&entity::number>) > 0));
        } else if constexpr (Which == 33) {
            return lithe::table("entity", key, lithe::collate<&entity::text>(lithe::nocase),
                                lithe::collate<&entity::text>(lithe::binary));
        } else if constexpr (Which == 34) {
            return lithe::table("entity", key, lithe::default_value<&entity::text>("a"),
                                lithe::default_value<&entity::text>(std::string_view("a")));
        } else if constexpr (Which == 35) {
            return lithe::table("entity", key, lithe::collate<&entity::at>(lithe::nocase));
        } else if constexpr (Which == 36) {
            return lithe::table("entity", key,
                                lithe::stored_as<&entity::number>(lithe::unix_seconds));
        } else if constexpr (Which == 37) {
            return lithe::table("entity", key, lithe::stored_as<&entity::at>(0));
        } else if constexpr (Which == 38) {
            return lithe::table("entity", key,
                                lithe::index<&entity::text>.template desc<&entity::id>());
        } else if constexpr (Which == 39) {
            return lithe::table("entity", key, lithe::column_name<&entity::text>("NUMBER"));
        } else if constexpr (Which == 40) {
            return lithe::table("", key);
        } else if constexpr (Which == 41) {
            return lithe::table("SQLite_x", key);
        } else if constexpr (Which == 42) {
            return lithe::table("entity", key, lithe::column_name<&entity::text>(""));
        } else if constexpr (Which == 43) {
            return lithe::table("entity", key,
                                lithe::column_name<&entity::text>(std::string_view("a\0b", 3)));
        } else {
            return lithe::table("entity", key, lithe::constraints(key));
        }
    }
};

static_assert(fault<other> == none && fault<entity<0>> == none);
static_assert(fault<entity<1>> == other_struct);
static_assert(fault<entity<2>> == no_column && fault<entity<3>> == no_column);
static_assert(fault<entity<4>> == two_primary_keys && fault<entity<44>> == two_primary_keys);
static_assert(fault<entity<5>> == nullable_key && fault<entity<6>> == repeated_column);
static_assert(fault<entity<7>> == autoincrement && fault<entity<8>> == autoincrement);
static_assert(fault<entity<9>> == without_key);
static_assert(fault<entity<10>> == default_type && fault<entity<11>> == default_type);
static_assert(fault<entity<12>> == default_type);
static_assert(fault<entity<13>> == default_range && fault<entity<14>> == default_range);
static_assert(fault<entity<15>> == default_range && fault<entity<16>> == default_range);
static_assert(fault<entity<17>> == default_range && fault<entity<18>> == default_range);
static_assert(fault<entity<19>> == default_range && fault<entity<20>> == default_range);
static_assert(fault<entity<21>> == default_column && fault<entity<22>> == default_column);
static_assert(fault<entity<23>> == null_default);
static_assert(fault<entity<24>> == key_count && fault<entity<25>> == key_type);
static_assert(fault<entity<26>> == parent_not_unique && fault<entity<27>> == parent_not_unique);
static_assert(fault<entity<28>> == set_null_not_null && fault<entity<29>> == set_default_missing);
static_assert(fault<entity<30>> == check_not_condition && fault<entity<31>> == check_other_table);
static_assert(fault<entity<32>> == check_aggregate);
static_assert(fault<entity<33>> == declared_twice && fault<entity<34>> == declared_twice);
static_assert(fault<entity<35>> == collate_not_text);
static_assert(fault<entity<36>> == bad_form && fault<entity<37>> == bad_form);
static_assert(fault<entity<38>> == index_column && fault<entity<39>> == duplicate_columns);
static_assert(fault<entity<40>> == bad_name && fault<entity<41>> == bad_name);
static_assert(fault<entity<42>> == bad_name && fault<entity<43>> == bad_name);
static_assert(lithe::detail::schema_fault_of<entity<4>>.constraint == 1);

}  // namespace

TEST_CASE("a sound descriptor makes a table that SQLite takes") {
    lithe::connection db(":memory:");
    db.create_tables<other, entity<0>>();
    CHECK(db.insert(entity<0>{.number = db.insert(other{.indexed = 1}), .flag = true}) == 1);
}
