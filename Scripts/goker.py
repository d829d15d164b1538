#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the goroutine-leak tests that ship with Go as live services that leak again and again.

    Scripts/goker.py --list [--json]
    Scripts/goker.py --run CASE [--toolchain 1.27.3] [--for 60s]

The cases (leak kernels of real projects, named GoKer by their authors, and micro tests) are copied at run time from the
source tree of a Go toolchain into .laboratory/; nothing of them is kept in this repository. Their expected leaks are
read from the test that goes with them. The copy is changed in two places: the profile each case takes of itself (and
one exit) is replaced by something that does nothing, and main calls one case over and over behind /debug/pprof.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import pathlib
import re
import sys
import threading
import time
from collections.abc import Iterator

import laboratory
from laboratory import LaboratoryError

SOURCE_TOOLCHAIN = "1.27.3"  # the one whose cases and labels are used, whatever builds them
RUNTIME = "src/runtime"
CASES = f"{RUNTIME}/testdata/testgoroutineleakprofile"
LABELS = f"{RUNTIME}/goroutineleakprofile_test.go"
PACKAGES = (".", "goker")  # two programs: the micro tests and the kernels

# These two leak when they are run more than once, whatever the test expects of a single run: one waits on a global
# channel, the other for an hour.
NOT_BENIGN_WHEN_REPEATED = ("NoLeakGlobal", "DaisyChain")


@dataclasses.dataclass(frozen=True)
class Leak:
    """A goroutine that is expected to leak."""

    function: str  # regular expression for its entry function, without the package
    state: str  # regular expression for its wait reason

    @property
    def plain_state(self) -> str:
        """The wait reason without the escapes of a regular expression."""
        return self.state.replace("\\", "")

    def matches(self, function: str) -> bool:
        """Whether a function is the entry function or a closure in the same one.

        Go numbers closures differently from version to version, so the numbers do not count.
        """
        wanted = _without_closures(self.function.replace("\\", "").removeprefix("(*").replace(")", ""))
        reported = _without_closures(function.rpartition("/")[2].partition(".")[2].removeprefix("(*").replace(")", ""))
        return reported == wanted or reported.startswith(wanted + ".")


def _without_closures(function: str) -> str:
    return re.sub(r"(\.func\d+|\.gowrap\d+|\.\d+)+$", "", function)


@dataclasses.dataclass(frozen=True)
class Goroutine:
    """A goroutine of a text dump."""

    state: str
    entry: str  # the function it was started with
    lines: tuple[tuple[str, int], ...]  # (file name, line) of its frames in the cases' own code


@dataclasses.dataclass(frozen=True)
class Case:
    """One test case."""

    name: str
    package: str  # "." or "goker"
    flaky: bool  # does not leak on every run
    leaks: tuple[Leak, ...]

    @property
    def is_benign(self) -> bool:
        return not self.leaks and self.name not in NOT_BENIGN_WHEN_REPEATED


def cases() -> list[Case]:
    """Returns the cases that have labels and are registered, by name."""
    root = _goroot()
    packages = {name: package for package in PACKAGES for name in _registered(root / CASES / package)}
    text = (root / LABELS).read_text(encoding="utf-8")
    found = [case for case in _labelled(text, packages) if case.name in packages]
    return sorted(found, key=lambda case: case.name)


def case_named(name: str) -> Case:
    """Returns the case of that name."""
    for case in cases():
        if case.name == name:
            return case
    raise LaboratoryError(f"there is no case {name!r}; `Scripts/goker.py --list` shows them all.")


def _goroot() -> pathlib.Path:
    return laboratory.go_command(SOURCE_TOOLCHAIN).parent.parent


def _registered(folder: pathlib.Path) -> list[str]:
    return [
        name
        for file in folder.glob("*.go")
        for name in re.findall(r'^\tregister\("(\w+)", \w+\)', file.read_text(encoding="utf-8"), re.MULTILINE)
    ]


def _labelled(text: str, packages: dict[str, str]) -> Iterator[Case]:
    code = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    for flaky, name, body in re.findall(r'\bmake(Flaky)?Test\("(\w+)"((?:,\s*`[^`]*`)*,?\s*)\)', code):
        leaks = tuple(_leak(label) for label in re.findall(r"`([^`]*)`", body))
        yield Case(name, packages.get(name, "."), bool(flaky), leaks)


def _leak(label: str) -> Leak:
    function, state = label.rsplit(r" \[", 1)
    return Leak(function.removesuffix(".*").removesuffix(r"\("), state.removesuffix(r"\]"))


# Goroutines of a case


def labelled_goroutines(case: Case, dump: str) -> list[Goroutine]:
    """Returns those goroutines of a debug=2 dump whose entry function a label of the case means."""
    found = (_goroutine(block) for block in dump.split("\n\n"))
    return [each for each in found if each and any(leak.matches(each.entry) for leak in case.leaks)]


def _goroutine(block: str) -> Goroutine | None:
    header, *rest = block.strip().split("\n")
    state = re.match(r"goroutine \d+ \[([^\],]*)", header)
    frames = [(function, place) for function, place in zip(rest[::2], rest[1::2]) if place.startswith("\t")]
    calls = [(function, place) for function, place in frames if not function.startswith("created by ")]
    if not state or not calls:
        return None
    lines = tuple(_place(place) for function, place in calls if function.startswith("main."))
    return Goroutine(state.group(1), calls[-1][0].rpartition("(")[0], lines)


def _place(place: str) -> tuple[str, int]:
    path, _, line = place.strip().split(" +")[0].rpartition(":")
    return pathlib.PurePath(path).name, int(line)


# Building


def build(case: Case, toolchain: str) -> pathlib.Path:
    """Builds the program that holds a case and returns the executable."""
    files = sorted((_goroot() / CASES).rglob("*.go"))
    contents = [file.read_text(encoding="utf-8") for file in files]
    key = laboratory.digest([], *contents, MAIN, PROFILE, toolchain)
    folder = laboratory.BUILT / f"goker-{key}"
    executable = folder / ("kernels" if case.package == "goker" else "micro")
    with _building:
        if not executable.exists():
            module = folder / "module"
            _write_module(module)
            laboratory.go_build(module, f"./{case.package}", executable, toolchain)
    return executable


_building = threading.Lock()


def _write_module(module: pathlib.Path) -> None:
    root = _goroot() / CASES
    for package in PACKAGES:
        target = module / package
        target.mkdir(parents=True, exist_ok=True)
        for file in (root / package).glob("*.go"):
            text = file.read_text(encoding="utf-8")
            changed = MAIN if file.name == "main.go" else _silenced(text)
            (target / file.name).write_text(changed, encoding="utf-8")
    (module / "silent").mkdir(exist_ok=True)
    (module / "silent" / "profile.go").write_text(PROFILE, encoding="utf-8")
    (module / "go.mod").write_text("module example.com/goker\n\ngo 1.22\n", encoding="utf-8")


def _silenced(text: str) -> str:
    return text.replace('"runtime/pprof"', 'pprof "example.com/goker/silent"').replace("os.Exit(", "pprof.Exit(")


PROFILE = """\
// Package silent stands in for runtime/pprof and os: its profiles write nothing, and it does not exit.
package silent

import "io"

type Profile struct{}

func Lookup(string) *Profile { return &Profile{} }

func (*Profile) WriteTo(io.Writer, int) error { return nil }

func Exit(int) {}
"""

# Calls of a case overlap, as some never return. The pause between them depends on how many goroutines the first calls
# left behind, so that all cases grow at a similar rate.
MAIN = """\
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"runtime"
	"time"
)

const yieldCount = 10

var cmds = map[string]func(){}

func register(name string, f func()) { cmds[name] = f }

func registerInit(string, func()) {}

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "")
	name := flag.String("case", "", "")
	duration := flag.Duration("for", time.Minute, "")
	flag.Parse()
	run, ok := cmds[*name]
	if !ok {
		log.Fatalf("no case %q", *name)
	}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	go callAgainAndAgain(run, *duration)
	fmt.Printf("listening on http://%s\\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}

func callAgainAndAgain(run func(), duration time.Duration) {
	const goroutinesPerSecond, shortest, longest = 50, 100 * time.Millisecond, 6 * time.Second
	end := time.Now().Add(duration)
	before := runtime.NumGoroutine()
	for calls := 1; time.Now().Before(end); calls++ {
		go run()
		time.Sleep(shortest)
		each := max(runtime.NumGoroutine()-before, 0) / calls
		pause := time.Duration(each) * time.Second / goroutinesPerSecond
		time.Sleep(min(pause, longest) - shortest)
	}
}
"""


# Running


@contextlib.contextmanager
def running(case: Case, toolchain: str, seconds: float) -> Iterator[str]:
    """Runs a case again and again for so long and yields the address of its profiles."""
    command = [str(build(case, toolchain)), "-case", case.name, "-for", f"{seconds:.0f}s"]
    with laboratory.serving(command, case.name) as (address, _pid):
        yield address


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--list", action="store_true", help="show the cases and their expected leaks")
    what.add_argument("--run", metavar="CASE", help="run one case and print its address")
    parser.add_argument("--json", action="store_true", help="list as JSON")
    parser.add_argument("--toolchain", default=SOURCE_TOOLCHAIN)
    parser.add_argument("--for", dest="seconds", type=laboratory.seconds, default=60.0, metavar="DURATION")
    return parser.parse_args()


def _list(as_json: bool) -> None:
    found = cases()
    if as_json:
        labels = {case.name: [dataclasses.asdict(leak) for leak in case.leaks] for case in found}
        print(json.dumps(labels, indent=2))
        return
    for case in found:
        leaks = ", ".join(f"{leak.function} [{leak.state}]" for leak in case.leaks)
        print(f"{case.name:20} {'flaky  ' if case.flaky else '       '}{leaks or '(none expected)'}")


def main() -> int:
    """Runs the command line."""
    options = _arguments()
    try:
        with laboratory.cleaning_up():
            if options.list:
                _list(options.json)
                return 0
            with running(case_named(options.run), options.toolchain, options.seconds) as address:
                print(address, flush=True)
                time.sleep(options.seconds)
            return 0
    except LaboratoryError as error:
        print(f"goker: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
