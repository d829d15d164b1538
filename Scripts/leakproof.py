#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the proof of leaked goroutines with Go's own leak profile, over the leak tests that ship with Go.

    Scripts/leakproof.py --stanch PATH [--write] [--runs N] [CASE ...]

Each case runs as its own process, and stops where the test would write its profile. There `stanch goroutines` reads the
process; then, on Go 1.27, the same process writes the runtime's own goroutine leak profile. Both must name the same
goroutines by number. Versions before 1.27 have no such profile: there the leaks must be those that the test expects, and
no others. `--write` puts the table into Documentation/Accuracy-goroutines.md. Fails when a goroutine is missed or one too
many is called leaked.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys

import goker
import laboratory
from laboratory import LaboratoryError

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPORT = ROOT / "Documentation/Accuracy-goroutines.md"
TOOLCHAINS = ("1.22.10", "1.24.11", "1.27.3")
PATIENCE = 60.0
WRAPPER = re.compile(r"\.gowrap\d+$")

# Takes the place of runtime/pprof: waits where the profile would be written, until it was looked at from outside.
PROFILE = """\
// Package silent stands in for runtime/pprof: it waits to be looked at, and then writes the profile if there is one.
package silent

import (
	"io"
	"os"
	"runtime/pprof"
)

type Profile struct{}

func Lookup(string) *Profile { return &Profile{} }

func (*Profile) WriteTo(io.Writer, int) error {
	os.Stdout.WriteString("ready\\n")
	var answer [1]byte
	os.Stdin.Read(answer[:])
	if profile := pprof.Lookup("goroutineleak"); profile != nil {
		profile.WriteTo(os.Stdout, 2)
	}
	os.Stdout.WriteString("\\nend\\n")
	os.Exit(0)
	return nil
}
"""


@dataclasses.dataclass
class Tally:
    """What came of all runs with one toolchain."""

    runs: int = 0
    leaks: int = 0
    both: int = 0
    ours_alone: list[str] = dataclasses.field(default_factory=list)
    theirs_alone: list[str] = dataclasses.field(default_factory=list)
    unexpected: list[str] = dataclasses.field(default_factory=list)
    missing: list[str] = dataclasses.field(default_factory=list)


def build(package: str, toolchain: str) -> pathlib.Path:
    """Builds the program that holds the cases of a package."""
    source = laboratory.go_command(goker.SOURCE_TOOLCHAIN).parent.parent / goker.CASES
    files = sorted(source.rglob("*.go"))
    key = laboratory.digest([], *(file.read_text(encoding="utf-8") for file in files), PROFILE, toolchain)
    folder = laboratory.BUILT / f"leakproof-{key}"
    executable = folder / ("kernels" if package == "goker" else "micro")
    if executable.exists():
        return executable
    module = folder / "module"
    for name in goker.PACKAGES:
        (module / name).mkdir(parents=True, exist_ok=True)
        for file in (source / name).glob("*.go"):
            text = file.read_text(encoding="utf-8").replace('"runtime/pprof"', 'pprof "example.com/leakproof/silent"')
            (module / name / file.name).write_text(text, encoding="utf-8")
    (module / "silent").mkdir(exist_ok=True)
    (module / "silent" / "profile.go").write_text(PROFILE, encoding="utf-8")
    (module / "go.mod").write_text("module example.com/leakproof\n\ngo 1.22\n", encoding="utf-8")
    laboratory.go_build(module, f"./{package}", executable, toolchain)
    return executable


def run(case: goker.Case, toolchain: str, stanch: str) -> tuple[dict[int, tuple[str, str]], set[int] | None]:
    """Runs a case once: leaked goroutines by number with entry function and state, and those that the runtime names."""
    command = [str(build(case.package, toolchain)), case.name]
    environment = os.environ | {"GOMAXPROCS": "1" if case.package == "." else "2"}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    assert process.stdin and process.stdout
    try:
        if process.stdout.readline().strip() != b"ready":
            raise LaboratoryError(f"{case.name} on Go {toolchain} did not come to its profile.")
        look = subprocess.run(
            [stanch, "goroutines", f"pid:{process.pid}", "--leaked", "--all", "--format", "json"],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        if look.returncode != 0:
            raise LaboratoryError(f"{case.name} on Go {toolchain}: {look.stderr.decode().strip()}")
        found = json.loads(look.stdout)["goroutines"]["goroutines"]
        ours = {each["id"]: (entry(each["frames"]), each["state"]) for each in found}
        process.stdin.write(b"\n")
        process.stdin.flush()
        text = process.communicate(timeout=PATIENCE)[0].decode()
    finally:
        process.kill()
        process.wait()
    headers = re.findall(r"^goroutine (\d+)(?: gp=\S+ m=\S+)? \[([^\]]*)\]", text, re.MULTILINE)
    if not headers:
        return ours, None
    return ours, {int(number) for number, state in headers if "(leaked)" in state}


def entry(frames: list[dict]) -> str:
    """The function with which a goroutine began."""
    functions = [frame["place"]["function"] for frame in frames]
    # Wrappers of `go` statements with arguments are the compiler's, and the runtime leaves them out, too.
    return next((name for name in reversed(functions) if name != "runtime.goexit" and not WRAPPER.search(name)), "")


def state_matches(leak: goker.Leak, state: str) -> bool:
    """Whether a wait reason is the expected one, in the words of any version."""
    if re.fullmatch(leak.state, state):
        return True
    # Up to Go 1.22 a wait group reads as its semaphore.
    return state == "semacquire" and bool(re.fullmatch(leak.state, "sync.WaitGroup.Wait"))


def judge(tally: Tally, case: goker.Case, toolchain: str, stanch: str) -> set[goker.Leak]:
    """Adds one run to the tally and returns which expected leaks it showed."""
    ours, theirs = run(case, toolchain, stanch)
    tally.runs += 1
    tally.leaks += len(ours)
    if theirs is not None:
        tally.both += len(theirs & ours.keys())
        tally.theirs_alone += [f"{case.name}: goroutine {number}" for number in sorted(theirs - ours.keys())]
        tally.ours_alone += [
            f"{case.name}: {ours[number][0]} [{ours[number][1]}]" for number in sorted(ours.keys() - theirs)
        ]
    seen = set()
    for function, state in ours.values():
        fitting = [leak for leak in case.leaks if leak.matches(function) and state_matches(leak, state)]
        seen.update(fitting)
        if not fitting:
            tally.unexpected.append(f"{case.name}: {function} [{state}]")
    return seen


def table(tallies: dict[str, Tally]) -> str:
    """The rows of the report."""
    lines = [
        "| Go | runs | leaked goroutines found | named by both | only by Go's profile | only by Stanch "
        "| beside the expected | expected and missing |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for toolchain, tally in tallies.items():
        has_profile = toolchain == goker.SOURCE_TOOLCHAIN
        both = [f"{tally.both}", f"{len(tally.theirs_alone)}", f"{len(tally.ours_alone)}"] if has_profile else ["-"] * 3
        cells = [toolchain, f"{tally.runs}", f"{tally.leaks}", *both, f"{len(tally.unexpected)}", f"{len(tally.missing)}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stanch", required=True, help="the program to judge")
    parser.add_argument("--runs", type=int, default=2, help="how often each case runs at least")
    parser.add_argument("--write", action="store_true", help=f"write the table into {REPORT.relative_to(ROOT)}")
    parser.add_argument("case", nargs="*")
    options = parser.parse_args()
    tallies: dict[str, Tally] = {}
    try:
        chosen = [case for case in goker.cases() if not options.case or case.name in options.case]
        for toolchain in TOOLCHAINS:
            tally = tallies.setdefault(toolchain, Tally())
            for case in chosen:
                seen: set[goker.Leak] = set()
                wanted = set() if case.flaky else set(case.leaks)
                for number in range(options.runs + 8):
                    seen |= judge(tally, case, toolchain, options.stanch)
                    if number + 1 >= options.runs and wanted <= seen:
                        break
                tally.missing += [f"{case.name}: {leak.function} [{leak.state}]" for leak in wanted - seen]
            for name in ("theirs_alone", "ours_alone", "unexpected", "missing"):
                for line in sorted(set(getattr(tally, name))):
                    print(f"{toolchain} {name.replace('_', ' ')}: {line}", flush=True)
    except LaboratoryError as error:
        print(f"leakproof: {error}", file=sys.stderr)
        return 2
    text = table(tallies)
    print(text)
    if options.write:
        head, _, rest = REPORT.read_text(encoding="utf-8").partition("<!-- table -->\n")
        tail = rest.partition("<!-- end -->")[2]
        REPORT.write_text(f"{head}<!-- table -->\n{text}<!-- end -->{tail}", encoding="utf-8")
    failed = any(tally.theirs_alone or tally.unexpected or tally.missing for tally in tallies.values())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
