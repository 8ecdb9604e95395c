# SPDX-License-Identifier: BSL-1.0
#
# What lithe's own tests, examples and benchmarks are built with. Never exported: a user's flags are the user's.

add_library(lithe_dev INTERFACE)
target_link_libraries(lithe_dev INTERFACE lithe::lithe)
option(LITHE_WARNINGS_AS_ERRORS "Off for ./dev demo, which must build with a compiler nobody here has seen" ON)
if(NOT MSVC)
    target_compile_options(lithe_dev INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
        -Wold-style-cast $<$<BOOL:${LITHE_WARNINGS_AS_ERRORS}>:-Werror>)
endif()
set(CMAKE_CXX_EXTENSIONS OFF)

set(LITHE_SANITIZE "" CACHE STRING "Sanitizers for tests and examples: address,undefined or thread")
if(LITHE_SANITIZE)
    target_compile_options(lithe_dev INTERFACE -fsanitize=${LITHE_SANITIZE} -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    target_link_options(lithe_dev INTERFACE -fsanitize=${LITHE_SANITIZE})
endif()

option(LITHE_LIBCXX "Use libc++ (clang only)" OFF)
if(LITHE_LIBCXX)
    target_compile_options(lithe_dev INTERFACE -stdlib=libc++)
    target_link_options(lithe_dev INTERFACE -stdlib=libc++)
endif()

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Debug CACHE STRING "Debug or Release" FORCE)
endif()

find_program(LITHE_CCACHE ccache)
if(LITHE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${LITHE_CCACHE})
endif()
# Without this, clang writes the time into a precompiled header and nothing that uses one is ever found in ccache.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(lithe_dev INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()
