#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures reading heap profiles against `go tool pprof`, in one run on one machine.

    Benchmarks/heap.py [--samples 500000] [--without-peer]

Two profiles of a made-up large service are inflated, decoded, joined and tested; pprof prints its top and the difference.
Needs a Go toolchain ($GO, .toolchains/, $STANCH_TOOLCHAINS, or in PATH). Fails beyond the budget.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Processor seconds and MB: one profile, and the difference of two with what is in both in memory at once.
BUDGET = {"one": (0.3, 250), "two": (0.7, None)}


def go() -> str:
    folder = pathlib.Path(os.environ.get("STANCH_TOOLCHAINS", ROOT / ".toolchains"))
    found = sorted(folder.glob("go1.*/bin/go"))
    return os.environ.get("GO") or (str(found[-1]) if found else shutil.which("go") or sys.exit("no Go toolchain"))


def build(product: str) -> str:
    """The path of a benchmark program in release mode."""
    environment = dict(os.environ, STANCH_BENCHMARKS="1", STANCH_WITHOUT_NETWORK="1")
    scratch = os.environ.get("STANCH_BENCHMARK_BUILD", str(ROOT / ".build/benchmarks"))
    command = ["swift", "build", "--package-path", str(ROOT), "-c", "release", "--scratch-path", scratch]
    result = subprocess.run([*command, "--product", product], env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stdout + result.stderr)
    shown = subprocess.run([*command, "--show-bin-path"], env=environment, capture_output=True, text=True, check=True)
    return f"{shown.stdout.strip()}/{product}"


def ours(program: str, *profiles: str) -> tuple[list[str], float, int]:
    """What it counted, processor seconds (best of three) and peak memory in MB of one run of it."""
    runs = [subprocess.run([program, *profiles], capture_output=True, text=True, check=True).stdout.split()
            for _ in range(3)]
    best = min(runs, key=lambda run: float(run[3]))
    return best[:3], float(best[3]), int(best[4])


def peer(command: list[str]) -> tuple[float, int]:
    """Processor seconds and peak memory in MB of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command}: status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--samples", default="500000")
    arguments.add_argument("--without-peer", action="store_true")
    options = arguments.parse_args()
    program = build("HeapProfileBenchmark")
    with tempfile.TemporaryDirectory() as scratch:
        environment = dict(os.environ, GOTOOLCHAIN="local", GOFLAGS="-mod=mod", GOPROXY="off")
        generator = f"{scratch}/heap-profile"
        subprocess.run([go(), "build", "-o", generator, "."], cwd=ROOT / "Benchmarks/heap-profile", env=environment,
                       check=True)
        first, second = f"{scratch}/first.pb.gz", f"{scratch}/second.pb.gz"
        subprocess.run([generator, options.samples, first, second], check=True)
        load = pathlib.Path("/proc/loadavg").read_text().split()[0]
        print(f"{options.samples} samples, {os.path.getsize(first) / 1e6:.1f} MB packed, load {load}")
        print(f"{'':34} {'CPU s':>8} {'peak MB':>8}")
        failures = []
        for name, label, profiles in (("one", "stanch, one profile", [second]),
                                      ("two", "stanch, two compared and tested", [first, second])):
            (samples, sites, growing), seconds, megabytes = ours(program, *profiles)
            print(f"{label:34} {seconds:8.2f} {megabytes:8}   {sites} sites, {growing} lines grow")
            limit, memory = BUDGET[name]
            if int(samples) != int(options.samples) * len(profiles):
                failures.append(f"{samples} samples counted")
            if int(options.samples) <= 500000 and (seconds > limit or memory is not None and megabytes > memory):
                failures.append(f"{label}: {seconds:.2f} s and {megabytes} MB, budget {limit} s, {memory} MB")
        if not options.without_peer:
            pprof = [go(), "tool", "pprof", "-symbolize=none", "-top"]
            for label, command in (("pprof -top", [*pprof, second]),
                                   ("pprof -top -diff_base", [*pprof, f"-diff_base={first}", second])):
                seconds, megabytes = peer(command)
                print(f"{label:34} {seconds:8.2f} {megabytes:8}")
        for failure in failures:
            print(f"FAIL: {failure}")
        return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
