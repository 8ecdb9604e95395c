#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What keeps a database running: observations, backup, metrics, health, advice, a file per tenant.
// The calls on lithe::database are explained in runtime/operation_calls.hpp. All floors but 8.

#include <lithe/version.hpp>

#if defined(__cpp_exceptions)  // without, the sentence of version.hpp is the only error

#include <lithe/lithe.hpp>

// clang-format off
#include <lithe/operations/noted_changes.hpp>
#include <lithe/operations/change_log.hpp>
#include <lithe/operations/observation_hub.hpp>
#include <lithe/operations/observe.hpp>
#include <lithe/operations/backup.hpp>
#include <lithe/operations/metrics.hpp>
#include <lithe/operations/prometheus.hpp>
#include <lithe/operations/health.hpp>
#include <lithe/operations/advice_history.hpp>
#include <lithe/operations/advisor.hpp>
#include <lithe/operations/tenants.hpp>
// clang-format on

#endif
