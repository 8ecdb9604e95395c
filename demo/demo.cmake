# SPDX-License-Identifier: BSL-1.0
#
# The demo and its tests: what it prints for two files that never change is compared, times left out.

file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/*.cpp")
add_executable(lithe_demo ${sources})
target_link_libraries(lithe_demo PRIVATE lithe_dev)
target_compile_definitions(lithe_demo PRIVATE LITHE_DEMO_SAMPLE="${CMAKE_CURRENT_LIST_DIR}/status.sample")

# lithe_demo_test(NAME RESULT arguments...): NAME.expected beside this file is what it prints.
function(lithe_demo_test name result)
    add_test(NAME demo.${name}
        COMMAND ${CMAKE_COMMAND}
            -DPROGRAM=$<TARGET_FILE:lithe_demo>
            "-DARGUMENTS=${ARGN}"
            -DRESULT=${result}
            -DEXPECTED=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${name}.expected
            -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_demo.cmake
        WORKING_DIRECTORY ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
    set_tests_properties(demo.${name} PROPERTIES TIMEOUT 120)
endfunction()

set(kept ${CMAKE_CURRENT_BINARY_DIR}/lithe_demo_test.db)
lithe_demo_test(sample 0 --status status.sample --rows 5 --producers 8)
lithe_demo_test(broken 0 --status status.broken --producers 1 --database ${kept})
lithe_demo_test(replaced 0 --status status.broken --producers 1 --rows 3 --database ${kept})
lithe_demo_test(nothing 1 --status status.empty)
lithe_demo_test(absent 1 --status no/such/file)
lithe_demo_test(usage 2 --rows 0)
lithe_demo_test(help 0 --help)
# Loads what the one before has left.
set_tests_properties(demo.broken PROPERTIES FIXTURES_SETUP lithe_demo_kept)
set_tests_properties(demo.replaced PROPERTIES FIXTURES_REQUIRED lithe_demo_kept)
