#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Everything of the public contract but migrations and operations: floors 0 to 7, with threads and
// <chrono>.

#include <lithe/version.hpp>

#if defined(__cpp_exceptions)  // without, the sentence of version.hpp is the only error

#include <lithe/runtime/access.hpp>
#include <lithe/runtime/checkpoint.hpp>
#include <lithe/runtime/completion.hpp>
#include <lithe/runtime/database.hpp>
#include <lithe/runtime/database_core.hpp>
#include <lithe/runtime/future.hpp>
#include <lithe/runtime/group_commit.hpp>
#include <lithe/runtime/one_statement.hpp>
#include <lithe/runtime/options.hpp>
#include <lithe/runtime/reader_pool.hpp>
#include <lithe/runtime/spin.hpp>
#include <lithe/runtime/temporary_file.hpp>
#include <lithe/runtime/transaction_statement.hpp>
#include <lithe/runtime/write_job.hpp>
#include <lithe/runtime/write_queue.hpp>
#include <lithe/runtime/writer.hpp>
#include <lithe/sqlite.hpp>
#include <lithe/value/chrono.hpp>
#include <lithe/value/time_format.hpp>

#endif
