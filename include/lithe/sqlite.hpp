#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Floors 0 to 6: everything that one connection on one thread can do.

#include <lithe/version.hpp>

#if defined(__cpp_exceptions)  // without, the sentence of version.hpp is the only error

#include <lithe/sql.hpp>
#include <lithe/sqlite/array_table.hpp>
#include <lithe/sqlite/bind.hpp>
#include <lithe/sqlite/bulk_insert.hpp>
#include <lithe/sqlite/callback.hpp>
#include <lithe/sqlite/column.hpp>
#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/create.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/extension.hpp>
#include <lithe/sqlite/handle.hpp>
#include <lithe/sqlite/key.hpp>
#include <lithe/sqlite/open_options.hpp>
#include <lithe/sqlite/operations.hpp>
#include <lithe/sqlite/pragma.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/sqlite/row.hpp>
#include <lithe/sqlite/row_table.hpp>
#include <lithe/sqlite/run.hpp>
#include <lithe/sqlite/session.hpp>
#include <lithe/sqlite/statement_table.hpp>
#include <lithe/sqlite/stream.hpp>
#include <lithe/sqlite/throw_error.hpp>
#include <lithe/sqlite/transaction.hpp>
#include <lithe/sqlite/value_fault.hpp>

#endif
