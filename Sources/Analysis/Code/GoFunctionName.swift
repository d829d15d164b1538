// SPDX-License-Identifier: Apache-2.0

/// The parts of a function name as the Go linker writes it.
///
/// `example.com/orders/quote.(*Desk[...]).ask.func1` has the package path `example.com/orders/quote` and the local name
/// `(*Desk[...]).ask.func1`. Dots in the last element of a path are written `%2e`; type arguments may hold slashes, so
/// everything from the first "[" on is ignored when the path is searched (src/cmd/internal/objabi/path.go).
package struct GoFunctionName: Hashable, Sendable {
  /// Import path of the package, `%2e` decoded; `main` for the main package.
  package let packagePath: String
  /// Everything behind the package path and its dot.
  package let localName: String

  package init(_ function: String) {
    // Bytes, not characters: every frame of a capture comes through here.
    let searchable = function.utf8.prefix { $0 != UInt8(ascii: "[") }
    let slash = searchable.lastIndex(of: UInt8(ascii: "/"))
    let afterSlash = slash.map { searchable.index(after: $0) } ?? searchable.startIndex
    guard let dot = searchable[afterSlash...].firstIndex(of: UInt8(ascii: ".")) else {
      packagePath = ""
      localName = function
      return
    }
    let path = function[..<dot]
    packagePath =
      path.utf8.contains(UInt8(ascii: "%"))
      ? path.split(separator: "%2e", omittingEmptySubsequences: false).joined(separator: ".") : String(path)
    localName = String(function[function.index(after: dot)...])
  }

  /// Last element of the package path, then the local name: what a reader calls the function.
  package var short: String {
    let package = packagePath.split(separator: "/").last.map(String.init) ?? packagePath
    return package.isEmpty ? localName : "\(package).\(localName)"
  }

  /// First element of the package path.
  package var root: Substring { packagePath.prefix { $0 != "/" } }
}
