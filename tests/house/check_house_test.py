#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Each rule of check_house.py, broken once in a tree of its own, must be found; the sound tree must pass."""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_house  # noqa: E402

HEAD = "#pragma once\n// SPDX-License-Identifier: BSL-1.0\n"
SPACE = ("namespace lithe::inline v0 {\nusing size = std::size_t;\nusing text = std::string;\nstd::unique_ptr<int> p;\n"
         + "// line\n" * 20 + "}\n")
SOUND = {
    "include/lithe/version.hpp": HEAD + "#define LITHE_VERSION 100\n" + SPACE,
    "include/lithe/meta/a.hpp": HEAD + "#include <cstddef>\n" + SPACE,
    "include/lithe/statement/b.hpp": HEAD + "#include <lithe/meta/a.hpp>\n\n#include <string>\n" + SPACE
        + 'static_assert(true, "lithe: b(): wrong; "\n    "mend it");\n',
    "include/lithe/sqlite/c.hpp": HEAD + "#include <lithe/statement/b.hpp>\n\n#include <sqlite3.h>\n\n"
        "#include <memory>  // unique_ptr\n" + SPACE,
    "include/lithe/sql.hpp": HEAD + "#include <lithe/meta/a.hpp>\n#include <lithe/statement/b.hpp>\n" + "// line\n" * 20,
    "tests/version.cpp": "#include <lithe/version.hpp>\n",
    "tests/sql.cpp": "#include <lithe/sql.hpp>\n",
    "tests/meta/a.cpp": "#include <lithe/meta/a.hpp>\n",
    "tests/statement/b.cpp": "#include <lithe/statement/b.hpp>\n",
    "tests/sqlite/c.cpp": "#include <lithe/sqlite/c.hpp>\n",
    "tests/reject/b.cpp": "// error: lithe: b\\(\\): wrong; mend\n",
    "docs/reference/all.md": "# `lithe/version.hpp`\n# `lithe/sql.hpp`\n# `lithe/meta/a.hpp`\n# `lithe/statement/b.hpp`\n"
        "# `lithe/sqlite/c.hpp`\n",
    "examples/01_a.cpp": "",
    "examples/01_a.expected": "",
    "CMakeLists.txt": "project(lithe VERSION 0.1.0)\n",
}


def with_line(path, line):
    return {path: SOUND[path].replace(HEAD, HEAD + line + "\n", 1)}


# what is broken: what must be said
CASES = [
    ({"include/lithe/meta/a.hpp": "// hello\n" + SOUND["include/lithe/meta/a.hpp"]}, "not `#pragma once`"),
    ({"include/lithe/meta/a.hpp": "#pragma once\n" + SPACE}, "not `// SPDX"),
    ({"include/lithe/meta/a.hpp": HEAD + "// short\n"}, "lines, not 20 to 350"),
    ({"include/lithe/meta/a.hpp": SOUND["include/lithe/meta/a.hpp"] + "// line\n" * 350}, "lines, not 20 to 350"),
    (with_line("include/lithe/meta/a.hpp", "// " + "x" * 98), "101 columns"),
    ({"include/lithe/meta/a.hpp": HEAD + "// line\n" * 20}, "nothing is in `namespace"),
    ({"include/lithe/attic/a.hpp": SOUND["include/lithe/meta/a.hpp"]}, "attic/ is not a floor"),
    ({"include/lithe/meta/detail/a.hpp": SOUND["include/lithe/meta/a.hpp"]}, "no folders"),
    (with_line("include/lithe/meta/a.hpp", "#include <lithe/statement/b.hpp>"), "on a higher floor"),
    (with_line("include/lithe/meta/a.hpp", "#include <lithe/statement/b.hpp>"), "includes itself"),
    (with_line("include/lithe/meta/a.hpp", "#include <lithe/meta/none.hpp>"), "does not exist"),
    (with_line("include/lithe/meta/a.hpp", '#include "b.hpp"'), "write <lithe/...>"),
    (with_line("include/lithe/sqlite/c.hpp", "#include <lithe/sql.hpp>"), "is an umbrella"),
    (with_line("include/lithe/meta/a.hpp", "#include <iostream>"), "too dear"),
    (with_line("include/lithe/meta/a.hpp", "#include <memory>  // reason"), "only from sqlite/ up"),
    (with_line("include/lithe/sqlite/c.hpp", "#include <functional>"), "a comment beside it that says why"),
    (with_line("include/lithe/sqlite/c.hpp", "#include <mutex>"), "only in runtime/"),
    (with_line("include/lithe/statement/b.hpp", "#include <sqlite3.h>"), "<sqlite3.h> only in"),
    (with_line("include/lithe/statement/b.hpp", "#include <boost/pfr/core.hpp>"), "only in reflect/"),
    (with_line("include/lithe/statement/b.hpp", "#include <vector>"), "includes are grouped"),
    ({"include/lithe/meta/a.hpp": HEAD + "#include <optional>\n" + SPACE}, "<optional> is not used"),
    ({"include/lithe/meta/a.hpp": SOUND["include/lithe/meta/a.hpp"] + "template <class T> struct x;\n"}, "T: a single capital"),
    ({"include/lithe/statement/b.hpp": SOUND["include/lithe/statement/b.hpp"] + "auto x = __PRETTY_FUNCTION__;\n"},
     "__PRETTY_FUNCTION__ only in meta/"),
    ({"tests/meta/a.cpp": None}, "no tests/meta/a.cpp"),
    ({"tests/meta/a.cpp": "#include <vector>\n#include <lithe/meta/a.hpp>\n"}, "the first include is vector"),
    ({"docs/reference/all.md": ""}, "no heading in docs/reference"),
    ({"include/lithe/sql.hpp": HEAD + "#include <lithe/meta/a.hpp>\n" + "// line\n" * 20}, "does not list <lithe/statement/b"),
    ({"include/lithe/sql.hpp": HEAD + "#include <lithe/statement/b.hpp>\n#include <lithe/meta/a.hpp>\n" + "// line\n" * 20},
     "stands before"),
    (with_line("include/lithe/sql.hpp", "#include <lithe/sqlite/c.hpp>"), "higher floor than this umbrella"),
    ({"tests/reject/b.cpp": None}, "no reject test wants"),
    ({"tests/reject/b.cpp": "// error: (\n"}, "not a regular expression"),
    ({"include/lithe/meta/a.hpp": SOUND["include/lithe/meta/a.hpp"] + 'static_assert(f(1, ")"), "wrong");\n'}, "begin with `lithe: `"),
    ({"include/lithe/meta/a.hpp": SOUND["include/lithe/meta/a.hpp"] + 'static_assert(true, "lithe: x is wrong");\n'}, "is not of the form"),
    ({"include/lithe/meta/a.hpp": SOUND["include/lithe/meta/a.hpp"] + 'static_assert(true, "lithe: ' + "x" * 120 + '");\n'},
     "more than 120"),
    ({"include/lithe/meta/a.hpp": SOUND["include/lithe/meta/a.hpp"] + 'static_assert(true, "lithe: b(): wrong; mend it");\n'},
     "stands also at"),
    (with_line("include/lithe/meta/a.hpp", "#define LITHE_X 1"), "in version.hpp only"),
    (with_line("include/lithe/version.hpp", "#define LITHE_X(y) y"), "object-like"),
    ({"include/lithe/version.hpp": SOUND["include/lithe/version.hpp"] + "".join(f"#define LITHE_{i} 1\n" for i in range(4))},
     "macros, more than"),
    ({"examples/01_a.expected": None}, "no .expected"),
    ({"examples/01_a.cpp": None}, "no .cpp"),
    ({"CMakeLists.txt": "project(lithe VERSION 0.2.0)\n"}, "versions differ"),
]


def check(files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            if text is not None:
                target = pathlib.Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        return check_house.House(folder).run()


def main():
    for rule in check_house.REQUIRED:
        check_house.REQUIRED[rule] = True
    failures = []
    for text in check(SOUND):
        failures.append(f"the sound tree: {text}")
    for changes, wanted in CASES:
        said = check({**SOUND, **changes})
        if not any(wanted in text for text in said):
            failures.append(f"not found: {wanted}; said: {said}")
    print("\n".join(failures + [f"{len(CASES)} cases, {len(failures)} failed"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
