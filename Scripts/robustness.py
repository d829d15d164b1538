#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Robustness: what can go wrong around the program is made to go wrong, and what it does then becomes a table.

    Scripts/robustness.py --stanch PROGRAM [--only services,places,signals,files] [--match TEXT] [--write]

Services that misbehave, places that cannot be written to, signals at random moments, hostile files. In each case the
program must end in time and with a status it promises, say one sentence, keep its own memory below a ceiling, write no
control character of the target to the terminal, and leave nothing behind. The script fails when it does not.
With --write the tables of Documentation/Robustness.md are made anew. Nothing but Python is needed; run as a user who may
mount, a disk fills for real.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import fcntl
import json
import os
import pathlib
import random
import re
import resource
import select
import signal
import socket
import stat
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence

sys.dont_write_bytecode = True
from hardness import files, services  # noqa: E402
from hardness.runs import CEILING, MEGABYTE, Run, folder, interrupting, run  # noqa: E402

DOCUMENT = services.REPOSITORY / "Documentation/Robustness.md"
WATCH = 5.0
"""Seconds that services are watched."""
GRACE = 20.0
"""Seconds beyond those after which a watch ends, as Documentation/Capture-bundles.md promises."""
SLACK = 8.0
"""Seconds that a busy machine may add."""


@dataclasses.dataclass
class Row:
    """A line of a table."""

    what: str
    run: Run
    wrongs: list[str]
    note: str = ""
    of_processor: bool = False  # whether processor time is shown instead of the whole time

    @property
    def cells(self) -> list[str]:
        said = re.sub(r"127\.0\.0\.\d+:\d+", "ADDRESS", self.run.sentence).replace("|", "\\|")
        said = re.sub(r"/tmp/stanch-robustness-\w+", "FOLDER", re.sub(r"\.\d+(-\d+)?\.partial", ".N.partial", said))
        said = said if len(said) <= 300 else said[:297] + "..."
        result = "**" + "; ".join(self.wrongs) + "**" if self.wrongs else self.note or "nothing"
        memory = f"{self.run.memory / MEGABYTE:.0f}"
        seconds = self.run.processor_seconds if self.of_processor else self.run.seconds
        return [self.what, said, str(self.run.status), f"{seconds:.1f}", memory, result]


class Campaign:
    """The cases of one kind and what came of them."""

    def __init__(self, program: str, match: str) -> None:
        self.program = program
        self.match = match
        self.rows: list[Row] = []

    def wants(self, what: str) -> bool:
        return self.match.lower() in what.lower()

    def note(self, row: Row) -> None:
        self.rows.append(row)
        mark = "WRONG" if row.wrongs else "ok"
        print(f"{mark:5} {row.what}: {' | '.join(row.cells[1:])}", flush=True)


# Services


def service_cases() -> list[tuple[str, services.Behaviour, Sequence[int]]]:
    """Returns what each service does, and the statuses that are right: 0 or 1 a verdict, 3 too little for one, 2 a refusal."""
    verdict, refusal, some = (0, 1), (2,), (0, 1, 3)
    after = services.only_after_the_index
    return [
        ("is sound", services.sound, verdict),
        ("answers a byte a second, from the index on", services.drip(1.0), refusal),
        ("answers a byte a second after the index", after(services.drip(1.0)), (0, 1, 2, 3)),
        ("answers each request after 4 s", services.late(4.0), some),
        ("accepts connections and says nothing", services.silent, refusal),
        ("says nothing after the index", after(services.silent), refusal),
        ("closes in the middle of each answer", services.closes_in_the_middle, (0, 1, 2, 3)),
        ("closes in the middle of each answer after the index", after(services.closes_in_the_middle), some),
        ("redirects to another place of its own", services.moved, verdict),
        ("redirects to itself, in a circle", services.redirects("/debug/pprof/"), refusal),
        ("redirects to another host", services.redirects("http://192.0.2.1/debug/pprof/"), refusal),
        ("redirects to a file", services.redirects("file:///etc/passwd"), refusal),
        ("speaks HTTP/2 only, without TLS", services.http2_only, refusal),
        ("fails with 500", services.fails("500 Internal Server Error"), refusal),
        ("fails with 500 after the index", after(services.fails("500 Internal Server Error")), refusal),
        ("fails with 500 every second time", services.fails_at_random, some),
        ("fails with 999", services.fails("999 Odd"), refusal),
        ("compresses with gzip", services.compresses("gzip", services.gzip.compress), verdict),
        ("compresses with deflate", services.compresses("deflate", services.zlib.compress), verdict),
        ("compresses with deflate without the frame of zlib", services.compresses("deflate", services.raw_deflate), (0, 1, 2)),
        ("compresses with br after the index", after(services.compresses("br", lambda data: data)), refusal),
        ("sends a gzip bomb for every answer (1 GB)", services.gzip_bomb, refusal),
        ("sends a gzip bomb after the index (1 GB)", after(services.gzip_bomb), (2, 3)),
        ("sends a gzip bomb as profiles (1 GB)", after(services.profile_bomb), (2, 3)),
        ("states a length that is too long", after(services.lies_about_length("LONG")), some),
        ("states a length that is too short", after(services.lies_about_length("SHORT")), some),
        ("states a negative length", after(services.lies_about_length("-5")), (2, 3)),
        ("states a length of 2^70", after(services.lies_about_length("1180591620717411303424")), (2, 3)),
        ("states a length that is no number", after(services.lies_about_length("many")), (2, 3)),
        ("sends garbage instead of chunks", after(services.lies_about_length("zzz\r\n", chunked=True)), (2, 3)),
        ("states a chunk of 2^60 bytes", after(services.lies_about_length("1000000000000000\r\n", chunked=True)), some),
        ("sends a header of 1 MB", services.large_header(1 << 20), (0, 1, 2)),
        ("never ends its header", services.endless_header, refusal),
        ("never ends its header after the index", after(services.endless_header), (2, 3)),
        ("never ends its body, at full speed", services.endless_body, (0, 2)),
        ("never ends its body after the index, at full speed", after(services.endless_body), some),
        ("lists 10,000 profiles", services.many_profiles, verdict),
        ("puts control characters into every text", services.control_characters, some),
        ("is another web server, with control characters in its title", services.control_page, refusal),
        ("sends random bytes after the index", after(services.garbage), (2, 3)),
        ("sends memory statistics for everything after the index", after(services.another_format), (2, 3)),
        ("is a mail server", services.greets(b"220 mail.example ESMTP\r\n"), refusal),
    ]


def try_services(campaign: Campaign) -> None:
    def one(case: tuple[str, services.Behaviour, Sequence[int]]) -> Row:
        what, behaviour, statuses = case
        with folder() as place, services.Service(behaviour) as service:
            command = [campaign.program, "diagnose", service.address, "--for", f"{WATCH:.0f}s"]
            done = run(command, place, WATCH + GRACE)
            return Row(what, done, done.wrongs(statuses, WATCH + GRACE + SLACK))

    cases = [case for case in service_cases() if campaign.wants(case[0])]
    services.zeros_as_gzip(1 << 30)  # made before the clock runs
    for row in in_parallel(one, cases, 4):
        campaign.note(row)
    if campaign.wants("restarts every 5 s"):
        with folder() as place, services.Service(services.sound) as service:
            service.restart_every(5)
            done = run([campaign.program, "diagnose", service.address, "--for", "20s"], place, 20 + GRACE)
            campaign.note(Row("restarts every 5 s, watched for 20 s", done, done.wrongs((0, 1, 3), 20 + GRACE + SLACK)))
    if campaign.wants("connections"):
        campaign.note(many_connections(campaign.program))


def many_connections(program: str) -> Row:
    """A service with as many open connections as descriptors may be had, up to 20,000."""
    # The other ends belong to processes of their own, each with a limit of its own.
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(20_000, hard - 300)
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(4096)
    held: list[socket.socket] = []
    code = (
        "import socket,sys,time\n"
        "s=[]\n"
        f"for _ in range(int(sys.argv[1])):\n c=socket.socket();c.connect(('127.0.0.1',{server.getsockname()[1]}));s.append(c)\n"
        "print('all',flush=True);time.sleep(600)"
    )
    half = count // 2
    clients = [
        subprocess.Popen([sys.executable, "-c", code, str(number)], stdout=subprocess.PIPE)
        for number in (half, count - half)
    ]
    try:
        for _ in range(count):
            held.append(server.accept()[0])
        with folder() as place, services.Service(own_command_line) as service:
            done = run([program, "diagnose", service.address, "--for", f"{WATCH:.0f}s"], place, WATCH + GRACE)
        return Row(f"has {count:,} connections", done, done.wrongs((0, 1), WATCH + GRACE + SLACK))
    finally:
        for client in clients:
            client.kill()
            client.wait()
        for connection in (server, *held):
            connection.close()


def own_command_line(service: services.Service, connection: socket.socket, path: str) -> bool:
    """Answers soundly, and is the process that it says it is: its descriptors are looked at."""
    if path.endswith("cmdline"):
        return services.send(connection, pathlib.Path("/proc/self/cmdline").read_bytes().rstrip(b"\0"))
    return services.sound(service, connection, path)


# Places to write to


def try_places(campaign: Campaign) -> None:
    bundle = str(services.RECORDING)

    def capture(service: services.Service, target: str) -> list[str]:
        return [campaign.program, "capture", service.address, "--for", "1s", "-o", target]

    def case(
        what: str,
        statuses: Sequence[int],
        prepare: Callable[[pathlib.Path], str],
        expected: Sequence[str] = (),
        file_limit: int | None = None,
        judge: Callable[[pathlib.Path], str] = lambda place: "",
        report: bool = False,
        meanwhile: Callable[[subprocess.Popen[bytes]], None] | None = None,
    ) -> None:
        if not campaign.wants(what):
            return
        with folder() as place, services.Service(services.sound) as service:
            target = prepare(place)
            command = (
                [campaign.program, "diagnose", bundle, "--format", "json", "-o", target]
                if report
                else capture(service, target)
            )
            try:
                done = run(command, place, 1 + GRACE, file_limit, meanwhile, expected)
                wrong = judge(place)
            finally:
                for mounted in place.glob("mounted*"):
                    subprocess.run(["umount", mounted], check=False)
            campaign.note(Row(what, done, done.wrongs(statuses, 1 + GRACE + SLACK) + ([wrong] if wrong else [])))

    def whole(name: str) -> Callable[[pathlib.Path], str]:
        return lambda place: "" if is_whole(place / name) else f"{name} is not whole"

    def plain(place: pathlib.Path) -> str:
        return "x.tar.gz"

    case("capture to a new file", (0,), plain, ["x.tar.gz"], judge=whole("x.tar.gz"))
    case("capture in place of a file", (0,), lambda place: _old(place, "x.tar.gz"), judge=whole("x.tar.gz"))
    case("capture, files limited to 4 KB (RLIMIT_FSIZE)", (2,), plain, file_limit=4096)
    case(
        "capture in place of a file, files limited to 4 KB", (2,), lambda place: _old(place, "x.tar.gz"), file_limit=4096,
        judge=lambda place: "" if (place / "x.tar.gz").read_text() == "old" else "the old file is gone",
    )
    case("report, files limited to 1 KB", (2,), plain, file_limit=1024, report=True)
    case("capture to a folder that is read-only", (2,), _read_only, judge=_nothing_in("locked"))
    case("capture to a folder that is not there", (2,), lambda place: "none/x.tar.gz")
    case("capture to a folder", (2,), lambda place: ".")
    case("capture to /dev/null", (0,), lambda place: "/dev/null", judge=lambda place: _is_device("/dev/null"))
    case("capture to /dev/full", (2,), lambda place: "/dev/full", judge=lambda place: _is_device("/dev/full"))
    case("report to /dev/full", (2,), lambda place: "/dev/full", report=True)
    case("capture to a symbolic link", (0,), lambda place: _link(place, True), judge=_link_stays)
    case("capture to a symbolic link that leads nowhere", (0, 2), lambda place: _link(place, False), ["real.tar.gz"])
    case("capture to a pipe that is read", (0,), _pipe, judge=lambda place: _piped.pop() if _piped else "nothing came")
    case("capture to a pipe whose reader goes away", (2,), lambda place: _pipe(place, goes_away=True))
    case("capture with a name of 300 characters", (2,), lambda place: "x" * 300)
    if os.geteuid() == 0 and campaign.wants("a disk that fills"):
        for what, full in (("capture to a disk that is full", True), ("capture to a disk that fills meanwhile", False)):
            case(what, (2,), lambda place, full=full: _small_disk(place, full), judge=_only_filler)
    if campaign.wants("standard output"):
        for what, line, statuses in (
            ("report to a closed pipe on standard output", f"{campaign.program} diagnose {bundle} | true", (0,)),
            ("report to a full device on standard output", f"{campaign.program} diagnose {bundle} > /dev/full", (2,)),
            ("report with standard output and error closed", f"{campaign.program} diagnose {bundle} >&- 2>&-", (0, 1, 2)),
        ):
            with folder() as place:
                done = run(["/bin/sh", "-c", line], place, 10)
                campaign.note(Row(what, done, [w for w in done.wrongs(statuses, 10) if "without a sentence" not in w]))


_piped: list[str] = []


def _old(place: pathlib.Path, name: str) -> str:
    (place / name).write_text("old")
    return name


def _read_only(place: pathlib.Path) -> str:
    (place / "locked").mkdir()
    if os.geteuid() == 0:
        # Permissions stop no administrator; a file system that is mounted read-only does.
        mounted = place / "mounted"
        mounted.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=64k", "none", mounted], capture_output=True)
        return "mounted/x.tar.gz" if done.returncode == 0 else "/proc/x.tar.gz"
    (place / "locked").chmod(0o555)
    return "locked/x.tar.gz"


def _nothing_in(name: str) -> Callable[[pathlib.Path], str]:
    return lambda place: f"left {list((place / name).iterdir())}" if any((place / name).iterdir()) else ""


def _is_device(path: str) -> str:
    return "" if stat.S_ISCHR(os.stat(path).st_mode) else f"{path} is no device any more"


def _link(place: pathlib.Path, exists: bool) -> str:
    if exists:
        (place / "real.tar.gz").write_text("old")
    os.symlink("real.tar.gz", place / "link")
    return "link"


def _link_stays(place: pathlib.Path) -> str:
    if not (place / "link").is_symlink():
        return "the link was replaced"
    return "" if is_whole(place / "real.tar.gz") else "the file behind the link is not whole"


def _pipe(place: pathlib.Path, goes_away: bool = False) -> str:
    path = place / "pipe"
    os.mkfifo(path)

    def read() -> None:
        (place / "piped").write_bytes(path.read_bytes())
        _piped[:] = ["" if is_whole(place / "piped") else "what came through the pipe is not whole"]
        (place / "piped").unlink()

    def read_a_part() -> None:
        while not select.select([end], [], [], 1)[0]:
            pass
        os.read(end, 100)
        os.close(end)

    if not goes_away:
        threading.Thread(target=read, daemon=True).start()
        return "pipe"
    # Opened and made small before anybody writes, so that not everything fits into it.
    end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, 4096)
    threading.Thread(target=read_a_part, daemon=True).start()
    return "pipe"


def _small_disk(place: pathlib.Path, full: bool) -> str:
    mounted = place / "mounted"
    mounted.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", mounted], check=True)
    (mounted / "filler").write_bytes(bytes(16384 if full else 12288))
    return "mounted/x.tar.gz"


def _only_filler(place: pathlib.Path) -> str:
    left = sorted(os.listdir(place / "mounted"))
    return "" if left == ["filler"] else f"left {left}"


def is_whole(path: pathlib.Path) -> bool:
    """Whether a bundle can be read to its end, or a report is one JSON object."""
    try:
        if path.suffix == ".json":
            return "verdict" in json.loads(path.read_bytes())
        with tarfile.open(path) as archive:
            return all(archive.extractfile(member) for member in archive) and archive.getnames()[0] == "manifest.json"
    except (OSError, ValueError, EOFError, tarfile.TarError):
        return False


# Signals


def try_signals(campaign: Campaign, count: int = 50) -> None:
    """Signals at random moments; the same seed gives the same moments."""
    random_numbers = random.Random(7)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        for what, name in (
            ("capture of a service", "x.tar.gz"),
            ("diagnosis of a service", "x.json"),
            ("diagnosis of a bundle", "x.json"),
        ):
            if not campaign.wants(f"{number.name} {what}"):
                continue
            cases = [
                (what, name, number, random_numbers.uniform(0, 0.15 if "bundle" in what else 2.2), each % 2 == 1, each + 2)
                for each in range(count)
            ]
            began = time.monotonic()
            outcomes = list(in_parallel(lambda case: one_signal(campaign.program, *case), cases, 6))
            summarize(campaign, what, number, outcomes, time.monotonic() - began)
    if campaign.wants("SIGINT twice"):
        with folder() as place, services.Service(services.silent) as service:
            command = [campaign.program, "capture", service.address, "--for", "20s", "-o", "x.tar.gz"]
            done = run(command, place, 10, meanwhile=interrupting(signal.SIGINT, 1.0, 1.2))
            campaign.note(Row("SIGINT twice, at a service that says nothing", done, done.wrongs((130,), 3)))
    if campaign.wants("SIGINT once"):
        with folder() as place, services.Service(services.only_after_the_index(services.silent)) as service:
            command = [campaign.program, "capture", service.address, "--for", "20s", "-o", "x.tar.gz"]
            done = run(command, place, 10, meanwhile=interrupting(signal.SIGINT, 1.0))
            campaign.note(Row("SIGINT once, at a service that says nothing", done, done.wrongs((130,), 5)))


def one_signal(
    program: str, what: str, name: str, number: signal.Signals, moment: float, is_old: bool, host: int
) -> tuple[Run, list[str]]:
    """Sends one signal at a moment to one run; returns what is wrong with what it left."""
    with folder() as place, services.Service(services.sound, f"127.0.0.{host}") as service:
        if is_old:
            (place / name).write_text("old")
        if what.startswith("capture"):
            command = [program, "capture", service.address, "--for", "1s", "-o", name]
        else:
            target = str(services.RECORDING) if "bundle" in what else service.address
            command = [program, "diagnose", target, "--for", "1s", "--format", "json", "-o", name]
        done = run(command, place, 1 + GRACE, meanwhile=interrupting(number, moment), expected=[name])
        killed = 128 + number
        verdicts = (0,) if what.startswith("capture") else (0, 1, 3)
        statuses = (killed, *verdicts) if number == signal.SIGKILL else (killed, 130, *verdicts)
        wrongs = done.wrongs(statuses, 1 + GRACE)
        path = place / name
        is_replaced = path.exists() and not (is_old and path.read_bytes() == b"old")
        if is_old and not path.exists():
            wrongs.append("the old file is gone")
        if is_replaced and not is_whole(path):
            wrongs.append(f"{name} is not whole")
        if done.status in verdicts and not is_replaced:
            wrongs.append(f"status {done.status} without {name}")
        return done, wrongs


def summarize(
    campaign: Campaign, what: str, number: signal.Signals, outcomes: list[tuple[Run, list[str]]], seconds: float
) -> None:
    """Makes one row of many runs."""
    statuses = sorted({done.status for done, _ in outcomes})
    tally = ", ".join(f"{sum(done.status == each for done, _ in outcomes)} x {each}" for each in statuses)
    wrongs = sorted({wrong for _, each in outcomes for wrong in each})
    slowest = max((done for done, _ in outcomes), key=lambda done: done.seconds)
    row = Row(f"{len(outcomes)} x {number.name} during the {what}", slowest, wrongs)
    row.run = dataclasses.replace(slowest, errors=f"stanch: {tally}", memory=max(d.memory for d, _ in outcomes))
    campaign.note(row)


# Files


def try_files(campaign: Campaign) -> None:
    with folder() as store:
        for what, write in files.HOSTILE:
            if not campaign.wants(what):
                continue
            path = store / "input"
            write(path)
            size = path.stat().st_size
            # Two runs: a gigabyte is judged by the same ceiling as a kilobyte.
            with folder() as place:
                done = run([campaign.program, "diagnose", str(path)], place, 400)
            path.unlink()
            # Reading takes the processor alone: its time is what other work on the machine does not change.
            speed = f"{size / MEGABYTE / max(done.processor_seconds, 0.01):.0f} MB/s" if size > 100 * MEGABYTE else ""
            campaign.note(Row(what, done, done.wrongs((0, 1, 2, 3), 60, of_processor=True), speed, of_processor=True))
    with folder() as place:
        for what, path in files.pipes_and_devices(place):
            if campaign.wants(what):
                done = run([campaign.program, "diagnose", path], place, 30)
                campaign.note(Row(what, done, done.wrongs((2,), 30)))


# The document


def in_parallel(work: Callable, cases: Iterable, count: int) -> Iterable:
    """Runs cases side by side, since they mostly wait; results come in the order of the cases."""
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        yield from pool.map(work, cases)


def table(rows: list[Row], last: str) -> str:
    lines = [f"| what was tried | what Stanch said | status | s | MB | {last} |", "|---|---|---|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(row.cells) + " |" for row in rows]) + "\n"


def write_document(kind: str, rows: list[Row]) -> None:
    """Puts a table between its marks in the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    begin, end = f"<!-- {kind}: begin -->\n", f"<!-- {kind}: end -->\n"
    before, rest = text.split(begin)
    _, after = rest.split(end)
    new = table(rows, "speed, or what is wrong" if kind == "files" else "what is wrong")
    DOCUMENT.write_text(before + begin + new + end + after, encoding="utf-8")


TRIALS = {"services": try_services, "places": try_places, "signals": try_signals, "files": try_files}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stanch", required=True, help="the program")
    parser.add_argument("--only", default=",".join(TRIALS), help="the kinds to try")
    parser.add_argument("--match", default="", help="only cases with this text")
    parser.add_argument("--write", action="store_true", help="write the tables of the document")
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.stanch).resolve())
    wrong = 0
    for kind in arguments.only.split(","):
        campaign = Campaign(program, arguments.match)
        TRIALS[kind](campaign)
        wrong += sum(bool(row.wrongs) for row in campaign.rows)
        if arguments.write:
            write_document(kind, campaign.rows)
    print(f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
