# SPDX-License-Identifier: Apache-2.0
"""Hostile files: a gigabyte of each format, well formed and not, bombs, and archives that reach out of their folder."""

from __future__ import annotations

import gzip
import io
import json
import os
import pathlib
import random
import tarfile
from collections.abc import Callable, Iterable, Iterator

from . import services

FORMATS = services.FORMATS
GIGABYTE = 1 << 30

Writer = Callable[[pathlib.Path], None]


def _fill(path: pathlib.Path, head: bytes, pieces: Iterable[bytes], size: int = GIGABYTE) -> None:
    """Writes a head and then pieces up to a size."""
    with open(path, "wb", buffering=0) as file:
        written = file.write(head)
        for piece in pieces:
            if written >= size:
                return
            written += file.write(piece)


def _repeat(unit: bytes) -> Iterator[bytes]:
    block = unit * max(1, (4 << 20) // len(unit))
    while True:
        yield block


def _numbered(template: bytes, count: int = 2000) -> Iterator[bytes]:
    """Repeats a text in which every # becomes a number of its own."""
    before, *rest = template.split(b"#")
    number = 0
    while True:
        pieces = []
        for _ in range(count):
            number += 1
            digits = b"%d" % number
            pieces.append(before + b"".join(digits + part for part in rest))
        yield b"".join(pieces)


def _again(pieces: Iterator[bytes], distinct: int) -> Iterator[bytes]:
    """Repeats what an iterator gives within the first so many bytes: making more takes longer than reading it."""
    kept: list[bytes] = []
    while sum(map(len, kept)) < distinct:
        kept.append(next(pieces))
    return _repeat(b"".join(kept))


def repeated(head: bytes, unit: bytes) -> Writer:
    return lambda path: _fill(path, head, _repeat(unit))


def numbered(head: bytes, template: bytes) -> Writer:
    return lambda path: _fill(path, head, _numbered(template))


def randomly(head: bytes) -> Writer:
    """A head that is recognized, and then random bytes."""

    def write(path: pathlib.Path) -> None:
        block = random.randbytes(8 << 20)
        _fill(path, head, iter(lambda: block, None))

    return write


def recorded(path: str) -> bytes:
    return (FORMATS / path).read_bytes()


def _field(number: int, payload: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def profile_samples(path: pathlib.Path) -> None:
    """A sound heap profile and then a gigabyte of samples more, each of a size of its own."""
    head = gzip.decompress(recorded("memory/go1.27.3/heap.pb.gz"))

    def samples() -> Iterator[bytes]:
        number = 0
        while True:
            pieces = []
            for _ in range(5000):
                number += 1
                values = b"".join(map(_varint, (1, number, 1, number)))
                label = _varint(1 << 3) + _varint(1) + _varint(3 << 3) + _varint(number)
                pieces.append(_field(2, _field(1, b"\1") + _field(2, values) + _field(3, label)))
            yield b"".join(pieces)

    _fill(path, head, _again(samples(), 32 << 20))


def profile_strings(path: pathlib.Path) -> None:
    """A sound heap profile and then a gigabyte of strings."""
    head = gzip.decompress(recorded("memory/go1.27.3/heap.pb.gz"))

    def strings() -> Iterator[bytes]:
        number = 0
        while True:
            number += 4000
            yield b"".join(_field(6, b"name-%d" % each) for each in range(number - 4000, number))

    _fill(path, head, _again(strings(), 64 << 20))


GOROUTINE = b"""goroutine # [chan send, 5 minutes]:
main.worker(0xc000012345)
\t/srv/shop/worker.go:41 +0x25
created by main.main in goroutine 1
\t/srv/shop/main.go:12 +0x90

"""
PLACES = GOROUTINE.replace(b"worker", b"worker#", 1)
LABELS = GOROUTINE.replace(b"]:", b'] {"request": "#"}:')
PROFILE_TEXT = b"1 @ 0x46ad0e 0x40#\n#\t0x46ad0d\tmain.worker+0x5f\t\t/srv/shop/worker.go:41\n\n".replace(
    b"\n#", b"\n\0"
)  # the line's own # must stay
HEAP_RECORD = b"1: 64 [2: 128] @ 0x46ad0e 0x40#\n"
GCTRACE = (
    b"gc # @1.234s 2%: 0.018+1.1+0.012 ms clock, 0.14+0.35/1.2/3.0+0.09 ms cpu, 4->5->1 MB, 5 MB goal, 0 MB stacks, "
    b"0 MB globals, 8 P\n"
)
SAMPLE = b'http_requests_total{path="/orders/#"} #\n'


def _metrics_process(path: pathlib.Path) -> None:
    unit = recorded("memory/go1.27.3/metrics.txt")
    _fill(path, unit, _repeat(unit))


def _trace(path: pathlib.Path) -> None:
    """A sound trace, its batches over and over: time goes backwards, generations come again."""
    whole = recorded("traces/go1.27.3.trace")
    _fill(path, whole, _repeat(whole[16:]))


def _nested(path: pathlib.Path) -> None:
    _fill(path, b'{"HeapAlloc":1,"HeapInuse":2,"x":', _repeat(b"["))


def _one_line(path: pathlib.Path) -> None:
    _fill(path, b"gc 1 @0.012s 2%: ", _repeat(b"a"))


def archive(members: Callable[[tarfile.TarFile], None], compressed: bool = True) -> Writer:
    """A bundle with a sound manifest and members of one's choice."""

    def write(path: pathlib.Path) -> None:
        with tarfile.open(path, "w:gz" if compressed else "w", format=tarfile.PAX_FORMAT) as tar:
            add(tar, "manifest.json", manifest(["rounds/01/goroutine-debug2.txt"]))
            members(tar)

    return write


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def manifest(files: list[str], text: str = "") -> bytes:
    """Returns a manifest that names files, with a text wherever one can stand."""
    items = [{"source": f"/debug/pprof/goroutine?debug=2{text}", "file": name, "at": 0, "bytes": 1} for name in files]
    target = {"kind": "url", "name": f"shop{text}", "address": f"shop:6060{text}"}
    described = {
        "formatVersion": 1, "toolVersion": f"0.1.0{text}", "target": target, "started": 1.79e9, "seconds": 30,
        "plannedSeconds": 30, "items": items, "sources": [], "symbols": {"c000": f"main.lock{text}"},
        "cost": {"requests": 1, "bytes": 1, "forcedGCs": 0, "pauses": []}, "gaps": [f"a gap{text}"] if text else [],
    }
    return json.dumps(described).encode()


def _outside(tar: tarfile.TarFile) -> None:
    for name in ("../outside.txt", "/tmp/stanch-absolute.txt", "a/../../b", "rounds/\x1b[2J", "x" * 5000):
        add(tar, name, b"goroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1\n\n")
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE):
        entry = tarfile.TarInfo(f"rounds/special-{kind.decode()}")
        entry.type, entry.linkname = kind, "/etc/passwd"
        tar.addfile(entry)


def _many(tar: tarfile.TarFile) -> None:
    for number in range(200_000):
        add(tar, f"m/{number}", b"")


def bundle_of(text: bytes, size: int, more: int = 1) -> Writer:
    """A bundle whose rounds, compressed well, are of that size together."""

    def write(path: pathlib.Path) -> None:
        names = [f"rounds/{number:02}/goroutine-debug2.txt" for number in range(1, more + 1)]
        with gzip.open(path, "wb", compresslevel=1) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
            add(tar, "manifest.json", manifest(names))
            for name in names:
                entry = tarfile.TarInfo(name)
                entry.size = size // more // len(text) * len(text)
                tar.addfile(entry, _Repeating(text * max(1, (1 << 20) // len(text))))

    return write


class _Repeating(io.RawIOBase):
    """A file that repeats a text for ever."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._offset = 0

    def read(self, size: int = -1) -> bytes:
        start = self._offset % len(self._text)
        self._offset += size
        return (self._text * (size // len(self._text) + 2))[start : start + size]


def _controls_in_bundle(path: pathlib.Path) -> None:
    with tarfile.open(path, "w:gz") as tar:
        text = services.CONTROLS
        add(tar, "manifest.json", manifest(["r.txt"], text))
        dump = "".join(
            f"goroutine {number} [chan send, 20 minutes]:\nma{text.strip()}in.f()\n\t/srv/{text.strip()}a.go:1 +0x1\n\n"
            for number in range(1, 50)
        )
        add(tar, "r.txt", dump.encode())


def _controls_in_dump(path: pathlib.Path) -> None:
    text = services.CONTROLS.replace("\r", "")
    path.write_text(
        "".join(
            f"goroutine {number} [chan send {text}, 20 minutes]:\nma{text}in.f()\n\t/srv/{text}a.go:1 +0x1\n"
            f"created by ma{text}in.g in goroutine 1\n\t/srv/{text}b.go:2 +0x1\n\n"
            for number in range(1, 50)
        )
    )


def _as_gzip(text: bytes, size: int) -> Writer:
    """A text over and over as gzip: a thousandth of what comes out."""

    def write(path: pathlib.Path) -> None:
        with gzip.open(path, "wb", compresslevel=1) as file:
            for _ in range(size // (1 << 20)):
                file.write((text * ((1 << 20) // len(text) + 1))[: 1 << 20])

    return write


def _small(content: bytes) -> Writer:
    return lambda path: _write(path, content)


def _write(path: pathlib.Path, content: bytes) -> None:
    path.write_bytes(content)


def _packed(path: pathlib.Path, name: str, content: bytes) -> None:
    with tarfile.open(path, "w:gz", compresslevel=1) as tar:
        add(tar, name, content)
        add(tar, "a", GOROUTINE.replace(b"#", b"7"))


def _immodest(path: pathlib.Path) -> None:
    sound = json.loads(manifest(["a"]))
    sound.update(started=1e308, seconds=-1e300, plannedSeconds=1e-300)
    sound["items"][0].update(at=1e308, seconds=-1e308, bytes=-1, round=-(1 << 62))
    sound["cost"].update(requests=1 << 62, pauses=[{"what": "x", "seconds": 1e308}] * 3)
    _packed(path, "manifest.json", json.dumps(sound).encode())


def _repetitive(path: pathlib.Path) -> None:
    _packed(path, "manifest.json", manifest(["a"] * 30_000))


HOSTILE: list[tuple[str, Writer]] = [
    ("1 GB of goroutines at one place (debug=2)", numbered(b"", GOROUTINE)),
    ("1 GB of goroutines, each at a place of its own", numbered(b"", PLACES)),
    ("1 GB of goroutines, each with a label of its own", numbered(b"", LABELS)),
    ("1 GB of one goroutine, over and over", repeated(b"", GOROUTINE.replace(b"#", b"7"))),
    ("a goroutine's header, then 1 GB of random bytes", randomly(b"goroutine 1 [running]:\n")),
    ("1 GB of a goroutine profile as text (debug=1), each record with an address of its own",
     lambda path: _fill(
         path, b"goroutine profile: total 9\n", (piece.replace(b"\0", b"#") for piece in _numbered(PROFILE_TEXT)))),
    ("1 GB of a goroutine profile as text, then random bytes", randomly(b"goroutine profile: total 9\n1 @ 0x46ad0e\n")),
    ("1 GB of a heap profile (profile.proto), every sample another size", profile_samples),
    ("1 GB of a heap profile, strings only", profile_strings),
    ("a heap profile, then 1 GB of random bytes",
     lambda path: randomly(gzip.decompress(recorded("memory/go1.27.3/heap.pb.gz")))(path)),
    ("1 GB of a heap profile as text, each record with an address of its own",
     numbered(b"heap profile: 1: 64 [2: 128] @ heap/1048576\n", HEAP_RECORD)),
    ("a heap profile as text, then 1 GB of random bytes", randomly(b"heap profile: 1: 64 [2: 128] @ heap/1048576\n")),
    ("1 GB of an execution trace, its generations over and over", _trace),
    ("the header of an execution trace, then 1 GB of random bytes",
     randomly(recorded("traces/go1.27.3.trace")[:4096])),
    ("1 GB of gctrace lines", numbered(b"", GCTRACE)),
    ("a gctrace line, then 1 GB without a line's end", _one_line),
    ("1 GB of MemStats as lines of JSON", lambda path: repeated(b"", recorded("memory/go1.27.3/memstats.jsonl"))(path)),
    ("MemStats, then 1 GB of [", _nested),
    ("1 GB of Prometheus text, every sample with a label of its own",
     lambda path: numbered(recorded("memory/go1.27.3/metrics.txt"), SAMPLE)(path)),
    ("1 GB of Prometheus text, the same page over and over", _metrics_process),
    ("1 GB of looks at a process", lambda path: repeated(b"", recorded("process/go1.27.3/live.txt"))(path)),
    ("1 GB of random bytes", randomly(b"")),
    ("1 GB of zeros", repeated(b"", bytes(4096))),
    ("1 GB of line feeds", repeated(b"", b"\n" * 4096)),
    ("a bundle with 1 GB of goroutines, 8 MB compressed", bundle_of(GOROUTINE.replace(b"#", b"7"), GIGABYTE)),
    ("a bundle with 1 GB of goroutines in 30 rounds", bundle_of(GOROUTINE.replace(b"#", b"7"), GIGABYTE, 30)),
    ("a bundle with 8 GB of zeros (a bomb)", bundle_of(bytes(512), 8 * GIGABYTE)),
    ("a gzip file of 4 GB of zeros (a bomb)", lambda path: _write(path, services.zeros_as_gzip(1 << 30) * 4)),
    ("a gzip file of 50 million empty members", repeated(b"", gzip.compress(b"", mtime=0))),
    ("a gzip file of 1 GB of goroutines", _as_gzip(GOROUTINE.replace(b"#", b"7"), GIGABYTE)),
    ("a gzip file of 1 GB of heap profile strings", _as_gzip(_field(6, b"x" * 60), GIGABYTE)),
    ("a bundle with names that lead out of it, links, devices, pipes", archive(_outside)),
    ("a bundle with 200,000 members", archive(_many)),
    ("a bundle with control characters in every text", _controls_in_bundle),
    ("a goroutine dump with control characters in every text", _controls_in_dump),
    ("an archive without a manifest",
     lambda path: _packed(path, "notes.txt", b"nothing")),
    ("a manifest that is no JSON", lambda path: _packed(path, "manifest.json", b"{")),
    ("a manifest of 1 GB", lambda path: _packed(path, "manifest.json", b"[" * GIGABYTE)),
    ("a manifest with numbers beyond reason", _immodest),
    ("a manifest that names one file 30,000 times", _repetitive),
    ("an empty file", lambda path: path.touch()),
    ("a zip file", _small(b"PK\3\4" + bytes(100))),
    ("a program", lambda path: _write(path, pathlib.Path("/bin/true").read_bytes())),
    ("a core file", _small(b"\x7fELF\2\1\1" + bytes(9) + b"\4\0\x3e\0" + bytes(1000))),
]
"""What is tried, and what writes it."""


def pipes_and_devices(place: pathlib.Path) -> list[tuple[str, str]]:
    """Makes inputs that are no files; returns what each is and its path."""
    os.mkfifo(place / "pipe")
    os.symlink("loop", place / "loop")
    return [
        ("/dev/zero, which never ends", "/dev/zero"),
        ("/dev/urandom, which never ends", "/dev/urandom"),
        ("/dev/null", "/dev/null"),
        ("a pipe that nobody writes to", "pipe"),
        ("a symbolic link to itself", "loop"),
        ("a folder", "."),
        ("a file that is not there", "none.txt"),
    ]
