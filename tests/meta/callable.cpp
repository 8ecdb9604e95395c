// SPDX-License-Identifier: BSL-1.0
#include <lithe/meta/callable.hpp>

#include "support/catch.hpp"

#include <functional>
#include <type_traits>

namespace {

using lithe::detail::is_callable;

struct handle {
    handle(handle const&) = delete;
};
template <class Given>
struct never {
    static_assert(sizeof(std::remove_reference_t<Given>) == 0, "this body is not to be compiled");
};

struct no_call {};
struct last final {
    void operator()(auto&) const {}
};
struct overloaded {
    void operator()(handle&) const {}
    void operator()(int) const {}
};

[[maybe_unused]] auto const by_reference = [](auto& given) {
    static_cast<void>(never<decltype(given)>{});
};
[[maybe_unused]] auto const of_template = []<class Given>(Given&) { return never<Given>{}; };
[[maybe_unused]] auto const by_value = [](auto given) {
    static_cast<void>(never<decltype(given)>{});
};
[[maybe_unused]] auto const of_two = [](auto& given, int) {
    static_cast<void>(never<decltype(given)>{});
};
[[maybe_unused]] auto changing = [](auto&) mutable {};
[[maybe_unused]] auto const forwarding = [](auto&&) {};
[[maybe_unused]] auto const of_all = [](auto&...) {};
[[maybe_unused]] auto const plain = [](handle&) {};
[[maybe_unused]] auto const plain_value = [](handle) {};

template <class Task>
constexpr bool takes = is_callable<Task, handle> && is_callable<Task&, handle>;

static_assert(takes<decltype(by_reference)> && takes<decltype(of_template)>);
static_assert(!takes<decltype(by_value)> && !takes<decltype(of_two)>);
static_assert(takes<decltype(changing)> && takes<decltype(forwarding)> && takes<decltype(of_all)>);
static_assert(takes<decltype(plain)> && !takes<decltype(plain_value)>);
static_assert(takes<overloaded> && takes<last> && !takes<no_call> && !takes<int>);
static_assert(takes<void (*)(handle&)> && !takes<void (*)()>);
static_assert(takes<std::function<void(handle&)>>);
static_assert(is_callable<decltype(by_value) const, int>);  // what can be copied

}  // namespace

TEST_CASE("a callback is asked without compiling its body") {
    CHECK(is_callable<decltype(by_reference), handle>);
    CHECK_FALSE(is_callable<decltype(by_value), handle>);
}
