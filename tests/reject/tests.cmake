# SPDX-License-Identifier: BSL-1.0
#
# reject.<path>.<compiler> for every tests/reject/**.cpp. The compiler is run directly (-fsyntax-only), so that tests
# may run side by side; each umbrella is parsed once a compiler, into a precompiled header. tests/reject/runner/ are cases
# that the runner itself must refuse, with the words of their first line.

set(reject_includes ${PROJECT_SOURCE_DIR}/include ${CMAKE_CURRENT_SOURCE_DIR})
foreach(folder IN LISTS SQLite3_INCLUDE_DIRS LITHE_PFR_INCLUDE_DIR)
    if(folder AND NOT folder IN_LIST CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
        list(APPEND reject_includes ${folder})
    endif()
endforeach()

# Both forms of a case are compiled with these: -Wpedantic is part of what a precompiled header must agree in.
set(reject_flags -std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wno-unused-const-variable)
foreach(folder IN LISTS reject_includes)
    list(APPEND reject_flags -I${folder})
endforeach()

# <build>/reject/<which>/<umbrella>.hpp(.gch|.pch), as expect_error.cmake looks for them.
set(reject_headers "")
foreach(which gcc clang)
    string(TOUPPER LITHE_${which} compiler)
    if(NOT ${compiler})
        continue()
    endif()
    foreach(umbrella sql sqlite lithe migrations operations)
        set(header ${CMAKE_CURRENT_BINARY_DIR}/reject/${which}/${umbrella}.hpp)
        file(CONFIGURE OUTPUT ${header} CONTENT "#include <lithe/${umbrella}.hpp>\n")
        set(suffix gch)
        if(which STREQUAL clang)
            set(suffix pch)
        endif()
        add_custom_command(OUTPUT ${header}.${suffix}
            COMMAND ${${compiler}} ${reject_flags} -x c++-header ${header} -o ${header}.${suffix}
                -MD -MF ${header}.d -MT ${header}.${suffix}
            DEPENDS ${header} DEPFILE ${header}.d VERBATIM)
        list(APPEND reject_headers ${header}.${suffix})
    endforeach()
endforeach()
add_custom_target(lithe_reject_headers ALL DEPENDS ${reject_headers})

function(lithe_add_reject_test name source which)
    string(TOUPPER LITHE_${which} compiler)
    add_test(NAME ${name}
        COMMAND ${CMAKE_COMMAND} -DCOMPILER=${${compiler}} -DSOURCE=${source} "-DFLAGS=${reject_flags}"
            -DHEADERS=${CMAKE_CURRENT_BINARY_DIR}/reject/${which}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/reject/expect_error.cmake)
    set_tests_properties(${name} PROPERTIES TIMEOUT 120)
endfunction()

file(GLOB_RECURSE cases RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/reject CONFIGURE_DEPENDS "reject/*.cpp")
foreach(case IN LISTS cases)
    set(source ${CMAKE_CURRENT_SOURCE_DIR}/reject/${case})
    string(REGEX REPLACE "[.]cpp$" "" name ${case})
    string(REPLACE "/" "." name ${name})
    foreach(which gcc clang)
        string(TOUPPER LITHE_${which} compiler)
        if(NOT ${compiler})
            continue()
        endif()
        lithe_add_reject_test(reject.${name}.${which} ${source} ${which})
        if(case MATCHES "^runner/")
            file(STRINGS ${source} words LIMIT_COUNT 1)
            string(REGEX REPLACE "^// runner: " "" words "${words}")
            set_tests_properties(reject.${name}.${which} PROPERTIES PASS_REGULAR_EXPRESSION "${words}")
        endif()
    endforeach()
endforeach()
