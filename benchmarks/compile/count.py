#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Gates what lithe costs to compile, by counts that are the same on every run.

  count.py --check     compiles the corpus with clang++-19, compares class + function instantiations, object size
                       and preprocessed lines with baseline.json; +3 % in one file or +2 % in the median fails, +1 % warns
  count.py --update    writes baseline.json
  count.py --report    CPU seconds, peak MiB and object size with g++ and clang; reported, never gated

Counts depend on compiler and standard library; elsewhere than on those of the baseline, --check says so and
exits with 77, which CTest shows as skipped.
"""

import argparse
import concurrent.futures
import json
import pathlib
import shutil
import statistics
import sys

import corpus
import times

BASELINE = corpus.HERE / "baseline.json"
LIMIT_FILE, LIMIT_MEDIAN, LIMIT_WARN = 0.03, 0.02, 0.01
KEPT_OTHERS = 30  # per file, beside all of lithe's own templates: enough to name what grew
SKIPPED = 77


def count_all(compiler):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return dict(zip(corpus.GATED, pool.map(lambda name: corpus.count(compiler, name), corpus.GATED)))


def growth(now, before):
    return now / before - 1


def print_grown(now, before):
    """The templates that a file instantiates more often than the baseline says, most grown first."""
    # Of other libraries' templates the baseline keeps the most frequent; the rest had at most this many.
    rest = min((count for name, count in before.items() if not name.startswith("lithe::")), default=0)
    was = {name: before.get(name, 0 if name.startswith("lithe::") else rest) for name in now}
    for name in sorted(now, key=lambda name: was[name] - now[name])[:12]:
        if now[name] > was[name]:
            print(f"        {name}: {now[name]}, was {'' if name in before or not was[name] else 'at most '}{was[name]}")


def check(compiler):
    baseline = json.loads(BASELINE.read_text())
    here = corpus.environment(compiler)
    if here != baseline["environment"]:
        print(f"skipped: the baseline was made with {baseline['environment']}, this is {here}")
        return SKIPPED
    failed = False
    changes = {"instantiations": [], "object": [], "lines": []}
    for name, now in count_all(compiler).items():
        before = baseline["files"].get(name)
        if before is None:
            print(f"{name}: not in the baseline; run count.py --update")
            failed = True
            continue
        for what, seen in changes.items():
            change = growth(now[what], before[what])
            seen.append(change)
            verdict = "FAILED" if change > LIMIT_FILE else "warning" if change > LIMIT_WARN else "ok"
            if change < -LIMIT_FILE:
                verdict = "better; count.py --update keeps it"
            print(f"{name:24} {what:15} {now[what]:>9} was {before[what]:>9}  {change:+7.1%}  {verdict}")
            failed |= change > LIMIT_FILE
            if what == "instantiations" and change > LIMIT_WARN:
                print_grown(now["templates"], before["templates"])
    for what, seen in changes.items():
        middle = statistics.median(seen) if seen else 0
        failed |= middle > LIMIT_MEDIAN
        print(f"{'median':24} {what:15} {'':23}  {middle:+7.1%}  {'FAILED' if middle > LIMIT_MEDIAN else 'ok'}")
    return 1 if failed else 0


def kept(templates):
    """What the baseline remembers of a file's templates."""
    others = [name for name, _ in templates.most_common() if not name.startswith("lithe::")][:KEPT_OTHERS]
    return {name: count for name, count in sorted(templates.items()) if name.startswith("lithe::") or name in others}


def update(compiler):
    files = {name: {**now, "templates": kept(now["templates"])} for name, now in count_all(compiler).items()}
    lines = [f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in files.items()]  # one a file: readable diffs
    BASELINE.write_text('{"environment": ' + json.dumps(corpus.environment(compiler)) + ',\n"files": {\n' +
                        ",\n".join(lines) + "}}\n")
    for name, now in files.items():
        print(f"{name:24} {now['instantiations']:>9} instantiations {now['object']:>9} bytes {now['lines']:>7} lines")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    for option in ("--check", "--update", "--report"):
        what.add_argument(option, action="store_true")
    parser.add_argument("--compiler", default=shutil.which("clang++-19") or "clang++-19")
    parser.add_argument("--quick", action="store_true", help="--report: each compilation once")
    parser.add_argument("--json", type=pathlib.Path, help="--report: write the figures here too")
    given = parser.parse_args()
    try:
        if given.check:
            return check(given.compiler)
        if given.update:
            return update(given.compiler)
        report = times.measure(given.compiler, repeat=1 if given.quick else 3, scale=not given.quick)
        print(times.table(report))
        if given.json:
            given.json.write_text(json.dumps(report, indent=1) + "\n")
        return 0
    except corpus.DoesNotCompile as error:
        print(error)
        return 1


if __name__ == "__main__":
    sys.exit(main())
