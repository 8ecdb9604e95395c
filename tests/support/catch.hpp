#pragma once
// SPDX-License-Identifier: BSL-1.0

// Catch2 as it is found: one header up to 2.13 (Debian 12), many from 3.0 on.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
