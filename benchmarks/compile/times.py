# SPDX-License-Identifier: BSL-1.0
"""Seconds, memory and object sizes of the corpus: reported beside their goals, never a pass or fail."""

import pathlib
import shutil
import tempfile

import corpus

# (what, compiler, flag, key) -> the goal
GOALS = {
    ("header_lithe", "g++", "-O0", "cpu_s"): 1.0,
    ("thirty_queries", "g++", "-O0", "cpu_s"): 3.0,
    ("thirty_queries", "g++", "-O0", "peak_mib"): 300,
    ("thirty_queries", "g++", "-O0", "object_kib"): 1000,
    ("thirty_queries", "g++", "-O2", "cpu_s"): 4.0,
    ("thirty_queries", "g++", "-O2", "object_kib"): 170,
}


def entity(name, columns):
    fields = "".join(f"    std::int64_t c{i} = 0;\n" if i % 2 else f"    std::string c{i}{{}};\n" for i in range(1, columns))
    return f"struct {name} {{\n    std::int64_t id = 0;\n{fields}}};\n"


def many_queries(count):
    """`count` different queries over ten tables of eight columns."""
    text = "#include <lithe/lithe.hpp>\n#include <vector>\nusing lithe::col, lithe::from;\n"
    text += "".join(entity(f"table{i}", 8) for i in range(10))
    for i in range(count):
        table, first = f"table{i % 10}", 1 + i // 10 % 7
        order = 1 + i // 70 % 7
        text += (f"std::vector<{table}> query{i}(lithe::connection& db, {table} const& x) {{ return db.fetch_all("
                 f"from<{table}>().where(col<&{table}::c{first}> == x.c{first}, col<&{table}::id> > x.id)"
                 f".order_by(col<&{table}::c{order}>).limit(10)); }}\n")
    return text


def many_tables(tables, columns):
    """Every table created, written and read once; no type may hold the whole schema."""
    text = "#include <lithe/lithe.hpp>\n#include <vector>\nusing lithe::from;\n"
    for i in range(tables):
        text += entity(f"wide{i}", columns)
        text += (f"std::vector<wide{i}> use{i}(lithe::connection& db, wide{i} const& x) {{ db.insert(x); "
                 f"return db.fetch_all(from<wide{i}>()); }}\n")
    names = ", ".join(f"wide{i}" for i in range(tables))
    return text + f"void create(lithe::connection& db) {{ db.create_tables<{names}>(); }}\n"


def generated(compiler, text):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "generated.cpp"
        source.write_text(text)
        return corpus.time(compiler, "-O0", source)


def measure(clang, repeat, scale):
    compilers = {"g++": shutil.which("g++"), "clang++": shutil.which(clang)}
    report = {"files": {}, "scale": {}, "goals": {}}
    for name in (corpus.BY_HAND, "header_sql", "header_sqlite", "header_lithe", "thirty_queries"):
        entry = report["files"].setdefault(name, {})
        for compiler, flag in (("g++", "-O0"), ("g++", "-O2"), ("clang++", "-O0")):
            if compilers[compiler] and not (name.startswith("header") and flag == "-O2"):
                source = corpus.HERE / "corpus" / f"{name}.cpp"
                entry[f"{compiler} {flag}"] = corpus.time(compilers[compiler], flag, source, repeat)
    if scale and compilers["g++"]:
        for count in (30, 60, 120):
            report["scale"][f"{count} queries"] = generated(compilers["g++"], many_queries(count))
        for tables in (50, 200):
            report["scale"][f"{tables} tables of 30 columns"] = generated(compilers["g++"], many_tables(tables, 30))
    for (name, compiler, flag, key), goal in GOALS.items():
        seen = report["files"].get(name, {}).get(f"{compiler} {flag}")
        if seen:
            report["goals"][f"{name} {compiler} {flag} {key}"] = {
                "value": seen[key], "goal": goal, "reached": seen[key] <= goal}
    return report


def cell(seen):
    return f"{seen['cpu_s']:6.2f} s {seen['peak_mib']:4} MiB {seen['object_kib']:6} KiB" if seen else ""


def table(report):
    columns = ["g++ -O0", "g++ -O2", "clang++ -O0"]
    lines = ["", "Compile time of one translation unit: CPU seconds, peak memory, object size", "",
             f"{'':24}" + "".join(f"{c:>30}" for c in columns)]
    for name, entry in report["files"].items():
        lines.append(f"{name:24}" + "".join(f"{cell(entry.get(c)):>30}" for c in columns))
    for name, seen in report["scale"].items():
        lines.append(f"{name:24}{cell(seen):>30}")
    for name, entry in report["goals"].items():
        lines.append(f"    {name}: {entry['value']}, goal {entry['goal']}: {'yes' if entry['reached'] else 'NO'}")
    lines.append("sqlite_orm, sqlpp23 and sqlgen are no Debian packages and are not built here; what they were measured at:\n"
                 "    the same TU at g++ -O0: sqlite_orm 9.8 s, sqlgen 13.4 s; sqlpp23 7.2 s (clang++ -O0)")
    return "\n".join(lines)
