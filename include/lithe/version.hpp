#pragma once
// SPDX-License-Identifier: BSL-1.0

// The version, and the one thing lithe cannot do without.

/// major * 10000 + minor * 100 + patch
#define LITHE_VERSION 100

#if !defined(__cpp_exceptions)
#error "lithe: errors are exceptions; compile with exceptions enabled (without -fno-exceptions)"
#endif

// MSVC ignores the standard attribute for the sake of its binary interface.
#if defined(_MSC_VER)
#define LITHE_NO_UNIQUE_ADDRESS [[msvc::no_unique_address]]
#else
#define LITHE_NO_UNIQUE_ADDRESS [[no_unique_address]]
#endif

namespace lithe::inline v0 {

/// The version of the headers a program was compiled with; the same number as LITHE_VERSION.
inline constexpr int version = LITHE_VERSION;

}  // namespace lithe::inline v0
