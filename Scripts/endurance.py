#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Endurance: a long watch of a service under load, and how much memory the program has meanwhile.

    Scripts/endurance.py watch FOLDER --stanch PROGRAM [--for 2h] [--service services/restaurant] [--rate 0.15] [--capture]
    Scripts/endurance.py show FOLDER [--stanch PROGRAM]

`watch`: the service runs under its load, `stanch diagnose` (or, with --capture, `stanch capture`) watches it for so long,
and FOLDER gets report.json and report.html (or bundle.tar.gz), what was said on standard error, and memory.csv: the
program's memory every 30 s. `show` prints what came of it as a table; a bundle is diagnosed for that. It fails when the
program's own memory did not become flat: in the last quarter at most a tenth, or 2 MB, above the quarter before.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import laboratory  # noqa: E402

INTERVAL = 30.0
"""Seconds between two readings of memory."""
COLUMNS = ("seconds", "resident", "proportional", "own", "service_resident")


def memory_of(pid: int) -> dict[str, int]:
    """Returns the fields of smaps_rollup in bytes; empty when the process is gone."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return {}
    return {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines}


def watch(options: argparse.Namespace) -> int:
    """Runs the service and the watch, and writes memory.csv while they run."""
    folder: pathlib.Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    program = laboratory.program_named(options.service)
    with laboratory.running(program, options.toolchain, options.seconds + 300, options.rate) as service:
        length = f"{options.seconds:.0f}s"
        if options.capture:
            command = [options.stanch, "capture", service.address, "--for", length, "-o", str(folder / "bundle.tar.gz")]
        else:
            command = [options.stanch, "diagnose", service.address, "--for", length, "--html", str(folder / "report.html")]
            command += ["--format", "json", "-o", str(folder / "report.json")]
        with (folder / "said.txt").open("wb") as said, (folder / "memory.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            began = time.monotonic()
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            while process.poll() is None:
                own, other = memory_of(process.pid), memory_of(service.pid)
                if own:
                    values = own.get("Rss", 0), own.get("Pss", 0), own.get("Anonymous", 0), other.get("Rss", 0)
                    rows.writerow((round(time.monotonic() - began), *values))
                    file.flush()
                try:
                    process.wait(INTERVAL)
                except subprocess.TimeoutExpired:
                    continue
            (folder / "status.txt").write_text(f"{process.returncode} {time.monotonic() - began:.0f}\n")
    return 0


def report_of(folder: pathlib.Path, stanch: str | None) -> dict:
    """Returns the report of a watch; that of a bundle is made now."""
    if (folder / "report.json").exists():
        return json.loads((folder / "report.json").read_bytes())
    if not stanch:
        sys.exit("endurance: a bundle needs --stanch PROGRAM to be diagnosed")
    command = [stanch, "diagnose", str(folder / "bundle.tar.gz"), "--format", "json"]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)


def megabytes(values: list[int]) -> str:
    """Returns the range of values: 12.9, or 11.8 to 12.9."""
    low, high = f"{min(values) / 1e6:.1f}", f"{max(values) / 1e6:.1f}"
    return low if low == high else f"{low} to {high}"


def show(options: argparse.Namespace) -> int:
    """Prints the memory by quarters of the watch, the verdict, and what was written."""
    folder: pathlib.Path = options.folder
    with (folder / "memory.csv").open(newline="") as file:
        rows = [{name: int(value) for name, value in row.items()} for row in csv.DictReader(file)][1:]
    length = rows[-1]["seconds"] + 1
    quarters = [[row for row in rows if row["seconds"] * 4 // length == quarter] for quarter in range(4)]
    print("| minutes | own MB | resident MB | service's resident MB |\n|---|---|---|---|")
    for quarter in quarters:
        span = f"{quarter[0]['seconds'] // 60} to {quarter[-1]['seconds'] // 60}"
        columns = [megabytes([row[name] for row in quarter]) for name in ("own", "resident", "service_resident")]
        print(f"| {span} | {' | '.join(columns)} |")
    report = report_of(folder, options.stanch)
    print(f"\nVerdict: {report['verdict']}; {report['summary']}")
    for finding in report["findings"]:
        print(f"- {finding['level']} {finding['kind']}, confidence {finding['confidence']}: {finding['title']}")
    for name in ("report.json", "report.html", "bundle.tar.gz"):
        if (folder / name).exists():
            print(f"- {name}: {(folder / name).stat().st_size // 1000} KB")
    before, last = (max(row["own"] for row in quarter) for quarter in quarters[2:])
    is_flat = last <= max(before * 1.1, before + 2_000_000)
    print(f"\nOwn memory is {'flat' if is_flat else 'NOT flat'}: {before / 1e6:.1f} MB, then {last / 1e6:.1f} MB")
    return 0 if is_flat else 1


def main() -> int:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    watching = commands.add_parser("watch", help="run a service and a long watch")
    watching.add_argument("folder", type=pathlib.Path)
    watching.add_argument("--stanch", required=True, type=os.path.abspath)
    watching.add_argument("--for", dest="seconds", type=laboratory.seconds, default=7200.0, metavar="DURATION")
    watching.add_argument("--service", default="services/restaurant")
    watching.add_argument("--rate", type=float, default=0.15, metavar="FACTOR", help="so many times the service's load")
    watching.add_argument("--toolchain", default=laboratory.DEFAULT_TOOLCHAINS[-1])
    watching.add_argument("--capture", action="store_true", help="watch with `stanch capture`")
    watching.set_defaults(command=watch)
    showing = commands.add_parser("show", help="print what came of it")
    showing.add_argument("folder", type=pathlib.Path)
    showing.add_argument("--stanch", type=os.path.abspath)
    showing.set_defaults(command=show)
    options = parser.parse_args()
    with laboratory.cleaning_up():
        return int(options.command(options))


if __name__ == "__main__":
    sys.exit(main())
