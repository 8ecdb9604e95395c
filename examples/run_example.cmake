# SPDX-License-Identifier: BSL-1.0
#
# Runs PROGRAM in an empty FOLDER and compares its standard output with the file EXPECTED.
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${PROGRAM} WORKING_DIRECTORY ${FOLDER}
    RESULT_VARIABLE result OUTPUT_VARIABLE got ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "ended with ${result}\n${got}${errors}")
endif()
if(NOT EXISTS ${EXPECTED})
    message(FATAL_ERROR "no ${EXPECTED}; the example prints:\n${got}")
endif()
file(READ ${EXPECTED} wanted)
if(NOT got STREQUAL wanted)
    message(FATAL_ERROR "wanted:\n${wanted}\ngot:\n${got}")
endif()
