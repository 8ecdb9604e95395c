#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles every public header alone, without a precompiled header, and the umbrellas under a hostile user.

    check_headers.py [--umbrellas] COMPILER [INCLUDE_FOLDER ...]

* each header alone, twice in one file, with every warning of the house an error (--umbrellas: only these; what a
  header needs is the same for a second compiler);
* each umbrella after the macros that other people's headers define (min, max, small, ERROR, IN, single capitals),
  and without RTTI;
* each umbrella without exceptions: the first thing said is lithe's own sentence.
"""

import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
WARNINGS = ("-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Werror").split()

# What windows.h, ancient C headers and a hurried colleague define.
HOSTILE = """
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define small char
#define near
#define far
#define interface struct
#define ERROR 0
#define DELETE 1
#define IN
#define OUT
#define OPTIONAL
#define STRICT 1
#define NO_ERROR 0
#define ABSOLUTE 1
""" + "".join(f"#define {letter} nothing sensible {letter}\n" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def standard_headers(headers):
    """The <...> names of the standard library and third parties that the headers include, so that a macro of the
    user's meets lithe's text and not the standard library's."""
    names = []
    for header in headers:
        for line in header.read_text().splitlines():
            if line.startswith("#include <") and "lithe/" not in line:
                name = line.split("<")[1].split(">")[0]
                if name not in names and not line.rstrip().endswith("// optional"):
                    names.append(name)
    return names


def compile_text(compiler, folders, text, *flags):
    command = [compiler, "-std=c++20", "-fsyntax-only", "-fdiagnostics-color=never", "-x", "c++",
               *flags, *(f"-I{folder}" for folder in folders), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True)


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--umbrellas"]
    compiler, folders = arguments[0], [str(INCLUDE), *arguments[1:]]
    headers = sorted(INCLUDE.glob("lithe/**/*.hpp"))
    umbrellas = [path for path in sorted(INCLUDE.glob("lithe/*.hpp")) if path.stem not in ("fwd",)]
    failures = 0

    def report(what, result, wanted=True):
        nonlocal failures
        if (result.returncode == 0) != wanted:
            failures += 1
            print(f"FAILED: {what}\n" + "\n".join(result.stderr.splitlines()[:25]) + "\n", flush=True)

    for header in umbrellas if "--umbrellas" in sys.argv else headers:
        name = header.relative_to(INCLUDE).as_posix()
        begun = time.monotonic()
        report(name, compile_text(compiler, folders, f"#include <{name}>\n#include <{name}>\n", *WARNINGS))
        print(f"{name} {time.monotonic() - begun:.2f} s", flush=True)

    standard = "".join(f"#if __has_include(<{name}>)\n#include <{name}>\n#endif\n" for name in standard_headers(headers))
    for umbrella in umbrellas:
        name = umbrella.relative_to(INCLUDE).as_posix()
        report(f"{name} after hostile macros", compile_text(
            compiler, folders, f"{standard}{HOSTILE}#include <{name}>\n"))
        report(f"{name} without RTTI", compile_text(compiler, folders, f"#include <{name}>\n", *WARNINGS, "-fno-rtti"))
        result = compile_text(compiler, folders, f"#include <{name}>\n", "-fno-exceptions")
        errors = [line for line in result.stderr.splitlines() if "error:" in line]
        if not errors or "lithe: errors are exceptions" not in errors[0]:
            failures += 1
            print(f"FAILED: {name} without exceptions says first: {(errors or ['nothing'])[0]}")
        elif len(errors) > 1:
            failures += 1
            print(f"FAILED: {name} without exceptions: {len(errors)} errors, wanted the one sentence;\n"
                  f"    put what follows the include of version.hpp under #if defined(__cpp_exceptions)\n    {errors[1]}")

    print(f"{len(headers)} headers, {len(umbrellas)} umbrellas: {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
