#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What check_snippets.py must find, broken once each in a tree of its own; the sound tree must pass.

    check_snippets_test.py COMPILER
"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_snippets  # noqa: E402

SENTENCE = "lithe: check(): it is false; say true"
SOUND = {
    "include/lithe/a.hpp": """namespace lithe::inline v0 {
struct connection { template <class Entity> void create_tables() { Entity::schema(); } };
struct transaction {}; struct reader {}; struct database {};
template <bool Good, int = 0> consteval void check() { static_assert(Good, "%s"); }
}
""" % SENTENCE,
    "tests/house/snippets.hpp": "#include <lithe/a.hpp>\n",
    "examples/01_a.cpp": "int main() {\n    return 0;\n}\n",
    "README.md": "<!-- snippet: examples/01_a.cpp -->\n```cpp\nint main() {\nreturn 0;\n}\n```\n"
                 "<!-- snippet: declarations -->\n```cpp\nstruct Page {};\n```\nText\n\n```cpp\nPage page;\n```\n"
                 "<!-- snippet: program -->\n```cpp\n#include <string>\nstd::string f();\n```\n",
    "docs/errors.md": "<!-- snippet: entity -->\n```cpp\nstruct City { static constexpr auto schema() { ...; return 0; } };\n```\n"
                      f"**`{SENTENCE}`**\n\n```cpp\nlithe::check<false>(); // wrong\nlithe::check<true>();  // right\n```\n"
                      "<!-- snippet: constraints -->\n```cpp\nlithe::check<(1 > 2), 1>() // wrong\nlithe::check<true>() // right\n```\n",
}


def with_text(path, old, new):
    assert old in SOUND[path]
    return {path: SOUND[path].replace(old, new)}


# what is broken: what must be said
CASES = [
    (with_text("README.md", "return 0", "return 1"), "README.md:3: these lines do not stand in examples/01_a.cpp"),
    (with_text("README.md", "Page page;", "Pages page;"), "Pages"),
    (with_text("README.md", "std::string f", "std::strings f"), "strings"),
    (with_text("README.md", "snippet: program", "snippet: poem"), "cannot be `poem`"),
    (with_text("docs/errors.md", "check<false>(); // wrong", "check<true>(); // wrong"), f"not refused with `{SENTENCE}`"),
    (with_text("docs/errors.md", "check<true>();  // right", "check<!true>();  // right"), "does not compile"),
    (with_text("docs/errors.md", "<(1 > 2), 1>", "<(2 > 1), 1>"), f"not refused with `{SENTENCE}`"),
    (with_text("docs/errors.md", f"**`{SENTENCE}`**", "**`lithe: other(): wrong; mend it`**"), f"does not list `{SENTENCE}`"),
    (with_text("docs/errors.md", f"**`{SENTENCE}`**", f"**`{SENTENCE}`**\n\n**`lithe: old(): x; y`**"), "no header says"),
]


def main():
    failures = []
    for changes, wanted in [({}, None), *CASES]:
        with tempfile.TemporaryDirectory() as folder:
            for path, text in {**SOUND, **changes}.items():
                target = pathlib.Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            said = check_snippets.check(pathlib.Path(folder), sys.argv[1:2], mend=False)
            if wanted is None and said:
                failures.append(f"the sound tree: {said}")
            elif wanted and not any(wanted in text for text in said):
                failures.append(f"not found: {wanted}; said: {said}")
    print("\n".join(failures + [f"{len(CASES)} cases, {len(failures)} failed"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
