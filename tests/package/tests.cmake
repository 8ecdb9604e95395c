# SPDX-License-Identifier: BSL-1.0
#
# Users' projects (tests/package/project) built in every way lithe can be had. Each test has a folder of its own.

function(lithe_add_package_test name compiler)
    add_test(NAME package.${name}
        COMMAND ${CMAKE_COMMAND} -DCOMPILER=${compiler} -DWAY=${name} -DSOURCE=${PROJECT_SOURCE_DIR}
            -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/package/${name} ${ARGN}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/package/run_project.cmake)
    set_tests_properties(package.${name} PROPERTIES TIMEOUT 600)
endfunction()

foreach(which gcc clang)
    string(TOUPPER LITHE_${which} compiler)
    if(${compiler})
        lithe_add_package_test(install.${which} ${${compiler}})          # find_package(lithe) after an install
    endif()
endforeach()
lithe_add_package_test(subdirectory ${CMAKE_CXX_COMPILER})               # add_subdirectory
lithe_add_package_test(install.own_targets ${CMAKE_CXX_COMPILER})        # the project's own SQLite and PFR
lithe_add_package_test(subdirectory.own_targets ${CMAKE_CXX_COMPILER})
lithe_add_package_test(vcpkg ${CMAKE_CXX_COMPILER})                      # the overlay port, without vcpkg

add_test(NAME package.conan COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/package/run_conan.py
    ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_BINARY_DIR}/package/conan ${CMAKE_CXX_COMPILER})
set_tests_properties(package.conan PROPERTIES TIMEOUT 900 SKIP_RETURN_CODE 77)
