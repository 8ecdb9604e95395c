# SPDX-License-Identifier: BSL-1.0
#
# interop.<tool>: the real dbmate, goose and Alembic beside lithe. `./dev test --in interop` installs them; a tool that
# is not there is reported as not run.

set(LITHE_INTEROP_TOOLS "" CACHE PATH "Where `dev` installs dbmate, goose and Alembic; else they are looked for in PATH")
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
add_executable(lithe_interop interop/lithe_migrate.cpp)
target_link_libraries(lithe_interop PRIVATE lithe_dev)
foreach(tool dbmate goose alembic)
    add_test(NAME interop.${tool} COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/interop/run_interop.py ${tool}
        $<TARGET_FILE:lithe_interop> ${CMAKE_CURRENT_BINARY_DIR}/interop/${tool} ${LITHE_INTEROP_TOOLS})
    set_tests_properties(interop.${tool} PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
endforeach()
