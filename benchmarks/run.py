#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Builds the benchmarks, runs them, prints tables and writes one JSON file. Called by `./dev bench`.

  run.py [--quick] [--json FILE] [--rounds N] [--only runtime|constructs|contention|compile] [--directory DIR]

--quick takes at most 3 minutes on two cores: fewer rounds, each compilation timed once.
The database files lie in memory (/dev/shm) where there is room for them: two copies of one program differ by
6 % in case d on a disk, through what the file system does in fsync, and by 1 % in memory.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"
sys.path[:0] = [str(ROOT / "benchmarks" / part) for part in ("runtime", "constructs", "compile", "contention")]

import constructs_report  # noqa: E402
import contention_report  # noqa: E402
import corpus  # noqa: E402
import report  # noqa: E402
import times  # noqa: E402

PLAIN = "floor,lithe,floor_nomutex,sqlitecpp,soci"  # one thread
POOLED = "floor,lithe_database,lithe_database_kept"  # a process of its own: threads make malloc dearer for all


def say(text):
    print(f"== {text}", flush=True)


def data_directory():
    memory = pathlib.Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    return (memory if roomy else BUILD) / f"lithe_bench_{os.getpid()}"


def build(target="lithe_bench_runtime"):
    say("building (Release)")
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    subprocess.run(["cmake", "-S", ROOT, "-B", BUILD, *generator, "-DCMAKE_BUILD_TYPE=Release", "-DLITHE_BUILD_BENCHMARKS=ON",
                    "-DLITHE_BUILD_TESTS=OFF", "-DLITHE_BUILD_EXAMPLES=OFF"],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", BUILD, "--target", target, "-j", "2"], check=True,
                   stdout=subprocess.DEVNULL)
    found = [path for path in BUILD.rglob(target) if path.is_file()]
    return found[0]


def run_program(program, directory, contestants, cases, rounds):
    """The lines of one process, with a word of progress per case. A wrong checksum raises."""
    command = [program, "--contestants", contestants, "--cases", cases, "--rounds", str(rounds),
               "--directory", directory]
    lines, last = [], None
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            lines.append(line)
            case = json.loads(line)["case"]
            if case != last:
                print(f"   case {case}", flush=True)
                last = case
    if process.returncode != 0:
        raise SystemExit("the runtime benchmark failed: see above")
    return report.read(lines)


def run_runtime(rounds, directory):
    program = build()
    try:
        say(f"runtime cases, {rounds} rounds, {PLAIN}, files in {directory.parent}")
        plain = run_program(program, directory, PLAIN, "a,at,b,bo,c,d,e,f,g", rounds)
        say("through lithe::database, one caller")
        pooled = run_program(program, directory, POOLED, "a,d,idle", rounds)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    return report.summarize(plain, pooled)


def run_constructs(rounds, directory):
    """Ratios, and a table of the memory that results take."""
    program, memory = build("lithe_bench_constructs"), build("lithe_bench_memory")
    say(f"constructs of the query language, {rounds} rounds, files in {directory.parent}")
    lines = subprocess.run([program, directory, "--rounds", str(rounds), "--milliseconds", "4" if rounds < 10 else "8"],
                           check=True, text=True, stdout=subprocess.PIPE).stdout.splitlines()
    heap = subprocess.run([memory, directory], check=True, text=True, stdout=subprocess.PIPE).stdout
    return constructs_report.summarize(lines), heap


def run_contention(quick):
    """On a disk, wherever the other files lie: what a flush costs is half of what is measured."""
    program = build("lithe_bench_contention")
    directory = BUILD / f"contention_{os.getpid()}"
    directory.mkdir(parents=True)
    seconds, rounds = ("0.4", "1") if quick else ("2", "3")
    say(f"writers under contention, {rounds} rounds of {seconds} s each, files in {directory.parent}")
    try:
        output = subprocess.run([program, directory, "--seconds", seconds, "--rounds", rounds], check=True, text=True,
                                stdout=subprocess.PIPE).stdout
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    return contention_report.summarize(output.splitlines())


def machine():
    return {"system": platform.platform(), "cpus": os.cpu_count(), "load": round(os.getloadavg()[0], 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--directory", type=pathlib.Path, default=data_directory(), help="where the files lie")
    parser.add_argument("--only", choices=("runtime", "constructs", "contention", "compile"))
    given = parser.parse_args()

    result = {"runtime": {}, "runtime_nomutex": {}, "peers": {}, "constructs": {}, "contention": {}, "compile": {}, "machine": machine()}
    if given.only in (None, "runtime"):
        result.update(run_runtime(given.rounds or (7 if given.quick else 15), given.directory))
        print(report.table(result), flush=True)
    if given.only in (None, "constructs"):
        result["constructs"], heap = run_constructs(given.rounds or (7 if given.quick else 15), given.directory)
        print(constructs_report.table(result["constructs"]), "\n\nHeap while fetching:\n\n" + heap, sep="", flush=True)
    if given.only in (None, "contention"):
        result["contention"] = run_contention(given.quick)
        print(contention_report.table(result["contention"]), flush=True)
    if given.only in (None, "compile"):
        say("compile time")
        try:
            result["compile"] = times.measure("clang++-19", repeat=1 if given.quick else 3, scale=not given.quick)
        except corpus.DoesNotCompile as error:
            raise SystemExit(str(error)) from None
        print(times.table(result["compile"]))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n")
        say(f"written: {given.json}")


if __name__ == "__main__":
    main()
