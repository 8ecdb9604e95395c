// SPDX-License-Identifier: BSL-1.0
//
// The umbrella with SQLite, without threads, alone: what including it costs before any table or
// query.

#include <lithe/sqlite.hpp>
