#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The laboratory: lists, builds and runs the Go programs of Examples/ under the load they ask for.

    Scripts/laboratory.py list [--json] [PATTERN]
    Scripts/laboratory.py run PROGRAM [--toolchain 1.27.3] [--for 30s] [--rate 1]

A program is a folder under Examples/ with a main.go: leaks/<kind>/leaky, leaks/<kind>/fixed, healthy/<name>. In a leaky
program the comment `// leak: here` stands on the line a finding must point to, and `// leak: also` on a line that is
right as well where the evidence does not reach further. `// load:` lines say how to drive it (see Examples/load), and
further lines of the header what to expect of a diagnosis (see Examples/README.md). The programs under Examples/services
are held out: nothing is tuned on them, so they are left out of every list unless they are asked for.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import dataclasses
import fnmatch
import hashlib
import json
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, TypeVar

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
EXAMPLES = REPOSITORY / "Examples"
BUILT = REPOSITORY / ".laboratory"
TOOLCHAINS = pathlib.Path(os.environ.get("STANCH_TOOLCHAINS") or REPOSITORY / ".toolchains")
DEFAULT_TOOLCHAINS = ("1.22.10", "1.24.11", "1.27.3")

MARKER = re.compile(r"//\s*leak:\s*(here|also)\b")
LOAD = re.compile(r"^// load: (.+)$", re.MULTILINE)
ENVIRONMENT = re.compile(r"^// environment: (\w+)=(\S*)$", re.MULTILINE)
CONSTRAINT = re.compile(r"^//go:build (.+)$", re.MULTILINE)
NEEDED_VERSION = re.compile(r"\bgo1\.(\d+)\b")
KIND = re.compile(r"^// kind: ([a-z-]+)$", re.MULTILINE)
ACCEPTS = re.compile(r"^// accepts: (.+)$", re.MULTILINE)
ALLOWED = re.compile(r"^// allowed: (suspect)$", re.MULTILINE)
NOTES = re.compile(r"^// notes: (.+)$", re.MULTILINE)
UNTIL = re.compile(r"^// until: go1\.(\d+)$", re.MULTILINE)
LEAKS = re.compile(r"^// leaks: (heap|native|descriptors|threads) ([0-9.]+)(?: MiB)?/s$", re.MULTILINE)
SETS = ("leaks", "healthy")
HELD_OUT = "services"


Item = TypeVar("Item")


class LaboratoryError(Exception):
    """A program cannot be built or run; the message says why in one sentence."""


@dataclasses.dataclass(frozen=True)
class Marker:
    """A line that a finding may point to."""

    role: str  # "here" or "also"
    file: str  # relative to Examples/
    line: int


@dataclasses.dataclass(frozen=True)
class Growth:
    """What a leaky program loses under its load."""

    quantity: str  # "heap", "native" (MiB a second), "descriptors" or "threads" (a second)
    rate: float


@dataclasses.dataclass(frozen=True)
class Program:
    """One Go program of the laboratory."""

    name: str  # its folder under Examples/
    variant: str  # "leaky", "fixed" or "healthy"
    kind: str | None  # the leak kind it shows, or shows the mending of
    markers: tuple[Marker, ...]
    load: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    minor_version: int  # the Go 1.x it needs
    needs_cgo: bool
    accepted_kinds: tuple[str, ...]  # kinds that are right as well, while the evidence does not reach the first one
    may_be_suspect: bool  # whether a suspect is no false alarm, because time alone cannot tell
    notes: tuple[str, ...]  # kinds of note that explain what it does
    last_leaking_version: int | None  # the newest Go 1.x on which it leaks; None is all
    growth: Growth | None  # measured under its load

    @property
    def folder(self) -> pathlib.Path:
        return EXAMPLES / self.name

    def runs_on(self, toolchain: str) -> bool:
        """Whether a toolchain is new enough for the program."""
        return int(toolchain.split(".")[1]) >= self.minor_version

    def leaks_on(self, toolchain: str) -> bool:
        """Whether it leaks when a toolchain has built it: some mistakes are mended by a newer Go."""
        last = self.last_leaking_version
        return self.variant == "leaky" and (last is None or int(toolchain.split(".")[1]) <= last)

    def is_kind(self, kind: str) -> bool:
        """Whether a finding of that kind is right about it."""
        return kind == self.kind or kind in self.accepted_kinds


@dataclasses.dataclass(frozen=True)
class Service:
    """A program that is running."""

    program: Program
    toolchain: str
    address: str  # http://127.0.0.1:PORT
    pid: int


def programs(pattern: str = "*", sets: Sequence[str] = SETS) -> list[Program]:
    """Returns the programs in whose name a shell pattern is found, by name; without those that are held out."""
    found = [
        _read_program(main.parent)
        for main in sorted(EXAMPLES.rglob("main.go"))
        if main.relative_to(EXAMPLES).parts[0] in sets
    ]
    return [each for each in found if fnmatch.fnmatch(each.name, f"*{pattern}*")]


def program_named(name: str) -> Program:
    """Returns the program of that name; a part such as <kind>/leaky or a path to its main.go will do."""
    wanted = name.removesuffix("/main.go").rstrip("/")
    for each in programs(sets=(*SETS, HELD_OUT)):
        if wanted == each.name or each.name.endswith("/" + wanted) or wanted.endswith("/" + each.name):
            return each
    raise LaboratoryError(f"there is no laboratory program {name!r}; `Scripts/laboratory.py list` shows them all.")


def _read_program(folder: pathlib.Path) -> Program:
    name = folder.relative_to(EXAMPLES)
    text = (folder / "main.go").read_text(encoding="utf-8")
    kind, variant = _kind_and_variant(name, text)
    constraint = match.group(1) if (match := CONSTRAINT.search(text)) else ""
    needed = NEEDED_VERSION.search(constraint)
    until, growth = UNTIL.search(text), LEAKS.search(text)
    return Program(
        name=name.as_posix(),
        variant=variant,
        kind=kind,
        markers=tuple(_markers(folder)),
        load=tuple(LOAD.findall(text)),
        environment=tuple(ENVIRONMENT.findall(text)),
        minor_version=int(needed.group(1)) if needed else 21,
        needs_cgo="cgo" in constraint.split(),
        accepted_kinds=_words(ACCEPTS, text),
        may_be_suspect=ALLOWED.search(text) is not None,
        notes=_words(NOTES, text),
        last_leaking_version=int(until.group(1)) if until else None,
        growth=Growth(growth.group(1), float(growth.group(2))) if growth else None,
    )


def _kind_and_variant(name: pathlib.Path, text: str) -> tuple[str | None, str]:
    if name.parts[0] == "leaks":
        return name.parts[1], name.parts[2].split("-")[0]
    declared = KIND.search(text)
    return (declared.group(1), "leaky") if declared else (None, "healthy")


def _words(line: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(word.strip() for found in line.findall(text) for word in found.split(","))


def _markers(folder: pathlib.Path) -> Iterator[Marker]:
    for file in sorted(folder.rglob("*.go")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if match := MARKER.search(line):
                yield Marker(match.group(1), file.relative_to(EXAMPLES).as_posix(), number)


# Building


def digest(files: Iterable[pathlib.Path], *more: str) -> str:
    """Returns a short hash of files (names and contents) and texts."""
    total = hashlib.sha256("\0".join(more).encode())
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(REPOSITORY)} {content}\n".encode())
    return total.hexdigest()[:16]


def key_of(program: Program, toolchain: str) -> str:
    """Returns what changes whenever the built program would: a hash of its sources and the toolchain."""
    return digest(_sources(program.folder), program.name, toolchain)


def _sources(folder: pathlib.Path) -> list[pathlib.Path]:
    shared = (EXAMPLES / "internal", EXAMPLES / "thirdparty")
    files = [file for each in (folder, *shared) for file in each.rglob("*") if file.suffix in (".go", ".mod")]
    return [*files, EXAMPLES / "go.mod"]


def go_command(toolchain: str) -> pathlib.Path:
    """Returns the go command of an installed toolchain."""
    command = TOOLCHAINS / f"go{toolchain}" / "bin" / "go"
    if not command.exists():
        raise LaboratoryError(f"Go {toolchain} is not installed; run `Scripts/install-go-toolchains {toolchain}`.")
    return command


def installed_toolchains() -> list[str]:
    """Returns the versions that are there, the oldest first."""
    found = [path.parent.parent.name.removeprefix("go") for path in TOOLCHAINS.glob("go*/bin/go")]
    return sorted(found, key=lambda version: [int(part) for part in version.split(".")])


def build(program: Program, toolchain: str) -> pathlib.Path:
    """Builds a program, unless that was done before, and returns the executable."""
    if not program.runs_on(toolchain):
        raise LaboratoryError(f"{program.name} needs Go 1.{program.minor_version}, which Go {toolchain} is not.")
    return _build_package(program.name, key_of(program, toolchain), toolchain, program.needs_cgo)


def build_load_generator() -> pathlib.Path:
    """Builds Examples/load with the newest toolchain there is."""
    toolchain = (installed_toolchains() or [DEFAULT_TOOLCHAINS[-1]])[-1]
    return _build_package("load", digest(_sources(EXAMPLES / "load"), toolchain), toolchain)


_building = threading.Lock()  # one build at a time: the Go command uses all cores itself


def _build_package(package: str, key: str, toolchain: str, cgo: bool = False) -> pathlib.Path:
    executable = BUILT / key / package.replace("/", "_")
    with _building:
        if not executable.exists():
            go_build(EXAMPLES, f"./{package}", executable, toolchain, cgo)
    return executable


def go_build(
    module: pathlib.Path, package: str, executable: pathlib.Path, toolchain: str, cgo: bool = False
) -> None:
    """Builds one package of a module, with a C compiler if it needs one; paths of this machine stay out of it."""
    if cgo and not shutil.which(os.environ.get("CC", "gcc")):
        raise LaboratoryError(f"{package} needs a C compiler, and there is none.")
    executable.parent.mkdir(parents=True, exist_ok=True)
    partial = executable.with_suffix(".partial")
    command = [str(go_command(toolchain)), "build", "-trimpath", "-buildvcs=false", "-o", str(partial), package]
    settings = {"GOTOOLCHAIN": "local", "GOPROXY": "off", "GOWORK": "off", "GOFLAGS": "", "CGO_ENABLED": str(int(cgo))}
    result = subprocess.run(command, cwd=module, env={**os.environ, **settings}, capture_output=True, text=True)
    if result.returncode != 0:
        raise LaboratoryError(f"{package} does not build with Go {toolchain}:\n{result.stderr.strip()}")
    os.replace(partial, executable)


# Running


class ProcessGroups:
    """The process groups this script has started; stop_all ends every one of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def start(
        self,
        command: list[str],
        output: int | IO[bytes],
        errors: IO[bytes],
        environment: Iterable[tuple[str, str]] = (),
    ) -> subprocess.Popen[bytes]:
        """Starts a command at the head of a process group of its own."""
        with self._lock:
            if self._closed:
                raise LaboratoryError("the laboratory is closing down.")
            process = subprocess.Popen(
                [*_tied_to_us(), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env={**os.environ, **dict(environment)},
                start_new_session=True,
            )
            self._running.add(process)
        return process

    def stop(self, process: subprocess.Popen[bytes], patience: float = 3.0) -> None:
        """Ends a group: kindly, then by force; nothing of it is left afterwards."""
        _signal_group(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        _signal_group(process, signal.SIGKILL)
        process.wait()
        with self._lock:
            self._running.discard(process)

    def stop_all(self) -> None:
        """Ends every group and lets no further one start."""
        with self._lock:
            self._closed = True
            remaining = list(self._running)
        for process in remaining:
            self.stop(process, patience=0.5)


def _tied_to_us() -> list[str]:
    """Returns the beginning of a command that makes it end with this script, even when that is killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


groups = ProcessGroups()


@contextlib.contextmanager
def running(program: Program, toolchain: str, load_seconds: float, rate: float = 1.0) -> Iterator[Service]:
    """Runs a program under so many times its own load; all is stopped at the end of the `with` block in any case."""
    executable = build(program, toolchain)
    generator = build_load_generator()
    command = [str(executable), "-listen", "127.0.0.1:0"]
    with serving(command, program.name, program.environment) as (address, pid):
        source = str(program.folder / "main.go")
        drive = [str(generator), "-target", address, "-program", source, "-for", f"{load_seconds:.0f}s"]
        drive += ["-factor", f"{rate:g}"]
        with (BUILT / "load.log").open("ab") as log:
            load = groups.start(drive, log, log)
        try:
            yield Service(program, toolchain, address, pid)
        finally:
            groups.stop(load, patience=0.2)


@contextlib.contextmanager
def serving(
    command: list[str], name: str, environment: Iterable[tuple[str, str]] = (), patience: float = 20.0
) -> Iterator[tuple[str, int]]:
    """Runs a command that prints "listening on URL" and yields that URL and the process id."""
    BUILT.mkdir(exist_ok=True)
    with (BUILT / "service.log").open("ab") as log:
        process = groups.start(command, subprocess.PIPE, log, environment)
    try:
        yield _listening_address(process, name, patience), process.pid
    finally:
        groups.stop(process)
        if process.stdout:
            process.stdout.close()


def _listening_address(process: subprocess.Popen[bytes], name: str, patience: float) -> str:
    assert process.stdout is not None
    readable, _, _ = select.select([process.stdout], [], [], patience)
    line = process.stdout.readline().decode(errors="replace").strip() if readable else ""
    if not line.startswith("listening on "):
        raise LaboratoryError(f"{name} did not say where it listens; see {BUILT / 'service.log'}.")
    return line.removeprefix("listening on ")


@contextlib.contextmanager
def cleaning_up() -> Iterator[None]:
    """Stops all processes at the end of the `with` block, also on SIGINT and SIGTERM."""

    def interrupt(number: int, _frame: object) -> None:
        raise KeyboardInterrupt(f"signal {number}")

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
    try:
        yield
    finally:
        groups.stop_all()


def for_each(items: Sequence[Item], act: Callable[[Item], None], jobs: int, label: Callable[[Item], str]) -> int:
    """Acts on many items, some at one time; says which ones failed and why, and returns how many did."""
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max(jobs, 1)) as executor:
        running = {executor.submit(act, item): item for item in items}
        try:
            for done in concurrent.futures.as_completed(running):
                if error := done.exception():
                    failed += 1
                    print(f"{label(running[done])}: {error}", file=sys.stderr)
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            groups.stop_all()
            raise
    return failed


def seconds(text: str) -> float:
    """Reads a duration such as 30s, 2m or 1.5h."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h)?", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is not a duration such as 30s")
    return float(match.group(1)) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600}[match.group(2) or "s"]


# The command


def _list(options: argparse.Namespace) -> int:
    found = programs(options.pattern, (HELD_OUT,) if options.held_out else SETS)
    if options.json:
        json.dump([dataclasses.asdict(each) for each in found], sys.stdout, indent=2)
        print()
        return 0
    width = max((len(each.name) for each in found), default=0)
    for each in found:
        places = "  ".join(f"{m.role} {m.file.removeprefix(each.name + '/')}:{m.line}" for m in each.markers)
        needs = f"needs Go 1.{each.minor_version}  " if each.minor_version > 21 else ""
        needs += "needs cgo  " if each.needs_cgo else ""
        print(f"{each.name:{width}}  {needs}{places}".rstrip())
    return 0


def _run(options: argparse.Namespace) -> int:
    with running(program_named(options.program), options.toolchain, options.seconds, options.rate) as service:
        print(service.address, flush=True)
        print(f"{service.program.name} on Go {service.toolchain}, process {service.pid}", file=sys.stderr)
        time.sleep(options.seconds)
    return 0


def _clean(_options: argparse.Namespace) -> int:
    shutil.rmtree(BUILT, ignore_errors=True)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    listing = commands.add_parser("list", help="show the programs and the lines their findings must point to")
    listing.add_argument("pattern", nargs="?", default="*")
    listing.add_argument("--json", action="store_true")
    listing.add_argument("--held-out", action="store_true", help="show the programs that are held out instead")
    listing.set_defaults(command=_list)
    run = commands.add_parser("run", help="run one program under load and print its address")
    run.add_argument("program")
    run.add_argument("--toolchain", default=DEFAULT_TOOLCHAINS[-1])
    run.add_argument("--for", dest="seconds", type=seconds, default=30.0, metavar="DURATION")
    run.add_argument("--rate", type=float, default=1.0, metavar="FACTOR", help="so many times the program's load")
    run.set_defaults(command=_run)
    clean = commands.add_parser("clean", help="remove what was built")
    clean.set_defaults(command=_clean)
    return parser.parse_args()


def main() -> int:
    """Runs the command line."""
    options = _arguments()
    try:
        with cleaning_up():
            return int(options.command(options))
    except LaboratoryError as error:
        print(f"laboratory: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
