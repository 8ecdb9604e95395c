# SPDX-License-Identifier: BSL-1.0
#
# lithe_link_dependencies(target): links SQLite, Boost.PFR and threads to an interface target. Used by lithe's own
# build and, installed beside lithe-config.cmake, by the user's. LITHE_SQLITE_TARGET and LITHE_PFR_TARGET name
# targets that the user's project brings itself. On failure it sets lithe_missing to one sentence for the user.

macro(lithe_link_dependencies lithe_to)
    set(lithe_missing "")

    if(LITHE_SQLITE_TARGET)
        if(TARGET ${LITHE_SQLITE_TARGET})
            target_link_libraries(${lithe_to} INTERFACE ${LITHE_SQLITE_TARGET})
        else()
            string(APPEND lithe_missing "LITHE_SQLITE_TARGET is ${LITHE_SQLITE_TARGET}, which is not a target here. ")
        endif()
    else()
        find_package(SQLite3 3.40 QUIET)
        if(TARGET SQLite::SQLite3)
            target_link_libraries(${lithe_to} INTERFACE SQLite::SQLite3)
        else()
            string(APPEND lithe_missing
                "SQLite >= 3.40 was not found (Debian: libsqlite3-dev), and LITHE_SQLITE_TARGET is not set. ")
        endif()
    endif()

    # Boost's own package file first (Conan and a hand-built Boost have one), then the bare headers (Debian, vcpkg's
    # boost-pfr, standalone PFR): PFR is header-only, so a directory is all it takes.
    if(NOT LITHE_PFR_TARGET)
        find_package(Boost 1.81 CONFIG QUIET)
        if(NOT TARGET Boost::headers)
            find_path(LITHE_PFR_INCLUDE_DIR boost/pfr/core.hpp)
            if(EXISTS "${LITHE_PFR_INCLUDE_DIR}/boost/version.hpp")
                file(STRINGS "${LITHE_PFR_INCLUDE_DIR}/boost/version.hpp" lithe_boost REGEX "define BOOST_VERSION [0-9]+")
                string(REGEX REPLACE "[^0-9]" "" lithe_boost "${lithe_boost}")
                if(lithe_boost LESS 108100)
                    string(APPEND lithe_missing "The Boost in ${LITHE_PFR_INCLUDE_DIR} is older than 1.81. ")
                endif()
            endif()
        endif()
    endif()
    if(LITHE_PFR_TARGET)
        if(TARGET ${LITHE_PFR_TARGET})
            target_link_libraries(${lithe_to} INTERFACE ${LITHE_PFR_TARGET})
        else()
            string(APPEND lithe_missing "LITHE_PFR_TARGET is ${LITHE_PFR_TARGET}, which is not a target here. ")
        endif()
    elseif(TARGET Boost::headers)
        target_link_libraries(${lithe_to} INTERFACE Boost::headers)
    elseif(LITHE_PFR_INCLUDE_DIR)
        target_include_directories(${lithe_to} SYSTEM INTERFACE ${LITHE_PFR_INCLUDE_DIR})
    else()
        string(APPEND lithe_missing "Boost.PFR was not found: Boost >= 1.81 (Debian: libboost1.81-dev) or standalone "
            "PFR in LITHE_PFR_INCLUDE_DIR, or a target in LITHE_PFR_TARGET. ")
    endif()

    find_package(Threads QUIET)
    if(TARGET Threads::Threads)
        target_link_libraries(${lithe_to} INTERFACE Threads::Threads)
    else()
        string(APPEND lithe_missing "No thread library was found. ")
    endif()

    if(lithe_missing AND NOT CMAKE_FIND_PACKAGE_NAME)
        message(FATAL_ERROR "lithe: ${lithe_missing}")
    endif()
endmacro()
