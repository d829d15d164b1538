#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opens HTML reports in headless Chromium: checks them, or takes pictures.

    Scripts/browser.py check FILE...                   prints one line a fault; exits with 1 when there is any
    Scripts/browser.py picture FILE OUT.png [--width 1440] [--height 900] [--dark] [--at ID] [--whole]
    Scripts/browser.py flame FILE...                   the same for pages of `stanch profile flame`, with keys pressed
    Scripts/browser.py view URL                        the same for the page of `stanch profile view`, of two heap profiles or more
    Scripts/browser.py found                           exits with 0 when a browser is installed

Checked in each file, at 390, 820 and 1440 pixels, light and dark: no message on the console, no violation of the policy,
no request but for the file itself, nothing wider than the window, no name became an element or a handler, ids are unique
and links lead somewhere, search, sorting, folding, flame graphs and keys do what they say, and with scripting off the page
still shows every section. The browser is driven over a pipe (the DevTools protocol); nothing listens on a port.
"""

from __future__ import annotations

import argparse
import base64
import fcntl
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTHS = (390, 820, 1440)
SECONDS = 60


def browser_path() -> str | None:
    named = os.environ.get("STANCH_BROWSER")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """A headless browser with one page."""

    def __init__(self) -> None:
        path = browser_path()
        if not path:
            sys.exit("no browser is installed: apt-get install chromium, or name one in STANCH_BROWSER")
        self.folder = tempfile.TemporaryDirectory()
        to_browser, self.output = os.pipe()
        self.input, from_browser = os.pipe()

        def place_pipes() -> None:
            # The pipes may have the numbers 3 and 4 already, the other way round.
            pair = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_browser, from_browser)]
            os.dup2(pair[0], 3)
            os.dup2(pair[1], 4)

        arguments = [path, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-extensions"]
        arguments += ["--disable-background-networking", "--no-first-run", "--remote-debugging-pipe"]
        arguments += [f"--user-data-dir={self.folder.name}", "about:blank"]
        self.process = subprocess.Popen(
            arguments,
            preexec_fn=place_pipes,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.number = 0
        self.events: list[dict[str, Any]] = []
        self.session: str | None = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        try:
            self.folder.cleanup()
        except OSError:
            # The browser's own children may still be leaving.
            time.sleep(1)
            shutil.rmtree(self.folder.name, ignore_errors=True)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self.number += 1
        number = self.number
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + SECONDS
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.input], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            data = os.read(self.input, 1 << 20)
            if not data:
                raise RuntimeError("the browser ended")
            self.buffer += data
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def wait_for(self, method: str) -> None:
        deadline = time.monotonic() + SECONDS
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive(deadline))

    def show(self, file: pathlib.Path, width: int, height: int, *, dark: bool = False, scripts: bool = True) -> None:
        self.open(file.resolve().as_uri(), width, height, dark=dark, scripts=scripts)

    def open(self, address: str, width: int, height: int, *, dark: bool = False, scripts: bool = True) -> None:
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = "dark" if dark else "light"
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.ask("Emulation.setEmulatedMedia", features=features)
        self.events.clear()
        self.ask("Page.navigate", url=address)
        self.wait_for("Page.loadEventFired")

    def value(self, expression: str) -> Any:
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression[:80]}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def press(self, key: str, text: str = "") -> None:
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, text=text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key)

    def picture(self, whole: bool) -> bytes:
        answer = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(answer["data"])


# What a page must answer with [] or an empty text, each a sentence of what was found instead.
INERT = """(() => {
  const faults = [];
  if (document.scripts.length !== 1) faults.push(document.scripts.length + ' scripts');
  for (const element of document.querySelectorAll('*')) {
    if (['IFRAME', 'OBJECT', 'EMBED', 'IMG', 'LINK', 'FORM', 'BASE', 'FOREIGNOBJECT', 'VIDEO', 'AUDIO'].includes(
      element.tagName.toUpperCase())) faults.push('an element ' + element.tagName);
    for (const name of element.getAttributeNames()) {
      const value = element.getAttribute(name);
      if (name.startsWith('on')) faults.push(element.tagName + ' has ' + name);
      if (name === 'href' && !value.startsWith('#')) faults.push('a link to ' + value);
      if (name === 'src' || name === 'xlink:href') faults.push(element.tagName + ' has ' + name);
      if (name === 'href' && value.startsWith('#') && !document.getElementById(value.slice(1)))
        faults.push('no such place: ' + value);
    }
  }
  const ids = Array.from(document.querySelectorAll('[id]')).map((element) => element.id);
  if (new Set(ids).size !== ids.length) faults.push('an id stands twice');
  if (window.stanchWasHere) faults.push('a name ran as a script');
  return faults;
})()"""

WIDE = """(() => {
  const room = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth > room + 1
    ? ['the page is ' + document.documentElement.scrollWidth + ' wide in a window of ' + room] : [];
})()"""

SECTIONS = """Array.from(document.querySelectorAll('main > section')).map((section) => section.id + ':' +
  (section.getBoundingClientRect().height > 20)).join(' ')"""

ACTIONS = """(async () => {
  const faults = [];
  const expect = (fact, text) => { if (!fact) faults.push(text); };
  const visible = (selector) => Array.from(document.querySelectorAll(selector)).filter((one) => !one.hidden).length;
  const input = document.getElementById('search');
  const find = (text) => { input.value = text; input.dispatchEvent(new Event('input')); };
  expect(!document.querySelector('.tools').hidden, 'the tools stay hidden');
  const rows = visible('.groups tbody tr');
  find('no text of any report says this');
  expect(visible('.groups tbody tr') === 0, 'search leaves rows that do not match');
  find('');
  expect(visible('.groups tbody tr') === rows, 'clearing the search does not bring the rows back');
  for (const head of document.querySelectorAll('.groups thead th[data-sort=number] button')) {
    const column = head.closest('th').cellIndex;
    for (const sign of [-1, 1]) {
      head.click();
      const values = Array.from(document.querySelectorAll('.groups tbody tr'))
        .map((row) => Number(row.cells[column].dataset.value));
      expect(values.every((value, at) => at === 0 || (value - values[at - 1]) * sign >= 0), 'column ' + column +
        ' is not sorted');
      expect(head.closest('th').getAttribute('aria-sort'), 'the sorted column does not say so');
    }
  }
  for (const flame of document.querySelectorAll('svg.flame')) {
    flame.closest('details').open = true;
    const boxes = Array.from(flame.querySelectorAll('.box'));
    const child = boxes[1];
    if (!child) continue;
    const before = child.getAttribute('width');
    child.dispatchEvent(new MouseEvent('click'));
    expect(parseFloat(child.getAttribute('width')) === 100, 'a click does not zoom');
    expect(location.hash === '#' + child.id, 'a zoomed call has no link: ' + location.hash);
    child.dispatchEvent(new MouseEvent('click'));
    expect(Math.abs(parseFloat(child.getAttribute('width')) - parseFloat(before)) < 0.02, 'zooming back fails');
    flame.focus();
    flame.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    flame.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    expect(flame.querySelector('.current') === child, 'arrow keys do not move in the flame graph');
  }
  for (const tree of document.querySelectorAll('table.calls')) {
    const [first, second] = tree.tBodies[0].rows;
    if (!second) continue;
    first.focus();
    first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    expect(second.hidden && first.getAttribute('aria-expanded') === 'false', 'a tree does not fold');
    first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    expect(!second.hidden, 'a tree does not unfold');
  }
  const blocks = document.querySelectorAll('.copyable');
  expect(Array.from(blocks).every((block) => block.querySelector('button')), 'a block has no copy button');
  const theme = document.documentElement;
  const dark = getComputedStyle(document.body).backgroundColor;
  document.getElementById('theme').click();
  expect(getComputedStyle(document.body).backgroundColor !== dark, 'the theme does not change');
  document.getElementById('theme').click();
  dispatchEvent(new Event('beforeprint'));
  expect(!document.querySelector('details:not([open])'), 'print leaves something folded');
  dispatchEvent(new Event('afterprint'));
  return faults;
})()"""


def console_faults(events: Sequence[dict[str, Any]], page: str) -> list[str]:
    """What went to the console, and what was asked of the network."""
    faults = []
    for event in events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.consoleAPICalled":
            faults.append(f"console: {parameters.get('args')}")
        elif method == "Runtime.exceptionThrown":
            faults.append(f"exception: {parameters['exceptionDetails'].get('exception', {}).get('description')}")
        elif method == "Log.entryAdded":
            faults.append(f"log: {parameters['entry'].get('text')}")
        elif method == "Network.requestWillBeSent" and parameters["request"]["url"].split("#")[0] != page:
            faults.append(f"request: {parameters['request']['url']}")
    return faults


def check(file: pathlib.Path, browser: Browser) -> list[str]:
    faults: list[str] = []
    page = file.resolve().as_uri()

    def note(where: str, found: Sequence[str]) -> None:
        faults.extend(f"{file.name}, {where}: {fault}" for fault in found)

    for width in WIDTHS:
        for dark in (False, True):
            where = f"{width} px, {'dark' if dark else 'light'}"
            browser.show(file, width, 900, dark=dark)
            note(where, browser.value(WIDE))
            if width == WIDTHS[-1]:
                note(where, browser.value(INERT))
                note(where, browser.value(ACTIONS))
                browser.press("/", "/")
                if browser.value("document.activeElement.id") != "search":
                    faults.append(f"{file.name}: the key / does not search")
            note(where, console_faults(browser.events, page))
    full = browser.value(SECTIONS)
    browser.show(file, WIDTHS[0], 900, scripts=False)
    browser.ask("Emulation.setScriptExecutionDisabled", value=False)
    if browser.value(SECTIONS) != full or ":false" in full:
        faults.append(f"{file.name}: without scripts the sections are {browser.value(SECTIONS)} instead of {full}")
    return faults


# Colors of a canvas: more than a few are a picture.
COLORS = """((id) => {
  const canvas = document.getElementById(id);
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4 * 17) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
  return seen.size;
})"""


class Pressing:
    """Keys pressed on a page, and what is expected of it then."""

    def __init__(self, browser: Browser, name: str) -> None:
        self.browser, self.name, self.faults = browser, name, []

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.browser.press(key, key if len(key) == 1 else "")

    def expect(self, expression: str, text: str) -> None:
        """Waits for an expression to be true; what a server is asked for takes a moment."""
        deadline = time.monotonic() + 20
        while not self.browser.value(f"Boolean({expression})"):
            if time.monotonic() > deadline:
                self.faults.append(f"{self.name}: {text}")
                return
            time.sleep(0.05)

    def type(self, text: str) -> None:
        for character in text:
            self.browser.press(character, character)


def walk_flame(on: Pressing, rows: str) -> None:
    """What every flame graph does: the tree beside it follows the keys."""
    chosen = f"document.querySelector('#{rows} [aria-selected=true] th').lastChild.textContent"
    level = f"Number(document.querySelector('#{rows} [aria-selected=true]').getAttribute('aria-level'))"
    on.expect(f"{chosen} === 'all'", "the root is not chosen at first")
    on.keys("ArrowDown")
    on.expect(f"{level} === 2", "the key ArrowDown does not lead to a callee")
    name = on.browser.value(chosen)
    on.keys("ArrowRight", "ArrowLeft")
    on.expect(f"{chosen} === {json.dumps(name)}", "ArrowRight and ArrowLeft do not lead back")
    on.keys("ArrowUp")
    on.expect(f"{level} === 1", "the key ArrowUp does not lead to the caller")
    on.keys("ArrowDown", "Enter")
    on.expect(f"new URLSearchParams(location.hash.slice(1)).get('z') === {json.dumps(name)}", "Enter does not zoom into the address")
    on.expect(f"{chosen} === {json.dumps(name)} && {level} === 1", "the tree does not begin where one zoomed to")
    on.keys("Escape")
    on.expect("!new URLSearchParams(location.hash.slice(1)).get('z')", "Esc does not zoom out")
    on.browser.value("history.back()")
    on.expect(f"{chosen} === {json.dumps(name)}", "going back does not zoom in again")
    on.keys("0")
    on.expect(f"{chosen} === 'all'", "the key 0 does not reset")
    on.keys("/")
    on.expect("document.activeElement.id === 'search'", "the key / does not search")
    on.type("a")
    on.expect("/^[0-9]+ found/.test(document.getElementById('found').textContent)", "search counts nothing")
    on.keys("Enter")
    on.expect("document.activeElement.id !== 'search'", "Enter stays in the search")
    first = on.browser.value(chosen)
    on.keys("n")
    on.expect(f"{chosen} !== {json.dumps(first)} || /^1 found/.test(document.getElementById('found').textContent)", "the key n does not go on")
    on.keys("N")
    on.expect(f"{chosen} === {json.dumps(first)}", "the key N does not go back")
    on.keys("i")
    on.expect("new URLSearchParams(location.hash.slice(1)).get('i') === '1'", "the key i does not invert")
    on.expect("document.getElementById('b-invert').getAttribute('aria-pressed') === 'true'", "the button Invert does not say so")
    on.keys("0")
    on.expect("!location.hash || location.hash === '#'", "a reset leaves something in the address")
    dark = on.browser.value("getComputedStyle(document.body).backgroundColor")
    on.keys("t")
    on.expect(f"getComputedStyle(document.body).backgroundColor !== {json.dumps(dark)}", "the key t does not change the theme")
    on.keys("t", "?")
    on.expect("document.getElementById('help').open", "the key ? shows no keys")
    on.browser.value("document.getElementById('help').close()")


def check_flame(file: pathlib.Path, browser: Browser) -> list[str]:
    on = Pressing(browser, file.name)
    page = file.resolve().as_uri()
    for width in WIDTHS:
        for dark in (False, True):
            browser.show(file, width, 900, dark=dark)
            on.faults += [f"{file.name}, {width} px: {fault}" for fault in browser.value(WIDE)]
    on.expect(f"{COLORS}('flame') > 3", "the flame graph is empty")
    walk_flame(on, "rows")
    on.keys("h")
    on.expect("new URLSearchParams(location.hash.slice(1)).get('h') === '1'", "the key h does not hide the runtime")
    on.keys("0", "ArrowDown", "f")
    on.expect("new URLSearchParams(location.hash.slice(1)).get('f')", "the key f does not focus")
    on.expect("!window.stanchWasHere && document.scripts.length === 2", "a name became a script")
    on.faults += [f"{file.name}: {fault}" for fault in console_faults(browser.events, page)]
    browser.show(file, WIDTHS[0], 900, scripts=False)
    browser.ask("Emulation.setScriptExecutionDisabled", value=False)
    on.expect("document.querySelectorAll('table.functions tbody tr').length > 0", "without scripts there is no table")
    return on.faults


def check_view(address: str, browser: Browser) -> list[str]:
    on = Pressing(browser, "view")
    for width in WIDTHS:
        for dark in (False, True):
            browser.open(address, width, 900, dark=dark)
            on.expect("document.querySelector('#flame-rows tr')", f"no calls at {width} pixels")
            on.expect("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1", f"the page is wider than {width} pixels")
    on.expect(f"{COLORS}('flame-canvas') > 3", "the flame graph is empty")
    walk_flame(on, "flame-rows")
    on.keys("h")
    on.expect("new URLSearchParams(location.hash.slice(1)).get('h') === '1'", "the key h does not hide the runtime")
    on.keys("0")
    on.expect("!location.hash.includes('h=1')", "the key 0 does not reset")
    on.keys("2")
    rows = "document.querySelectorAll('#table tbody tr:not([hidden])')"
    on.expect(f"{rows}.length > 1", "the table is empty")
    on.keys("ArrowDown", "ArrowUp", "ArrowDown")
    on.expect("document.querySelector('#table tr[aria-selected=true]') === document.activeElement", "arrows do not walk the table")
    name = browser.value("document.activeElement.name")
    on.keys("Enter")
    on.expect(f"document.getElementById('sandwich-name').textContent === {json.dumps(name)}", "Enter shows no sandwich")
    for half in ("callers", "callees"):
        on.expect(f"document.querySelector('#{half}-rows th').lastChild.textContent === {json.dumps(name)}", f"{half} do not begin with the function")
        on.expect(f"{COLORS}('{half}-canvas') > 1", f"{half} are not drawn")
    on.keys("s")
    on.expect("document.querySelector('#source section h3')", "the key s shows no source")
    on.expect(f"document.querySelector('#source h3').textContent === {json.dumps(name)}", "the source is another function's")
    on.keys("5")
    on.expect("/verdict/.test(document.querySelector('#table thead').textContent)", "the difference has no verdicts")
    on.expect("/Total: /.test(document.getElementById('lines').textContent)", "the difference has no total")
    browser.value("document.querySelector('#table thead button').click()")
    on.expect("document.querySelector('#table th[aria-sort=descending]')", "a column is not sorted by a click")
    on.keys("6")
    on.expect("document.querySelector('#table svg.series')", "the trend has no course")
    on.keys("1")
    browser.value("(() => { const b = document.getElementById('b'); b.value = '0'; b.dispatchEvent(new Event('change')); })()")
    on.expect("/ to /.test(document.getElementById('sum').textContent)", "a base makes no comparison")
    on.keys("d")
    on.expect("document.getElementById('b-diff').getAttribute('aria-pressed') === 'false'", "the key d does not change the colors")
    browser.value("(() => { const f = document.getElementById('in-focus'); f.value = '('; f.dispatchEvent(new Event('change')); })()")
    on.expect("!document.getElementById('message').hidden && document.getElementById('message').textContent", "a wrong pattern is not told")
    browser.value("(() => { const f = document.getElementById('in-focus'); f.value = ''; f.dispatchEvent(new Event('change')); })()")
    on.expect("document.getElementById('message').hidden", "the message stays")
    held = browser.value("location.hash")
    faults_before = list(browser.events)
    # Only another document is loaded anew.
    browser.open("about:blank", WIDTHS[-1], 900)
    browser.open(address + held, WIDTHS[-1], 900)
    browser.events[:0] = faults_before
    on.expect("/ to /.test(document.getElementById('sum').textContent)", "the address does not hold the view")
    on.expect("!window.stanchWasHere && document.scripts.length === 1", "a name became a script")
    for fault in console_faults(browser.events, address):
        # The browser itself says that the wrong pattern was answered with 400.
        if not fault.startswith(f"request: {address}") and "status of 400" not in fault:
            on.faults.append(f"view: {fault}")
    return on.faults


def driven(arguments: argparse.Namespace) -> int:
    with Browser() as browser:
        faults = [fault for one in arguments.pages for fault in arguments.check(one, browser)]
    for fault in faults:
        print(fault)
    print(f"{len(arguments.pages)} pages looked at, {len(faults)} faults")
    return 1 if faults else 0


def checks(arguments: argparse.Namespace) -> int:
    faults = []
    with Browser() as browser:
        for file in arguments.files:
            faults += check(file, browser)
    for fault in faults:
        print(fault)
    print(f"{len(arguments.files)} pages looked at, {len(faults)} faults")
    return 1 if faults else 0


def picture(arguments: argparse.Namespace) -> int:
    with Browser() as browser:
        address = arguments.file if "://" in arguments.file else pathlib.Path(arguments.file).resolve().as_uri()
        browser.open(address, arguments.width, arguments.height, dark=arguments.dark)
        if arguments.at:
            browser.value(f"document.getElementById({json.dumps(arguments.at)}).scrollIntoView()")
        time.sleep(0.3)
        arguments.output.write_bytes(browser.picture(arguments.whole))
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    checking = commands.add_parser("check", help="look for faults in reports")
    checking.add_argument("files", nargs="+", type=pathlib.Path)
    checking.set_defaults(run=checks)
    flaming = commands.add_parser("flame", help="look for faults in flame pages")
    flaming.add_argument("pages", nargs="+", type=pathlib.Path)
    flaming.set_defaults(run=driven, check=check_flame)
    viewing = commands.add_parser("view", help="look for faults in the page of a running server")
    viewing.add_argument("pages", nargs=1, metavar="URL")
    viewing.set_defaults(run=driven, check=check_view)
    taking = commands.add_parser("picture", help="take a picture of a report")
    taking.add_argument("file", help="a file or an address")
    taking.add_argument("output", type=pathlib.Path)
    taking.add_argument("--width", type=int, default=1440)
    taking.add_argument("--height", type=int, default=900)
    taking.add_argument("--dark", action="store_true")
    taking.add_argument("--at", metavar="ID", help="scroll to this element first")
    taking.add_argument("--whole", action="store_true", help="the whole page, not only the window")
    taking.set_defaults(run=picture)
    finding = commands.add_parser("found", help="tell whether a browser is installed")
    finding.set_defaults(run=lambda _: 0 if browser_path() else 1)
    arguments = parser.parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
