# SPDX-License-Identifier: BSL-1.0
#
# reject.<path>.<compiler> for every tests/reject/**.cpp. The compiler is run directly (-fsyntax-only), so that tests
# may run side by side. tests/reject/runner/ are cases that the runner itself must refuse, with the words of their
# first line.

set(reject_includes ${PROJECT_SOURCE_DIR}/include ${CMAKE_CURRENT_SOURCE_DIR})
foreach(folder IN LISTS SQLite3_INCLUDE_DIRS LITHE_PFR_INCLUDE_DIR)
    if(folder AND NOT folder IN_LIST CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
        list(APPEND reject_includes ${folder})
    endif()
endforeach()

function(lithe_add_reject_test name source compiler)
    add_test(NAME ${name}
        COMMAND ${CMAKE_COMMAND} -DCOMPILER=${compiler} -DSOURCE=${source} "-DINCLUDES=${reject_includes}"
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
        lithe_add_reject_test(reject.${name}.${which} ${source} ${${compiler}})
        if(case MATCHES "^runner/")
            file(STRINGS ${source} words LIMIT_COUNT 1)
            string(REGEX REPLACE "^// runner: " "" words "${words}")
            set_tests_properties(reject.${name}.${which} PROPERTIES PASS_REGULAR_EXPRESSION "${words}")
        endif()
    endforeach()
endforeach()
