# SPDX-License-Identifier: BSL-1.0
"""The table of the constructs: CPU time of lithe divided by that of the C API in the same round."""

import report


def summarize(lines):
    """case -> entry of the JSON report."""
    result = {}
    for case, by_name in report.read(lines).items():
        first = next(iter(by_name["hand"].values()))
        entry = report.judge(report.compare(by_name["lithe"], by_name["hand"]), first["goal"])
        entry["work"] = first["work"]
        if "also" in by_name:
            entry["also"] = report.compare(by_name["lithe"], by_name["also"])["ratio"]
            entry["also_work"] = first["also"]
        result[case] = entry
    return result


def table(result):
    lines = ["", "Constructs: CPU time of lithe / the C API; median (quartiles); below 1 is faster.", "",
             f"{'':18} {'work':72}{'by hand ns':>12}  {'ratio':18}{'goal':>5}"]
    for case, entry in result.items():
        beside = f"  {entry['also']:.2f} of {entry['also_work']}" if "also" in entry else ""
        lines.append(f"{case:18} {entry['work']:72}{report.number(entry['ns_floor']):>12}  {report.cell(entry):18}"
                     f"{entry['goal']:5.2f}  {'yes' if entry['reached'] else 'NO '}{beside}".rstrip())
    missed = [case for case, entry in result.items() if not entry["reached"]]
    return "\n".join([*lines, "", "Goals missed: " + (", ".join(missed) if missed else "none")])
