# SPDX-License-Identifier: BSL-1.0
#
# Runs the vcpkg port in PORT_FOLDER without vcpkg: this script stands in for the vcpkg_* functions that the portfile
# calls, with what vcpkg's documentation says of them, and then looks at the package as vcpkg's own checks would.

cmake_minimum_required(VERSION 3.23)
set(PORT lithe)
set(CURRENT_PORT_DIR ${PORT_FOLDER})
set(CURRENT_BUILDTREES_DIR ${FOLDER}/buildtrees)
set(CURRENT_PACKAGES_DIR ${FOLDER}/packages)
set(build ${CURRENT_BUILDTREES_DIR}/release)

file(READ ${PORT_FOLDER}/vcpkg.json manifest)
string(JSON VERSION GET "${manifest}" version)
string(JSON name GET "${manifest}" name)
if(NOT name STREQUAL PORT)
    message(FATAL_ERROR "vcpkg.json names the port ${name}")
endif()

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "failed: ${ARGN}")
    endif()
endfunction()

# Only a port that asks for the helper ports as host dependencies has these functions.
foreach(helper vcpkg-cmake)
    string(FIND "${manifest}" "\"${helper}\"" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "vcpkg.json does not depend on ${helper}")
    endif()
endforeach()

function(vcpkg_cmake_configure)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCE_PATH)
        message(FATAL_ERROR "vcpkg_cmake_configure: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    run(${CMAKE_COMMAND} -S ${arg_SOURCE_PATH} -B ${build} -G Ninja -DCMAKE_BUILD_TYPE=Release
        -DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR} ${arg_OPTIONS})
endfunction()

function(vcpkg_cmake_install)
    run(${CMAKE_COMMAND} --build ${build} --target install)
endfunction()

function(vcpkg_install_copyright)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "COMMENT" "FILE_LIST")
    file(MAKE_DIRECTORY ${CURRENT_PACKAGES_DIR}/share/${PORT})
    file(COPY_FILE ${arg_FILE_LIST} ${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright)
endfunction()

include(${PORT_FOLDER}/portfile.cmake)

foreach(file share/lithe/lithe-config.cmake share/lithe/lithe-config-version.cmake share/lithe/lithe-targets.cmake
        share/lithe/copyright share/lithe/usage include/lithe/version.hpp)
    if(NOT EXISTS ${CURRENT_PACKAGES_DIR}/${file})
        message(FATAL_ERROR "the package has no ${file}")
    endif()
endforeach()
foreach(folder lib debug bin)
    if(EXISTS ${CURRENT_PACKAGES_DIR}/${folder})
        message(FATAL_ERROR "the package of a header-only library has a folder ${folder}/")
    endif()
endforeach()
# vcpkg moves packages, so nothing in one may name the place where it was built.
file(GLOB files ${CURRENT_PACKAGES_DIR}/share/lithe/*.cmake)
foreach(file IN LISTS files)
    file(READ ${file} text)
    string(FIND "${text}" "${CURRENT_PACKAGES_DIR}" at)
    if(NOT at EQUAL -1)
        message(FATAL_ERROR "${file} names ${CURRENT_PACKAGES_DIR}")
    endif()
endforeach()
