#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the laboratory: runs every program under load and keeps what `stanch capture` brings home.

    Scripts/record.py [--only PATTERN] [--toolchain V ...] [--all] [-j 3]

A recording is Fixtures/recordings/<program>/<toolchain>.tar.gz. The index beside them holds for each one a key over
everything it depends on (program, toolchain, capture code), so only what has changed is recorded again.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

import laboratory
from laboratory import LaboratoryError, Program

RECORDINGS = laboratory.REPOSITORY / "Fixtures" / "recordings"
INDEX = RECORDINGS / "index.json"
CAPTURE_CODE = ("Sources/Capturing", "Sources/Acquisition")
DEFAULT_STANCH = ".build/release/stanch"


@dataclasses.dataclass(frozen=True)
class Recording:
    """One program on one toolchain."""

    program: Program
    toolchain: str

    @property
    def name(self) -> str:
        return f"{self.program.name}/{self.toolchain}.tar.gz"

    @property
    def path(self) -> pathlib.Path:
        return RECORDINGS / self.name


class Index:
    """The keys of what is recorded; safe for many threads, and written after every change."""

    def __init__(self, path: pathlib.Path = INDEX) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._entries: dict[str, dict[str, object]] = json.loads(path.read_text()) if path.exists() else {}

    def is_current(self, recording: Recording, key: str) -> bool:
        """Whether a recording is there and was made from the same program, toolchain and capture code."""
        entry = self._entries.get(recording.name)
        return entry is not None and entry["key"] == key and recording.path.exists()

    def note(self, recording: Recording, key: str, seconds: float) -> None:
        """Remembers a recording that was just made."""
        with self._lock:
            self._entries[recording.name] = {"key": key, "seconds": seconds, "bytes": recording.path.stat().st_size}
            self._write()

    def drop_missing(self) -> None:
        """Forgets recordings that are no longer there."""
        with self._lock:
            self._entries = {name: entry for name, entry in self._entries.items() if (RECORDINGS / name).exists()}
            self._write()

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_suffix(".partial")
        partial.write_text(json.dumps(self._entries, indent=2, sort_keys=True) + "\n")
        os.replace(partial, self._path)


@dataclasses.dataclass(frozen=True)
class Recorder:
    """How recordings are made."""

    stanch: pathlib.Path
    warm_up: float
    watch: float

    def key(self, recording: Recording) -> str:
        """Returns a hash of all that a recording depends on."""
        code = [
            file for folder in CAPTURE_CODE for file in (laboratory.REPOSITORY / folder).rglob("*") if file.is_file()
        ]
        program = laboratory.key_of(recording.program, recording.toolchain)
        return laboratory.digest(code, program, f"{self.warm_up:g} {self.watch:g}")

    def record(self, recording: Recording) -> None:
        """Runs the program under load, warms it up, and captures it."""
        load_seconds = self.warm_up + self.watch * 3 + 60  # a capture may take longer than it watches
        with laboratory.running(recording.program, recording.toolchain, load_seconds) as service:
            time.sleep(self.warm_up)
            self.capture(service.address, recording.path)

    def capture(self, address: str, bundle: pathlib.Path) -> None:
        """Has stanch write a bundle, which replaces an earlier one when it is whole."""
        bundle.parent.mkdir(parents=True, exist_ok=True)
        partial = bundle.with_name("partial-" + bundle.name)
        command = [str(self.stanch), "capture", address, "--for", f"{self.watch:g}s", "-o", str(partial),
                   "--source", str(laboratory.EXAMPLES)]
        patience = self.watch * 2 + 60
        try:
            result = subprocess.run(command, capture_output=True, text=True, timeout=patience)
        except subprocess.TimeoutExpired as error:
            raise LaboratoryError(f"the capture did not end within {patience:.0f} s.") from error
        if result.returncode != 0 or not partial.exists():
            partial.unlink(missing_ok=True)
            raise LaboratoryError(f"the capture failed: {result.stderr.strip()}")
        os.replace(partial, bundle)


def stanch_binary(option: str | None) -> pathlib.Path:
    """Returns the stanch to use: the option, else $STANCH, else the release build."""
    chosen = option or os.environ.get("STANCH") or str(laboratory.REPOSITORY / DEFAULT_STANCH)
    path = pathlib.Path(chosen).absolute()
    if not path.exists():
        raise LaboratoryError(f"there is no {chosen}; build it with `swift build -c release` or pass --stanch.")
    return path


def wanted(pattern: str, toolchains: list[str]) -> list[Recording]:
    """Returns what there is to record, in the order of its names."""
    return [
        Recording(program, toolchain)
        for program in laboratory.programs(pattern)
        for toolchain in toolchains
        if program.runs_on(toolchain)
    ]


def record_all(recorder: Recorder, recordings: list[Recording], jobs: int, again: bool) -> int:
    """Makes the recordings that are not current; returns how many failed."""
    index = Index()
    keys = {recording: recorder.key(recording) for recording in recordings}
    stale = [each for each in recordings if again or not index.is_current(each, keys[each])]
    print(f"{len(recordings) - len(stale)} of {len(recordings)} recordings are current", file=sys.stderr)

    def make(recording: Recording) -> None:
        start = time.monotonic()
        recorder.record(recording)
        index.note(recording, keys[recording], recorder.watch)
        print(f"{recording.name}  {time.monotonic() - start:.0f} s", file=sys.stderr)

    failed = laboratory.for_each(stale, make, jobs, label=lambda recording: recording.name)
    index.drop_missing()
    return failed


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="*", metavar="PATTERN", help="shell pattern for the names of the programs")
    parser.add_argument("--toolchain", action="append", metavar="VERSION", help="instead of the default three")
    parser.add_argument("--all", action="store_true", help="record what is current, too")
    parser.add_argument("--stanch", help=f"the stanch to capture with (default: $STANCH or {DEFAULT_STANCH})")
    parser.add_argument("--warm-up", type=laboratory.seconds, default=5.0, metavar="DURATION")
    parser.add_argument("--for", dest="watch", type=laboratory.seconds, default=20.0, metavar="DURATION")
    parser.add_argument("-j", "--jobs", type=int, default=3, help="programs at one time; they mostly wait")
    return parser.parse_args()


def main() -> int:
    """Runs the command line; 1 when a recording failed."""
    options = _arguments()
    try:
        with laboratory.cleaning_up():
            recorder = Recorder(stanch_binary(options.stanch), options.warm_up, options.watch)
            recordings = wanted(options.only, options.toolchain or list(laboratory.DEFAULT_TOOLCHAINS))
            return 1 if record_all(recorder, recordings, options.jobs, options.all) else 0
    except LaboratoryError as error:
        print(f"record: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
