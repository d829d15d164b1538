#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts false alarms of heap growth, and leaks that are missed, on real profiles of a real allocator.

    Scripts/heap-noise.py --stanch PROGRAM [--held-out] [--watches 20] [--keep FOLDER] [--write]

Lives through watches of thirty seconds with three profiles and a reading of memory statistics every second, at the default
sampling rate, with time left out between events (Benchmarks/heap-noise). Eleven behaviors leak nothing; five keep half a
MiB a second. `--held-out` takes eight and three others, which nothing was tuned on. `stanch diagnose` judges each watch.
Prints Markdown; `--write` puts it into Documentation/Accuracy-heap.md. Fails when a watch has a `leak`, when more than one
quiet watch in a hundred has a suspect, or when fewer than 95 % of the leaks are told at their line.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))

import heap  # noqa: E402

REPORT = ROOT / "Documentation/Accuracy-heap.md"
INTRODUCTION = """\
# Accuracy of the heap's statistics

Watches of thirty seconds with three heap profiles each, at the default sampling rate, lived through by a real Go program
with the time between left out. What runs in the background of each behavior leaks nothing. This page is made by two
commands:

    Scripts/heap-noise.py --stanch PROGRAM --write
    Scripts/heap-noise.py --stanch PROGRAM --held-out --watches 10 --write

A false alarm is a watch in which any line that leaks nothing is a suspect of `stanch diagnose`, given the three profiles and a
reading of memory statistics every second. Beside it stands what the statistics of the profiles alone would say.
"""

QUIET = ["churn", "lru", "warm-lru", "batch", "spikes", "pools", "table", "queue", "reload", "sessions", "documents"]
# The function that must be told, and whether its sizes may tell it instead of its counts.
LEAKS = {"leak-small": "main.leakSmall", "leak-large": "main.leakLarge", "leak-busy": "main.leakBusy",
         "leak-map": "main.leakMap", "leak-buffer": "main.leakBuffer"}

# What makes a line a suspect.
SUSPECT = {"grows", "ladder", "growsUnlikeBefore"}
HELD_OUT = ["tree", "expiring", "slabs", "generations", "waves", "jobs", "rendering", "tenants"]
HELD_OUT_LEAKS = {"leak-tree": "main.leakTree", "leak-expiring": "main.leakExpiring", "leak-parts": "main.leakParts"}


def watch(program: str, behavior: str, seed: int, folder: pathlib.Path) -> None:
    """Lives through one watch; what an earlier run left in the folder is kept."""
    if (folder / "3.pb.gz").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([program, behavior, str(seed), str(folder)], check=True)


def suspects(stanch: str, folder: pathlib.Path) -> list[tuple[str, str]]:
    """The level and the function of every finding of a watch that is more than a note."""
    command = [stanch, "diagnose", *map(str, sorted(folder.iterdir())), "--no-source", "--format", "json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"heap-noise: {' '.join(command)}: {done.stderr.decode(errors='replace')}")
    findings = json.loads(done.stdout)["findings"]
    return [(finding["level"], finding.get("location", {}).get("function", "")) for finding in findings
            if finding["level"] != "note"]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--watches", type=int, default=20, help="of each behavior")
    arguments.add_argument("--stanch", required=True, type=os.path.abspath, help="the program that judges")
    arguments.add_argument("--keep", help="folder for the profiles")
    arguments.add_argument("--write", action="store_true", help="write the table into Documentation/Accuracy-heap.md")
    arguments.add_argument("--held-out", action="store_true", help="behaviors that nothing was tuned on")
    options = arguments.parse_args()
    quiet, leaks = (HELD_OUT, HELD_OUT_LEAKS) if options.held_out else (QUIET, LEAKS)
    study = heap.build("HeapNoiseStudy")
    with tempfile.TemporaryDirectory() as scratch:
        program = f"{scratch}/heap-noise"
        environment = dict(os.environ, GOTOOLCHAIN="local", GOFLAGS="-mod=mod", GOPROXY="off")
        subprocess.run([heap.go(), "build", "-o", program, "."], cwd=ROOT / "Benchmarks/heap-noise", env=environment,
                       check=True)
        base = pathlib.Path(options.keep or scratch)
        folders = []
        for behavior in [*quiet, *leaks]:
            for seed in range(1, options.watches + 1):
                folders.append((behavior, base / f"{behavior}-{seed}"))
                watch(program, behavior, seed, folders[-1][1])
        text = subprocess.run([study, *(str(folder) for _, folder in folders)], capture_output=True, text=True,
                              check=True).stdout
        verdicts = {str(folder): suspects(options.stanch, folder) for _, folder in folders}
    lines, is_kept = report({str(folder): behavior for behavior, folder in folders}, text, verdicts, leaks)
    print("\n".join(lines))
    if options.write:
        write_section("Held out" if options.held_out else "Tuned on", lines)
    return 0 if is_kept else 1


def write_section(name: str, lines: list[str]) -> None:
    """Replaces one section of the page, and leaves the other."""
    title = f"## {name}\n"
    parts = REPORT.read_text(encoding="utf-8").split("\n## ") if REPORT.exists() else [INTRODUCTION.rstrip() + "\n"]
    sections = {part.split("\n", 1)[0]: part for part in parts[1:]}
    sections[name] = title.removeprefix("## ") + "\n" + "\n".join(lines) + "\n"
    text = "\n## ".join([parts[0], *(sections[key] for key in sorted(sections))])
    REPORT.write_text(text, encoding="utf-8")


def report(
    behaviors: dict[str, str], text: str, verdicts: dict[str, list[tuple[str, str]]], leaks: dict[str, str]
) -> tuple[list[str], bool]:
    """The table, and whether the promises hold."""
    told: dict[str, collections.Counter] = {behavior: collections.Counter() for behavior in behaviors.values()}
    count: collections.Counter = collections.Counter()
    claimed = 0
    for folder, findings in verdicts.items():
        leak = leaks.get(behaviors[folder])
        own = [finding for finding in findings if leak is not None and finding[1].startswith(leak)]
        claimed += any(level == "leak" for level, _ in findings)
        told[behaviors[folder]]["judged found"] += bool(own)
        told[behaviors[folder]]["judged false"] += len(own) < len(findings)
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
            leak = leaks.get(behavior)
            (own if leak is not None and function.startswith(leak) else other).add(kind)
        for kind in own:
            told[behavior]["line " + kind] += 1
        for kind in other:
            told[behavior][kind] += 1
        if own & SUSPECT:
            told[behavior]["found"] += 1
        if other & SUSPECT:
            told[behavior]["false"] += 1
    lines = ["| behavior | watches | false: a line without a leak is a suspect | found at its line | by statistics alone: false "
             "| found | all words |", "|---|---|---|---|---|---|---|"]
    for behavior in told:
        words = ", ".join(f"{kind} {number}" for kind, number in sorted(told[behavior].items())
                          if kind not in ("false", "found", "judged false", "judged found"))
        cells = [behavior, count[behavior]]
        for prefix in ("judged ", ""):
            cells += [told[behavior][prefix + "false"], told[behavior][prefix + "found"] if behavior in leaks else ""]
        lines.append("| " + " | ".join(map(str, [*cells, words])) + " |")
    total = sum(number for behavior, number in count.items() if behavior not in leaks)
    false = sum(told[behavior]["judged false"] for behavior in told if behavior not in leaks)
    beside = sum(told[behavior]["judged false"] for behavior in leaks)
    planted = sum(count[behavior] for behavior in leaks)
    found = sum(told[behavior]["judged found"] for behavior in leaks)
    limit = sorted(limits)[len(limits) // 2] / 2**20 if limits else 0
    lines += ["", f"{false} of {total} quiet watches with a false alarm, none of them a `leak`; {found} of {planted} leaks of "
                  f"0.5 MiB/s told at their line, {beside} with another line beside it; median stated limit {limit:.2f} MiB/s "
                  "for small objects." if not claimed else f"{claimed} watches have a `leak`: that is wrong."]
    return lines, not claimed and false * 100 <= total and found * 100 >= planted * 95


if __name__ == "__main__":
    sys.exit(main())
