#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Every public header includes what it needs, and the umbrellas stand a hostile user.

    check_headers.py [--modules|--each] COMPILER [INCLUDE_FOLDER ...]

* each umbrella, and each header that no umbrella has, alone, twice in one file, with every warning of the house an
  error;
* --modules (Clang): each header as a submodule, which sees of all others only what it includes: what compiling each
  alone finds, in one run of the compiler. --each (any compiler): each header alone;
* each umbrella after the macros that other people's headers define (min, max, small, ERROR, IN, single capitals),
  and without RTTI; of an umbrella that includes others' headers, the others are not repeated;
* each umbrella without exceptions: the first thing said is lithe's own sentence.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
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


def includes(header):
    """The <...> names that the header includes, but for those marked as optional."""
    return [match[1] for match in re.finditer(r"^#include <([^>]+)>(.*)$", header.read_text(encoding="utf-8"), re.M)
            if not match[2].rstrip().endswith("// optional")]


class Headers:
    """The headers of one tree, one compiler, and what was found so far."""

    def __init__(self, root, compiler, folders):
        self.include = root / "include"
        self.compiler, self.folders = compiler, [str(self.include), *folders]
        self.headers = {path.relative_to(self.include).as_posix(): path
                        for path in sorted(self.include.glob("lithe/**/*.hpp"))}
        self.umbrellas = [name for name in self.headers if name.count("/") == 1 and name != "lithe/fwd.hpp"]
        # A macro of the user's is to meet lithe's text and not the standard library's.
        self.others = list(dict.fromkeys(name for path in self.headers.values() for name in includes(path)
                                         if not name.startswith("lithe/")))
        self.failures = []

    def run(self, text, *flags, source=("-x", "c++", "-")):
        command = [self.compiler, "-std=c++20", "-fsyntax-only", "-fdiagnostics-color=never", *flags,
                   *(f"-I{folder}" for folder in self.folders), *source]
        return subprocess.run(command, input=text, capture_output=True, text=True)

    def report(self, what, result):
        if result.returncode != 0:
            self.failures.append(f"{what}\n" + "\n".join(result.stderr.splitlines()[:25]) + "\n")

    def reached(self, name):
        """The header and all that it includes, by name."""
        found, waiting = set(), [name]
        while waiting:
            header = waiting.pop()
            if header in self.headers and header not in found:
                found.add(header)
                waiting += includes(self.headers[header])
        return found

    def check_alone(self, names):
        for name in names:
            begun = time.monotonic()
            self.report(f"{name} alone", self.run(f"#include <{name}>\n" * 2, *WARNINGS))
            print(f"{name} {time.monotonic() - begun:.2f} s", flush=True)

    def standard_library(self):
        """name: path of each standard header in use. Those of C, of SQLite and of others stay text."""
        listed = self.run("", "-v").stderr.partition("#include <...>")[2].partition("End of search list")[0]
        places = [pathlib.Path(line.strip()) for line in listed.splitlines()[1:]]
        found = {}
        for name in self.others:
            path = next((place / name for place in places if (place / name).is_file()), None)
            if path and "." not in name:
                found[name] = path
        return found

    def check_as_modules(self):
        def module(name, attribute, members):
            lines = "".join(f'  module {re.sub("[^a-z0-9]", "_", each)} {{ header "{path}" export * }}\n'
                            for each, path in members.items())
            return f"module {name} {attribute} {{\n{lines}}}\n"

        with tempfile.TemporaryDirectory() as folder:
            modules = pathlib.Path(folder, "module.modulemap")
            standard = self.standard_library()
            modules.write_text(module("lithe_headers", "", self.headers) + module("standard_library", "[system]", standard),
                               encoding="utf-8")
            flags = [*WARNINGS, "-fmodules", f"-fmodules-cache-path={folder}/cache", f"-fmodule-map-file={modules}",
                     "-Xclang", "-fmodules-local-submodule-visibility", "-ferror-limit=0"]
            # A standard library that Clang cannot take in modules says nothing about lithe.
            probe = self.run("".join(f"#include <{name}>\n" for name in standard), *flags)
            if probe.returncode != 0:
                print("the standard library does not compile as modules here; each header alone:")
                return self.check_alone(self.headers)
            result = self.run(f"#include <{next(iter(self.headers))}>\n", *flags)
        if result.returncode != 0:
            errors = [line for line in result.stderr.splitlines() if re.search(r"error: (?!could not build module)", line)]
            self.failures.append("a header does not include what it needs:\n" + "\n".join(errors or [result.stderr]))
        print(f"{len(self.headers)} headers, {len(standard)} of the standard library, as modules")

    def check_umbrellas(self):
        standard = "".join(f"#if __has_include(<{name}>)\n#include <{name}>\n#endif\n" for name in self.others)
        for name in self.umbrellas:
            result = self.run(f"#include <{name}>\n", "-fno-exceptions")
            errors = [line for line in result.stderr.splitlines() if "error:" in line]
            if not errors or "lithe: errors are exceptions" not in errors[0]:
                self.failures.append(f"{name} without exceptions says first: {(errors or ['nothing'])[0]}")
            elif len(errors) > 1:
                self.failures.append(
                    f"{name} without exceptions: {len(errors)} errors, wanted the one sentence;\n"
                    f"    put what follows the include of version.hpp under #if defined(__cpp_exceptions)\n    {errors[1]}")
            if any(self.reached(name) - {name} < self.reached(other) - {other} for other in self.umbrellas):
                continue
            self.report(f"{name} after hostile macros", self.run(f"{standard}{HOSTILE}#include <{name}>\n"))
            self.report(f"{name} without RTTI", self.run(f"#include <{name}>\n", *WARNINGS, "-fno-rtti"))
            print(f"{name} after hostile macros and without RTTI", flush=True)

    def check(self, mode=""):
        umbrellas = set().union(*(self.reached(name) for name in self.umbrellas))
        self.check_alone(self.headers if mode == "--each" else
                         [name for name in self.headers if name in self.umbrellas or name not in umbrellas])
        if mode == "--modules":
            self.check_as_modules()
        self.check_umbrellas()
        return self.failures


def main():
    modes = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    compiler, *folders = [argument for argument in sys.argv[1:] if argument not in modes]
    checked = Headers(ROOT, compiler, folders)
    for failure in checked.check("".join(modes)):
        print(f"FAILED: {failure}")
    print(f"{len(checked.headers)} headers, {len(checked.umbrellas)} umbrellas: {len(checked.failures)} failed")
    return 1 if checked.failures else 0


if __name__ == "__main__":
    sys.exit(main())
