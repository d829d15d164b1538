#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what the programs of the laboratory lose, without stanch: do the examples do what they claim?

    Scripts/growth.py [--only PATTERN] [--toolchain V ...] [--for 15s] [--rate 1] [-j 2]

A leaky program whose header says `// leaks: heap 1.2 MiB/s` must grow by a half to the double of that under its load;
where it is the live heap, the line that grows most in the heap profile must be a marked one. Its fixed sibling and
every healthy program must stay below 0.3 MiB of live heap, 0.4 MiB of native memory, half a descriptor (besides the
connections of its clients) and a fifth of a thread a second, unless its header allows a suspect. The live heap is
read after a collection. Native memory is what is resident and not of Go; since memory that Go has taken and not
touched is not resident, it moves with the heap, and counts only as far as the process grows as well.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import os
import pathlib
import re
import statistics
import sys
import threading
import time
import urllib.request

import heapsites
import laboratory
from laboratory import LaboratoryError, Program

MIB = 1 << 20
QUANTITIES = ("heap", "native", "resident", "descriptors", "threads", "goroutines")
JUDGED = ("heap", "native", "descriptors", "threads")
STILL = {"heap": 0.3, "native": 0.4, "descriptors": 0.5, "threads": 0.2}
MEMORY_STATISTIC = re.compile(r"^# (\w+) = (\d+)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Run:
    """One program on one toolchain."""

    program: Program
    toolchain: str

    @property
    def label(self) -> str:
        return f"{self.program.name} on Go {self.toolchain}"


Sample = dict[str, float]


def heap_profile(address: str) -> str:
    """Fetches the heap profile as text, after a collection."""
    with urllib.request.urlopen(f"{address}/debug/pprof/heap?gc=1&debug=1", timeout=30) as answer:
        return str(answer.read().decode())


def sample(address: str, pid: int) -> Sample:
    """Reads all quantities once: MiB for memory, counts for the others."""
    go = {name: int(value) for name, value in MEMORY_STATISTIC.findall(heap_profile(address))}
    with urllib.request.urlopen(f"{address}/debug/pprof/goroutine?debug=1", timeout=30) as answer:
        goroutines = int(answer.readline().split()[-1])
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    resident = int(re.search(r"^VmRSS:\s+(\d+)", status, re.MULTILINE).group(1)) * 1024  # type: ignore[union-attr]
    return {
        "heap": go["HeapAlloc"] / MIB,
        "native": (resident - (go["Sys"] - go["HeapReleased"])) / MIB,
        "resident": resident / MIB,
        "descriptors": len(os.listdir(f"/proc/{pid}/fd")) - clients(address, pid),
        "threads": int(re.search(r"^Threads:\s+(\d+)", status, re.MULTILINE).group(1)),  # type: ignore[union-attr]
        "goroutines": goroutines,
    }


def clients(address: str, pid: int) -> int:
    """Counts the connections that clients hold to a service; they come and go with the load, not with the program."""
    port = int(address.rsplit(":", 1)[1])
    rows = (line.split() for line in pathlib.Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:])
    established = "01"
    return sum(int(row[1].rsplit(":", 1)[1], 16) == port and row[3] == established for row in rows)


def slope(points: list[tuple[float, float]]) -> float:
    """Returns the slope of the line of least squares."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def steady_slope(points: list[tuple[float, float]]) -> float:
    """Returns the median of the slopes between all pairs of points, which a short spike does not move."""
    return statistics.median(
        (b[1] - a[1]) / (b[0] - a[0]) for a, b in itertools.combinations(points, 2) if b[0] > a[0]
    )


@dataclasses.dataclass(frozen=True)
class Measurement:
    """What a run has shown."""

    growth: dict[str, float]  # of each quantity, a second: what a line of least squares says
    steady: dict[str, float]  # the same without the weight of spikes
    last: Sample
    line: str | None  # the line whose live bytes have grown most, relative to Examples/


def measure(run: Run, warm_up: float, watch: float, rate: float) -> Measurement:
    """Runs a program under load and looks at it once a second."""
    samples: list[tuple[float, Sample]] = []
    with laboratory.running(run.program, run.toolchain, warm_up + watch + 10, rate) as service:
        time.sleep(warm_up)
        before = heapsites.bytes_by_line(heap_profile(service.address))
        begin = time.monotonic()
        while (now := time.monotonic() - begin) <= watch or len(samples) < 3:
            samples.append((now, sample(service.address, service.pid)))
            time.sleep(1)
        after = heapsites.bytes_by_line(heap_profile(service.address))
    points = {name: [(at, each[name]) for at, each in samples] for name in QUANTITIES}
    growth = {name: slope(points[name]) for name in QUANTITIES}
    steady = {name: steady_slope(points[name]) for name in QUANTITIES}
    return Measurement(growth, steady, samples[-1][1], heapsites.most_grown(before, after))


def broken_claim(run: Run, measured: Measurement, rate: float) -> str | None:
    """Returns what a program does that its header does not say; None when it keeps its word."""
    program, growth = run.program, measured.growth
    if program.leaks_on(run.toolchain):
        if not (claim := program.growth):
            return None
        expected, got = claim.rate * rate, growth[claim.quantity]
        if not expected / 2 <= got <= expected * 2:
            return f"{claim.quantity} should grow by {expected:g}/s"
        is_marked = measured.line in {f"{marker.file}:{marker.line}" for marker in program.markers}
        return None if is_marked or claim.quantity != "heap" else f"{measured.line} grows most and is not marked"
    if program.may_be_suspect:
        return None
    seen = {name: min(growth[name], measured.steady[name]) for name in QUANTITIES}  # a spike moves one, a saw the other
    seen["native"] = min(seen["native"], seen["resident"])
    moving = [name for name in JUDGED if seen[name] > STILL[name] * max(rate, 1)]
    return f"{' and '.join(moving)} should stand still" if moving else None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="*", metavar="PATTERN", help="programs in whose name this pattern is found")
    parser.add_argument("--held-out", action="store_true", help="the programs that are held out instead of the others")
    parser.add_argument("--toolchain", action="append", metavar="VERSION", help="instead of the newest one")
    parser.add_argument("--warm-up", type=laboratory.seconds, default=10.0, metavar="DURATION")
    parser.add_argument("--for", dest="watch", type=laboratory.seconds, default=15.0, metavar="DURATION")
    parser.add_argument("--rate", type=float, default=1.0, metavar="FACTOR", help="so many times the programs' load")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="programs at one time; they mostly wait")
    return parser.parse_args()


def _measure_all(options: argparse.Namespace) -> int:
    toolchains = options.toolchain or [laboratory.DEFAULT_TOOLCHAINS[-1]]
    sets = (laboratory.HELD_OUT,) if options.held_out else laboratory.SETS
    found = laboratory.programs(options.only, sets)
    runs = [Run(program, each) for program in found for each in toolchains if program.runs_on(each)]
    broken: list[str] = []
    lock = threading.Lock()
    print(f"{'growth a second':64}" + "".join(f"{name:>18}" for name in QUANTITIES))

    def look(run: Run) -> None:
        measured = measure(run, options.warm_up, options.watch, options.rate)
        complaint = broken_claim(run, measured, options.rate)
        with lock:
            cells = "".join(f"{measured.growth[name]:+8.2f} to {measured.last[name]:6.0f}" for name in QUANTITIES)
            print(f"{run.label:64}{cells}  {complaint or 'as claimed'}", flush=True)
            if complaint:
                broken.append(run.label)

    failed = laboratory.for_each(runs, look, options.jobs, label=lambda run: run.label)
    print(f"{len(runs) - len(broken) - failed} of {len(runs)} do what they claim")
    return 1 if broken or failed else 0


def main() -> int:
    """Runs the command line; 1 when a program does not do what it claims."""
    try:
        with laboratory.cleaning_up():
            return _measure_all(_arguments())
    except LaboratoryError as error:
        print(f"growth: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
