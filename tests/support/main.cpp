// SPDX-License-Identifier: BSL-1.0
//
// One main for every test executable, for Catch2 2.13 and 3 alike. Tests with a hidden tag
// ([.slow]) run only when named on the command line.

#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_RUNNER
#endif
#include "support/catch.hpp"

int main(int argc, char* argv[]) {
    return Catch::Session().run(argc, argv);
}
