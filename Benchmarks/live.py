#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures `stanch` as a whole on a live service: start of the binary, time to the verdict, cost to the service.

    Benchmarks/live.py [--stanch .build/release/stanch] [--toolchain 1.27.3] [--windows 6] [--for 20s]

The cost is measured on a laboratory program under 500 requests a second, in turns: a window without a look, a window
with `stanch diagnose` running in it, and so on, so that a drift of the machine meets both alike. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Scripts"))

import laboratory  # noqa: E402

PROGRAM = "leaks/goroutine-blocked-send/fixed"
DIRECTIVE = "// load: GET /quotes?symbol=ACME 500/s\n"


def start_seconds(stanch: str, runs: int = 21) -> float:
    """Median wall time of `stanch --version`, the first run left out."""
    times = []
    for _ in range(runs):
        begin = time.monotonic()
        subprocess.run([stanch, "--version"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.monotonic() - begin)
    return statistics.median(times[1:])


def diagnose(stanch: str, address: str, seconds: float) -> dict:
    """The JSON report of a look."""
    result = subprocess.run(
        [stanch, "diagnose", address, "--for", f"{seconds:g}s", "--format", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return json.loads(result.stdout)


def window(load: pathlib.Path, directive: str, address: str, seconds: float) -> subprocess.Popen[bytes]:
    """Starts the load generator for one window."""
    return subprocess.Popen(
        [str(load), "-target", address, "-program", directive, "-for", f"{seconds:g}s"], stdout=subprocess.PIPE)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--stanch", default=str(ROOT / ".build/release/stanch"))
    arguments.add_argument("--toolchain", default="1.27.3")
    arguments.add_argument("--windows", type=int, default=6, help="windows in all, half of them with a look")
    arguments.add_argument("--for", dest="seconds", type=laboratory.seconds, default=20.0)
    options = arguments.parse_args()

    program = laboratory.program_named(PROGRAM)
    generator = laboratory.build_load_generator()
    quiet: list[dict] = []
    watched: list[dict] = []
    overheads: list[float] = []
    pauses: list[float] = []
    with laboratory.cleaning_up(), tempfile.NamedTemporaryFile("w", suffix=".go") as directive:
        directive.write(DIRECTIVE)
        directive.flush()
        with laboratory.running(program, options.toolchain, 1) as service:
            time.sleep(3)
            for number in range(options.windows):
                load = window(generator, directive.name, service.address, options.seconds + 2)
                if number % 2:
                    time.sleep(1)
                    report = diagnose(options.stanch, service.address, options.seconds)
                    overheads.append(report["timings"]["total"] - options.seconds)
                    pauses += [pause["seconds"] for pause in report["cost"]["pauses"]]
                output, _ = load.communicate()
                (watched if number % 2 else quiet).append(json.loads(output))
    print("| what | measured | budget |")
    print("|---|---|---|")
    print(f"| start of the binary (`stanch --version`, median of 20) | {start_seconds(options.stanch) * 1000:.1f} ms | 15 ms |")
    print(f"| verdict after the watch ends (largest of {len(overheads)}) | {max(overheads):.2f} s | 1 s |")
    failures = sum(result["failures"] for result in watched)
    requests = sum(result["requests"] for result in watched)
    print(f"| failed requests while watched, of {requests} at 500/s | {failures} | 0 |")
    before = statistics.median(result["p99ms"] for result in quiet)
    during = statistics.median(result["p99ms"] for result in watched)
    print(f"| p99 of the service, watched against not (medians of {len(watched)} windows each) | "
          f"{during:.2f} ms against {before:.2f} ms: {during / before:.2f}x | 1.2x outside the stated pauses |")
    print(f"| longest request for stacks or a leak profile | {max(pauses) * 1000:.0f} ms | stated in the report |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
