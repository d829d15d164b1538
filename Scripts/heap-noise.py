#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts false alarms of heap growth, and leaks that are missed, on real profiles of a real allocator.

    Scripts/heap-noise.py [--watches 20] [--keep FOLDER]

Lives through watches of thirty seconds with three profiles each, at the default sampling rate, with time left out between
events (Benchmarks/heap-noise). Eleven behaviors leak nothing; five keep half a MiB a second. Prints Markdown. Fails when
more than one quiet watch in a hundred has a line that `grows`, when fewer than 95 % of the leaks are told, or fewer
than 90 % at their line.
"""

from __future__ import annotations

import argparse
import collections
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))

import heap  # noqa: E402

QUIET = ["churn", "lru", "warm-lru", "batch", "spikes", "pools", "table", "queue", "reload", "sessions", "documents"]
# The function that must be told, and whether its sizes may tell it instead of its counts.
LEAKS = {"leak-small": "main.leakSmall", "leak-large": "main.leakLarge", "leak-busy": "main.leakBusy",
         "leak-map": "main.leakMap", "leak-buffer": "main.leakBuffer"}


def watch(program: str, behavior: str, seed: int, folder: pathlib.Path) -> None:
    """Lives through one watch; what an earlier run left in the folder is kept."""
    if (folder / "3.pb.gz").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([program, behavior, str(seed), str(folder)], check=True)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--watches", type=int, default=20, help="of each behavior")
    arguments.add_argument("--keep", help="folder for the profiles")
    options = arguments.parse_args()
    study = heap.build("HeapNoiseStudy")
    with tempfile.TemporaryDirectory() as scratch:
        program = f"{scratch}/heap-noise"
        environment = dict(os.environ, GOTOOLCHAIN="local", GOFLAGS="-mod=mod", GOPROXY="off")
        subprocess.run([heap.go(), "build", "-o", program, "."], cwd=ROOT / "Benchmarks/heap-noise", env=environment,
                       check=True)
        base = pathlib.Path(options.keep or scratch)
        folders = []
        for behavior in [*QUIET, *LEAKS]:
            for seed in range(1, options.watches + 1):
                folders.append((behavior, base / f"{behavior}-{seed}"))
                watch(program, behavior, seed, folders[-1][1])
        text = subprocess.run([study, *(str(folder) for _, folder in folders)], capture_output=True, text=True,
                              check=True).stdout
    return report(dict(zip((str(folder) for _, folder in folders), (behavior for behavior, _ in folders))), text)


def report(behaviors: dict[str, str], text: str) -> int:
    """The table, and whether the promises hold."""
    told: dict[str, collections.Counter] = {behavior: collections.Counter() for behavior in [*QUIET, *LEAKS]}
    count: collections.Counter = collections.Counter()
    limits = []
    for row in text.splitlines():
        folder, *words = row.split(" ")
        behavior = behaviors[folder]
        count[behavior] += 1
        own, other = set(), set()
        for word in words:
            if word.startswith("limit:"):
                limits.append(int(word.removeprefix("limit:")))
                continue
            function, kind, _ = word.rsplit(":", 2)
            leak = LEAKS.get(behavior)
            (own if leak is not None and function.startswith(leak) else other).add(kind)
        for kind in own:
            told[behavior]["line " + kind] += 1
        for kind in other:
            told[behavior][kind] += 1
        if own & {"grows", "ladder", "growsUnlikeBefore"}:
            told[behavior]["found"] += 1
        if other & {"grows", "ladder"}:
            told[behavior]["false"] += 1
    print("| behavior | watches | false: a line without a leak `grows` or climbs | found at its line | other words |")
    print("|---|---|---|---|---|")
    for behavior in told:
        words = ", ".join(f"{kind} {number}" for kind, number in sorted(told[behavior].items())
                          if kind not in ("false", "found"))
        found = told[behavior]["found"] if behavior in LEAKS else ""
        print(f"| {behavior} | {count[behavior]} | {told[behavior]['false']} | {found} | {words} |")
    total = sum(count.values())
    false = sum(counter["false"] for counter in told.values())
    planted = sum(count[behavior] for behavior in LEAKS)
    found = sum(told[behavior]["found"] for behavior in LEAKS)
    limit = sorted(limits)[len(limits) // 2] / 2**20 if limits else 0
    print(f"\n{false} of {total} watches with a false alarm; {found} of {planted} leaks of 0.5 MiB/s told at their line; "
          f"median stated limit {limit:.2f} MiB/s for small objects.")
    return 0 if false * 100 <= total and found * 100 >= planted * 95 else 1


if __name__ == "__main__":
    sys.exit(main())
