// SPDX-License-Identifier: Apache-2.0

import Reporting

/// The page of `stanch profile view`: one document, one style, one script, both known to its policy by their hashes.
///
/// It holds nothing of the profiles: what it shows it asks for, and every name arrives as JSON and becomes text.
package enum ViewPage {
  /// What the page may load: its own style and script, and answers of the server that sent it.
  package static var policy: String {
    "default-src 'none'; style-src '\(PagePolicy.source(style))'; script-src '\(PagePolicy.source(script))'; "
      + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }

  private static let style = FlamePanelStyle.text + ViewStyle.text
  private static let script = FlamePanelScript.text + ViewScript.text

  /// The document.
  package static func html() -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>Profile</title>
    <style>\(style)</style>
    </head>
    <body>
    <header>
    <h1 id="title">Profile</h1>
    <p class="about" id="about"></p>
    <div class="controls">
    <label>Profile <select id="p"></select></label>
    <label>compared with <select id="b"></select></label>
    <label>Values <select id="type"></select></label>
    <label>Focus <input id="in-focus" class="short" spellcheck="false"></label>
    <label>Ignore <input id="in-ignore" class="short" spellcheck="false"></label>
    </div>
    <nav role="tablist" aria-label="Views" id="tabs">\(tabs)</nav>
    <div class="controls">
    <input id="search" type="search" placeholder="Search (/), as a regular expression" aria-label="Search" spellcheck="false">
    <span id="found" role="status"></span>
    <button id="b-invert" aria-pressed="false">Invert</button>
    <button id="b-runtime" aria-pressed="false">Hide runtime</button>
    <button id="b-diff" aria-pressed="true">Change</button>
    <button id="b-reset">Reset</button>
    <button id="b-theme" aria-label="Light or dark">Theme</button>
    <button id="b-help">Keys</button>
    </div>
    </header>
    <main>
    <p id="message" role="alert" hidden></p>
    <section id="v-flame" role="tabpanel" aria-label="Flame graph">
    <p id="sum"></p>
    \(panel("flame", "Calls from the root; the tree beside it holds the same."))
    </section>
    <section id="v-sandwich" role="tabpanel" aria-label="Sandwich" hidden>
    <h2 id="sandwich-name"></h2>
    <h3>Callers</h3>
    \(panel("callers", "Callers of the function; the tree beside it holds the same."))
    <h3>Callees</h3>
    \(panel("callees", "What the function calls; the tree beside it holds the same."))
    </section>
    <section id="v-table" role="tabpanel" aria-label="Table" hidden><p class="about" id="lines"></p>
    <div class="wide"><table id="table"><thead></thead><tbody></tbody></table></div><p id="more"></p></section>
    <section id="v-source" role="tabpanel" aria-label="Source" hidden><div id="source"></div></section>
    <p id="chosen"></p>
    </main>
    <dialog id="help"><h2>Keys</h2><dl>\(keys)</dl><form method="dialog"><button>Close</button></form></dialog>
    <footer><p>Made by stanch, on this machine and for it alone.</p></footer>
    <script>\(script)</script>
    </body>
    </html>

    """
  }

  private static let views = [
    ("flame", "Flame"), ("table", "Table"), ("sandwich", "Sandwich"), ("source", "Source"), ("diff", "Difference"),
    ("trend", "Trend"),
  ]

  private static var tabs: String {
    views.enumerated().map { index, view in
      "<button role=\"tab\" id=\"t-\(view.0)\" aria-selected=\"false\">\(view.1) <kbd>\(index + 1)</kbd></button>"
    }.joined()
  }

  private static func panel(_ name: String, _ label: String) -> String {
    """
    <div class="view"><div class="scroll" id="\(name)-scroll" tabindex="0" role="img" aria-label="\(label)">\
    <div class="space" id="\(name)-space"><canvas id="\(name)-canvas"></canvas></div></div>
    <div class="calls"><table role="treegrid" aria-label="Calls"><thead><tr role="row">\
    <th role="columnheader" scope="col">Function</th><th role="columnheader" scope="col" class="number">Value</th>\
    <th role="columnheader" scope="col" class="number">Own</th></tr></thead><tbody id="\(name)-rows"></tbody></table></div></div>
    <p class="status" id="\(name)-status" role="status"></p>
    """
  }

  private static var keys: String {
    let keys = [
      ("1 to 6", "flame graph, table, sandwich, source, difference, trend"), ("/", "search"),
      ("n, N", "next and previous match"), ("arrows", "to caller, callee, neighbour; in tables to other rows"),
      ("Enter", "zoom in; in tables the sandwich of a function"), ("Esc", "zoom out"),
      ("f", "sandwich: callers and callees of the chosen function"), ("s", "its source"),
      ("i", "invert: from the leaves up"),
      ("h", "hide frames of the runtime"), ("d", "colour by change or by package"), ("0", "reset"),
      ("t", "light or dark"),
      ("?", "this list"),
    ]
    return keys.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined()
  }
}
