# SPDX-License-Identifier: BSL-1.0
#
# What is proved of corrected forms compiled together, in FOLDER: nothing when one of them warns, nothing of a case that
# changed afterwards, and that a proof is asked for at all.

set(correct "// error: lithe: anything\n#include \"support/blog.hpp\"\n#ifndef CORRECTED
static_assert(false, \"lithe: anything\");  // <- here\n#endif\n")
set(warns "${correct}inline int narrowed(long value) {\n    return value;\n}\n")

function(prove wanted)
    list(TRANSFORM ARGN PREPEND ${FOLDER}/ OUTPUT_VARIABLE sources)
    execute_process(COMMAND ${CMAKE_COMMAND} -DCOMPILER=${COMPILER} "-DSOURCES=${sources}" "-DFLAGS=${FLAGS}"
        -DHEADERS=${HEADERS} -DUMBRELLA=sql -DOUTPUT=${FOLDER}/proved -P ${CMAKE_CURRENT_LIST_DIR}/../compile_corrected.cmake
        ERROR_VARIABLE out)
    file(READ ${FOLDER}/proved proved)
    if(NOT proved STREQUAL wanted)
        message(FATAL_ERROR "${ARGN}: `${proved}`, not `${wanted}`\n${out}")
    endif()
endfunction()

function(expect wanted case)
    execute_process(COMMAND ${CMAKE_COMMAND} -DCOMPILER=${COMPILER} -DSOURCE=${FOLDER}/${case} "-DFLAGS=${FLAGS}"
        -DHEADERS=${HEADERS} -DPROVED=${FOLDER}/proved -P ${CMAKE_CURRENT_LIST_DIR}/../expect_error.cmake
        RESULT_VARIABLE result ERROR_VARIABLE out)
    if(wanted STREQUAL "pass" AND result EQUAL 0)
        return()
    endif()
    string(FIND "${out}" "${wanted}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "${case}: wanted `${wanted}`, got:\n${out}")
    endif()
endfunction()

file(REMOVE_RECURSE ${FOLDER})
file(WRITE ${FOLDER}/correct.cpp "${correct}")
file(WRITE ${FOLDER}/again.cpp "${correct}")
file(WRITE ${FOLDER}/warns.cpp "${warns}")
prove("" correct.cpp warns.cpp)
expect(pass correct.cpp)
expect("the corrected form does not compile" warns.cpp)
prove("proved\n" correct.cpp again.cpp)
expect(pass again.cpp)
file(WRITE ${FOLDER}/again.cpp "${warns}")
expect("the corrected form does not compile" again.cpp)
file(TOUCH ${FOLDER}/proved)   # a false proof, to see that it is what is asked
expect(pass again.cpp)
