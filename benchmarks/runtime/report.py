# SPDX-License-Identifier: BSL-1.0
"""Ratios and tables from the lines that lithe_bench_runtime prints.

A ratio is CPU time of a contestant divided by that of the floor in the same round; reported are the
median over the rounds and, as the spread, the lower and upper quartile.
"""

import json
import statistics

# The goals of lithe on lithe::connection against the floor, and against the floor opened NOMUTEX.
GOALS = {"a": 0.97, "at": 0.92, "b": 0.65, "bo": 0.85, "c": 0.92, "d": 1.00, "e": 0.72, "f": 0.99,
         "g": 1.02, "aw": 1.05, "awk": 0.60, "dw": 1.20}
GOALS_NOMUTEX = dict.fromkeys(["a", "at", "bo", "c", "d", "f"], 1.03)

WORK = {
    "a": "one user by key",
    "at": "the same inside one transaction",
    "b": "100 users, no order",
    "bo": "100 users, ORDER BY, LIMIT",
    "c": "join, 20 rows of 3 columns",
    "d": "insert, one transaction each",
    "e": "insert 100 000 in one transaction (per row)",
    "f": "update by key in one transaction",
    "g": "statement never seen before",
    "aw": "a through lithe::database",
    "awk": "aw with kept snapshots",
    "dw": "d through lithe::database (wall)",
}

# Published for SQLite on a desktop of 2026, operations per second; the floors one should not fall below.
PUBLISHED = {"a": (85_000, 50_000), "b": (18_000, None), "d": (12_000, 10_000)}


def read(lines):
    """case -> contestant -> round -> sample"""
    samples = {}
    for text in lines:
        sample = json.loads(text)
        rounds = samples.setdefault(sample["case"], {}).setdefault(sample["contestant"], {})
        rounds[sample["round"]] = sample
    return samples


def spread(values):
    if len(values) < 3:
        return min(values), statistics.median(values), max(values)
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, statistics.median(values), high


def per_operation(rounds, clock):
    return statistics.median(s[clock] / s["operations"] for s in rounds.values())


def compare(contestant, floor, clock="cpu_ns"):
    """One entry of the JSON report."""
    ratios = [contestant[r][clock] / floor[r][clock] for r in sorted(contestant) if r in floor]
    low, middle, high = spread(ratios)
    return {
        "ratio": round(middle, 3), "low": round(low, 3), "high": round(high, 3), "pairs": len(ratios),
        "ns_floor": round(per_operation(floor, clock), 1),
        "ns_lithe": round(per_operation(contestant, clock), 1),
        "operations_per_second": round(1e9 / per_operation(contestant, "wall_ns")),
    }


def judge(entry, goal):
    """Goals have two decimals, and so has what is compared with them."""
    entry["goal"] = goal
    entry["reached"] = round(entry["ratio"], 2) <= goal
    return entry


def summarize(plain, pooled):
    """`plain`: samples of the one-thread process; `pooled`: of the process with lithe::database."""
    report = {"runtime": {}, "runtime_nomutex": {}, "peers": {}}
    for case, by_name in plain.items():
        floor, second, lithe = (by_name.get(n) for n in ("floor", "floor_nomutex", "lithe"))
        if lithe:
            report["runtime"][case] = judge(compare(lithe, floor), GOALS[case])
            if second:
                entry = compare(lithe, second)
                report["runtime_nomutex"][case] = (
                    judge(entry, GOALS_NOMUTEX[case]) if case in GOALS_NOMUTEX else entry)
        for name, rounds in by_name.items():
            if name not in ("floor", "lithe"):
                entry = compare(rounds, floor)
                entry["ns"] = entry.pop("ns_lithe")
                report["peers"].setdefault(name, {})[case] = entry
    idle = pooled.pop("idle", {}).get("lithe_database")
    if idle:
        report["idle_cpu_us_per_s"] = max(0, round(per_operation(idle, "cpu_ns") / 1e3 / 0.1))
    for case, by_name in pooled.items():
        database, floor = by_name["lithe_database"], by_name["floor"]
        # A hand-over costs waiting more than work, hence wall time for the writer, with CPU beside it.
        entry = compare(database, floor, "wall_ns" if case == "d" else "cpu_ns")
        if case == "d":
            entry["cpu_ratio"] = compare(database, floor)["ratio"]
        report["runtime"][case + "w"] = judge(entry, GOALS[case + "w"])
        if case == "a" and "lithe_database_kept" in by_name:
            report["runtime"]["awk"] = judge(compare(by_name["lithe_database_kept"], floor), GOALS["awk"])
    return report


def number(value):
    return f"{value:,.0f}".replace(",", " ")


def cell(entry):
    return f"{entry['ratio']:5.2f} ({entry['low']:.2f}-{entry['high']:.2f})" if entry else ""


def table(report):
    """The readable report."""
    lines = ["", "Runtime: CPU time of lithe / the hand-written floor; median (quartiles); below 1 is faster.",
             "Differences under 5 % mean nothing.", "",
             f"{'':3} {'work':44}{'floor ns':>9} {'lithe ns':>9} {'ops/s':>11}  {'ratio':18}{'goal':>5}  "
             f"{'':4} {'against NOMUTEX':18}"]
    for case, entry in report["runtime"].items():
        second = report["runtime_nomutex"].get(case)
        mark = "yes" if entry["reached"] else "NO"
        beside = cell(second)
        if second and "goal" in second:
            beside += f" {second['goal']:.2f} " + ("yes" if second["reached"] else "NO")
        if "cpu_ratio" in entry:
            beside = f"CPU {entry['cpu_ratio']:.2f}"
        lines.append(f"{case:3} {WORK[case]:44}{number(entry['ns_floor']):>9} {number(entry['ns_lithe']):>9} "
                     f"{number(entry['operations_per_second']):>11}  {cell(entry):18}{entry['goal']:5.2f}  "
                     f"{mark:4} {beside}".rstrip())
    known = {case: PUBLISHED[case] for case in PUBLISHED if case in report["runtime"]}
    for case, (published, least) in known.items():
        here = report["runtime"][case]["operations_per_second"]
        floor = f", not below {number(least)}" if least else ""
        lines.append(f"    {WORK[case]}: {number(here)}/s; published for a desktop of 2026: {number(published)}/s{floor}")
    cases = [c for c in WORK if any(c in peer for peer in report["peers"].values())]
    if cases:
        lines += ["", "The others, the best way each offers / the floor:", "",
                  f"{'':16}" + "".join(f"{c:>7}" for c in cases)]
        for name, peer in report["peers"].items():
            lines.append(f"{name:16}" + "".join(f"{peer[c]['ratio']:7.2f}" if c in peer else f"{'':7}" for c in cases))
    if "idle_cpu_us_per_s" in report:
        lines.append(f"    lithe::database without work: {report['idle_cpu_us_per_s']} us of CPU a second")
    missed = [c for c, e in report["runtime"].items() if not e["reached"]]
    lines += ["", "Goals missed: " + (", ".join(missed) if missed else "none") if report["runtime"] else ""]
    return "\n".join(lines)
