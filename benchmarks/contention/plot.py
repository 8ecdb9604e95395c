#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Draws what `./dev bench --json FILE` measured of writers under contention, as one SVG file.

  plot.py FILE.json FILE.svg

For each synchronous: writes a second, and the 99th percentile in ms, over the number of callers; both axes in steps of ten.
"""

import json
import math
import pathlib
import sys

COLOURS = {"own_connections": "#c0392b", "mutex": "#e0a030", "plain_queue": "#7f8c8d", "lithe": "#1f618d"}
WIDTH, HEIGHT, MARGIN = 420, 260, 56


def series(contention, level, figure):
    """{contestant: [(callers, value)]} of one synchronous."""
    found = {}
    for case, contestants in contention.items():
        synchronous, _, callers = case.partition("/")
        for name, row in contestants.items():
            if synchronous == level and name in COLOURS and row[figure] > 0:
                found.setdefault(name, []).append((int(callers), row[figure]))
    return {name: sorted(points) for name, points in found.items()}


def panel(left, top, title, found):
    values = [value for points in found.values() for _, value in points]
    callers = [count for points in found.values() for count, _ in points]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    last = math.log2(max(max(callers), 2))

    def x(count):
        return left + MARGIN + math.log2(count) / last * (WIDTH - 2 * MARGIN)

    def y(value):
        return top + HEIGHT - 40 - (math.log10(value) - low) / max(high - low, 1) * (HEIGHT - 80)

    out = [f'<text x="{left + MARGIN}" y="{top + 24}" font-weight="bold">{title}</text>']
    for power in range(low, high + 1):
        at = y(10.0 ** power)
        out += [f'<line x1="{left + MARGIN}" x2="{left + WIDTH - MARGIN}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>',
                f'<text x="{left + MARGIN - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0 ** power:g}</text>']
    for count in sorted(set(callers)):
        out.append(f'<text x="{x(count):.1f}" y="{top + HEIGHT - 20}" text-anchor="middle">{count}</text>')
    for name, points in found.items():
        path = " ".join(f"{x(count):.1f},{y(value):.1f}" for count, value in points)
        out.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>')
        out += [f'<circle cx="{x(count):.1f}" cy="{y(value):.1f}" r="3" fill="{COLOURS[name]}"/>' for count, value in points]
    return out


def draw(contention):
    panels, row = [], 0
    for level in ("normal", "full"):
        for column, (figure, words) in enumerate((("per_second", "writes a second"), ("p99_ms", "p99, ms"))):
            found = series(contention, level, figure)
            if found:
                panels += panel(column * WIDTH, row * HEIGHT, f"{level}: {words} over callers", found)
        row += 1
    legend = [f'<text x="{MARGIN + at * 150}" y="{row * HEIGHT + 20}" fill="{colour}">{name.replace("_", " ")}</text>'
              for at, (name, colour) in enumerate(COLOURS.items())]
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDTH}" height="{row * HEIGHT + 40}" '
                      'font-family="sans-serif" font-size="12">', '<rect width="100%" height="100%" fill="white"/>',
                      *panels, *legend, "</svg>", ""])


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    contention = json.loads(pathlib.Path(sys.argv[1]).read_text())["contention"]
    if not contention:
        raise SystemExit("this file has no figures of contention: ./dev bench --only contention --json FILE")
    pathlib.Path(sys.argv[2]).write_text(draw(contention))


if __name__ == "__main__":
    main()
