// SPDX-License-Identifier: BSL-1.0
#include "compared.hpp"

using lithe::col;
using lithe_test::compared;

/// What both statements threw, if it was the same.
extern "C" [[gnu::visibility("default")]] char const* lithe_plugin_compare(lithe::connection* c) {
    static std::string told;
    auto const fails = col<&compared::id> == 1 && col<&compared::key> == "x";
    try {
        static_cast<void>(
            c->fetch_one(lithe::from<compared>().where(fails).select(lithe::count())));
        return "a wrong count";
    } catch (std::exception const& thrown) {
        told = thrown.what();
    }
    try {
        c->execute(lithe::update<compared>().set(col<&compared::number> = 77).where(fails));
        return "a wrong update";
    } catch (std::exception const& thrown) {
        return told == thrown.what() ? told.c_str() : "two errors";
    }
}
