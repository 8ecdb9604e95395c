#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Creates the Conan package and runs its test_package against the system's SQLite and Boost.

    run_conan.py SOURCE FOLDER COMPILER

Conan itself is taken from PATH, or installed with pip into a virtual environment in FOLDER; where neither is to be had,
says so and ends with 77 (CTest: skipped). The two requirements are declared as the platform's own, so nothing else is
downloaded.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, FOLDER, COMPILER = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]


def conan_command():
    found = shutil.which("conan")
    if found and " 2." in subprocess.run([found, "--version"], capture_output=True, text=True).stdout:
        return found
    installed = FOLDER / "venv" / "bin" / "conan"
    if installed.exists():
        return str(installed)
    steps = [[sys.executable, "-m", "venv", str(FOLDER / "venv")],
             [str(FOLDER / "venv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
              "--retries", "1", "--timeout", "20", "conan>=2.5,<3"]]
    for step in steps:
        try:
            result = subprocess.run(step, capture_output=True, text=True, timeout=400)
        except subprocess.TimeoutExpired:
            result = None
        if result is None or result.returncode != 0:
            print(result.stderr[-2000:] if result else "timed out")
            print("NOT RUN: Conan is neither on PATH nor to be had with pip; the Conan recipe was not tested")
            shutil.rmtree(FOLDER / "venv", ignore_errors=True)
            sys.exit(77)
    return str(installed)


def defined(header, pattern):
    """A version from a system header, found the way the compiler finds it."""
    out = subprocess.run([COMPILER, "-x", "c++", "-E", "-dM", "-include", header, os.devnull], capture_output=True,
                         text=True, check=True).stdout
    return re.search(pattern, out).group(1)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    conan = conan_command()
    home = FOLDER / "home"
    shutil.rmtree(home, ignore_errors=True)
    environment = {**os.environ, "CONAN_HOME": str(home), "CXX": COMPILER}
    sqlite = defined("sqlite3.h", r'#define SQLITE_VERSION "([^"]+)"')
    boost = defined("boost/version.hpp", r'#define BOOST_LIB_VERSION "([^"]+)"').replace("_", ".") + ".0"

    def run(*command):
        result = subprocess.run([conan, *command], env=environment, capture_output=True, text=True)
        print(result.stdout, result.stderr[-6000:], sep="", flush=True)
        if result.returncode != 0:
            sys.exit(f"failed: conan {' '.join(command)}")

    run("profile", "detect", "--force")
    profile = home / "profiles" / "default"
    text = re.sub(r"compiler\.cppstd=.*", "compiler.cppstd=20", profile.read_text())
    profile.write_text(text + f"\n[platform_requires]\nsqlite3/{sqlite}\nboost/{boost}\n"
                       "\n[conf]\ntools.cmake.cmaketoolchain:generator=Ninja\n")
    run("remote", "disable", "*")       # nothing but the two system libraries is needed
    # Conan builds a test package where it lies: a copy keeps the source tree clean.
    shutil.rmtree(FOLDER / "test_package", ignore_errors=True)
    shutil.copytree(SOURCE / "packaging/conan/test_package", FOLDER / "test_package")
    run("create", str(SOURCE), "--build=missing", "--test-folder", str(FOLDER / "test_package"))


if __name__ == "__main__":
    main()
