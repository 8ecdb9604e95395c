// SPDX-License-Identifier: BSL-1.0
//
// Descriptors of R*Trees, sound and not. tests/sqlite/create_rtree.cpp searches them.
#include <lithe/schema/rtree.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using lithe::dimension, lithe::primary_key;
using lithe::detail::find_rtree_fault, lithe::detail::rtree_fault;

template <class Make>
struct box {
    std::int64_t id = 0;
    float left = 0;
    float right = 0;
    double low = 0;
    double high = 0;
    std::string name{};
    static constexpr auto schema() { return Make::template make<box>(); }
};

#define LITHE_CASE(label, ...)                \
    struct label {                            \
        template <class Entity>               \
        static constexpr auto make() {        \
            return lithe::rtree(__VA_ARGS__); \
        }                                     \
    }

LITHE_CASE(good, "b", primary_key<&Entity::id>, dimension<&Entity::left, &Entity::right>);
LITHE_CASE(doubles, "b", primary_key<&Entity::id>, dimension<&Entity::low, &Entity::high>);
LITHE_CASE(mixed, "b", primary_key<&Entity::id>, dimension<&Entity::left, &Entity::right>,
           dimension<&Entity::left, &Entity::high>);
LITHE_CASE(no_dimension, "b", primary_key<&Entity::id>);
LITHE_CASE(no_key, "b", dimension<&Entity::left, &Entity::right>);
LITHE_CASE(text_key, "b", primary_key<&Entity::name>, dimension<&Entity::left, &Entity::right>);
LITHE_CASE(with_unique, "b", primary_key<&Entity::id>, dimension<&Entity::left, &Entity::right>,
           lithe::unique<&Entity::name>);

static_assert(find_rtree_fault<box<good>>() == rtree_fault::none);
static_assert(find_rtree_fault<box<doubles>>() == rtree_fault::number);
static_assert(find_rtree_fault<box<mixed>>() == rtree_fault::number);
static_assert(find_rtree_fault<box<no_dimension>>() == rtree_fault::constraint);
static_assert(find_rtree_fault<box<no_key>>() == rtree_fault::constraint);
static_assert(find_rtree_fault<box<text_key>>() == rtree_fault::constraint);
static_assert(find_rtree_fault<box<with_unique>>() == rtree_fault::constraint);

}  // namespace

TEST_CASE("an R*Tree's descriptor is sound or not") {
    CHECK(lithe::detail::sound<box<good>>);
    CHECK_FALSE(lithe::detail::sound<box<doubles>>);
}
