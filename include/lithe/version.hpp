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

// For one-line templates of which a program has thousands: without it a debug build emits each as a
// function of its own, with a name as long as the query (a third of its time and half its objects).
#if defined(__GNUC__)
#define LITHE_ALWAYS_INLINE [[gnu::always_inline]]
#else
#define LITHE_ALWAYS_INLINE
#endif

// For what each shared object has of its own, whatever its other symbols are.
#if defined(__GNUC__)
#define LITHE_MODULE_LOCAL [[gnu::visibility("hidden")]]
#else
#define LITHE_MODULE_LOCAL
#endif

namespace lithe::inline v0 {

/// The version of the headers a program was compiled with; the same number as LITHE_VERSION.
inline constexpr int version = LITHE_VERSION;

}  // namespace lithe::inline v0
