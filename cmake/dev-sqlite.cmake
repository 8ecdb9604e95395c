# SPDX-License-Identifier: BSL-1.0
#
# lithe_dev_sqlite: SQLite, or SQLCipher, from its one source file, built with the sanitizers of the tests. The
# thread sanitizer sees no race in a library that was built without it. `./dev sqlite` gets the sources.

enable_language(C)
if(NOT EXISTS ${LITHE_DEV_SQLITE}/sqlite3.c OR NOT EXISTS ${LITHE_DEV_SQLITE}/sqlite3.h)
    message(FATAL_ERROR "LITHE_DEV_SQLITE is ${LITHE_DEV_SQLITE}: there is no sqlite3.c with its sqlite3.h")
endif()
# Shared: a program and its plugins have one SQLite.
add_library(lithe_dev_sqlite SHARED EXCLUDE_FROM_ALL ${LITHE_DEV_SQLITE}/sqlite3.c)
target_include_directories(lithe_dev_sqlite SYSTEM PUBLIC ${LITHE_DEV_SQLITE})
find_package(Threads REQUIRED)
target_link_libraries(lithe_dev_sqlite PUBLIC Threads::Threads ${CMAKE_DL_LIBS})
if(UNIX)
    target_link_libraries(lithe_dev_sqlite PUBLIC m)
endif()
# As distributions build it, since the tests use what these have.
target_compile_definitions(lithe_dev_sqlite PRIVATE SQLITE_THREADSAFE=1 SQLITE_USE_URI SQLITE_ENABLE_COLUMN_METADATA
    SQLITE_ENABLE_DBSTAT_VTAB SQLITE_ENABLE_FTS3 SQLITE_ENABLE_FTS3_PARENTHESIS SQLITE_ENABLE_FTS4 SQLITE_ENABLE_FTS5
    SQLITE_ENABLE_MATH_FUNCTIONS SQLITE_ENABLE_PREUPDATE_HOOK SQLITE_ENABLE_RTREE SQLITE_ENABLE_SESSION
    SQLITE_ENABLE_STMTVTAB SQLITE_SOUNDEX)
target_compile_options(lithe_dev_sqlite PRIVATE -w -O1 -g1)
if(LITHE_SANITIZE)
    # UB checks stay out: they would judge SQLite's C.
    string(REGEX REPLACE ",?undefined" "" lithe_sqlite_sanitize "${LITHE_SANITIZE}")
    if(lithe_sqlite_sanitize)
        target_compile_options(lithe_dev_sqlite PRIVATE -fsanitize=${lithe_sqlite_sanitize} -fno-omit-frame-pointer)
    endif()
endif()

# SQLCipher's source says so, and needs a library for its ciphers.
file(STRINGS ${LITHE_DEV_SQLITE}/sqlite3.c lithe_sqlcipher REGEX "define CIPHER_VERSION_NUMBER" LIMIT_COUNT 1)
if(lithe_sqlcipher)
    find_package(OpenSSL REQUIRED COMPONENTS Crypto)
    target_link_libraries(lithe_dev_sqlite PUBLIC OpenSSL::Crypto)
    target_compile_definitions(lithe_dev_sqlite PUBLIC SQLITE_HAS_CODEC PRIVATE SQLITE_TEMP_STORE=2 SQLCIPHER_CRYPTO_OPENSSL)
    file(STRINGS ${LITHE_DEV_SQLITE}/sqlite3.c lithe_sqlcipher_start REGEX "int sqlcipher_extra_init" LIMIT_COUNT 1)
    if(lithe_sqlcipher_start)          # since 4.7
        target_compile_definitions(lithe_dev_sqlite PRIVATE SQLITE_EXTRA_INIT=sqlcipher_extra_init
            SQLITE_EXTRA_SHUTDOWN=sqlcipher_extra_shutdown)
    endif()
endif()
set(LITHE_SQLITE_TARGET lithe_dev_sqlite)
