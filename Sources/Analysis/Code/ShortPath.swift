// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// The end of a source path: the file and its folder, which is how engineers name a file to each other.
package struct ShortPath: Hashable, Sendable {
  package let text: String

  package init(_ path: String) {
    text = path.split(separator: "/").suffix(2).joined(separator: "/")
  }

  /// A line of it: `quote/quote.go:41`.
  package init(_ location: SourceLocation) {
    text = "\(Self(location.file).text):\(location.line)"
  }
}
