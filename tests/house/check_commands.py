#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the commands of docs/ as they stand there: each ```console block, in a folder with the page's files.

A file of a page is a block whose first line is a comment with its name: `-- begin.sql`, `// careful.cpp`. What follows a
`$ command` is what it prints. Exit code 77: a program is not here.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"(?://|--) ([\w.]+\.(?:cpp|sql))\n")
MISSING = 77


def commands_of(page):
    """The files of a page, and its commands with what each prints."""
    files, commands = {}, []
    for kind, text in FENCE.findall(page):
        if named := FILE.match(text):
            files[named[1]] = text
        if kind != "console":
            continue
        for line in text.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            else:
                commands[-1][1].append(line)
    return files, commands


def run_page(files, commands):
    """What is printed otherwise than the page says, a message each."""
    environment = dict(os.environ, CPLUS_INCLUDE_PATH=str(ROOT / "include"))
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            pathlib.Path(folder, name).write_text(text, encoding="utf-8")
        for command, expected in commands:
            done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=environment, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            printed = done.stdout.splitlines()
            if done.returncode != 0 or printed != expected:
                failures.append(f"$ {command}\nprints ({done.returncode}):\n{done.stdout}and the page says:\n"
                                + "\n".join(expected))
    return failures


def main():
    pages = {path: commands_of(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "docs").glob("**/*.md"))}
    pages = {path: (files, commands) for path, (files, commands) in pages.items() if commands}
    missing = {words.split()[0] for _, commands in pages.values() for words, _ in commands
               if not words.startswith("./") and not shutil.which(words.split()[0])}
    if missing:
        print(f"not run: {', '.join(sorted(missing))} is not here")
        return MISSING
    count, failures = 0, []
    for path, (files, commands) in pages.items():
        count += len(commands)
        failures += [f"{path.relative_to(ROOT)}: {one}" for one in run_page(files, commands)]
    print(*failures, sep="\n")
    print(f"{count} commands: {len(failures)} failures")
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
