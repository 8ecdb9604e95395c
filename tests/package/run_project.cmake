# SPDX-License-Identifier: BSL-1.0
#
# Gets lithe in one WAY from SOURCE, builds tests/package/project with it in FOLDER with COMPILER, and runs it.

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE out)
    if(NOT result EQUAL 0)
        string(REPLACE ";" " " command "${ARGN}")
        message(NOTICE "${out}")
        message(FATAL_ERROR "failed: ${command}")
    endif()
endfunction()

file(REMOVE_RECURSE ${FOLDER})
set(options -G Ninja -DCMAKE_CXX_COMPILER=${COMPILER})

if(WAY MATCHES "^install")
    run(${CMAKE_COMMAND} -S ${SOURCE} -B ${FOLDER}/lithe ${options} -DLITHE_BUILD_TESTS=OFF -DLITHE_BUILD_EXAMPLES=OFF)
    run(${CMAKE_COMMAND} --install ${FOLDER}/lithe --prefix ${FOLDER}/first)
    # A package that names its own place breaks as soon as it is moved.
    file(RENAME ${FOLDER}/first ${FOLDER}/prefix)
    list(APPEND options -DCMAKE_PREFIX_PATH=${FOLDER}/prefix)
elseif(WAY STREQUAL "vcpkg")
    run(${CMAKE_COMMAND} -DPORT_FOLDER=${SOURCE}/packaging/vcpkg/ports/lithe -DFOLDER=${FOLDER}/vcpkg
        -P ${CMAKE_CURRENT_LIST_DIR}/run_portfile.cmake)
    list(APPEND options -DCMAKE_PREFIX_PATH=${FOLDER}/vcpkg/packages)
else()
    list(APPEND options -DLITHE_SUBDIRECTORY=${SOURCE})
endif()
if(WAY MATCHES "own_targets")
    list(APPEND options -DOWN_TARGETS=ON)
endif()

run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/project -B ${FOLDER}/project ${options})
run(${CMAKE_COMMAND} --build ${FOLDER}/project)
run(${FOLDER}/project/service)
