#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the profile reports against `go tool pprof`, in one run on one machine.

    Benchmarks/profile.py [--samples 500000] [--without-peer]

The profiles are those of Benchmarks/heap.py, a made-up large service, and a small one repeated for the merge. Needs a Go toolchain
($GO, .toolchains/, $STANCH_TOOLCHAINS, or in PATH). Fails beyond the budget.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import heap

# Processor seconds and MB of memory.
BUDGETS = {"top": (0.30, 250), "diff": (0.7, 500), "flame": (0.5, None), "merge of 1,000": (1.0, None)}


def ours(program: str, command: str, *profiles: str) -> tuple[float, int, int]:
    """Processor seconds (best of three), peak memory in MB and bytes of the report."""
    runs = [subprocess.run([program, command, *profiles], capture_output=True, text=True, check=True).stdout.split()
            for _ in range(3)]
    best = min(runs, key=lambda run: float(run[1]) + float(run[2]))
    return float(best[1]) + float(best[2]), int(best[3]), int(best[0])


def made_up(go: str, scratch: str, samples: int) -> tuple[str, str]:
    """Two profiles of a made-up service."""
    environment = dict(os.environ, GOTOOLCHAIN="local", GOFLAGS="-mod=mod", GOPROXY="off")
    generator = f"{scratch}/heap-profile"
    subprocess.run([go, "build", "-o", generator, "."], cwd=heap.ROOT / "Benchmarks/heap-profile", env=environment,
                   check=True)
    paths = f"{scratch}/first.pb.gz", f"{scratch}/second.pb.gz"
    subprocess.run([generator, str(samples), *paths], check=True)
    return paths


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", type=int, default=500_000)
    parser.add_argument("--without-peer", action="store_true")
    parser.add_argument("--profiles", nargs=2, help="two profiles instead of made-up ones")
    options = parser.parse_args()
    program = heap.build("ProfileReportsBenchmark")
    go = heap.go()
    with tempfile.TemporaryDirectory() as scratch:
        if options.profiles:
            first, second = options.profiles
        else:
            first, second = made_up(go, scratch, options.samples)
        small = str(heap.ROOT / "Fixtures/formats/profiles/go1.27.3/heap.pb.gz")
        pprof = [go, "tool", "pprof", "-symbolize=none"]
        rows = [
            ("top", ["top", first], [*pprof, "-top", first]),
            ("tree", ["tree", first], [*pprof, "-tree", first]),
            ("diff", ["diff", first, second], [*pprof, "-top", f"-diff_base={first}", second]),
            ("top -diff_base", ["difference", first, second], [*pprof, "-top", f"-diff_base={first}", second]),
            ("flame", ["flame", first], None),
            ("merge of 1,000", ["merge", *[small] * 1000], [*pprof, "-top", *[small] * 1000]),
        ]
        print(f"{'report':<16} {'CPU s':>8} {'MB':>6} {'KB out':>8} {'pprof s':>9} {'MB':>6} {'factor':>7}")
        failed = False
        for name, words, command in rows:
            seconds, memory, size = ours(program, *words)
            line = f"{name:<16} {seconds:>8.3f} {memory:>6} {size // 1024:>8}"
            if command and not options.without_peer:
                peer_seconds, peer_memory = heap.peer(command)
                line += f" {peer_seconds:>9.2f} {peer_memory:>6} {peer_seconds / seconds:>6.0f}x"
            limit, most = BUDGETS.get(name, (None, None))
            if limit and (seconds > limit or most and memory > most):
                failed = True
                line += f"  beyond {limit} s" + (f", {most} MB" if most else "")
            print(line)
        sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
