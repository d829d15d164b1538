# SPDX-License-Identifier: Apache-2.0
"""Runs of the program under observation: what it said, how it ended, how much memory it took, what it left behind."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence

MEGABYTE = 1_000_000
CEILING = 256 * MEGABYTE
"""Own memory that no input may make the program exceed."""


@dataclasses.dataclass
class Run:
    """How one run went."""

    status: int  # as a shell shows it: 128 + N after signal N
    seconds: float  # the whole time
    processor_seconds: float  # what a machine that is busy with other things does not change
    memory: int  # bytes of own memory at its peak; pages of mapped input files, which the kernel takes back, not counted
    output: str
    errors: str
    left: list[str]  # names in the folder afterwards that were not there before

    @property
    def sentence(self) -> str:
        """What the program said in one line: its failure, or the verdict of its report."""
        lines = [line for line in self.errors.splitlines() if line.startswith("stanch: ")]
        if lines:
            return lines[0].removeprefix("stanch: ")
        words = ("LEAKING", "SUSPECTED", "HEALTHY", "NOT ENOUGH EVIDENCE")
        verdicts = [line for line in self.output.splitlines() if line.startswith(words)]
        if verdicts:
            return " ".join(verdicts[0].split())
        written = [line for line in self.errors.splitlines() if line.startswith("wrote ")]
        missing = [line for line in self.errors.splitlines() if line.startswith("missing: ")]
        return "; ".join(written + missing[:1]) or "nothing"

    def wrongs(self, statuses: Sequence[int], seconds: float, of_processor: bool = False) -> list[str]:
        """What no run may do, each in a few words."""
        taken = self.processor_seconds if of_processor else self.seconds
        wrongs = []
        if self.status not in statuses:
            wrongs.append(f"status {self.status}, not {' or '.join(map(str, statuses))}")
        if taken > seconds:
            wrongs.append(f"took {taken:.0f} s, more than {seconds:.0f}")
        if self.memory > CEILING:
            wrongs.append(f"{self.memory // MEGABYTE} MB of memory")
        if self.left:
            wrongs.append(f"left {', '.join(self.left)}")
        if controls := {c for c in self.output + self.errors if c != "\n" and unicodedata.category(c) == "Cc"}:
            wrongs.append(f"control characters reached the terminal: {sorted(map(hex, map(ord, controls)))}")
        if self.status == 2 and len(self.errors.strip().splitlines()) == 0:
            wrongs.append("failed without a sentence")
        if "Fatal error" in self.errors or "Crash" in self.errors:
            wrongs.append("trapped")
        return wrongs


@contextlib.contextmanager
def folder() -> Iterator[pathlib.Path]:
    """Gives an empty folder for one run and removes it."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="stanch-robustness-"))
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.chmod(0o755)
        shutil.rmtree(path, ignore_errors=True)


def run(
    command: Sequence[str],
    place: pathlib.Path,
    patience: float,
    file_limit: int | None = None,
    meanwhile: Callable[[subprocess.Popen[bytes]], None] | None = None,
    expected: Sequence[str] = (),
) -> Run:
    """Runs a command in a folder and waits for its end; one that is not over after its patience and more is killed.

    `meanwhile` gets the process when it has started, in a thread of its own: signals come from there.
    """
    before = set(os.listdir(place))

    def limits() -> None:
        # A shell that starts this script in the background has SIGINT ignored, and children inherit that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # A fault must not take the machine down; far above the ceiling that is checked.
        resource.setrlimit(resource.RLIMIT_DATA, (6 << 30, 6 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if file_limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=place,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            preexec_fn=limits,
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "SWIFT_BACKTRACE": "enable=no"},
        )
        peak = Peak(process.pid)
        if meanwhile:
            threading.Thread(target=meanwhile, args=(process,), daemon=True).start()
        try:
            process.wait(patience + 20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        seconds = time.monotonic() - began
        memory, processor_seconds = peak.end()
        texts = []
        for stream in (output, errors):
            stream.seek(0)
            texts.append(stream.read(4 << 20).decode("utf-8", "backslashreplace"))
    code = process.returncode
    left = sorted(set(os.listdir(place)) - before - set(expected))
    return Run(128 - code if code < 0 else code, seconds, processor_seconds, memory, *texts, left)


class Peak:
    """Watches how much own memory and processor time a process has taken, a hundred times a second."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._seconds = 0.0
        self._is_over = False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> tuple[int, float]:
        """Stops watching; returns the most bytes and the most seconds seen."""
        self._is_over = True
        self._thread.join()
        return self._peak, self._seconds

    def _watch(self) -> None:
        while not self._is_over:
            try:
                with open(f"/proc/{self._pid}/status", "rb") as file:
                    for line in file:
                        if line.startswith(b"RssAnon:"):
                            self._peak = max(self._peak, int(line.split()[1]) * 1024)
                with open(f"/proc/{self._pid}/stat", "rb") as file:
                    fields = file.read().rpartition(b")")[2].split()
                    if fields[0] != b"Z":
                        self._seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            except OSError:
                return
            time.sleep(0.01)


def interrupting(number: signal.Signals, *moments: float) -> Callable[[subprocess.Popen[bytes]], None]:
    """Sends a signal at moments, in seconds from the start."""

    def send(process: subprocess.Popen[bytes]) -> None:
        began = time.monotonic()
        for moment in moments:
            time.sleep(max(0.0, began + moment - time.monotonic()))
            if process.poll() is None:
                process.send_signal(number)

    return send
