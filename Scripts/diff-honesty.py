#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts how often `stanch profile diff` and `go tool pprof -diff_base` call growth what is none, and how often growth is found.

    Scripts/diff-honesty.py --stanch PROGRAM [--pairs 200] [--planted 100] [--write]

Each pair of heap profiles is taken of a new process at the default sampling rate (Benchmarks/diff-honesty): twenty places hold
2 MiB each, and all of it is replaced between the profiles. In some one more place keeps 5, 10 or 20 MiB. GO names the go
command; default: that of the newest toolchain. Prints Markdown; `--write` puts it into Documentation/Accuracy-diff.md. Exits with
1 when more than one quiet pair in a hundred has a place that grew, or leaks are found in fewer than 35, 95 and 100 %.
"""
import argparse, json, os, pathlib, re, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parent.parent
parser = argparse.ArgumentParser()
parser.add_argument("--stanch", required=True)
parser.add_argument("--pairs", type=int, default=200)
parser.add_argument("--planted", type=int, default=100)
parser.add_argument("--write", action="store_true")
options = parser.parse_args()
toolchains = pathlib.Path(os.environ.get("STANCH_TOOLCHAINS", root / ".toolchains"))
go = os.environ.get("GO") or str(sorted(toolchains.glob("go1.*"))[-1] / "bin/go")
LEAST = {5: 35, 10: 95, 20: 100}


def run(*words, **settings):
    return subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **settings).stdout


def grown(before, after):
    """Functions that are said to have grown."""
    rows = json.loads(run(options.stanch, "profile", "diff", before, after, "--format", "json"))["rows"]
    return [row["name"] for row in rows if row["verdict"] == "grew"]


def shown(before, after):
    """Whether pprof shows a place that grew by 1 MiB or more."""
    text = run(go, "tool", "pprof", "-symbolize=none", "-top", "-unit=MB", "-diff_base", before, after)
    values = [float(match[1]) for match in re.finditer(r"^ +(-?[0-9.]+)MB ", text, re.M)]
    return any(value >= 1 for value in values)


with tempfile.TemporaryDirectory() as scratch:
    program = f"{scratch}/program"
    run(go, "build", "-o", program, ".", cwd=root / "Benchmarks/diff-honesty")

    def pairs(count, mib):
        for number in range(count):
            run(program, str(1 + number + 1000 * mib), str(mib), scratch)
            yield f"{scratch}/before.pb.gz", f"{scratch}/after.pb.gz"

    alarms, peer = 0, 0
    for before, after in pairs(options.pairs, 0):
        alarms += bool(grown(before, after))
        peer += shown(before, after)
    found, wrong = {}, {}
    for mib in LEAST:
        names = [grown(before, after) for before, after in pairs(options.planted, mib)]
        found[mib] = 100 * sum("main.leak" in one for one in names) / options.planted
        wrong[mib] = sum(any(name != "main.leak" for name in one) for one in names)

version = run(go, "version").split()[2]
text = f"""# Accuracy of differences

Pairs of heap profiles of a real program ({version}), each of a new process, at the default sampling rate of 512 KiB: twenty places
hold 2 MiB each, and all of it is replaced between the two profiles. Made by `Scripts/diff-honesty.py --stanch PROGRAM --write`.

| pairs | what happens in between | `stanch profile diff` | `go tool pprof -diff_base` |
|---|---|---|---|
| {options.pairs} | nothing grows | {alarms} with a place that grew ({100 * alarms / options.pairs:.1f} %) | {peer} show a place 1 MB larger or more ({100 * peer / options.pairs:.1f} %) |
"""
for mib in LEAST:
    text += f"| {options.planted} | one more place keeps {mib} MiB | the place is found in {found[mib]:.0f} % ({LEAST[mib]} % wanted), another called grown in {wrong[mib]} | it is one of those that seem to have grown |\n"
text += """
A place of 5 MiB of small objects has about ten sampled objects, and the report says that growth of such a size may not be seen.
"""
print(text)
if options.write:
    (root / "Documentation/Accuracy-diff.md").write_text(text)
failed = alarms > options.pairs / 100 or any(found[mib] < least for mib, least in LEAST.items())
sys.exit(1 if failed else 0)
