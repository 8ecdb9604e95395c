# SPDX-License-Identifier: BSL-1.0
#
# reject.<path>.<compiler> for every tests/reject/**.cpp. The compiler is run directly (-fsyntax-only), so that tests
# may run side by side; each umbrella is parsed once a compiler, into a precompiled header, and the build compiles the
# corrected forms of many cases together. tests/reject/runner/ are cases that the runner itself must refuse, with the
# words of their first line.

include(reject/header.cmake)
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

# <build>/reject/<which>/<umbrella>.hpp(.gch|.pch), as header.cmake looks for them. Clang also instantiates there what
# the header's own functions need, and not in every case again.
set(reject_headers "")
foreach(which gcc clang)
    string(TOUPPER LITHE_${which} compiler)
    if(NOT ${compiler})
        continue()
    endif()
    set(suffix gch)
    set(pch_flags "")
    if(which STREQUAL clang)
        set(suffix pch)
        set(pch_flags -fpch-instantiate-templates)
    endif()
    foreach(umbrella IN LISTS reject_umbrellas)
        set(header ${CMAKE_CURRENT_BINARY_DIR}/reject/${which}/${umbrella}.hpp)
        file(CONFIGURE OUTPUT ${header} CONTENT "#include <lithe/${umbrella}.hpp>\n\n#include \"support/blog.hpp\"\n")
        set(reject_${which}_${umbrella} ${header}.${suffix})
        add_custom_command(OUTPUT ${header}.${suffix}
            COMMAND ${${compiler}} ${reject_flags} ${pch_flags} -x c++-header ${header} -o ${header}.${suffix}
                -MD -MF ${header}.d -MT ${header}.${suffix}
            DEPENDS ${header} DEPFILE ${header}.d VERBATIM)
        list(APPEND reject_headers ${header}.${suffix})
    endforeach()
endforeach()
add_custom_target(lithe_reject_headers ALL DEPENDS ${reject_headers})

# Cases whose corrected forms are compiled together: those that include nothing but what is precompiled, so that a proof
# older than that is seen, and that specialise no template of lithe, for each gets a namespace.
file(GLOB_RECURSE cases RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/reject CONFIGURE_DEPENDS "reject/*.cpp")
set(reject_together 24)
foreach(case IN LISTS cases)
    file(READ reject/${case} text)
    reject_umbrella("${text}" umbrella)
    string(REGEX REPLACE "#include (<lithe/${umbrella}[.]hpp>|\"support/blog[.]hpp\")" "" text "${text}")
    if(umbrella AND NOT text MATCHES "#include|template <>" AND NOT case MATCHES "^runner/")
        list(APPEND reject_${umbrella}_cases ${CMAKE_CURRENT_SOURCE_DIR}/reject/${case})
        list(LENGTH reject_${umbrella}_cases count)
        math(EXPR batch "(${count} - 1) / ${reject_together}")
        list(APPEND reject_batch_${umbrella}_${batch} ${CMAKE_CURRENT_SOURCE_DIR}/reject/${case})
        set(reject_proved_${case} corrected_${umbrella}_${batch})
        list(APPEND reject_batches ${umbrella}_${batch})
    endif()
endforeach()
list(REMOVE_DUPLICATES reject_batches)
set(reject_corrected "")
foreach(which gcc clang)
    string(TOUPPER LITHE_${which} compiler)
    if(NOT ${compiler})
        continue()
    endif()
    foreach(batch IN LISTS reject_batches)
        string(REGEX REPLACE "_[0-9]+$" "" umbrella ${batch})
        set(folder ${CMAKE_CURRENT_BINARY_DIR}/reject/${which})
        add_custom_command(OUTPUT ${folder}/corrected_${batch}
            COMMAND ${CMAKE_COMMAND} -DCOMPILER=${${compiler}} "-DSOURCES=${reject_batch_${batch}}"
                "-DFLAGS=${reject_flags}" -DHEADERS=${folder} -DUMBRELLA=${umbrella}
                -DOUTPUT=${folder}/corrected_${batch} -P ${CMAKE_CURRENT_SOURCE_DIR}/reject/compile_corrected.cmake
            DEPENDS ${reject_batch_${batch}} ${reject_${which}_${umbrella}}
                ${CMAKE_CURRENT_SOURCE_DIR}/reject/compile_corrected.cmake
            COMMENT "Compiling corrected forms: ${which}, ${batch}" VERBATIM)
        list(APPEND reject_corrected ${folder}/corrected_${batch})
    endforeach()
endforeach()
add_custom_target(lithe_reject_corrected ALL DEPENDS ${reject_corrected})

function(lithe_add_reject_test name source which)
    string(TOUPPER LITHE_${which} compiler)
    add_test(NAME ${name}
        COMMAND ${CMAKE_COMMAND} -DCOMPILER=${${compiler}} -DSOURCE=${source} "-DFLAGS=${reject_flags}"
            -DHEADERS=${CMAKE_CURRENT_BINARY_DIR}/reject/${which} ${ARGN}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/reject/expect_error.cmake)
    set_tests_properties(${name} PROPERTIES TIMEOUT 120)
endfunction()

foreach(case IN LISTS cases)
    set(source ${CMAKE_CURRENT_SOURCE_DIR}/reject/${case})
    string(REGEX REPLACE "[.]cpp$" "" name ${case})
    string(REPLACE "/" "." name ${name})
    foreach(which gcc clang)
        string(TOUPPER LITHE_${which} compiler)
        if(NOT ${compiler})
            continue()
        endif()
        set(proved "")
        if(reject_proved_${case})
            set(proved -DPROVED=${CMAKE_CURRENT_BINARY_DIR}/reject/${which}/${reject_proved_${case}})
        endif()
        lithe_add_reject_test(reject.${name}.${which} ${source} ${which} ${proved})
        if(case MATCHES "^runner/")
            file(STRINGS ${source} words LIMIT_COUNT 1)
            string(REGEX REPLACE "^// runner: " "" words "${words}")
            set_tests_properties(reject.${name}.${which} PROPERTIES PASS_REGULAR_EXPRESSION "${words}")
        endif()
    endforeach()
endforeach()
foreach(which gcc clang)
    string(TOUPPER LITHE_${which} compiler)
    if(${compiler})
        add_test(NAME reject.runner.together.${which}
            COMMAND ${CMAKE_COMMAND} -DCOMPILER=${${compiler}} "-DFLAGS=${reject_flags}"
                -DHEADERS=${CMAKE_CURRENT_BINARY_DIR}/reject/${which}
                -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/reject/${which}/together
                -P ${CMAKE_CURRENT_SOURCE_DIR}/reject/runner/together.cmake)
    endif()
endforeach()
