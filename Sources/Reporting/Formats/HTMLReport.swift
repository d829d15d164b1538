// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// The report as one HTML file that is sent around: complete without a network, without JavaScript and on paper.
///
/// One file of at most one megabyte whatever the report holds (`PageBudget`). Every name is text (`Escaped`), and the page
/// forbids itself everything but its own style and script by their hashes.
package struct HTMLReport: ReportFormat {
  package let name = "html"

  package init() {}

  package func render(_ report: Report, for surface: Surface) -> String {
    let outline = PageOutline(report)
    let page: Markup = """
      <!doctype html>
      <html lang="en">
      \(PageHead(report: report).markup())
      <body>
      <a class="skip" href="#verdict">Skip to the verdict</a>
      \(outline.header())
      <main>
      \(VerdictSection(report: report).markup())
      \(outline.sections())
      </main>
      <footer><p>Made by \(report.tool.name) \(report.tool.version). This page loads nothing and sends nothing.</p></footer>
      </body>
      </html>

      """
    return page.html
  }
}
