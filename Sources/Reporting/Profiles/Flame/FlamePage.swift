// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A profile as one HTML file with a flame graph, a tree of calls beside it and a table of functions.
///
/// Complete without a network; without JavaScript the table is left. Every name is text (`Escaped`, or JSON in which no
/// markup can stand), and the page forbids itself everything but its own style and script by their hashes.
package struct FlamePage: Sendable {
  private let tree: FlameTree
  private let top: TopReport
  private let title: String
  private let lines: [String]
  private let unit: String

  private static let rowLimit = 60

  /// Makes the page of a report, or of what changed since its base.
  package init(_ report: ReportedProfile, base: ReportedProfile? = nil) {
    tree = FlameTree(report, base: base)
    top = TopReport(report, marksInlined: false)
    let numbers = ProfileNumbers(report, outputUnit: "auto")
    let header = ProfileHeader(report: report, numbers: numbers)
    lines = header.profileLines() + report.settings.activeFilters
    unit = report.selection.unit
    let main = report.profile.mappings.first.map { SourcePathTrimming.lastElement(report.profile.strings[$0.file]) }
    title = "\(report.selection.type)\(base == nil ? "" : ", compared") of \(main ?? "a program")"
  }

  private static let policy =
    "default-src 'none'; style-src '\(SHA256.policySource(FlamePanelStyle.text))'; "
    + "script-src '\(SHA256.policySource(FlameScript.text))'; base-uri 'none'; form-action 'none'"

  /// The file.
  package func html() -> String {
    let page: Markup = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Markup(constant: Self.policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <title>\(Escaped(title, limit: 200))</title>
      <style>\(Markup(constant: FlamePanelStyle.text))</style>
      </head>
      <body>
      <header>
      <h1>\(Escaped(title, limit: 200))</h1>
      <p class="about">\(lines.map { "<span>\(Escaped($0, limit: 200))</span>" as Markup }.joined())</p>
      <p id="sum"></p>
      </header>
      <main>
      \(controls)
      <div id="view" hidden>
      <div id="scroll" tabindex="0" role="img" aria-label="Flame graph; the tree of calls beside it holds the same.">\
      <div id="space"><canvas id="flame"></canvas></div></div>
      <div id="calls"><table role="treegrid" aria-label="Calls"><thead><tr role="row">\
      <th role="columnheader" scope="col">Function</th><th role="columnheader" scope="col" class="number">Value</th>\
      <th role="columnheader" scope="col" class="number">Own</th></tr></thead><tbody id="rows"></tbody></table></div>
      </div>
      <p id="status" role="status"></p>
      <section>
      <h2>Functions</h2>
      \(table)
      </section>
      </main>
      <dialog id="help"><h2>Keys</h2><dl>\(keys)</dl><form method="dialog"><button>Close</button></form></dialog>
      <footer><p>Made by stanch. This page loads nothing and sends nothing.</p></footer>
      <script type="application/json" id="data">\(Markup(constant: FlameData(tree, unit: unit).text))</script>
      <script>\(Markup(constant: FlameScript.text))</script>
      </body>
      </html>

      """
    return page.html
  }

  private var controls: Markup {
    let compares: Markup = tree.isComparison ? "<button id=\"b-diff\" aria-pressed=\"true\">Change</button>" : ""
    return """
      <div class="controls" hidden id="controls">
      <input id="search" type="search" placeholder="Search (/), as a regular expression" aria-label="Search">
      <span id="found"></span>
      <button id="b-invert" aria-pressed="false">Invert</button>
      <button id="b-focus" aria-pressed="false">Focus</button>
      <button id="b-runtime" aria-pressed="false">Hide runtime</button>
      \(compares)
      <button id="b-reset">Reset</button>
      <button id="b-theme" aria-label="Light or dark">Theme</button>
      <button id="b-help">Keys</button>
      </div>
      """
  }

  private var keys: Markup {
    let keys: [(String, String)] = [
      ("/", "search"), ("n, N", "next and previous match"), ("arrows", "to caller, callee, neighbour"),
      ("Enter", "zoom in"), ("Esc", "zoom out"), ("f", "focus: all callees of this function, merged"),
      ("i", "invert: from the leaves up"), ("h", "hide frames of the runtime"), ("d", "colour by change or by package"),
      ("0", "reset"), ("t", "light or dark"), ("?", "this list"),
    ]
    return keys.map { key, meaning in "<dt>\(Escaped(key))</dt><dd>\(Escaped(meaning))</dd>" as Markup }.joined()
  }

  private var table: Markup {
    let rows = top.rows.prefix(Self.rowLimit).map { row -> Markup in
      let place = row.file.map { " \($0)" } ?? ""
      return """
        <tr><th scope="row">\(Escaped(name: row.name + place, limit: 300))</th>\
        <td class="number">\(Escaped(MeasuredValue.text(row.flat, from: unit, to: "auto")))</td>\
        <td class="number">\(Escaped(MeasuredValue.text(row.cum, from: unit, to: "auto")))</td></tr>

        """
    }
    let more = top.rows.count - rows.count
    let rest: Markup = more > 0 ? "<p>\(more) more functions are not shown.</p>" : ""
    return """
      <table class="functions"><thead><tr><th scope="col">Name</th><th scope="col" class="number">Flat</th>\
      <th scope="col" class="number">Cumulative</th></tr></thead><tbody>
      \(rows.joined())</tbody></table>\(rest)
      """
  }
}
