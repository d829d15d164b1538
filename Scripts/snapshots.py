#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Takes snapshots of a service under load and says what they cost it: the table of Documentation/Object-graph.md.

Usage: Scripts/snapshots.py [--go GO] [--count 1000] [--sizes 100,1000]

For each size: how long the service stood still as the tool measures it, and the longest gap between two turns of a loop inside
the service, with snapshots and without. Then a soak: as many snapshots as asked for, with the tool killed (SIGKILL) after a random
time in every tenth run. The service must go on without a failed request, and nothing may be left behind.
"""

import argparse
import os
import pathlib
import random
import signal
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "snapshots"


def build(go):
    environment = dict(os.environ, STANCH_BENCHMARKS="1", STANCH_WITHOUT_NETWORK="1")
    subprocess.run(
        ["swift", "build", "-c", "release", "--package-path", ROOT, "--scratch-path", BUILD, "--product", "SnapshotBenchmark"],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )
    service = BUILD / "snapshot-service"
    subprocess.run(
        [go, "build", "-o", service, "."], cwd=ROOT / "Scripts" / "snapshot-service", check=True,
        env=dict(os.environ, GOTOOLCHAIN="local", GOFLAGS="-mod=mod", CGO_ENABLED="0"),
    )
    return BUILD / "release" / "SnapshotBenchmark", service


class Service:
    def __init__(self, program, megabytes):
        self.process = subprocess.Popen(
            [program, str(megabytes)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().strip() == "ready"
        self.pid = self.process.pid
        self.ask()

    def ask(self):
        """Milliseconds of the longest gap since the last question, requests done, requests failed."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        longest, done, failed = self.process.stdout.readline().split()
        return float(longest), int(done), int(failed)

    def resident(self):
        for line in open(f"/proc/{self.pid}/status"):
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
        return 0

    def end(self):
        self.process.kill()
        self.process.wait()


def children(pid):
    """Numbers, names and states of the processes that a process has."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            text = open(f"/proc/{entry}/stat").read() if entry.isdigit() else ""
        except OSError:
            continue
        if ")" in text:
            fields = text[text.rindex(")") + 2:].split()
            if int(fields[1]) == pid:
                found.append((int(entry), text[text.index("(") + 1:text.rindex(")")], fields[0]))
    return found


def running_holders():
    found = []
    for entry in os.listdir("/proc"):
        try:
            text = open(f"/proc/{entry}/stat").read() if entry.isdigit() else ""
        except OSError:
            continue
        if "(stanch-holder)" in text and text[text.rindex(")") + 2] != "Z":
            found.append(int(entry))
    return found


def stops(tool, pid, count, method):
    result = subprocess.run([tool, str(pid), str(count), method], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"the tool failed: {result.stderr.strip()[-500:]}")
    lines = result.stdout.splitlines()
    if any(not line.endswith("[]") for line in lines):
        sys.exit(f"something was left behind: {[line for line in lines if not line.endswith('[]')][:3]}")
    return [float(line.split()[0]) for line in lines]


def table(tool, program, sizes):
    print("| heap | resident | way | stood still (median, least, most) | longest gap in the service | without snapshots |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        service = Service(program, size)
        time.sleep(2)
        service.ask()
        time.sleep(2)
        quiet = service.ask()[0]
        for method in ["fork", "copy"]:
            gaps, still = [], []
            for _ in range(12):
                service.ask()
                still += stops(tool, service.pid, 1, method)
                gaps.append(service.ask()[0])
            print(f"| {size} MB | {service.resident():.0f} MB | {method} | {statistics.median(still):.1f}, {min(still):.1f}, "
                  f"{max(still):.1f} ms | {statistics.median(gaps):.1f}, {min(gaps):.1f}, {max(gaps):.1f} ms | {quiet:.1f} ms |",
                  flush=True)
        service.end()


def soak(tool, program, count):
    service = Service(program, 60)
    time.sleep(1)
    stops(tool, service.pid, 10, "fork")
    before, taken, killed = service.resident(), 10, 0
    while taken + killed < count:
        if taken + killed > 0 and random.random() < 0.5:
            process = subprocess.Popen([tool, str(service.pid), "1000", "fork"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0.02, 0.6))
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        else:
            stops(tool, service.pid, 20, "fork")
            taken += 20
    time.sleep(3)
    _, done, failed = service.ask()
    left = children(service.pid)
    traced = [line for line in open(f"/proc/{service.pid}/status") if line.startswith("TracerPid:")][0].split()[1]
    after = service.resident()
    print(f"\n{taken} snapshots taken and the tool killed {killed} times; {done:,} requests, {failed} failed; "
          f"resident {before:.0f} MB before and {after:.0f} MB after; left behind: {left or 'nothing'}; "
          f"holders that run: {running_holders() or 'none'}; traced by: {traced}")
    service.end()
    return failed == 0 and not left and not running_holders() and traced == "0"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--go", default="go")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--sizes", default="30,100,400,1000")
    options = parser.parse_args()
    tool, program = build(options.go)
    table(tool, program, [int(size) for size in options.sizes.split(",")])
    sys.exit(0 if soak(tool, program, options.count) else 1)


main()
