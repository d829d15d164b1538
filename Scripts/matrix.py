#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A sample of all the ways to run the laboratory: programs, toolchains, rates, watches, and what else goes on.

Results are appended to a file of JSON lines, one for each run, with the findings as they were reported: a sample that
was interrupted goes on where it stopped, and a change of the judgement needs no new runs.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import itertools
import json
import pathlib
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import laboratory
from laboratory import Program

RATES = (0.02, 0.1, 0.3, 1.0, 3.0, 10.0)  # times the load that a program asks for
WATCHES = (5.0, 10.0, 20.0, 40.0, 60.0)  # seconds
NEIGHBOURS = (0, 0, 1, 2)  # processes beside the program that never rest; none in half of the runs
RESULTS = laboratory.REPOSITORY / ".build" / "accuracy"

Result = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Run:
    """One program, run in one way."""

    program: Program
    toolchain: str
    rate: float
    watch: float
    neighbours: int

    @property
    def key(self) -> str:
        """What tells this run from others, also in a later execution of the script."""
        return f"{self.program.name} {self.toolchain} x{self.rate:g} {self.watch:g}s +{self.neighbours}"

    @property
    def source(self) -> str:
        """What changes whenever the program does."""
        return _source(self.program, self.toolchain)


@functools.cache
def _source(program: Program, toolchain: str) -> str:
    return laboratory.key_of(program, toolchain)


def plan(programs: Sequence[Program], toolchains: Sequence[str], count: int, seed: int) -> list[Run]:
    """Returns so many different runs, the same ones for the same seed; each program gets about as many as any other."""
    chance = random.Random(seed)
    turns = _shuffled_turns(programs, chance)
    runs: dict[str, Run] = {}
    ways = len(set(NEIGHBOURS)) * len(RATES) * len(WATCHES)
    most = sum(ways for program in programs for toolchain in toolchains if program.runs_on(toolchain))
    while len(runs) < min(count, most):
        program = next(turns)
        fitting = [toolchain for toolchain in toolchains if program.runs_on(toolchain)]
        if fitting:
            run = Run(
                program, chance.choice(fitting), chance.choice(RATES), chance.choice(WATCHES), chance.choice(NEIGHBOURS)
            )
            runs.setdefault(run.key, run)
    return list(runs.values())


def _shuffled_turns(programs: Sequence[Program], chance: random.Random) -> Iterator[Program]:
    for _ in itertools.count():
        yield from chance.sample(programs, len(programs))


@contextlib.contextmanager
def neighbours(count: int) -> Iterator[None]:
    """Keeps so many processes busy during the `with` block, as on a machine that is shared."""
    with (laboratory.BUILT / "service.log").open("ab") as log:
        busy = [
            laboratory.groups.start([sys.executable, "-c", "while True: pass"], subprocess.DEVNULL, log)
            for _ in range(count)
        ]
    try:
        yield
    finally:
        for process in busy:
            laboratory.groups.stop(process, patience=0.2)


class Results:
    """The results there are, by key of the run; safe for many threads, and on disk after each run."""

    def __init__(self, path: pathlib.Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._found: dict[str, Result] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                with contextlib.suppress(ValueError):  # the last line of a run that was killed
                    result = json.loads(line)
                    self._found[result["run"]] = result

    def __contains__(self, run: Run) -> bool:
        """Whether there is a result of this run of the program as it is now."""
        return self._found.get(run.key, {}).get("source") == run.source

    def __getitem__(self, run: Run) -> Result:
        return self._found[run.key]

    def add(self, result: Result) -> None:
        """Remembers a result."""
        with self._lock:
            self._found[result["run"]] = result
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(result) + "\n")


def results_of(stanch: pathlib.Path) -> Results:
    """Returns the results of one build of stanch: those of another build say nothing about it."""
    build = hashlib.sha256(stanch.read_bytes()).hexdigest()[:12]
    return Results(RESULTS / f"matrix-{build}.jsonl")


def execute(runs: Sequence[Run], results: Results, look: Callable[[Run], Result], jobs: int) -> int:
    """Carries out the runs that have no result yet; returns how many failed."""
    missing = [run for run in runs if run not in results]
    print(f"{len(runs) - len(missing)} of {len(runs)} runs are there already", file=sys.stderr)
    done = itertools.count(1)

    def act(run: Run) -> None:
        result = {"run": run.key, "source": run.source, **look(run)}
        results.add(result)
        print(f"{next(done)}/{len(missing)}  {run.key}  {result['verdict']}", file=sys.stderr)

    return laboratory.for_each(missing, act, jobs, label=lambda run: run.key)
