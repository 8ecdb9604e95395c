# SPDX-License-Identifier: BSL-1.0
#
# Which precompiled header a case is compiled with; tests.cmake and the scripts beside it ask.

# Umbrellas of lithe, each with support/blog.hpp behind it.
set(reject_umbrellas sql sqlite lithe migrations operations)

# The name of the umbrella that this text includes, or its support does, or nothing.
function(reject_umbrella text result)
    string(REPLACE ";" "|" umbrellas "${reject_umbrellas}")
    set(${result} "" PARENT_SCOPE)
    if(text MATCHES "#include <lithe/(${umbrellas})[.]hpp>")
        set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
    elseif(text MATCHES "#include \"support/blog[.]hpp\"")
        set(${result} sql PARENT_SCOPE)
    endif()
endfunction()

# The file that was compiled from it in FOLDER, and the flags that take it in; nothing where there is none.
function(reject_precompiled folder umbrella file flags)
    set(${file} "" PARENT_SCOPE)
    set(${flags} "" PARENT_SCOPE)
    set(header ${folder}/${umbrella}.hpp)
    if(umbrella AND EXISTS ${header}.gch)
        set(${file} ${header}.gch PARENT_SCOPE)
        set(${flags} -include ${header} PARENT_SCOPE)
    elseif(umbrella AND EXISTS ${header}.pch)
        set(${file} ${header}.pch PARENT_SCOPE)
        set(${flags} -include-pch ${header}.pch PARENT_SCOPE)
    endif()
endfunction()
