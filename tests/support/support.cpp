// SPDX-License-Identifier: BSL-1.0
//
// Owns the precompiled header that all tests share; there is nothing to compile in it.
