# SPDX-License-Identifier: BSL-1.0
#
# house.tree and house.docs read the tree, house.commands runs the commands of the docs, house.format asks clang-format;
# house.headers.<compiler> compiles the umbrellas, and with clang proves that every header includes what it needs;
# house.snippets.<compiler> compiles the code of the docs.

add_test(NAME house.tree COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_house.py)
add_test(NAME house.checker COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_house_test.py)
add_test(NAME house.docs COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_docs.py)
add_test(NAME house.commands COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_commands.py)
set_tests_properties(house.commands PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
# Another version of clang-format breaks lines elsewhere; what git does not list is not ours.
find_program(LITHE_CLANG_FORMAT clang-format-19)
find_program(LITHE_GIT git)
mark_as_advanced(LITHE_CLANG_FORMAT LITHE_GIT)
if(LITHE_CLANG_FORMAT AND LITHE_GIT AND EXISTS ${PROJECT_SOURCE_DIR}/.git)
    add_test(NAME house.format COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_format.py
        ${LITHE_CLANG_FORMAT})
endif()
foreach(which gcc clang)
    string(TOUPPER LITHE_${which} compiler)
    if(${compiler})
        set(which_headers "")
        set(which_mode --each)   # what the checker of headers is tried with: every mode finds the same
        if(which STREQUAL clang)
            set(which_headers --modules)
            set(which_mode --modules)
        elseif(NOT LITHE_CLANG)
            set(which_headers --each)
        endif()
        add_test(NAME house.headers.${which}
            COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_headers.py ${which_headers}
                ${${compiler}} ${reject_includes})
        # Of the longest, so they begin first and others run beside them.
        set_tests_properties(house.headers.${which} PROPERTIES TIMEOUT 900 COST 1000)
        add_test(NAME house.headers_checker.${which}
            COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_headers_test.py ${which_mode}
                ${${compiler}})
        add_test(NAME house.snippets.${which}
            COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_snippets.py ${${compiler}}
                ${reject_includes})
        set_tests_properties(house.snippets.${which} PROPERTIES TIMEOUT 300)
        add_test(NAME house.snippets_checker.${which}
            COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/house/check_snippets_test.py ${${compiler}})
    endif()
endforeach()
