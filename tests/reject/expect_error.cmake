# SPDX-License-Identifier: BSL-1.0
#
# A reject test is a program with a mistake in it, and its correction:
#
#     // error: lithe: column: its table is not in FROM or JOIN                 (regular expressions, one or more)
#     #include "support/blog.hpp"
#     #ifdef CORRECTED
#     constexpr auto statement = from<user>().join<post>().where(col<&post::likes> > 3);
#     #else
#     constexpr auto statement = from<user>().where(col<&post::likes> > 3);  // <- here
#     #endif
#
# Compiles SOURCE with COMPILER twice. With -DCORRECTED it must compile without a warning; PROVED says that it did so,
# together with others, after the last change of the case and of the headers. Without, it must fail with exactly one
# error that says every `// error:` line and names the line marked `// <- here`, in at most 12 lines ("In file included
# from" is not counted: it depends on where the user stands, not on what lithe says).
# A mistake that no library can see, such as a misspelt member, may be several errors: such a case says
# `// the compiler's own words`. What is wrong may also be what compilers warn of; the lines of the warnings count in a
# case that says `// with warnings`.

# As it is: FATAL_ERROR would wrap the compiler's lines.
function(refuse text)
    message(NOTICE "${text}")
    message(FATAL_ERROR "refused")
endfunction()

include(${CMAKE_CURRENT_LIST_DIR}/header.cmake)
file(READ ${SOURCE} text)
set(flags ${FLAGS} -fsyntax-only -fdiagnostics-color=never)

# What both forms include first was parsed before; where each includes its own, they stand before and behind `#else`.
string(REGEX REPLACE "\n#if.*" "" common "${text}")
reject_umbrella("${common}" umbrella)
set(umbrella_corrected "${umbrella}")
if(NOT umbrella AND text MATCHES "(.*)\n#else\n(.*)")
    set(refused "${CMAKE_MATCH_2}")
    reject_umbrella("${CMAKE_MATCH_1}" umbrella_corrected)
    reject_umbrella("${refused}" umbrella)
endif()
reject_precompiled(${HEADERS} "${umbrella_corrected}" file precompiled)
set(proved "")
if(PROVED AND EXISTS "${PROVED}" AND NOT "${SOURCE}" IS_NEWER_THAN "${PROVED}" AND NOT "${file}" IS_NEWER_THAN "${PROVED}")
    file(READ ${PROVED} proved)
endif()
if(NOT proved)
    execute_process(COMMAND ${COMPILER} ${flags} ${precompiled} -Werror -DCORRECTED ${SOURCE}
        RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE out)
    if(NOT result EQUAL 0)
        refuse("the corrected form does not compile:\n${out}")
    endif()
endif()
reject_precompiled(${HEADERS} "${umbrella}" file precompiled)
if(NOT text MATCHES "// with warnings")
    list(APPEND flags -w)
endif()
execute_process(COMMAND ${COMPILER} ${flags} ${precompiled} ${SOURCE}
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE out)
if(result EQUAL 0)
    refuse("compiled, but must be rejected")
endif()

# Every wanted sentence. `wanted` is read by line number and not as a list: a sentence has semicolons in it.
set(rest "${text}")
set(sentences 0)
while(rest MATCHES "(^|\n)// error: ([^\n]*)\n")
    set(wanted "${CMAKE_MATCH_2}")
    string(FIND "${rest}" "// error: ${wanted}" at)
    math(EXPR at "${at} + 10")
    string(SUBSTRING "${rest}" ${at} -1 rest)
    math(EXPR sentences "${sentences} + 1")
    if(NOT out MATCHES "${wanted}")
        refuse("wanted: ${wanted}\ngot:\n${out}")
    endif()
endwhile()
if(sentences EQUAL 0)
    refuse("no line `// error: ...` says what is wanted")
endif()

# The caller's own line: Clang drops it when a check is not consteval.
string(FIND "${text}" "// <- here" at)
if(at EQUAL -1)
    refuse("no line is marked `// <- here`")
endif()
string(SUBSTRING "${text}" 0 ${at} before)
string(REGEX REPLACE "[^\n]" "" newlines "${before}")
string(LENGTH "${newlines}" here)
math(EXPR here "${here} + 1")
get_filename_component(name ${SOURCE} NAME)
string(FIND "${out}" "${name}:${here}:" found)
if(found EQUAL -1)
    refuse("the caller's line ${name}:${here} is not in:\n${out}")
endif()

# One error, in few lines.
string(REGEX MATCHALL "error: " errors "${out}")
list(LENGTH errors count)
if(NOT count EQUAL 1 AND NOT text MATCHES "// the compiler's own words")
    refuse("${count} errors, wanted one:\n${out}")
endif()
string(REGEX REPLACE "(^|\n)(In file included from|  +from )[^\n]*" "" counted "${out}")
string(REGEX REPLACE "\n([0-9]+ warnings? and )?[0-9]+ errors? generated\\.\n" "\n" counted "${counted}")   # clang's own summary
string(REGEX REPLACE "^\n+|\n+$" "" counted "${counted}")
string(REGEX REPLACE "[^\n]" "" newlines "${counted}")
string(LENGTH "${newlines}" lines)
math(EXPR lines "${lines} + 1")
if(lines GREATER 12)
    refuse("${lines} lines, wanted at most 12:\n${out}")
endif()
