// SPDX-License-Identifier: BSL-1.0
#include <lithe/meta/type_name.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace app {
struct BlogPost {};
template <class Payload, int Number = 0>
struct Event {
    struct Inner {};
};
class HTTPRequest {};
enum class Mood {};
}  // namespace app
namespace {
struct Hidden {};

static_assert(lithe::name_of<app::BlogPost>.view() == "BlogPost");
static_assert(lithe::name_of<app::HTTPRequest>.view() == "HTTPRequest");
static_assert(lithe::name_of<app::Event<app::BlogPost>>.view() == "Event");
static_assert(lithe::name_of<app::Event<app::Event<int, 2>, 1>>.view() == "Event");
static_assert(lithe::name_of<app::Event<app::BlogPost>::Inner>.view() == "Inner");
static_assert(lithe::name_of<app::Mood>.view() == "Mood");
static_assert(lithe::name_of<Hidden>.view() == "Hidden");
// Tables are named by these: the same from all compilers, and two types have two names.
static_assert(lithe::name_of<int>.view() == "int32");
static_assert(lithe::name_of<unsigned>.view() == "uint32");
static_assert(lithe::name_of<short>.view() == "int16");
static_assert(lithe::name_of<std::int8_t>.view() == "int8");
static_assert(lithe::name_of<std::uint8_t>.view() == "uint8");
static_assert(lithe::name_of<std::int64_t>.view() == "int64");
static_assert(lithe::name_of<unsigned long long>.view() == "uint64");
static_assert(lithe::name_of<char>.view() == "char");
static_assert(lithe::name_of<bool>.view() == "bool");
static_assert(lithe::name_of<double>.view() == "double");
static_assert(lithe::name_of<std::string>.view() == "string");
static_assert(lithe::name_of<std::string_view>.view() == "string_view");
static_assert(("event_" + lithe::name_of<app::BlogPost>).view() == "event_BlogPost");

static_assert(lithe::detail::snake_case_name<app::BlogPost>.view() == "blog_post");
static_assert(lithe::detail::snake_case_name<app::HTTPRequest>.view() == "http_request");

constexpr bool becomes(std::string_view name, std::string_view wanted) {
    std::size_t at = 0;
    bool same = true;
    lithe::detail::snake_case(name, [&](char letter) {
        same = same && at < wanted.size() && wanted[at] == letter;
        ++at;
    });
    return same && at == wanted.size();
}
static_assert(becomes("user", "user") && becomes("User", "user") && becomes("ID", "id"));
static_assert(becomes("UserID", "user_id") && becomes("UserIDs", "user_i_ds"));
static_assert(becomes("Sha256Sum", "sha256_sum") && becomes("already_snake", "already_snake"));
static_assert(becomes("Mixed_Case", "mixed_case") &&
              becomes("XMLHttp2Request", "xml_http2_request"));

static_assert(lithe::detail::same_name("Größe", "GRöße") && !lithe::detail::same_name("a", "ab"));
static_assert(!lithe::detail::same_name("ä", "Ä"));  // SQLite folds ASCII letters only

}  // namespace

TEST_CASE("a local struct has a name, too") {
    struct LocalThing {};
    CHECK(lithe::name_of<LocalThing>.view() == "LocalThing");
    CHECK(lithe::detail::snake_case_name<LocalThing>.view() == "local_thing");
}
