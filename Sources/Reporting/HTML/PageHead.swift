// SPDX-License-Identifier: Apache-2.0

/// What stands before the body: the policy, the style, the script.
struct PageHead {
  let report: Report

  /// What the page may load and run: its own style, its own script, nothing else.
  ///
  /// A Content-Security-Policy inside a file holds wherever the file is opened from.
  static let policy =
    "default-src 'none'; style-src '\(SHA256.policySource(PageStyle.text))'; "
    + "script-src '\(SHA256.policySource(PageScript.text))'; base-uri 'none'; form-action 'none'"

  func markup() -> Markup {
    """
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(Markup(constant: Self.policy))">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>\(VerdictWord(report.verdict).word): \(Escaped(report.target.name, limit: 100))</title>
    <style>\(Markup(constant: PageStyle.text))</style>
    <script>\(Markup(constant: PageScript.text))</script>
    </head>
    """
  }
}
