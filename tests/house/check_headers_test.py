#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What check_headers.py must find, broken once each in a tree of its own; the sound tree must pass.

    check_headers_test.py MODE COMPILER
"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_headers  # noqa: E402

VERSION, ONE, TWO = "include/lithe/version.hpp", "include/lithe/meta/one.hpp", "include/lithe/meta/two.hpp"
SOUND = {
    VERSION: "#pragma once\n#ifndef __cpp_exceptions\n#error lithe: errors are exceptions; build with them\n#endif\n",
    ONE: "#pragma once\n#include <cstddef>\n#include <initializer_list>\n"
         "namespace lithe {\ninline std::size_t (min)() { return 1; }\nstruct base { virtual ~base() = default; };\n}\n",
    TWO: "#pragma once\n#include <lithe/meta/one.hpp>\n#include <cstddef>\n"
         "namespace lithe {\ninline std::size_t two() { return (min)() + 1; }\n}\n",
    "include/lithe/lithe.hpp": "#pragma once\n#include <lithe/version.hpp>\n#if defined(__cpp_exceptions)\n"
                               "#include <lithe/meta/one.hpp>\n#include <lithe/meta/two.hpp>\n#endif\n",
}

# path, what is broken there, how: what must be said
CASES = [
    (TWO, "#include <lithe/meta/one.hpp>\n", "", "two.hpp:4"),                     # the umbrella has it before
    (TWO, "return (min)()", "std::initializer_list<std::size_t> n; return n.size()", None),   # through one.hpp
    (TWO, "#include <lithe/meta/one.hpp>\n", "#include <lithe/version.hpp>\n", "two.hpp:5"),
    (ONE, "#include <cstddef>\n#include <initializer_list>\n", "", "one.hpp:3"),
    (ONE, "min)() {", "min)(int count) {", "one.hpp"),                              # a warning
    (ONE, "(min)()", "min()", "after hostile macros"),
    (TWO, "two() {", "two(base* b) { struct more : base {}; if (dynamic_cast<more*>(b)) return 0;", "without RTTI"),
    (VERSION, "#error", "#warning", "without exceptions says first"),
]


def main():
    mode, compiler = sys.argv[1:3]
    failures = []
    for path, old, new, wanted in [(ONE, "", "", None), *CASES]:
        with tempfile.TemporaryDirectory() as folder:
            for name, text in SOUND.items():
                target = pathlib.Path(folder, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                assert name != path or old in text
                target.write_text(text.replace(old, new, 1) if name == path else text, encoding="utf-8")
            said = "\n".join(check_headers.Headers(pathlib.Path(folder), compiler, []).check(mode))
            if wanted is None and said:
                failures.append(f"{path} with {new!r} is sound: {said}")
            elif wanted and wanted not in said:
                failures.append(f"not found: {wanted} of {path} with {new!r}; said: {said}")
    print("\n".join(failures + [f"{len(CASES)} cases, {len(failures)} failed"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
