// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/relation.hpp>

#include <lithe/sql.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

using namespace lithe;
using blog::User, blog::Post, blog::Message;

namespace {

struct Profile {
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    std::string page{};
    static constexpr auto schema() {
        return table("profiles", primary_key<&Profile::id>, unique<&Profile::user_id>,
                     foreign_key<&Profile::user_id>.references<&User::id>());
    }
};

template <class Query>
using row_of = typename Query::row_type;

using posts = decltype(from<User>().with_many<&Post::author_id>());
static_assert(std::same_as<row_of<posts>, std::pair<User, std::vector<Post>>>);
using profile = decltype(from<User>().with_one<&Profile::user_id>());
static_assert(std::same_as<row_of<profile>, std::pair<User, std::optional<Profile>>>);
using both = decltype(from<User>().with_many<&Post::author_id>().with_one<&Profile::user_id>());
static_assert(
    std::same_as<row_of<both>, std::tuple<User, std::vector<Post>, std::optional<Profile>>>);
using friends = decltype(from<User>().with_many<&Message::sender, &Message::receiver>());
static_assert(std::same_as<row_of<friends>, std::pair<User, std::vector<User>>>);
using nested = decltype(from<User>().with_many<&Message::sender, &Message::receiver>(
    with_many<&Post::author_id>, with_one<&Profile::user_id>));
static_assert(
    std::same_as<
        row_of<nested>,
        std::pair<User, std::vector<std::tuple<User, std::vector<Post>, std::optional<Profile>>>>>);

template <auto... Members>
using many = detail::relation<detail::cardinality::many, detail::members<Members...>>;
template <auto... Members>
using one = detail::relation<detail::cardinality::one, detail::members<Members...>>;
template <class Query, class Relation>
constexpr auto mistake = decltype(detail::find_in_with<typename Query::clauses, Relation>())::value;
using users = decltype(from<User>());
static_assert(mistake<users, many<&Post::author_id>> == detail::rule::none);
static_assert(mistake<users, many<&Post::id>> == detail::rule::relation_key);
static_assert(mistake<decltype(from<Post>()), many<&Post::author_id>> ==
              detail::rule::relation_key);
static_assert(mistake<users, many<&Message::sender, &Post::author_id>> ==
              detail::rule::relation_key);
static_assert(mistake<users, one<&Post::author_id>> == detail::rule::relation_not_unique);
static_assert(mistake<users, one<&Profile::user_id>> == detail::rule::none);
static_assert(
    mistake<users, detail::relation<detail::cardinality::many, detail::members<&Post::author_id>,
                                    many<&Profile::user_id>>> == detail::rule::relation_key);
static_assert(mistake<decltype(from<User>().select(col<&User::id>)), many<&Post::author_id>> ==
              detail::rule::relation_base);

}  // namespace

TEST_CASE("relation: a query with relations is a value like any other") {
    auto const query = from<User>().where(col<&User::name> == std::string("Ada"));
    auto const copy = query.with_many<&Post::author_id>();
    CHECK(copy.query.sql() == query.sql());
}
