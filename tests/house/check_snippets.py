#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Every ```cpp block of README.md and docs/ compiles; what a line marked `// wrong` gets is the sentence above it.

    check_snippets.py [--mend] COMPILER [INCLUDE_FOLDER...]

A comment before a block says what it is; without one it is a list of statements, which may use `db` (a connection),
`tx`, `r` (a reader), `database`, and what snippets.hpp declares:

    <!-- snippet: declarations -->      at namespace scope, for the whole page
    <!-- snippet: program -->           a whole file
    <!-- snippet: examples/x.cpp -->    these lines stand in that file, so they are compiled (or printed) there
    <!-- snippet: entity -->            structs, one of them with `...` in its schema(): a mould for
    <!-- snippet: constraints -->       lines that stand in the place of that `...`

A line ending in `// wrong` is left out. docs/errors.md is also compiled with its wrong lines and without its right
ones (`// right`): each must be refused with the sentence that stands in bold above its block. That page has every
sentence of the headers and no other; --mend writes reworded sentences into it.
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_house  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^(?:<!-- snippet: ([^\n]*?) -->\n)?^```(\w*)[^\n]*\n(.*?)^```$", re.M | re.S)
SENTENCE = re.compile(r"^\*\*(`+) ?(lithe: .*?) ?\1\*\*$", re.M)    # in bold; in two backticks where it has one
ERRORS = "docs/errors.md"

Block = collections.namedtuple("Block", "page line kind text sentence")
failures = []


def fail(page, line, what):
    failures.append(f"{page}:{line}: {what}")


def blocks_of(path):
    page, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        kind, language, code = match.group(1), match.group(2), match.group(3)
        line = text.count("\n", 0, match.start(3)) + 1
        if kind and "/" in kind:
            check_quotation(page, line, kind, code)
        elif language == "cpp":
            above = SENTENCE.findall(text[:match.start()])
            yield Block(page, line, kind or "statements", code, above[-1][1] if above else "")


def check_quotation(page, line, name, code):
    file = ROOT / name
    wanted = [each.strip() for each in code.strip().splitlines()]
    lines = [each.strip() for each in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    if not any(lines[at:at + len(wanted)] == wanted for at in range(len(lines))):
        fail(page, line, f"these lines do not stand in {name}")


def without(code, mark):
    """The code with the lines that end in the mark emptied, so that line numbers stay."""
    return re.sub(rf"^[^\n]*// {mark}[^\n]*$", "", code, flags=re.M)


def located(block, code):
    return f'#line {block.line} "{block.page}"\n{code}'


def wrapped(block, number, mould, mark):
    code = without(block.text, mark)
    if block.kind == "declarations":
        return located(block, code)
    if block.kind == "program":
        return f"namespace program_{number} {{\n{located(block, code)}}}\n"
    if block.kind == "statements":
        return (f"inline void statements_{number}([[maybe_unused]] lithe::connection& db,\n"
                "    [[maybe_unused]] lithe::transaction& tx, [[maybe_unused]] lithe::reader& r,\n"
                f"    [[maybe_unused]] lithe::database& database) {{{{\n{located(block, code)}}}}}\n")
    if block.kind == "constraints":
        lines = ", ".join(line for line in (re.sub(r"//.*", "", each).strip().rstrip(",") for each in code.splitlines())
                          if line)
        entity = re.findall(r"^struct (\w+)", mould.split("...")[0], re.M)[-1]
        # The whole struct counts as the line in question: a descriptor is checked as one.
        body = "\n".join(f'#line {block.line} "{block.page}"\n{line}' for line in mould.replace("...", lines).splitlines())
        return (f"namespace constraints_{number} {{\n{body}\n"
                f"inline void use(lithe::connection& db) {{\n#line {block.line} \"{block.page}\"\n"
                f"db.create_tables<{entity}>();\n}}\n}}\n")
    fail(block.page, block.line, f"a snippet cannot be `{block.kind}`")
    return ""


def translation_unit(blocks, mark):
    """All blocks of all pages, each page in a namespace of its own; include lines first."""
    includes, text, mould = {}, "", ""
    for page in dict.fromkeys(block.page for block in blocks):
        text += f"namespace snippets::{re.sub(r'[^a-z0-9]', '_', page.lower())} {{\n"
        for number, block in enumerate(each for each in blocks if each.page == page):
            includes.update(dict.fromkeys(re.findall(r"^#include .*$", block.text, re.M)))
            block = block._replace(text=re.sub(r"^#include .*$", "", block.text, flags=re.M))
            if block.kind == "entity":
                mould = block.text
            else:
                text += wrapped(block, number, mould, mark)
        text += "}\n"
    return '#include "snippets.hpp"\n' + "\n".join(includes) + "\n" + text


def compile_text(command, text):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "snippets.cpp")
        source.write_text(text, encoding="utf-8")
        done = subprocess.run([*command, "-std=c++20", "-fsyntax-only", f"-I{ROOT}/include", f"-I{ROOT}/tests/house",
                               source], capture_output=True, text=True)
        return done.returncode, done.stderr


def errors_of(output):
    """(message, lines of pages that it comes from): GCC names them before the error, Clang behind it."""
    clang = "required from" not in output
    found, places, message = [], set(), None
    for line in output.splitlines():
        error = re.search(r"error: (.*)", line)
        if error and clang:
            message, places = error.group(1), set()
            found.append((message, places))
        places.update((page, int(number)) for page, number in re.findall(r"((?:docs/\S+|README)\.md):(\d+)", line))
        if error and not clang:
            found.append((error.group(1), places))
            places = set()
    return found


def check_right(command, blocks):
    code, output = compile_text(command, translation_unit(blocks, "wrong"))
    if code != 0:
        failures.append("does not compile:\n" + output)


def check_wrong(command, blocks, mend):
    used = [block for block in blocks if block.page == ERRORS and
            (block.kind in ("declarations", "entity") or re.search(r"// wrong", block.text))]
    code, output = compile_text([*command, "-ferror-limit=0" if "clang" in command[0] else "-fmax-errors=0"],
                                translation_unit(used, "right"))
    found = errors_of(output)
    if code == 0:
        failures.append(f"{ERRORS}: nothing is refused")
    for block in used:
        lines = range(block.line, block.line + block.text.count("\n") + 1)
        here = [message for message, places in found if any(page == block.page and number in lines
                                                            for page, number in places)]
        if "// wrong" in block.text and not any(message.endswith(block.sentence) for message in here):
            said = [found.group() for found in (re.search(r"lithe: [^;]*; .*", message) for message in here) if found]
            page = (ROOT / ERRORS).read_text(encoding="utf-8")
            if mend and len(set(said)) == 1 and said[0] not in page:
                (ROOT / ERRORS).write_text(page.replace(f"`{block.sentence}`", f"`{said[0]}`"), encoding="utf-8")
            else:
                fail(block.page, block.line, f"not refused with `{block.sentence}` but with {here[:3]}")


def check_list():
    """The page has every sentence of the headers, and no other."""
    said = {sentence for text in check_house.House(ROOT).headers.values() for _, sentence in check_house.sentences(text)}
    page = (ROOT / ERRORS).read_text(encoding="utf-8")
    listed = [sentence for _, sentence in SENTENCE.findall(page)]
    for sentence in sorted(said - set(listed)):
        fail(ERRORS, 1, f"does not list `{sentence}`")
    for sentence in sorted(set(listed) - said):
        fail(ERRORS, page[:page.index(sentence)].count("\n") + 1, f"no header says `{sentence}`")
    for sentence, count in collections.Counter(listed).items():
        if count > 1:
            fail(ERRORS, 1, f"lists `{sentence}` {count} times")


def check(root, command, mend):
    """What is wrong in the tree."""
    global ROOT
    ROOT = root
    failures.clear()
    blocks = [block for path in [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))] for block in blocks_of(path)]
    check_right(command, blocks)
    check_wrong(command, blocks, mend)
    check_list()
    return list(failures)


def main():
    mend = sys.argv[1] == "--mend"
    found = check(ROOT, [sys.argv[1 + mend], *[f"-I{folder}" for folder in sys.argv[2 + mend:]]], mend)
    print("\n".join(found + [f"{len(found)} failures"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
