// SPDX-License-Identifier: BSL-1.0
#include <lithe/version.hpp>

#include <cstdio>

int main() {
    std::printf("lithe %d.%d.%d\n", LITHE_VERSION / 10000, LITHE_VERSION / 100 % 100,
                LITHE_VERSION % 100);
}
