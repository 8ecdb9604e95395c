# SPDX-License-Identifier: BSL-1.0
"""The files of the compile-time corpus, and how one of them is compiled and measured."""

import collections
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include"

# What the gate compiles.
GATED = ["header_sql", "header_sqlite", "header_lithe", "one_table", "twenty_tables", "join_of_four",
         "join_of_five", "sixteen_conditions", "insert_thirty_columns", "thirty_queries", "three_hundred_migrations"]
BY_HAND = "thirty_queries_by_hand"


class DoesNotCompile(Exception):
    pass


def flags(*more):
    """PFR and SQLite are found where the system has them; CPLUS_INCLUDE_PATH adds others."""
    return ["-std=c++20", f"-I{INCLUDE}", *more, "-c"]


def run(command):
    """Runs a compiler; CPU seconds and peak MiB of it and its children."""
    if os.environ.get("COUNT_VERBOSE"):
        print(" ".join(map(str, command)), file=sys.stderr)
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=errors, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            text = errors.read().decode(errors="replace")
            raise DoesNotCompile(f"{command[-1]} does not compile:\n" + "\n".join(text.splitlines()[:20]))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def template_name(detail):
    """`std::vector<int>::push_back` -> `std::vector::push_back`: the template without its arguments."""
    detail = re.sub(r"operator(<=>|<<=?|>>=?|<=?|>=?|->\*?)", lambda m: "operator " + "".join(
        {"<": "lt", ">": "gt"}.get(c, c) for c in m.group(1)), detail)
    kept, depth = [], 0
    for char in detail:
        if char == "<":
            depth += 1
        elif char == ">" and depth:
            depth -= 1
        elif not depth:
            kept.append(char)
    return "".join(kept).split("(")[0]


EVENT = re.compile(r'"name":"Instantiate(?:Class|Function)","args":\{"detail":"((?:[^"\\]|\\.)*)"')


def count(compiler, name):
    """Instantiations (class + function), object bytes, preprocessed lines, and how often each template was named."""
    source = str(HERE / "corpus" / f"{name}.cpp")
    with tempfile.TemporaryDirectory() as folder:
        obj, trace = f"{folder}/x.o", f"{folder}/x.json"
        run([compiler, *flags("-O0", f"-ftime-trace={trace}", "-ftime-trace-granularity=0"), "-o", obj, source])
        # A line-free JSON of some MB: a regular expression is ten times faster than json.load here.
        names = collections.Counter(
            template_name(json.loads(f'"{detail}"')) for detail in EVENT.findall(pathlib.Path(trace).read_text()))
        text = subprocess.run([compiler, *flags("-E", "-P"), source], capture_output=True, check=True).stdout
        return {"instantiations": names.total(), "object": os.path.getsize(obj), "lines": text.count(b"\n"),
                "templates": names}


def time(compiler, optimise, source, repeat=1):
    """Median CPU seconds, peak MiB and object KiB of one compilation."""
    seen = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(repeat):
            seconds, mib = run([compiler, *flags(optimise), "-o", f"{folder}/x.o", str(source)])
            seen.append((seconds, mib, os.path.getsize(f"{folder}/x.o") / 1024))
    seconds, mib, kib = sorted(seen)[len(seen) // 2]
    return {"cpu_s": round(seconds, 2), "peak_mib": round(mib), "object_kib": round(kib)}


def environment(compiler):
    """What counts depend on besides lithe: compiler, standard library and PFR."""
    version = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    probe = "#include <vector>\n#include <boost/version.hpp>\n#include <sqlite3.h>\n"
    macros = subprocess.run([compiler, "-std=c++20", "-x", "c++", "-dM", "-E", "-"], input=probe, capture_output=True,
                            text=True, check=True).stdout
    found = {name: re.search(rf"#define {name} (\S+)", macros) for name in
             ("_GLIBCXX_RELEASE", "_LIBCPP_VERSION", "BOOST_LIB_VERSION", "SQLITE_VERSION")}
    major = re.search(r"version (\d+)", version)
    return {"clang": major.group(1) if major else version,
            **{name: match.group(1).strip('"') for name, match in found.items() if match}}
