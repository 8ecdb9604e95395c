# SPDX-License-Identifier: BSL-1.0
#
# Runs PROGRAM with ARGUMENTS, wants it to end with RESULT, and compares what it prints with the file
# EXPECTED. Times, rates, the path of a kept database, progress on the way and the counts of the last
# table (the runtime decides how many transactions share a commit) are taken out first.
execute_process(COMMAND ${PROGRAM} ${ARGUMENTS} RESULT_VARIABLE result OUTPUT_VARIABLE got ERROR_VARIABLE errors)
string(APPEND got "${errors}")
string(REGEX REPLACE "[0-9.]+ m?s([):])" "TIME\\1" got "${got}")
string(REGEX REPLACE "[0-9 ]+ rows per second" " RATE rows per second" got "${got}")
string(REGEX REPLACE " into [^\n]*lithe_demo_test.db" " into lithe_demo_test.db" got "${got}")
string(REGEX REPLACE "\n(packages|dependencies) [^\n]*  +[0-9]?[0-9] %" "" got "${got}")
string(FIND "${got}" "\nThe statements that ran most" statements)
if(NOT statements EQUAL -1)
    string(SUBSTRING "${got}" ${statements} -1 tail)
    string(SUBSTRING "${got}" 0 ${statements} got)
    if(NOT tail MATCHES "Runs +VM steps +Statement\n[- ]+\n" OR NOT tail MATCHES "\n +[1-9][0-9]* +[0-9 ]+  INSERT INTO \"packages\"")
        message(FATAL_ERROR "the table of statements:\n${tail}")
    endif()
endif()
if(NOT result EQUAL RESULT)
    message(FATAL_ERROR "ended with ${result}, not ${RESULT}\n${got}")
endif()
set(wanted "")
if(EXISTS ${EXPECTED})
    file(READ ${EXPECTED} wanted)
endif()
if(NOT got STREQUAL wanted)
    message(FATAL_ERROR "wanted:\n${wanted}\ngot:\n${got}")
endif()
