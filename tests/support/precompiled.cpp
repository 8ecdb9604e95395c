// SPDX-License-Identifier: BSL-1.0
//
// Owns a precompiled header that tests share; there is nothing to compile in it.
