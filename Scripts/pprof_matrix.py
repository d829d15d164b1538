#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Combinations of pprof's options, and what `go tool pprof` prints for them: the oracle of `stanch profile`.

Used by record-pprof-reports, which keeps a few of them for `make test`, and by conformance, which compares all of them with
the program itself.
"""
import gzip, itertools, os, pathlib, random, subprocess

repository = pathlib.Path(__file__).resolve().parent.parent
fixtures = repository / "Fixtures/formats/profiles"

#: Values of each option; None leaves it out. Every pair of values occurs in some combination.
OPTIONS = {
    "report": ["-top", "-tree", "-peek=.*al.*", "-traces", "-tags", "-raw", "-top", "-tree"],
    "granularity": [None, "-lines", "-files", "-filefunctions", "-addresses", "-functions"],
    "sort": [None, "-cum"],
    "sample_index": [None, "0", "1", "-1"],
    "nodecount": [None, "3", "12"],
    "nodefraction": [None, "0", "0.05"],
    "edgefraction": [None, "0.1"],
    "trim": [None, "false"],
    "noinlines": [None, True],
    "showcolumns": [None, True],
    "relative_percentages": [None, True],
    "compact_labels": [None, True],
    "drop_negative": [None, True],
    "unit": [None, "auto", "kb", "bytes", "ms"],
    "divide_by": [None, "3"],
    "focus": [None, "alloc|work", "main"],
    "ignore": [None, "runtime"],
    "hide": [None, "handler|Close"],
    "show": [None, "main|alloc|net"],
    "show_from": [None, "serve|main"],
    "prune_from": [None, "work|alloc"],
    "tagfocus": [None, "tenant=a|b", "bytes=16:4kb", "tenant:a"],
    "tagignore": [None, "tenant=c", "1kb:"],
    "tagshow": [None, "tenant"],
    "taghide": [None, "bytes"],
    "tagroot": [None, "tenant,bytes"],
    "tagleaf": [None, "request"],
    "comparison": [None, "base", "diff_base", "normalize"],
}


def varint(number):
    number &= (1 << 64) - 1
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def generated(seed, size=110):
    """A heap profile with everything that reports look at: labels, numbers with units, inlined calls, recursion, names of
    generics, files to clean, several mappings, locations without lines, stacks without locations."""
    random_numbers = random.Random(seed)
    choose, number = random_numbers.choice, random_numbers.randrange
    strings = {"": 0}

    def text(name):
        return strings.setdefault(name, len(strings))

    names = ["main.main", "main.serve", "main.(*Session).alloc", "main.work[...]", "main.handler.func1", "runtime.goexit",
             "runtime.mallocgc", "net/http.(*conn).serve", "example.com/orders/v2/quote.alloc", "strings.(*Builder).grow",
             "main.cache[go.shape.int].Set", "sync.(*Pool).Get", "bytes.makeSlice", "main.(*Buffer).Close", "os.ReadFile"]
    files = ["/home/me/orders/main.go", "/home/me/orders/./quote/../quote/alloc.go", "runtime/malloc.go",
             "example.com/orders@v1.2.3/session.go", ""]
    body = b""
    for kind, unit in [("alloc_objects", "count"), ("alloc_space", "bytes"), ("inuse_objects", "count"), ("inuse_space", "bytes")]:
        body += field(1, field(1, text(kind)) + field(2, text(unit)))
    functions = b""
    for index, name in enumerate(names, 1):
        # With -files pprof keeps functions apart that begin at different lines, and their order is chance.
        file = files[index % len(files)]
        functions += field(5, field(1, index) + field(2, text(name)) + field(3, text(name))
                           + field(4, text(file)) + field(5, 3 + len(file)))
    locations = b""
    fixed = random.Random(7)
    for index in range(1, 41):
        lines = b""
        for _ in range(0 if index % 13 == 0 else fixed.choice([1, 1, 1, 2, 3])):
            lines += field(4, field(1, fixed.randrange(1, len(names) + 1)) + field(2, fixed.randrange(50, 60))
                           + field(3, fixed.randrange(0, 3)))
        locations += field(4, field(1, index) + field(2, 2 if lines else 1) + field(3, 0x400000 + index * 16) + lines)
    samples = b""
    for index in range(size):
        stack = [number(1, 41) for _ in range(number(1, 9))] if index % 97 else []
        objects, bytes_each = number(0, 40), choose([16, 64, 512, 2048, 98304])
        held = number(0, objects + 1) if index % 5 else 0
        values = [objects, objects * bytes_each, held, held * bytes_each]
        labels = field(3, field(1, text("bytes")) + field(3, bytes_each))
        if index % 3 == 0:
            labels += field(3, field(1, text("tenant")) + field(2, text(choose("abc"))))
        if index % 7 == 0:
            labels += field(3, field(1, text("tenant")) + field(2, text("second")))
        if index % 4 == 0:
            labels += field(3, field(1, text("request")) + field(3, number(1, 9000)) + field(4, text("kilobytes")))
        samples += field(2, b"".join(field(1, location) for location in stack)
                         + b"".join(field(2, value) for value in values) + labels)
    mappings = field(3, field(1, 1) + field(2, 0x400000) + field(3, 0x500000) + field(5, text("/usr/lib/libfoo.so.1")))
    mappings += field(3, field(1, 2) + field(2, 0x600000) + field(3, 0x700000) + field(5, text("/srv/orders"))
                      + field(6, text("b41d")) + field(7, 1))
    tail = field(9, 1_760_000_000_123_000_000 + seed) + field(11, field(1, text("space")) + field(2, text("bytes")))
    tail += field(12, 524288) + field(13, text("made for a test")) + field(13, text("#hidden"))
    table = b"".join(field(6, string.encode()) for string in strings)
    return gzip.compress(body + samples + mappings + locations + functions + table + tail, mtime=0)


def combinations(limit, seed=1):
    """Combinations in which every pair of values of two options occurs, most new pairs first; at most `limit`."""
    random_numbers = random.Random(seed)
    keys = list(OPTIONS)
    missing = set()
    for a, b in itertools.combinations(keys, 2):
        missing.update(((a, x), (b, y)) for x in OPTIONS[a] for y in OPTIONS[b])

    def pairs(case):
        return {((a, case[a]), (b, case[b])) for a, b in itertools.combinations(keys, 2)}

    cases = []
    while missing and len(cases) < limit:
        best = None
        for _ in range(12):
            # Mostly defaults: of many options at once each hides what the others do.
            case = {key: random_numbers.choice(OPTIONS[key]) if random_numbers.random() < 0.3 or key == "report"
                    else OPTIONS[key][0] for key in keys}
            for key, value in random_numbers.choice(sorted(missing, key=str)[:50]):
                case[key] = value
            gain = len(pairs(case) & missing)
            if best is None or gain > best[0]:
                best = (gain, case)
        missing -= pairs(best[1])
        cases.append(best[1])
    return cases


def arguments(case, base):
    """The options of a case as pprof takes them."""
    words = [case["report"]]
    if case["granularity"]:
        words.append(case["granularity"])
    if case["sort"]:
        words.append(case["sort"])
    for key, value in case.items():
        if key in ("report", "granularity", "sort", "comparison", "sample_index") or value is None:
            continue
        words.append(f"-{key}" if value is True else f"-{key}={value}")
    if case["sample_index"] in ("0", "1"):
        words.append(f"-sample_index={case['sample_index']}")
    comparison = case["comparison"]
    if comparison and base:
        words.append(f"-{'base' if comparison == 'normalize' else comparison}={base}")
        if comparison == "normalize":
            words.append("-normalize")
    return words


def pprof(go, words, profile):
    """What pprof prints and how it ends."""
    environment = dict(os.environ, TZ="UTC", GOTOOLCHAIN="local", HOME="/nonexistent", GOFLAGS="")
    done = subprocess.run([go, "tool", "pprof", "-symbolize=none", *words, profile], env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/")
    return done.stdout, done.returncode, done.stderr
