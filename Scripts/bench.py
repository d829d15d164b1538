#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs all benchmarks and writes Documentation/Performance.md.

    Scripts/bench.py [--goroutines 1000000] [--trace-seconds 60]

Each table names the command that made it. Peers run in the same run as ours, where their sources are installed.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import platform
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "Documentation" / "Performance.md"


def run(*command: str) -> str:
    """The standard output of a benchmark; what it says on standard error goes to ours.

    Status 1 says that a budget was missed: the table says it, too.
    """
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise subprocess.CalledProcessError(done.returncode, command)
    return done.stdout.strip()


def machine() -> str:
    """Processor, cores and memory, as the kernel tells them."""
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {gigabytes:.0f} GB, Linux {platform.release()}"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--goroutines", default="1000000")
    arguments.add_argument("--trace-seconds", default="60")
    arguments.add_argument("--stanch", default=".build/release/stanch")
    options = arguments.parse_args()
    swift = run("swift", "--version").splitlines()[0]
    dump = run("Benchmarks/run", options.goroutines)
    trace = run("Benchmarks/run-trace", options.trace_seconds)
    heap = run("Benchmarks/heap.py")
    live = run("Benchmarks/live.py", "--stanch", options.stanch)
    OUTPUT.write_text(f"""# Performance

Written by `make bench`. Machine: {machine()}. {swift}. Release builds.

## Goroutine dumps (`Benchmarks/run {options.goroutines}`)

The text is a real `runtime.Stack` of that many goroutines. "own MB" is the peak of memory beyond the file itself.
Budget: at least 500 MB/s on one core, less than 64 MB beyond the file.

```
{dump}
```

## Execution traces (`Benchmarks/run-trace {options.trace_seconds}`)

The trace is of a busy web service. Stanch orders the events and sums them up; Go's reader orders them and counts.
Budget: less than 64 MB beyond the file.

```
{trace}
```

## Heap profiles (`Benchmarks/heap.py`)

From packed files to tested sites and lines, with the tables of pprof beside it. Budget: 0.3 s and 250 MB for one profile
of 500,000 samples, 0.7 s for two compared.

```
{heap}
```

## A live look (`Benchmarks/live.py`)

{live}
""", encoding="utf-8")
    print(f"written to {OUTPUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
