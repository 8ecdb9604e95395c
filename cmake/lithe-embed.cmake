# SPDX-License-Identifier: BSL-1.0
#
# lithe_embed_migrations(target NAME name DIRECTORY directory)
#
# Carries the .sql files of a directory, dbmate's or goose's, in the program: #include "<name>.hpp" has
#   inline constexpr lithe::migrations::sql_text_file <name>[]
# for lithe::migrations::sql_texts(<name>). A file that is added, changed or removed is noticed by the next build.

function(lithe_embed_migrations target)
    cmake_parse_arguments(PARSE_ARGV 1 given "" "NAME;DIRECTORY" "")
    if(NOT given_NAME MATCHES "^[A-Za-z_][A-Za-z0-9_]*$" OR NOT given_DIRECTORY OR given_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "lithe_embed_migrations(target NAME a_name_of_C++ DIRECTORY directory)")
    endif()
    cmake_path(ABSOLUTE_PATH given_DIRECTORY BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    file(GLOB files CONFIGURE_DEPENDS "${given_DIRECTORY}/*.sql")
    if(NOT files)
        message(FATAL_ERROR "lithe_embed_migrations: ${given_DIRECTORY} has no .sql file")
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})

    set(entries "")
    foreach(file IN LISTS files)
        cmake_path(GET file FILENAME name)
        # Hexadecimal: any byte stays what it is, and no text ends the literal.
        file(READ "${file}" bytes HEX)
        string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
        if(bytes MATCHES "x00")
            message(FATAL_ERROR "lithe_embed_migrations: ${file} has a NUL in it, which ends SQL")
        endif()
        # A literal of its own for every few bytes: compilers have a limit for one.
        string(REPEAT "\\\\x.." 24 line)
        string(REGEX REPLACE "(${line})" "\\1\"\n     \"" bytes "${bytes}")
        string(APPEND entries "    {\"${name}\",\n     \"${bytes}\"},\n")
    endforeach()
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/lithe_migrations/${target}")
    file(CONFIGURE OUTPUT "${folder}/${given_NAME}.hpp" @ONLY CONTENT [[
#pragma once
// Written by lithe_embed_migrations(): change the files of @given_DIRECTORY@ instead.
#include <lithe/migrations/sql_file.hpp>

inline constexpr lithe::migrations::sql_text_file @given_NAME@[] = {
@entries@};
]])
    target_include_directories(${target} PRIVATE "${folder}")
endfunction()
