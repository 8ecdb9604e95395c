// SPDX-License-Identifier: BSL-1.0
#if __has_include(<lithe/lithe.hpp>)
#include "statements.hpp"

std::int64_t count_adults(lithe::connection& connection) {
    return static_cast<std::int64_t>(connection.fetch_all(adults()).size());
}
#endif
