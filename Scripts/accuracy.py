#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures how right `stanch diagnose` is on the laboratory.

    Scripts/accuracy.py                            every recording in Fixtures/recordings
    Scripts/accuracy.py --live 6                   and six programs live, other ones from day to day
    Scripts/accuracy.py --goker                    and the leak tests that ship with Go, live
    Scripts/accuracy.py --matrix 300 --seed 1 -j 8 programs live, at rates, watches and on machines of all sorts
    Scripts/accuracy.py --matrix 60 --held-out     the services on which nothing was tuned
    Scripts/accuracy.py --attach --only 'leaks/u*' those programs live, with their object graph
    Scripts/accuracy.py --write ...                and writes Documentation/Accuracy.md, or Accuracy-live.md of a matrix

A leaky program is judged by the finding that has its kind or one its header accepts: is it there, at which level, and
does it point to the line marked `// leak: here` (or `// leak: also`)? Every other finding at level leak or suspect is a
false alarm, and so is every one on a fixed or a healthy program; where a header allows a suspect only a leak is one.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import contextlib
import dataclasses
import datetime
import json
import pathlib
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import goker
import laboratory
import matrix
import record
import reliability
from laboratory import LaboratoryError, Marker, Program
from record import Recording
from reliability import Claim

REPORT = laboratory.REPOSITORY / "Documentation" / "Accuracy.md"
MATRIX_REPORT = REPORT.with_name("Accuracy-live.md")
ATTACH_REPORT = REPORT.with_name("Accuracy-attach.md")
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
    detection_limit: dict[str, float]

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
    return Diagnosis(report["verdict"], tuple(report["findings"]), report.get("detectionLimit") or {})


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
    others: tuple[str, ...]  # every leak or suspect that is wrong
    claims: tuple[Claim, ...]  # every leak or suspect
    missing_notes: tuple[str, ...] = ()  # notes that would explain a program in order and are not there
    error: str | None = None

    @property
    def is_leaky(self) -> bool:
        return self.program.leaks_on(self.toolchain)


def judge(program: Program, toolchain: str, diagnosis: Diagnosis) -> Judgement:
    """Compares what stanch said about a program with what is true."""
    is_leaky = program.leaks_on(toolchain)
    own = _best([f for f in diagnosis.alarms if is_leaky and program.is_kind(f["kind"])], program)
    line = _marked_line(own, program.markers) if own else None
    right = [
        is_leaky and program.is_kind(f["kind"]) and _marked_line(f, program.markers) is not None
        for f in diagnosis.alarms
    ]
    return Judgement(
        program=program,
        toolchain=toolchain,
        verdict=diagnosis.verdict,
        level=own["level"] if own else None,
        line=line,
        said=text_of(own) if own else None,
        others=tuple(
            text_of(finding)
            for finding, is_right in zip(diagnosis.alarms, right, strict=True)
            if finding is not own and not is_right and not _is_allowed(finding, program)
        ),
        claims=tuple(
            Claim(f["kind"], f["level"], f.get("confidence", 0.0), is_right)
            for f, is_right in zip(diagnosis.alarms, right, strict=True)
        ),
        missing_notes=tuple(note for note in program.notes if note not in {f["kind"] for f in diagnosis.findings}),
    )


def _is_allowed(finding: Finding, program: Program) -> bool:
    return finding["level"] == "suspect" and program.may_be_suspect


def failure(program: Program, toolchain: str, error: Exception) -> Judgement:
    """Returns the judgement of a program about which stanch could not say anything."""
    return Judgement(program, toolchain, "error", None, None, None, (), (), error=str(error))


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


def judge_attached(
    stanch: pathlib.Path, pattern: str, toolchains: list[str], watch: float, jobs: int
) -> list[Judgement]:
    """Judges every program live on every toolchain, with two snapshots of its object graph."""

    def look(recording: Recording) -> Judgement:
        program, toolchain = recording.program, recording.toolchain
        try:
            with laboratory.running(program, toolchain, watch * 3 + 60) as service:
                time.sleep(5)
                more = ["--for", f"{watch:g}s", "--attach", "--source", str(laboratory.EXAMPLES)]
                diagnosis = diagnose(stanch, service.address, more, watch * 2 + 60)
        except (LaboratoryError, ValueError, KeyError) as error:
            return failure(program, toolchain, error)
        return judge(program, toolchain, diagnosis)

    with concurrent.futures.ThreadPoolExecutor(jobs) as executor:
        return list(executor.map(look, record.wanted(pattern, toolchains)))


# Judging a sample of all the ways to run a program


@dataclasses.dataclass(frozen=True)
class MatrixJudgement:
    """How right stanch was about one run of the matrix."""

    run: matrix.Run
    judgement: Judgement
    seconds: float
    detection_limit: dict[str, float]

    @property
    def is_below_the_limit(self) -> bool:
        """Whether the program lost less than what the report itself says it would have seen."""
        member = {"heap": "bytesPerSecond", "native": "bytesPerSecond", "descriptors": "descriptorsPerSecond"}
        growth = self.run.program.growth
        limit = self.detection_limit.get(member.get(growth.quantity, "")) if growth else None
        if growth is None or limit is None:
            return False
        unit = 1 << 20 if growth.quantity in ("heap", "native") else 1
        return growth.rate * unit * self.run.rate < limit


def judge_matrix(
    stanch: pathlib.Path, runs: list[matrix.Run], jobs: int, warm_up: float = 5.0
) -> list[MatrixJudgement]:
    """Judges a sample of runs; those that have a result already are not run again."""
    results = matrix.results_of(stanch)

    def look(run: matrix.Run) -> matrix.Result:
        patience = run.watch * 2 + 60
        with contextlib.ExitStack() as stack:
            stack.enter_context(matrix.neighbours(run.neighbours))
            service = stack.enter_context(
                laboratory.running(run.program, run.toolchain, warm_up + patience, run.rate)
            )
            time.sleep(warm_up)
            begin = time.monotonic()
            diagnosis = diagnose(stanch, service.address, ["--for", f"{run.watch:g}s"], patience)
            seconds = time.monotonic() - begin
        return {
            "seconds": round(seconds, 2),
            "verdict": diagnosis.verdict,
            "detectionLimit": diagnosis.detection_limit,
            "findings": [
                {name: f.get(name) for name in ("kind", "level", "confidence", "location", "alsoAt")}
                for f in diagnosis.findings
            ],
        }

    matrix.execute(runs, results, look, jobs)
    return [_matrix_judgement(run, results[run]) for run in runs if run in results]


def _matrix_judgement(run: matrix.Run, result: matrix.Result) -> MatrixJudgement:
    limit = result["detectionLimit"]
    findings = tuple({name: value for name, value in f.items() if value is not None} for f in result["findings"])
    judgement = judge(run.program, run.toolchain, Diagnosis(result["verdict"], findings, limit))
    return MatrixJudgement(run, judgement, result["seconds"], limit)


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
    """Returns the tables that compare confidence with how often it was justified."""
    return reliability.tables((claim for judgement in judgements for claim in judgement.claims), table)


def matrix_tables(judged: list[MatrixJudgement]) -> list[str]:
    """Returns the tables about a sample of runs, along each of its dimensions."""
    lines = ["", "## At all rates and watches", "", MATRIX_NOTE, ""]
    dimensions: list[tuple[str, Callable[[matrix.Run], float | str]]] = [
        ("Go", lambda run: run.toolchain),
        ("times the load", lambda run: run.rate),
        ("seconds watched", lambda run: run.watch),
        ("busy neighbours", lambda run: run.neighbours),
        ("kind of the program", lambda run: run.program.kind or "healthy"),
    ]
    head = ["runs", "leaky", "found", "line right", "at leak", "missed", "of which below the stated limit"]
    head += ["sound", "false leaks", "false suspects", "called healthy"]
    lines += table(["", *head], [_matrix_row("all", judged)])
    for name, value in dimensions:
        values = sorted({value(each.run) for each in judged}, key=lambda v: (isinstance(v, str), _sortable(v)))
        rows = [_matrix_row(f"{v}", [each for each in judged if value(each.run) == v]) for v in values]
        lines += ["", *table([name, *head], rows)]
    over = sorted(each.seconds - each.run.watch for each in judged)
    if over:
        middle, longest = over[len(over) // 2], over[-1]
        lines += ["", f"Beyond its watch a diagnosis took {middle:.1f} s (median), at most {longest:.1f} s."]
    wrong = [each for each in judged if each.judgement.others]
    if wrong:
        lines += ["", "### Wrong alarms", ""]
        lines += table(["run", "alarms"], ([each.run.key, _others(each.judgement)] for each in wrong))
    unexplained = [each for each in judged if not each.judgement.is_leaky and each.judgement.missing_notes]
    if unexplained:
        lines += ["", "### Notes that were not given", ""]
        lines += table(["run", "notes"], ([e.run.key, ", ".join(e.judgement.missing_notes)] for e in unexplained))
    return lines


def _sortable(value: float | str) -> Any:
    return _version(value) if isinstance(value, str) and value[:1].isdigit() else value


def _matrix_row(name: str, judged: list[MatrixJudgement]) -> list[object]:
    leaky = [each for each in judged if each.judgement.is_leaky]
    sound = [each.judgement for each in judged if not each.judgement.is_leaky]
    missed = [each for each in leaky if each.judgement.level is None]
    found = len(leaky) - len(missed)
    return [
        name, len(judged), len(leaky), reliability.share(found, len(leaky)),
        sum(each.judgement.line is not None for each in leaky),
        sum(each.judgement.level == "leak" for each in leaky), len(missed),
        sum(each.is_below_the_limit for each in missed), len(sound), _programs_with(sound, "(leak)"),
        _programs_with(sound, "(suspect)"), sum(each.verdict == "healthy" for each in sound),
    ]  # fmt: skip


MATRIX_NOTE = (
    "Programs of the laboratory live, drawn at random with the rate of their load, the length of the watch, the Go\n"
    "version and other busy processes beside them. A slow leak in a short watch cannot be seen: the report then says\n"
    "so by its limit."
)


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
    "Each case runs live, called again and again. It is found when a leak or suspect names a line or the entry "
    "function of a goroutine that the test labels as leaked. The kernels among them are reduced from bugs of real "
    "projects."
)

INTRODUCTION = """\
# Accuracy

How often `stanch diagnose` is right, measured on programs whose leaks are known. This page is made by a command; do not
edit it.

    {command}

A leaky program counts as *kind right* when a finding at level leak or suspect has its kind, and as *line right* when
that finding points to the marked line; *also* means the second-best line, where the evidence does not reach further.
*Other alarms* are further leaks or suspects on a leaky program. On fixed and healthy programs every alarm is false;
only where time alone cannot tell a program from a leak a suspect is none.

At all rates, watches and loads of the machine: [Accuracy-live.md](Accuracy-live.md). The heap's statistics alone:
[Accuracy-heap.md](Accuracy-heap.md).
"""

MATRIX_INTRODUCTION = """\
# Accuracy at all rates and watches

This page is made by a command.

    {command}

What the columns mean says [Accuracy.md](Accuracy.md).
"""


ATTACH_INTRODUCTION = """\
# Accuracy with the object graph

This page is made by a command: programs of the laboratory, live, with `--attach`.

    {command}

What the columns mean says [Accuracy.md](Accuracy.md).
"""


def write_report(page: pathlib.Path, introduction: str, sections: list[list[str]]) -> None:
    """Writes a page of Documentation."""
    page.parent.mkdir(parents=True, exist_ok=True)
    text = introduction.format(command=_command()) + "\n" + "\n".join(line for part in sections for line in part)
    page.write_text(text.rstrip() + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="*", metavar="PATTERN", help="programs in whose name this pattern is found")
    parser.add_argument("--live", type=int, default=0, metavar="N", help="judge N programs live as well")
    parser.add_argument("--goker", action="store_true", help="judge Go's own leak tests live as well")
    parser.add_argument("--case", default="", metavar="TEXT", help="with --goker: only cases whose name contains this")
    parser.add_argument("--goker-toolchain", action="append", metavar="VERSION", help="instead of 1.27.3 and 1.22.10")
    parser.add_argument("--matrix", type=int, default=0, metavar="N", help="judge N runs of all sorts instead")
    parser.add_argument("--attach", action="store_true", help="judge the programs live, with their object graph")
    parser.add_argument("--seed", type=int, default=1, help="with --matrix: another seed draws other runs")
    parser.add_argument("--toolchain", action="append", metavar="V", help="with --matrix or --attach: instead of the usual ones")
    parser.add_argument("--held-out", action="store_true", help="with --matrix: the services that are held out")
    parser.add_argument("--write", action="store_true", help="write the page in Documentation; else print the tables")
    parser.add_argument("--for", dest="watch", type=laboratory.seconds, default=20.0, metavar="DURATION")
    parser.add_argument("--stanch", help=f"the stanch to judge (default: $STANCH or {record.DEFAULT_STANCH})")
    parser.add_argument("--json", action="store_true", help="print the judgements of the programs as JSON, too")
    parser.add_argument("-j", "--jobs", type=int, default=4, help="live programs at one time; they mostly wait")
    return parser.parse_args()


def _measure(options: argparse.Namespace) -> int:
    stanch = record.stanch_binary(options.stanch)
    if options.matrix:
        return _measure_matrix(stanch, options)
    if options.attach:
        toolchains = options.toolchain or list(laboratory.DEFAULT_TOOLCHAINS)
        attached = judge_attached(stanch, options.only, toolchains, options.watch, options.jobs)
        _publish(
            [["", *summary(attached)], calibration(attached), details(attached)],
            (ATTACH_REPORT, ATTACH_INTRODUCTION) if options.write else None,
        )
        return 0
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
    if options.json:
        print(json.dumps([dataclasses.asdict(judgement) for judgement in judgements], indent=2))
    print("\n".join(summary(judgements)))
    _publish(sections, (REPORT, INTRODUCTION) if options.write else None)
    return 0


def _measure_matrix(stanch: pathlib.Path, options: argparse.Namespace) -> int:
    sets = (laboratory.HELD_OUT,) if options.held_out else laboratory.SETS
    programs = laboratory.programs(options.only, sets)
    if not programs:
        raise LaboratoryError(f"there is no program in whose name {options.only!r} is found.")
    toolchains = options.toolchain or list(laboratory.DEFAULT_TOOLCHAINS)
    runs = matrix.plan(programs, toolchains, options.matrix, options.seed)
    judged = judge_matrix(stanch, runs, options.jobs)
    tables = [matrix_tables(judged), calibration([each.judgement for each in judged])]
    _publish(tables, (MATRIX_REPORT, MATRIX_INTRODUCTION) if options.write else None)
    return 0 if len(judged) == len(runs) else 1


def _publish(sections: list[list[str]], page: tuple[pathlib.Path, str] | None) -> None:
    """Writes the tables to a page when that was asked for, and prints them otherwise."""
    if page is not None:
        write_report(*page, sections)
        print(f"\nwritten to {page[0].relative_to(laboratory.REPOSITORY)}")
    else:
        print("\n".join(line for section in sections for line in section))


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
