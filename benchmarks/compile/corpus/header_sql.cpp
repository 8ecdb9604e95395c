// SPDX-License-Identifier: BSL-1.0
//
// The umbrella of the SQL floors alone: what including it costs before any table or query.

#include <lithe/sql.hpp>
