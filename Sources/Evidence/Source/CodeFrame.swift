// SPDX-License-Identifier: Apache-2.0

/// One call on a stack, with its names resolved: what analysis and reports work with.
///
/// Decoders keep frames as table indices (`StackTable`); a `CodeFrame` is made at the edge, once per group.
package struct CodeFrame: Hashable, Sendable {
  /// The package-qualified function as Go prints it, for example `example.com/orders/quote.(*Desk).ask.func1`.
  package var function: String
  /// Where in the function the call stands.
  package var location: SourceLocation

  package init(function: String, location: SourceLocation) {
    self.function = function
    self.location = location
  }
}
