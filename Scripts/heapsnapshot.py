#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opens a .heapsnapshot with the reader of Chrome DevTools itself, in headless Chromium, and prints what it shows.

    Scripts/heapsnapshot.py FILE [--rows 10]

The Memory panel reads a snapshot with a module that comes with the browser; here the same module is loaded, fed the file, and
asked for what the panel's Summary shows: types with their number, distance, own and retained size. Exits with 1 when the
reader does not take the file.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys

from browser import Browser

READER = "devtools://devtools/bundled/entrypoints/heap_snapshot_worker/heap_snapshot_worker.js"
PIECE = 8 << 20

START = f"""(async () => {{
  const reader = await import('{READER}');
  globalThis.reader = reader;
  globalThis.loader = new reader.HeapSnapshotLoader.HeapSnapshotLoader({{ sendEvent() {{}} }});
  return 'ready';
}})()"""

FINISH = """(async () => {
  loader.close();
  await loader.parsingComplete;
  const channel = new MessageChannel();
  new reader.HeapSnapshot.SecondaryInitManager(channel.port2);
  const snapshot = await loader.buildSnapshot(channel.port1);
  const filter = { key() { return 'all'; }, equals() { return false; } };
  const rows = Object.values(snapshot.aggregatesWithFilter(filter));
  rows.sort((one, other) => other.maxRet - one.maxRet);
  return JSON.stringify({
    nodes: snapshot.nodeCount,
    edges: snapshot.edgeCount ?? snapshot.containmentEdges.length / 3,
    bytes: snapshot.totalSize,
    types: rows.length,
    rows: rows.slice(0, ROWS).map(row => [row.name, row.count, row.distance, row.self, row.maxRet]),
  });
})()"""


def evaluate(browser: Browser, expression: str) -> str:
    answer = browser.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
    if "exceptionDetails" in answer:
        details = answer["exceptionDetails"]
        sys.exit("the reader refuses it: " + details.get("exception", {}).get("description", details["text"]))
    return answer["result"].get("value", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=10)
    options = parser.parse_args()
    text = options.file.read_text()
    with Browser() as browser:
        browser.ask("Page.navigate", url="devtools://devtools/bundled/devtools_app.html")
        browser.wait_for("Page.loadEventFired")
        evaluate(browser, START)
        for start in range(0, len(text), PIECE):
            evaluate(browser, f"loader.write({json.dumps(text[start:start + PIECE])})")
        result = json.loads(evaluate(browser, FINISH.replace("ROWS", str(options.rows))))
    print(f"{result['nodes']} nodes, {result['edges']} edges, {result['bytes']} bytes, {result['types']} types")
    print(f"{'count':>10} {'distance':>8} {'own':>12} {'retained':>12}  type")
    for name, count, distance, own, retained in result["rows"]:
        print(f"{count:>10} {distance:>8} {own:>12} {retained:>12}  {name}")


if __name__ == "__main__":
    main()
