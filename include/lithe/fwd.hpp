#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What users specialise, declared without including anything: a header that defines a user's own
// type needs only this one.

namespace lithe::inline v0 {

/// How a type is stored: specialise it with `storage`, `to_storage` and `from_storage`.
///
/// Example: examples/07_types.cpp
template <class Value>
struct value_traits;

/// The descriptor of a type that cannot carry `schema()` itself: specialise it with the same static
/// member.
template <class Entity>
struct schema_for;

}  // namespace lithe::inline v0
