# SPDX-License-Identifier: BSL-1.0
"""What the lines of lithe_bench_contention say: medians of the rounds, and ratios to own connections in the same run."""

import json
import statistics

FIGURES = ("per_second", "p50_ms", "p99_ms", "p999_ms", "max_ms", "fairness", "busy", "commits")
# performance.md, per synchronous and callers: throughput as a multiple of own connections, p99 and max in ms.
GOALS = {"normal/1": 0.8, "normal/2": 0.8, "normal/8": 1.7, "full/8": 3.5, "normal/64": 5, "full/64": 18}

READS = 0.9  # beside a writer that never rests, per second of the reader's CPU; and p99 up to 1 ms


def summarize(lines):
    runs = {}
    for line in lines:
        row = json.loads(line)
        case = f"{row['synchronous']}/{row['callers']}"
        runs.setdefault(case, {}).setdefault(row["contestant"], []).append(row)
    result = {}
    for case, contestants in runs.items():
        result[case] = {name: {figure: statistics.median(row.get(figure, 0) for row in rows) for figure in FIGURES}
                        for name, rows in contestants.items()}
        own, lithe = result[case].get("own_connections"), result[case].get("lithe")
        if own and lithe:
            # Round by round, since the machine may be loaded differently from one to the next.
            ratios = [mine["per_second"] / max(other["per_second"], 1)
                      for mine, other in zip(contestants["lithe"], contestants["own_connections"])]
            result[case]["ratio"] = round(statistics.median(ratios), 2)
            if case in GOALS:
                result[case]["goal"] = GOALS[case]
        for alone, beside, ratio in (("alone", "beside_a_writer", "ratio"), ("alone_by_hand", "beside_by_hand", "by_hand")):
            if alone in contestants and beside in contestants:
                result[case][ratio] = round(statistics.median(
                    mine["per_second"] / max(other["per_second"], 1)
                    for mine, other in zip(contestants[beside], contestants[alone])), 2)
                result[case]["goal"] = READS
    return result


def table(result):
    out = ["", "contention: writes a second, milliseconds, least served caller to most served", ""]
    out.append(f"{'':11}{'':16}{'per s':>9}{'p50':>9}{'p99':>9}{'p99.9':>9}{'max':>9}{'fair':>6}{'busy':>6}")
    for case, contestants in result.items():
        for name, row in contestants.items():
            if not isinstance(row, dict):
                continue
            out.append(f"{case:11}{name:16}{row['per_second']:9.0f}{row['p50_ms']:9.3f}{row['p99_ms']:9.2f}"
                       f"{row['p999_ms']:9.2f}{row['max_ms']:9.1f}{row['fairness']:6.2f}{row['busy']:6.0f}")
            case = ""
        if "ratio" in contestants:
            goal = f", goal {contestants['goal']}" if "goal" in contestants else ""
            what = "lithe to own connections"
            if "alone" in contestants:
                what = "beside a writer to alone, per second of CPU"
                if "beside_kept" in contestants:
                    kept = contestants["beside_kept"]["per_second"] / max(contestants["alone"]["per_second"], 1)
                    goal += f"; with .keep_snapshots, to alone without {kept:.2f}"
                goal += f"; by hand {contestants['by_hand']}, {contestants['beside_by_hand']['commits']:.0f} commits/s"
            out.append(f"{'':11}{what}: {contestants['ratio']}{goal}")
    return "\n".join(out)
