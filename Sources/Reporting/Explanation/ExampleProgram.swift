// SPDX-License-Identifier: Apache-2.0

/// The programs of the laboratory that show one kind: what makes it leak, and the same mended.
///
/// Of each program only the declarations that matter are here: those in which the two differ, the one with the line that a
/// finding points to, and the small types that these name. The texts are taken from Examples/leaks/KIND by a test, which
/// fails when they are no longer equal.
package struct ExampleProgram: Codable, Hashable, Sendable {
  /// A part of one file, in the order of the file.
  package struct Part: Codable, Hashable, Sendable {
    /// Path in the repository, where the whole program is.
    package var path: String
    /// Go code with four spaces for a tab, ending without a newline.
    ///
    /// `// leak: here` marks the line of the finding.
    package var code: String

    package init(path: String, code: String) {
      self.path = path
      self.code = code
    }
  }

  package var leaky: [Part]
  package var fixed: [Part]

  package init(leaky: [Part], fixed: [Part]) {
    self.leaky = leaky
    self.fixed = fixed
  }
}
