#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Links in the Markdown pages resolve: files exist, headings exist. Addresses of other hosts are not visited."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|!\[[^\]\n]*\]\(([^)\s]+)\)")


def without_code(text):
    text = re.sub(r"^(```|~~~).*?^\1", lambda m: "\n" * m.group().count("\n"), text, flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`", "``", text)


def anchors(path):
    """The anchors of a page's headings, as GitHub and mkdocs make them."""
    found, counts = set(), {}
    text = re.sub(r"^(```|~~~).*?^\1", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    for heading in re.findall(r"^#+\s+(.*?)\s*#*$", text, re.M):
        name = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", name.replace("`", "")).strip().replace(" ", "-")
        number = counts.get(name, 0)
        counts[name] = number + 1
        found.add(f"{name}-{number}" if number else name)
        found.add(f"{name}_{number}" if number else name)
        found.add(re.sub(r"-+", "-", name))
    found.update(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text))
    return found


def main():
    pages = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("packaging/**/*.md"),
                    *ROOT.glob("benchmarks/**/*.md"), *ROOT.glob("examples/**/*.md")])
    broken = links = 0
    for page in pages:
        for number, line in enumerate(without_code(page.read_text(encoding="utf-8")).splitlines(), 1):
            for match in LINK.finditer(line):
                target = match.group(1) or match.group(2)
                links += 1
                if re.match(r"[a-z]+:", target):
                    continue
                path, _, anchor = target.partition("#")
                file = (page.parent / path).resolve() if path else page
                if not file.exists():
                    what = "no such file"
                elif anchor and file.suffix == ".md" and anchor not in anchors(file):
                    what = "no such heading"
                else:
                    continue
                broken += 1
                print(f"{page.relative_to(ROOT)}:{number}: {target}: {what}")
    print(f"{len(pages)} pages, {links} links, {broken} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
