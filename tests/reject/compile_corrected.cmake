# SPDX-License-Identifier: BSL-1.0
#
# Compiles the corrected forms of SOURCES together with COMPILER and the precompiled UMBRELLA, each in a namespace of
# its own, for a compiler takes most of its time to begin. OUTPUT is `proved` when that needs no error and no warning;
# then each case's test asks for its refusal alone. Otherwise OUTPUT is empty and each test compiles its own corrected
# form, so that the one at fault is told by its name.

include(${CMAKE_CURRENT_LIST_DIR}/header.cmake)
reject_precompiled(${HEADERS} ${UMBRELLA} file precompiled)
set(text "")
set(number 0)
foreach(source IN LISTS SOURCES)
    math(EXPR number "${number} + 1")
    string(APPEND text "namespace case_${number} {\n#include \"${source}\"\n}\n")
endforeach()
file(WRITE ${OUTPUT}.cpp "${text}")
file(REMOVE ${OUTPUT})
execute_process(COMMAND ${COMPILER} ${FLAGS} ${precompiled} -fsyntax-only -fdiagnostics-color=never -Werror -DCORRECTED
    ${OUTPUT}.cpp RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE out)
if(result EQUAL 0)
    file(WRITE ${OUTPUT} "proved\n")
else()
    message(NOTICE "These corrected forms do not compile together, their tests compile each alone:\n${out}")
    file(WRITE ${OUTPUT} "")
endif()
