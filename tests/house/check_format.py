#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Fails if clang-format would change a file: check_format.py CLANG_FORMAT [file ...].

Without files, those that `./dev format` formats: what git lists of *.hpp and *.cpp.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def listed():
    command = ["git", "ls-files", "-z", "-co", "--exclude-standard", "--", "*.hpp", "*.cpp"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in names.split("\0") if os.path.isfile(os.path.join(ROOT, name))]


def main():
    files = sys.argv[2:] or listed()
    if not files:
        sys.exit("no files")
    done = subprocess.run([sys.argv[1], "--dry-run", "--Werror", *files], cwd=ROOT)
    print(f"{len(files)} files: {'`./dev format` mends them' if done.returncode else 'formatted'}")
    sys.exit(done.returncode)


main()
