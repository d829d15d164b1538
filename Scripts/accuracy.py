#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures how right `stanch diagnose` is on the laboratory, and writes Documentation/Accuracy.md.

    Scripts/accuracy.py                  every recording in Fixtures/recordings
    Scripts/accuracy.py --live 6         and six programs live, other ones from day to day
    Scripts/accuracy.py --goker          and the leak tests that ship with Go, live

A leaky program is judged by the finding that has its kind: is it there, at which level, and does it point to the line
marked `// leak: here` (or `// leak: also`)? Every other finding at level leak or suspect is a false alarm, and so is
every one on a fixed or a healthy program.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import dataclasses
import datetime
import json
import pathlib
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator
from typing import Any

import goker
import laboratory
import record
from laboratory import LaboratoryError, Marker, Program
from record import Recording

REPORT = laboratory.REPOSITORY / "Documentation" / "Accuracy.md"
ALARMS = ("leak", "suspect")
KIND_OF_STATE = {
    "chan send": "goroutine-blocked-send",
    "chan receive": "goroutine-blocked-receive",
    "select": "goroutine-blocked-select",
    "sync.Mutex": "goroutine-blocked-lock",
    "sync.(RW)?Mutex": "goroutine-blocked-lock",
    "sync.RWMutex": "goroutine-blocked-lock",
    "sync.WaitGroup": "goroutine-blocked-waitgroup",
    "sync.Cond": "goroutine-blocked-cond",
}

Finding = dict[str, Any]


# Reports of stanch


@dataclasses.dataclass(frozen=True)
class Diagnosis:
    """What stanch said about one program."""

    verdict: str
    findings: tuple[Finding, ...]

    @property
    def alarms(self) -> list[Finding]:
        """The findings that claim or suspect a leak."""
        return [finding for finding in self.findings if finding["level"] in ALARMS]


def diagnose(stanch: pathlib.Path, target: str, more: Iterable[str] = (), patience: float = 120) -> Diagnosis:
    """Runs `stanch diagnose` on a bundle or an address and reads its JSON report."""
    command = [str(stanch), "diagnose", target, "--format", "json", *more]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=patience)
    except subprocess.TimeoutExpired as error:
        raise LaboratoryError(f"stanch diagnose did not end within {patience:.0f} s.") from error
    if result.returncode not in (0, 1, 3):
        raise LaboratoryError(f"stanch diagnose failed: {result.stderr.strip()}")
    report = json.loads(result.stdout)
    return Diagnosis(report["verdict"], tuple(report["findings"]))


def places(finding: Finding) -> Iterator[dict[str, Any]]:
    """Yields all places that a finding names, its location first."""
    if location := finding.get("location"):
        yield location
    yield from finding.get("alsoAt", ())


def text_of(finding: Finding) -> str:
    """Returns a finding as one short phrase: its kind, level and line."""
    location = finding.get("location") or {}
    place = f"{pathlib.PurePath(location.get('file', '?')).name}:{location.get('line', '?')}"
    return f"{finding['kind']} ({finding['level']}) at {place}"


# Judging the laboratory's own programs


@dataclasses.dataclass(frozen=True)
class Judgement:
    """How right stanch was about one run of one program."""

    program: Program
    toolchain: str
    verdict: str
    level: str | None  # of the finding that has the program's kind; None when it is missed
    line: str | None  # "here" or "also" when that finding points to a marked line
    said: str | None  # that finding as text
    others: tuple[str, ...]  # every other leak or suspect
    claims: tuple[tuple[float, bool], ...]  # the confidence of each leak or suspect, and whether it is right
    error: str | None = None

    @property
    def is_leaky(self) -> bool:
        return self.program.variant == "leaky"


def judge(program: Program, toolchain: str, diagnosis: Diagnosis) -> Judgement:
    """Compares what stanch said about a program with what is true."""
    own = _best([f for f in diagnosis.alarms if program.variant == "leaky" and f["kind"] == program.kind], program)
    line = _marked_line(own, program.markers) if own else None
    return Judgement(
        program=program,
        toolchain=toolchain,
        verdict=diagnosis.verdict,
        level=own["level"] if own else None,
        line=line,
        said=text_of(own) if own else None,
        others=tuple(text_of(finding) for finding in diagnosis.alarms if finding is not own),
        claims=tuple((f.get("confidence", 0.0), f is own and line is not None) for f in diagnosis.alarms),
    )


def failure(program: Program, toolchain: str, error: Exception) -> Judgement:
    """Returns the judgement of a program about which stanch could not say anything."""
    return Judgement(program, toolchain, "error", None, None, None, (), (), str(error))


def _best(findings: list[Finding], program: Program) -> Finding | None:
    """Returns the finding of the right kind that is the most right: by line, then by confidence."""
    order = {"here": 2, "also": 1, None: 0}
    return max(
        findings,
        key=lambda finding: (order[_marked_line(finding, program.markers)], finding.get("confidence", 0)),
        default=None,
    )


def _marked_line(finding: Finding, markers: Iterable[Marker]) -> str | None:
    location = finding.get("location") or {}
    roles = [
        marker.role
        for marker in markers
        if location.get("line") == marker.line and _is_file(location.get("file", ""), marker.file)
    ]
    return "here" if "here" in roles else "also" if roles else None


def _is_file(reported: str, relative: str) -> bool:
    return reported == relative or reported.endswith("/" + relative)


def judge_recordings(stanch: pathlib.Path, pattern: str, jobs: int) -> list[Judgement]:
    """Judges every recording that is there."""
    found = [
        Recording(program, path.name.removesuffix(".tar.gz"))
        for program in laboratory.programs(pattern)
        for path in sorted((record.RECORDINGS / program.name).glob("*.tar.gz"))
        if not path.name.startswith("partial-")
    ]

    def look(recording: Recording) -> Judgement:
        try:
            diagnosis = diagnose(stanch, str(recording.path))
        except (LaboratoryError, ValueError, KeyError) as error:
            return failure(recording.program, recording.toolchain, error)
        return judge(recording.program, recording.toolchain, diagnosis)

    with concurrent.futures.ThreadPoolExecutor(jobs) as executor:
        return list(executor.map(look, found))


def judge_live(stanch: pathlib.Path, pattern: str, number: int, watch: float, jobs: int) -> list[Judgement]:
    """Judges some programs live; which ones changes from day to day until all have had their turn."""
    everything = record.wanted(pattern, list(laboratory.DEFAULT_TOOLCHAINS))
    everything.sort(key=lambda recording: laboratory.digest([], recording.name))  # mixes kinds and toolchains
    start = datetime.date.today().toordinal() * number
    chosen = [everything[(start + i) % len(everything)] for i in range(min(number, len(everything)))]

    def look(recording: Recording) -> Judgement:
        program, toolchain = recording.program, recording.toolchain
        try:
            with laboratory.running(program, toolchain, watch * 3 + 60) as service:
                time.sleep(5)
                diagnosis = diagnose(stanch, service.address, ["--for", f"{watch:g}s"], watch * 2 + 60)
        except (LaboratoryError, ValueError, KeyError) as error:
            return failure(program, toolchain, error)
        return judge(program, toolchain, diagnosis)

    with concurrent.futures.ThreadPoolExecutor(jobs) as executor:
        return list(executor.map(look, chosen))


# Judging Go's own leak tests


@dataclasses.dataclass(frozen=True)
class CaseJudgement:
    """How right stanch was about one case of Go's own leak tests."""

    case: goker.Case
    toolchain: str
    manifested: bool  # whether a labelled goroutine was there at the end
    level: str | None  # of the best finding that names a labelled goroutine's code
    kind_right: bool  # whether one of those has the kind of a labelled state
    alarms: tuple[str, ...]
    error: str | None = None


def judge_cases(
    stanch: pathlib.Path, pattern: str, toolchains: list[str], watch: float, jobs: int
) -> list[CaseJudgement]:
    """Judges every case live on every toolchain."""
    runs = [(case, toolchain) for toolchain in toolchains for case in goker.cases() if pattern in case.name]

    def look(run: tuple[goker.Case, str]) -> CaseJudgement:
        case, toolchain = run
        try:
            with goker.running(case, toolchain, watch * 3 + 60) as address:
                time.sleep(3)
                diagnosis = diagnose(stanch, address, ["--for", f"{watch:g}s"], watch * 2 + 60)
                goroutines = goker.labelled_goroutines(case, _fetch(address))
        except (LaboratoryError, OSError, ValueError, KeyError) as error:
            return CaseJudgement(case, toolchain, False, None, False, (), str(error))
        return judge_case(case, toolchain, goroutines, diagnosis)

    with concurrent.futures.ThreadPoolExecutor(jobs) as executor:
        return list(executor.map(look, runs))


def _fetch(address: str) -> str:
    with urllib.request.urlopen(address + "/debug/pprof/goroutine?debug=2", timeout=60) as answer:
        return str(answer.read().decode(errors="replace"))


def judge_case(
    case: goker.Case, toolchain: str, goroutines: list[goker.Goroutine], diagnosis: Diagnosis
) -> CaseJudgement:
    """Compares what stanch said about a case with the goroutines that its labels mean."""
    lines = {line for goroutine in goroutines for line in goroutine.lines}
    named = [finding for finding in diagnosis.alarms if _names(finding, case, lines)]
    kinds = {kind for leak in case.leaks for state, kind in KIND_OF_STATE.items() if leak.plain_state.startswith(state)}
    levels = [finding["level"] for finding in named]
    return CaseJudgement(
        case=case,
        toolchain=toolchain,
        manifested=bool(goroutines),
        level="leak" if "leak" in levels else "suspect" if levels else None,
        kind_right=any(finding["kind"] in kinds for finding in named),
        alarms=tuple(text_of(finding) for finding in diagnosis.alarms),
    )


def _names(finding: Finding, case: goker.Case, lines: set[tuple[str, int]]) -> bool:
    """Whether a finding names a line or the entry function of a labelled goroutine."""
    return any(
        (pathlib.PurePath(place.get("file", "")).name, place.get("line")) in lines
        or any(leak.matches(place.get("function", "")) for leak in case.leaks)
        for place in places(finding)
    )


# Writing


def table(head: list[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """Returns the lines of a Markdown table."""
    return [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows),
    ]


def summary(judgements: list[Judgement]) -> list[str]:
    """Returns the table over all programs, by Go version."""
    by_toolchain = collections.defaultdict(list)
    for judgement in judgements:
        by_toolchain[judgement.toolchain].append(judgement)
    rows = [_summary_row(f"Go {name}", by_toolchain[name]) for name in sorted(by_toolchain, key=_version)]
    if len(rows) > 1:
        rows.append(_summary_row("all", judgements))
    head = ["", "leaky", "kind right", "line right", "of which also", "at leak", "at suspect", "missed"]
    return table([*head, "other alarms", "fixed and healthy", "false leaks", "false suspects", "called healthy"], rows)


def _summary_row(name: str, judgements: list[Judgement]) -> list[object]:
    leaky = [judgement for judgement in judgements if judgement.is_leaky]
    sound = [judgement for judgement in judgements if not judgement.is_leaky]
    levels = collections.Counter(judgement.level for judgement in leaky)
    lines = collections.Counter(judgement.line for judgement in leaky)
    found = levels["leak"] + levels["suspect"]
    return [
        name, len(leaky), found, lines["here"] + lines["also"], lines["also"], levels["leak"], levels["suspect"],
        levels[None], sum(len(judgement.others) for judgement in leaky), len(sound),
        _programs_with(sound, "(leak)"), _programs_with(sound, "(suspect)"),
        sum(judgement.verdict == "healthy" for judgement in sound),
    ]  # fmt: skip


def _programs_with(judgements: list[Judgement], level: str) -> int:
    return sum(any(level in alarm for alarm in judgement.others) for judgement in judgements)


def _version(toolchain: str) -> list[int]:
    return [int(part) for part in toolchain.split(".")]


def calibration(judgements: list[Judgement]) -> list[str]:
    """Returns the table that compares confidence with how often it was justified."""
    claims = [claim for judgement in judgements for claim in judgement.claims]
    rows = []
    for low, high in ((0.5, 0.75), (0.75, 0.9), (0.9, 0.99), (0.99, 1.01)):
        right = [is_right for confidence, is_right in claims if low <= confidence < high]
        share = f"{sum(right) / len(right):.0%}" if right else ""
        rows.append([f"{low:g} to {min(high, 1):g}", len(right), sum(right), share])
    head = ["confidence", "leaks and suspects", "right kind and line", "share"]
    return ["", "## Confidence", "", *table(head, rows)]


def details(judgements: list[Judgement]) -> list[str]:
    """Returns the tables with a row for every program."""
    leaky = [judgement for judgement in judgements if judgement.is_leaky]
    sound = [judgement for judgement in judgements if not judgement.is_leaky]
    lines = ["", "## Leaky programs", ""]
    lines += table(
        ["program", "Go", "level", "line", "finding", "other alarms"],
        ([_short(j), j.toolchain, j.level or "missed", j.line or "no", j.said or "", _others(j)] for j in leaky),
    )
    lines += ["", "## Fixed and healthy programs", ""]
    lines += table(
        ["program", "Go", "verdict", "false alarms"],
        ([_short(j), j.toolchain, j.verdict, _others(j) or "none"] for j in sound),
    )
    return lines


def _short(judgement: Judgement) -> str:
    return judgement.program.name.removeprefix("leaks/")


def _others(judgement: Judgement) -> str:
    return f"error: {_cell(judgement.error)}" if judgement.error else "; ".join(judgement.others)


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "/")[:200]


def case_tables(judgements: list[CaseJudgement]) -> list[str]:
    """Returns the tables about Go's own leak tests."""
    lines = ["", "## The leak tests that ship with Go", "", GOKER_NOTE, ""]
    toolchains = sorted({judgement.toolchain for judgement in judgements}, key=_version)
    rows = []
    for toolchain in toolchains:
        some = [judgement for judgement in judgements if judgement.toolchain == toolchain]
        labelled = [judgement for judgement in some if judgement.case.leaks]
        benign = [judgement for judgement in some if judgement.case.is_benign]
        levels = collections.Counter(judgement.level for judgement in labelled)
        rows.append([
            f"Go {toolchain}", len(labelled), sum(j.manifested for j in labelled), levels["leak"] + levels["suspect"],
            sum(j.kind_right for j in labelled), levels["leak"], levels["suspect"], levels[None],
            f"{sum(bool(j.alarms) for j in benign)} of {len(benign)}",
        ])  # fmt: skip
    head = ["", "labelled cases", "leaked in this run", "found", "kind right", "at leak", "at suspect", "missed"]
    lines += table([*head, "benign cases with alarms"], rows)
    missed = [judgement for judgement in judgements if judgement.case.leaks and not judgement.level]
    if missed:
        lines += ["", "Missed:", ""]
        lines += table(["case", "Go", "leaked in this run", "instead"], (_missed_row(each) for each in missed))
    return lines


def _missed_row(judgement: CaseJudgement) -> list[object]:
    instead = f"error: {_cell(judgement.error)}" if judgement.error else "; ".join(judgement.alarms) or "nothing"
    return [judgement.case.name, judgement.toolchain, "yes" if judgement.manifested else "no", instead]


GOKER_NOTE = (
    "Each case runs live, called again and again. It is found when a leak or suspect names a line or the entry function "
    "of a goroutine that the test labels as leaked. The kernels among them are reduced from bugs of real projects."
)

INTRODUCTION = """\
# Accuracy

How often `stanch diagnose` is right, measured on programs whose leaks are known. This page is made by a command; do not
edit it.

    {command}

A leaky program counts as *kind right* when a finding at level leak or suspect has its kind, and as *line right* when
that finding points to the marked line; *also* means the second-best line, where the evidence does not reach further.
*Other alarms* are further leaks or suspects on a leaky program. On fixed and healthy programs every alarm is false.
"""


def write_report(command: str, sections: list[list[str]]) -> None:
    """Writes Documentation/Accuracy.md."""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    text = INTRODUCTION.format(command=command) + "\n" + "\n".join(line for section in sections for line in section)
    REPORT.write_text(text.rstrip() + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="*", metavar="PATTERN", help="programs in whose name this pattern is found")
    parser.add_argument("--live", type=int, default=0, metavar="N", help="judge N programs live as well")
    parser.add_argument("--goker", action="store_true", help="judge Go's own leak tests live as well")
    parser.add_argument("--case", default="", metavar="TEXT", help="with --goker: only cases whose name contains this")
    parser.add_argument("--goker-toolchain", action="append", metavar="VERSION", help="instead of 1.27.3 and 1.22.10")
    parser.add_argument("--for", dest="watch", type=laboratory.seconds, default=20.0, metavar="DURATION")
    parser.add_argument("--stanch", help=f"the stanch to judge (default: $STANCH or {record.DEFAULT_STANCH})")
    parser.add_argument("--json", action="store_true", help="print the judgements of the programs as JSON, too")
    parser.add_argument("-j", "--jobs", type=int, default=4, help="live programs at one time; they mostly wait")
    return parser.parse_args()


def _measure(options: argparse.Namespace) -> int:
    stanch = record.stanch_binary(options.stanch)
    judgements = judge_recordings(stanch, options.only, jobs=2)
    sections = [["## Recordings", "", *summary(judgements)]]
    if options.live:
        live = judge_live(stanch, options.only, options.live, options.watch, options.jobs)
        sections.append(["", "## Live", "", *summary(live)])
        judgements += live
    sections += [calibration(judgements), details(judgements)]
    if options.goker:
        toolchains = options.goker_toolchain or ["1.27.3", "1.22.10"]
        sections.append(case_tables(judge_cases(stanch, options.case, toolchains, options.watch, options.jobs)))
    write_report(_command(), sections)
    if options.json:
        print(json.dumps([dataclasses.asdict(judgement) for judgement in judgements], indent=2))
    print("\n".join(summary(judgements)))
    print(f"\nwritten to {REPORT.relative_to(laboratory.REPOSITORY)}")
    return 0


def _command() -> str:
    """The command line as anybody can repeat it: which binary and how many at a time is a matter of the machine."""
    words = iter(sys.argv[1:])
    kept = ["Scripts/accuracy.py"]
    for word in words:
        if word in ("--stanch", "-j", "--jobs"):
            next(words, None)
        elif not word.startswith("--stanch="):
            kept.append(word)
    return " ".join(kept)


def main() -> int:
    """Runs the command line."""
    try:
        with laboratory.cleaning_up():
            return _measure(_arguments())
    except LaboratoryError as error:
        print(f"accuracy: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
