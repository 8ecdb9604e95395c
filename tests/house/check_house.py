#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Proves that the tree is laid out as CONTRIBUTING.md says. Prints each breach as path:line: what and how to mend it.

    check_house.py [ROOT]

Compiling (each header alone, hostile macros) is check_headers.py; links in the docs are check_docs.py.
"""

import json
import pathlib
import re
import sys

# Rules that the young tree does not keep yet: a breach is printed as a warning while its rule is False here.
REQUIRED = {
    "test": True,       # every header has tests/<same path>.cpp, which includes it first
    "docs": True,       # every header has a section in docs/reference
    "reject": True,     # every sentence of a static_assert is wanted by a reject test
    "umbrella": True,   # every header is in its umbrella
    "format": True,     # at most 100 columns; includes grouped as lithe, third party, std (./dev format does both)
    "unused": True,     # a std include stands only where a name from it appears
    "sentence": True,   # `lithe: function(): what is wrong; what to do`
    "builtins": True,   # __PRETTY_FUNCTION__ only in meta/
}

FLOORS = ["meta", "reflect", "value", "schema", "expression", "statement", "sqlite", "runtime", "migrations", "operations"]
# Schema holds expressions (floors 3 and 4 of the design: schema stands on expression).
HEIGHT = {"meta": 0, "reflect": 1, "value": 2, "expression": 3, "schema": 4, "statement": 5, "sqlite": 6, "runtime": 7,
          "migrations": 8, "operations": 9}
# Which floors an umbrella lists. It lists their headers flat: a nested umbrella would put "In file included from"
# lines into every diagnostic.
UMBRELLAS = {"sql.hpp": range(0, 6), "sqlite.hpp": range(0, 7), "lithe.hpp": range(0, 8), "migrations.hpp": range(8, 9),
             "operations.hpp": range(9, 10)}
# Reached from lithe.hpp only, because of what they cost, or from no umbrella, because of what they need.
LATER = {"value/chrono.hpp", "value/time_format.hpp", "value/uuid.hpp", "sqlite/new_uuid.hpp",
         "expression/moment.hpp", "expression/date.hpp"}
OPTIONAL = {"value/json.hpp", "value/tagged.hpp", "sqlite/regular_expression.hpp", "sqlite/regexp.hpp",
            "sqlite/finished_file.hpp", "sqlite/page_copy.hpp"}

NEVER = {"iostream", "sstream", "regex", "ranges", "format", "locale", "algorithm"}
WITH_REASON = {"memory": 6, "functional": 6}    # from this floor up, with a comment that says why
# <atomic> is allowed from sqlite/ up: the statements of the program register from any thread that loads a library.
THREADS = {"thread", "mutex", "shared_mutex", "condition_variable", "future", "stop_token", "semaphore", "latch",
           "barrier"}
MIN_LINES, MAX_LINES, MAX_COLUMNS, MAX_SENTENCE, MAX_MACROS = 20, 350, 100, 120, 4

# What a standard header is included for. One that is not listed is not judged.
NAMES = {
    "array": r"std::(array|to_array|get|tuple_size|tuple_element)\b", "atomic": r"std::(atomic|memory_order)", "bit": r"std::(bit_cast|bit_\w+|endian|popcount|countl_\w+|countr_\w+)",
    "chrono": r"\bchrono\b", "charconv": r"std::(to_chars|from_chars)", "cmath": r"std::\w+\(", "compare": r"<=>|std::\w*_ordering",
    "concepts": r"std::(same_as|convertible_to|derived_from|integral|floating_point|signed_integral|unsigned_integral|constructible_from|"
                r"default_initializable|move_constructible|copy_constructible|invocable|predicate|regular|semiregular|equality_comparable\w*|"
                r"totally_ordered\w*|destructible|movable|copyable|assignable_from|swappable|common_with|regular_invocable)\b",
    "condition_variable": r"std::condition_variable", "coroutine": r"std::(coroutine_\w+|suspend_\w+)|co_await",
    "cstddef": r"std::(size_t|ptrdiff_t|byte|nullptr_t|to_integer|max_align_t)\b|\boffsetof\b", "cstdint": r"\bu?int(_\w+)?\d+_t\b|\bu?intptr_t\b|\bu?intmax_t\b|\bINT\d+_",
    "cstring": r"std::(mem\w+|str\w+)", "deque": r"std::deque", "exception": r"std::(exception|current_exception|rethrow_\w+|make_exception_ptr|terminate|uncaught_exceptions)",
    "filesystem": r"std::filesystem", "functional": r"std::(function|move_only_function|hash|less|equal_to|ref|cref|invoke|reference_wrapper|plus|greater)\b",
    "initializer_list": r"std::initializer_list", "iterator": r"std::(\w*iterator\w*|begin|end|size|data|next|distance|contiguous_\w+|default_sentinel\w*|iter_\w+|indirectly_\w+)\b",
    "limits": r"std::numeric_limits", "map": r"std::map", "memory": r"std::(unique_ptr|shared_ptr|weak_ptr|make_unique|make_shared|addressof|construct_at|destroy_at|enable_shared_from_this|default_delete|allocator)",
    "mutex": r"std::(mutex|lock_guard|unique_lock|scoped_lock|once_flag|call_once|recursive_mutex|timed_mutex|adopt_lock|defer_lock|try_to_lock)", "new": r"std::(nothrow|bad_alloc|align_val_t|launder)|\bnew \(",
    "optional": r"std::(optional|nullopt|nullopt_t|make_optional)", "ostream": r"std::ostream", "iosfwd": r"std::\w*stream", "shared_mutex": r"std::shared_(mutex|lock)",
    "source_location": r"std::source_location", "span": r"std::(span|as_bytes|dynamic_extent|as_writable_bytes)", "stdexcept": r"std::(runtime_error|logic_error|invalid_argument|out_of_range|length_error|domain_error|overflow_error|range_error)",
    "stop_token": r"std::stop_", "string": r"std::(string|to_string|basic_string|char_traits|stoi|stoll|getline)\b|\"s\b", "string_view": r"std::(string_view|basic_string_view)|\"sv\b",
    "thread": r"std::(thread|jthread|this_thread)", "tuple": r"std::(tuple\w*|tie|forward_as_tuple|make_tuple|apply|get|ignore)\b",
    "type_traits": r"std::(\w+_v|\w+_t|is_\w+|conditional|type_identity|integral_constant|true_type|false_type|bool_constant|decay|remove_\w+|add_\w+|underlying_type|common_type|invoke_result|void_t|is_constant_evaluated|make_unsigned|make_signed)\b",
    "unordered_map": r"std::unordered_map", "unordered_set": r"std::unordered_set", "set": r"std::set\b",
    "utility": r"std::(move|forward|pair|make_pair|swap|exchange|declval|as_const|integer_sequence|index_sequence\w*|make_index_sequence|make_integer_sequence|in_range|cmp_\w+|in_place\w*|get|tuple_size|tuple_element|unreachable|to_underlying|move_if_noexcept|piecewise_construct)\b",
    "variant": r"std::(variant|visit|monostate|get|get_if|holds_alternative)\b", "vector": r"std::vector",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"](.*)$')
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


class House:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.include = self.root / "include"
        self.breaches = []
        self.warnings = []
        self.headers = {path.relative_to(self.include / "lithe").as_posix(): path.read_text(encoding="utf-8")
                        for path in sorted(self.include.glob("lithe/**/*.hpp"))}

    def say(self, where, line, what, rule=None):
        text = f"{where}:{line}: {what}"
        (self.breaches if rule is None or REQUIRED[rule] else self.warnings).append(text)

    def header_path(self, name):
        return f"include/lithe/{name}"

    def run(self):
        for name, text in self.headers.items():
            self.check_layout(name, text)
            self.check_includes(name, text)
            self.check_names(name, text)
            self.check_test(name)
            self.check_docs(name)
        self.check_cycles()
        self.check_umbrellas()
        self.check_sentences()
        self.check_macros()
        self.check_examples()
        self.check_versions()
        return self.breaches

    # --- one header ---------------------------------------------------------------------------------------------

    def check_layout(self, name, text):
        where, lines = self.header_path(name), text.splitlines()
        if lines[:1] != ["#pragma once"]:
            self.say(where, 1, "the first line is not `#pragma once`")
        if lines[1:2] != ["// SPDX-License-Identifier: BSL-1.0"]:
            self.say(where, 2, "the second line is not `// SPDX-License-Identifier: BSL-1.0`")
        if not MIN_LINES <= len(lines) <= MAX_LINES:
            self.say(where, len(lines), f"{len(lines)} lines, not {MIN_LINES} to {MAX_LINES}; split or merge by concept")
        for number, line in enumerate(lines, 1):
            if len(line) > MAX_COLUMNS:
                self.say(where, number, f"{len(line)} columns, more than {MAX_COLUMNS}", "format")
        floor = name.split("/")[0]
        if "/" in name and floor not in FLOORS:
            self.say(where, 1, f"{floor}/ is not a floor")
        if name.count("/") > 1:
            self.say(where, 1, "a floor has no folders in it")
        if "/" in name and not re.search(r"^namespace lithe::inline v0\b", text, re.M):
            if not re.search(r"^struct lithe::|^namespace std\b", text, re.M):
                self.say(where, 1, "nothing is in `namespace lithe::inline v0`")

    def includes(self, text):
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match.group(1), match.group(2), match.group(3)

    def check_includes(self, name, text):
        where = self.header_path(name)
        height = HEIGHT.get(name.split("/")[0]) if "/" in name else None
        for number, bracket, target, rest in self.includes(text):
            if bracket == '"':
                self.say(where, number, f'"{target}": write <lithe/...>')
                continue
            if target.startswith("lithe/"):
                target = target[len("lithe/"):]
                if target not in self.headers:
                    self.say(where, number, f"<lithe/{target}> does not exist")
                elif height is not None and "/" in target and HEIGHT.get(target.split("/")[0], 99) > height:
                    self.say(where, number, f"<lithe/{target}> is on a higher floor than {name}")
                elif height is not None and target in UMBRELLAS:
                    self.say(where, number, f"<lithe/{target}> is an umbrella; include the header you need")
                continue
            if target in NEVER:
                self.say(where, number, f"<{target}> is too dear for a public header")
            if target in WITH_REASON:
                if height is None or height < WITH_REASON[target] or "//" not in rest:
                    self.say(where, number, f"<{target}> only from sqlite/ up, with a comment beside it that says why")
            if target in THREADS and (height is None or height < HEIGHT["runtime"]):
                self.say(where, number, f"<{target}> only in runtime/ and above")
            if target == "sqlite3.h" and (height is None or height < HEIGHT["sqlite"]):
                self.say(where, number, "<sqlite3.h> only in sqlite/ and above")
            if target.startswith("boost/") and height != HEIGHT["reflect"]:
                self.say(where, number, f"<{target}> only in reflect/")
        body = strip(text)
        for number, _, target, _ in self.includes(text):
            if target in NAMES and not re.search(NAMES[target], body):
                self.say(where, number, f"<{target}> is not used", "unused")
        groups = [(0 if target.startswith("lithe/") else 1 if "/" in target or target.endswith(".h") else 2, number)
                  for number, _, target, _ in self.includes(text)]
        if groups != sorted(groups):
            self.say(where, groups[-1][1], "includes are grouped: lithe, third party, std", "format")

    def check_names(self, name, text):
        where = self.header_path(name)
        for number, line in enumerate(strip(text).splitlines(), 1):
            for match in re.finditer(r"\b[A-Z]\b", line):
                self.say(where, number, f"{match.group()}: a single capital is some user's macro; use a word")
            if "__PRETTY_FUNCTION__" in line and not name.startswith("meta/"):
                self.say(where, number, "__PRETTY_FUNCTION__ only in meta/", "builtins")

    def check_test(self, name):
        path = self.root / "tests" / name.replace(".hpp", ".cpp")
        shown = path.relative_to(self.root)
        if not path.exists():
            self.say(self.header_path(name), 1, f"no {shown}", "test")
            return
        first = next((target for _, _, target, _ in self.includes(path.read_text(encoding="utf-8"))), "nothing")
        if first != f"lithe/{name}":
            self.say(shown, 1, f"the first include is {first}, not <lithe/{name}>", "test")

    def check_docs(self, name):
        if not hasattr(self, "sections"):
            self.sections = [line for page in self.root.glob("docs/reference/**/*.md")
                             for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        if not any(f"lithe/{name}" in line for line in self.sections):
            self.say(self.header_path(name), 1, f"no heading in docs/reference names lithe/{name}", "docs")

    # --- all of them --------------------------------------------------------------------------------------------

    def check_cycles(self):
        graph = {name: [target[len("lithe/"):] for _, _, target, _ in self.includes(text) if target.startswith("lithe/")]
                 for name, text in self.headers.items()}
        done = set()

        def visit(name, path):
            if name in path:
                self.say(self.header_path(name), 1, "includes itself: " + " > ".join(path[path.index(name):] + [name]))
                return
            if name in done or name not in graph:
                return
            for target in graph[name]:
                visit(target, path + [name])
            done.add(name)

        for name in graph:
            visit(name, [])

    def check_umbrellas(self):
        order = {}
        for umbrella, heights in UMBRELLAS.items():
            if umbrella not in self.headers:
                continue
            where = self.header_path(umbrella)
            listed = {}
            for number, _, target, _ in self.includes(self.headers[umbrella]):
                target = target.removeprefix("lithe/")
                listed[target] = number
                if target in UMBRELLAS and umbrella not in ("migrations.hpp", "operations.hpp"):
                    self.say(where, number, f"<lithe/{target}>: an umbrella lists headers flat", "umbrella")
            for name in self.headers:
                if "/" not in name or HEIGHT.get(name.split("/")[0]) not in heights or name in OPTIONAL:
                    continue
                if name in LATER and umbrella != "lithe.hpp":
                    if name in listed:
                        self.say(where, listed[name], f"<lithe/{name}> belongs in lithe.hpp only, for what it costs")
                elif name not in listed:
                    self.say(where, 1, f"does not list <lithe/{name}>", "umbrella")
            for name, number in listed.items():
                if "/" in name and HEIGHT.get(name.split("/")[0], 99) not in range(0, max(heights) + 1):
                    self.say(where, number, f"<lithe/{name}> is on a higher floor than this umbrella reaches")
            order[umbrella] = listed
        # Inside a floor the order is that of the umbrella: what is included stands before what includes it.
        for umbrella, listed in order.items():
            for name in listed:
                for number, _, target, _ in self.includes(self.headers.get(name, "")):
                    target = target.removeprefix("lithe/")
                    if target in listed and listed[target] > listed[name]:
                        self.say(self.header_path(umbrella), listed[name],
                                 f"<lithe/{name}> stands before <lithe/{target}>, which it includes", "umbrella")

    def check_sentences(self):
        wanted = []
        for path in sorted(self.root.glob("tests/reject/**/*.cpp")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if line.startswith("// error: "):
                    try:
                        wanted.append(re.compile(line[len("// error: "):]))
                    except re.error as bad:
                        self.say(path.relative_to(self.root), number, f"not a regular expression: {bad}")
        seen = {}
        for name, text in self.headers.items():
            where = self.header_path(name)
            for number, sentence in sentences(text):
                if not sentence.startswith("lithe: "):
                    self.say(where, number, f'a static_assert says "{sentence}"; begin with `lithe: `')
                    continue
                if len(sentence) > MAX_SENTENCE:
                    self.say(where, number, f"a sentence of {len(sentence)} characters, more than {MAX_SENTENCE}")
                if not re.match(r"lithe: [^;]+; .+", sentence):
                    self.say(where, number, f'"{sentence}" is not of the form `lithe: function(): what is wrong; what to do`',
                             "sentence")
                if sentence in seen:
                    self.say(where, number, f'"{sentence}" stands also at {seen[sentence]}; a sentence appears once')
                seen[sentence] = f"{where}:{number}"
                if not any(regex.search(sentence) for regex in wanted):
                    self.say(where, number, f'no reject test wants "{sentence}"', "reject")

    def check_macros(self):
        macros = []
        for name, text in self.headers.items():
            for number, line in enumerate(text.splitlines(), 1):
                match = re.match(r"\s*#\s*define\s+(\w+)(\()?", line)
                if not match:
                    continue
                where = self.header_path(name)
                if name != "version.hpp":
                    self.say(where, number, f"#define {match.group(1)}: macros are in version.hpp only")
                if not match.group(1).startswith("LITHE_") or match.group(2):
                    self.say(where, number, f"#define {match.group(1)}: a macro is LITHE_ and object-like")
                macros.append(match.group(1))
        if len(set(macros)) > MAX_MACROS:
            self.say("include/lithe/version.hpp", 1, f"{len(set(macros))} macros, more than {MAX_MACROS}")

    def check_examples(self):
        for path in sorted(self.root.glob("examples/[0-9]*.cpp")):
            if not path.with_suffix(".expected").exists():
                self.say(path.relative_to(self.root), 1, "no .expected beside it")
        for path in sorted(self.root.glob("examples/*.expected")):
            if not path.with_suffix(".cpp").exists():
                self.say(path.relative_to(self.root), 1, "no .cpp beside it")

    def check_versions(self):
        found = {}

        def look(path, pattern):
            file = self.root / path
            match = re.search(pattern, file.read_text(encoding="utf-8")) if file.exists() else None
            if match:
                found[path] = match.group(1)

        look("CMakeLists.txt", r"VERSION (\d+\.\d+\.\d+)")
        look("conanfile.py", r'version = "([^"]+)"')
        look("vcpkg.json", r'"version": "([^"]+)"')
        look("packaging/vcpkg/ports/lithe/vcpkg.json", r'"version": "([^"]+)"')
        look("CHANGELOG.md", r"## (\d+\.\d+\.\d+)")
        look("include/lithe/version.hpp", r"#define LITHE_VERSION (\d+)")
        number = found.get("include/lithe/version.hpp")
        if number:
            found["include/lithe/version.hpp"] = f"{int(number) // 10000}.{int(number) // 100 % 100}.{int(number) % 100}"
        if len(set(found.values())) > 1:
            self.say("CMakeLists.txt", 1, f"versions differ: {json.dumps(found)}")


def strip(text):
    """The text with comments, strings and include lines blanked, line by line."""
    text = re.sub(r'R"(\w*)\(.*?\)\1"', lambda m: '""' + "\n" * m.group().count("\n"), text, flags=re.S)
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"|(?<![0-9a-fA-F])\'(?:[^\'\\\n]|\\.)+\'', '""', text)
    text = re.sub(r"//[^\n]*", "", text)
    return re.sub(r"^\s*#\s*include[^\n]*", "", text, flags=re.M)


def sentences(text):
    """(line, sentence) of every static_assert that has one; adjacent literals are one sentence."""
    for match in re.finditer(r"\bstatic_assert\s*\(", text):
        depth, position, in_string = 1, match.end(), False
        while position < len(text) and depth:
            character = text[position]
            if in_string:
                if character == "\\":
                    position += 1
                elif character == '"':
                    in_string = False
            elif character == '"':
                in_string = True
            else:
                depth += {"(": 1, ")": -1}.get(character, 0)
            position += 1
        tail = re.search(r'((?:"(?:[^"\\\n]|\\.)*"\s*)+)\)$', text[match.end():position])
        if tail:
            yield text.count("\n", 0, match.start()) + 1, "".join(LITERAL.findall(tail.group(1)))


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    house = House(root)
    house.run()
    for text in house.warnings:
        print(f"warning: {text}")
    for text in house.breaches:
        print(text)
    print(f"{len(house.headers)} headers: {len(house.breaches)} breaches, {len(house.warnings)} warnings")
    return 1 if house.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
