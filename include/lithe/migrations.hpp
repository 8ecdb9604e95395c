#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Floor 8: histories that are checked while the program compiles, and the migrator that runs them.
// A program that does not include it pays nothing for it.

#include <lithe/version.hpp>

#if defined(__cpp_exceptions)  // without, the sentence of version.hpp is the only error

// In the order of inclusion, flat, so that an error shows few "In file included from".
// clang-format off
#include <lithe/migrations/text.hpp>
#include <lithe/migrations/record.hpp>
#include <lithe/migrations/expression.hpp>
#include <lithe/migrations/column.hpp>
#include <lithe/migrations/operation.hpp>
#include <lithe/migrations/rows.hpp>
#include <lithe/migrations/full_text.hpp>
#include <lithe/migrations/history.hpp>
#include <lithe/migrations/sql_token.hpp>
#include <lithe/migrations/declared_type.hpp>
#include <lithe/migrations/model.hpp>
#include <lithe/migrations/packed_schema.hpp>
#include <lithe/migrations/ddl.hpp>
#include <lithe/migrations/parse.hpp>
#include <lithe/migrations/lowering.hpp>
#include <lithe/migrations/table_step.hpp>
#include <lithe/migrations/full_text_sql.hpp>
#include <lithe/migrations/row_step.hpp>
#include <lithe/migrations/outside.hpp>
#include <lithe/migrations/compatibility.hpp>
#include <lithe/migrations/replay.hpp>
#include <lithe/migrations/sha256.hpp>
#include <lithe/migrations/digest.hpp>
#include <lithe/migrations/chunked_replay.hpp>
#include <lithe/migrations/history_rules.hpp>
#include <lithe/migrations/produces.hpp>
#include <lithe/migrations/record_writer.hpp>
#include <lithe/migrations/live.hpp>
#include <lithe/migrations/freeze.hpp>
#include <lithe/migrations/plan.hpp>
#include <lithe/migrations/action.hpp>
#include <lithe/migrations/own_row.hpp>
#include <lithe/migrations/native_alter.hpp>
#include <lithe/migrations/rebuild_list.hpp>
#include <lithe/migrations/row_sql.hpp>
#include <lithe/migrations/statement.hpp>
#include <lithe/migrations/read_schema.hpp>
#include <lithe/migrations/schema_differences.hpp>
#include <lithe/migrations/freeze_live.hpp>
#include <lithe/migrations/used_by.hpp>
#include <lithe/migrations/violations.hpp>
#include <lithe/migrations/loaded_history.hpp>
#include <lithe/migrations/inverse.hpp>
#include <lithe/migrations/planner.hpp>
#include <lithe/migrations/options.hpp>
#include <lithe/migrations/rebuild_sql.hpp>
#include <lithe/migrations/positions.hpp>
#include <lithe/migrations/rebuild.hpp>
#include <lithe/migrations/each_row.hpp>
#include <lithe/migrations/journal.hpp>
#include <lithe/migrations/guard.hpp>
#include <lithe/migrations/run_outside.hpp>
#include <lithe/migrations/run.hpp>
#include <lithe/migrations/runner.hpp>
#include <lithe/migrations/sql_script.hpp>
#include <lithe/migrations/sql_file.hpp>
#include <lithe/migrations/sql_files.hpp>
#include <lithe/migrations/export_files.hpp>
#include <lithe/migrations/overview.hpp>
#include <lithe/migrations/refusals.hpp>
#include <lithe/migrations/backup_file.hpp>
#include <lithe/migrations/undo.hpp>
#include <lithe/migrations/adoption.hpp>
#include <lithe/migrations/migrator.hpp>
#include <lithe/migrations/squash.hpp>
#include <lithe/migrations/diff.hpp>
#include <lithe/migrations/goose.hpp>
#include <lithe/migrations/dump_schema.hpp>
// clang-format on

#endif
