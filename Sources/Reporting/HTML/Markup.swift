// SPDX-License-Identifier: Apache-2.0

/// A piece of the page.
///
/// Written as a literal whose text is markup and whose interpolations are not: a `String` in it is `Escaped`, so that no
/// name can become an element, an attribute or a script, and forgetting to escape is not possible.
struct Markup: ExpressibleByStringInterpolation {
  private(set) var html: String

  init(stringLiteral value: String) { html = value }

  init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

  /// The text of a constant of this program: its style and its script.
  init(constant: String) { html = constant }

  init(_ escaped: Escaped) { html = escaped.html }

  static func += (a: inout Markup, b: Markup) { a.html += b.html }

  static func + (a: Markup, b: Markup) -> Markup {
    var sum = a
    sum += b
    return sum
  }

  /// How many bytes it takes in the file.
  var byteCount: Int { html.utf8.count }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { html += literal }
    mutating func appendInterpolation(_ text: String) { html += Escaped(text).html }
    mutating func appendInterpolation(_ escaped: Escaped) { html += escaped.html }
    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    mutating func appendInterpolation(_ number: Int) { html += String(number) }
  }
}

extension Sequence where Element == Markup {
  /// The pieces one after the other.
  func joined() -> Markup { reduce(into: "") { $0 += $1 } }
}
