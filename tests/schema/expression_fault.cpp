// SPDX-License-Identifier: BSL-1.0
//
// The mistakes in the expressions of a descriptor, as values.
#include <lithe/schema/expression_fault.hpp>

#include <lithe/sql.hpp>
#include <lithe/value/time_format.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace {

using lithe::col;
using lithe::detail::schema_fault;

struct other {
    std::int64_t id = 0;
    int size = 0;
};

// One struct for each way to make Make<Struct>'s constraint.
template <class Make>
struct entity {
    std::int64_t id = 0;
    int width = 0;
    std::optional<int> depth{};
    std::string name{};
    int area = 0;
    static constexpr auto schema() {
        return lithe::table("entity", lithe::primary_key<&entity::id>,
                            Make::template make<entity>());
    }
};

template <class Make>
inline constexpr schema_fault fault_of = lithe::detail::schema_fault_of<entity<Make>>.fault;

#define LITHE_CASE(label, ...)         \
    struct label {                     \
        template <class Entity>        \
        static constexpr auto make() { \
            return __VA_ARGS__;        \
        }                              \
    }

LITHE_CASE(sum, lithe::generated<&Entity::area>(col<&Entity::width> + 1));
LITHE_CASE(itself, lithe::generated<&Entity::area>(col<&Entity::area> + 1));
LITHE_CASE(foreign, lithe::generated<&Entity::area>(col<&other::size> + 1));
LITHE_CASE(aggregate, lithe::generated<&Entity::area>(lithe::count(col<&Entity::width>)));
LITHE_CASE(text, lithe::generated<&Entity::area>(lower(col<&Entity::name>)));
LITHE_CASE(real, lithe::generated<&Entity::area>(col<&Entity::width> * 1.5));
LITHE_CASE(null, lithe::generated<&Entity::area>(col<&Entity::depth>));
LITHE_CASE(to_null, lithe::generated<&Entity::depth>(col<&Entity::width>));
LITHE_CASE(key, lithe::generated<&Entity::id>(col<&Entity::width>));
LITHE_CASE(with_default, lithe::constraints(lithe::generated<&Entity::area>(col<&Entity::width>),
                                            lithe::default_value<&Entity::area>(1)));
LITHE_CASE(twice, lithe::constraints(lithe::generated<&Entity::area>(col<&Entity::width>),
                                     lithe::generated<&Entity::area>(col<&Entity::width> + 1)));
LITHE_CASE(of_other_struct, lithe::generated<&other::size>(col<&Entity::width>));

// A generated column has the stored form of what it is made of.
using moment = std::chrono::sys_time<std::chrono::milliseconds>;
template <bool Same>
struct visit {
    std::int64_t id = 0;
    moment at{};
    moment copy{};
    static constexpr auto schema() {
        if constexpr (Same) {
            return lithe::table("visits", lithe::stored_as<&visit::at>(lithe::unix_seconds),
                                lithe::stored_as<&visit::copy>(lithe::unix_seconds),
                                lithe::generated<&visit::copy>(col<&visit::at>));
        } else {
            return lithe::table("visits", lithe::stored_as<&visit::at>(lithe::unix_seconds),
                                lithe::generated<&visit::copy>(col<&visit::at>));
        }
    }
};
static_assert(lithe::detail::schema_fault_of<visit<true>>.fault == schema_fault::none);
static_assert(lithe::detail::schema_fault_of<visit<false>>.fault == schema_fault::different_forms);

static_assert(fault_of<sum> == schema_fault::none);
static_assert(fault_of<to_null> == schema_fault::none);
static_assert(fault_of<itself> == schema_fault::generated_row);
static_assert(fault_of<foreign> == schema_fault::generated_row);
static_assert(fault_of<aggregate> == schema_fault::generated_row);
static_assert(fault_of<text> == schema_fault::generated_type);
static_assert(fault_of<real> == schema_fault::generated_type);
static_assert(fault_of<null> == schema_fault::generated_null);
static_assert(fault_of<key> == schema_fault::generated_key);
static_assert(fault_of<with_default> == schema_fault::generated_key);
static_assert(fault_of<twice> == schema_fault::declared_twice);
static_assert(fault_of<of_other_struct> == schema_fault::other_struct);

LITHE_CASE(partial, lithe::index<&Entity::width>.where(col<&Entity::depth>.is_null()));
LITHE_CASE(no_condition, lithe::index<&Entity::width>.where(col<&Entity::depth> + 1));
LITHE_CASE(condition_of_other, lithe::index<&Entity::width>.where(col<&other::size> > 1));
LITHE_CASE(condition_aggregate,
           lithe::index<&Entity::width>.where(lithe::count(col<&Entity::id>) > 1));
LITHE_CASE(expressions, lithe::index<>.on(lower(col<&Entity::name>)).named("x"));
LITHE_CASE(unnamed, lithe::index<>.on(lower(col<&Entity::name>)));
LITHE_CASE(nothing, lithe::index<>.where(col<&Entity::width> > 1));
LITHE_CASE(term_of_other, lithe::index<>.on(abs(col<&other::size>)).named("x"));
LITHE_CASE(term_value, lithe::index<>.on(3).named("x"));
LITHE_CASE(term_nulls, lithe::index<>.on(asc(col<&Entity::depth>).nulls_last()).named("x"));
LITHE_CASE(columns_of_other, lithe::index<&other::size>.on(abs(col<&Entity::width>)).named("x"));
LITHE_CASE(repeated, lithe::index<&Entity::width, &Entity::width>.where(col<&Entity::width> > 1));
LITHE_CASE(
    desc_of_other,
    lithe::index<&Entity::width>.where(col<&Entity::width> > 1).template desc<&Entity::area>());
LITHE_CASE(same_name,
           lithe::constraints(lithe::index<&Entity::width>,
                              lithe::index<&Entity::width>.where(col<&Entity::width> > 1)));

static_assert(fault_of<partial> == schema_fault::none);
static_assert(fault_of<expressions> == schema_fault::none);
static_assert(fault_of<no_condition> == schema_fault::index_condition);
static_assert(fault_of<condition_of_other> == schema_fault::index_condition);
static_assert(fault_of<condition_aggregate> == schema_fault::index_condition);
static_assert(fault_of<unnamed> == schema_fault::index_unnamed);
static_assert(fault_of<nothing> == schema_fault::no_column);
static_assert(fault_of<term_of_other> == schema_fault::index_term);
static_assert(fault_of<term_value> == schema_fault::index_term);
static_assert(fault_of<term_nulls> == schema_fault::index_term);
static_assert(fault_of<columns_of_other> == schema_fault::other_struct);
static_assert(fault_of<repeated> == schema_fault::repeated_column);
static_assert(fault_of<desc_of_other> == schema_fault::index_column);
static_assert(fault_of<same_name> == schema_fault::index_name);

}  // namespace

TEST_CASE("a descriptor without mistakes is sound") {
    CHECK(lithe::detail::sound<entity<sum>>);
    CHECK_FALSE(lithe::detail::sound<entity<itself>>);
}
