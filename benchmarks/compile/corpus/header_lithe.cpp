// SPDX-License-Identifier: BSL-1.0
//
// The whole umbrella alone: what including it costs before any table or query.

#include <lithe/lithe.hpp>
