#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Everything of the public contract but migrations and operations: floors 0 to 7, with threads and
// <chrono>.

#include <lithe/sqlite.hpp>
#include <lithe/value/chrono.hpp>
#include <lithe/value/time_format.hpp>
