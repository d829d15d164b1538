// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Calls from the outside in, with how much lies below each: what a flame graph draws.
///
/// Nodes stand in preorder: a node's parent comes before it, the children of one node largest first. The first node is the
/// root and stands for everything; it has no name of code. `value` of a node is at least the sum of its children's; the rest
/// is its own, or belongs to callees too small to be told.
package struct CallTree: Codable, Hashable, Sendable {
  /// What the values are.
  package enum Name: String, Codable, Sendable {
    /// Bytes by which lines grew beyond chance between the first heap profile and the last.
    case heapGrowth = "heap_growth"
    /// Bytes in use at the last heap profile.
    case heapInUse = "heap_in_use"
    /// Goroutines that the last round has more than the first, where places grew.
    case goroutineGrowth = "goroutine_growth"
    /// Goroutines of the last round.
    case goroutines
  }

  /// Whose code a call is.
  package enum Owner: String, Codable, Sendable {
    case own
    case dependency
    case standardLibrary = "standard-library"
    case runtime
  }

  package struct Node: Codable, Hashable, Sendable {
    /// Index of the calling node; nil for the root.
    package var parent: Int?
    /// The package-qualified function; the `go` statement's function for the outermost call of a goroutine; absent for
    /// the root and for frames that a deep stack leaves out.
    package var function: String?
    package var file: String?
    package var line: Int?
    package var owner: Owner?
    package var value: Int64
  }

  package var name: Name
  /// `bytes` or `goroutines`.
  package var unit: String
  package var nodes: [Node]
  /// How many nodes the limit left out; nil when none.
  package var nodesLeftOut: Int?
}

extension CallTree.Owner {
  init(_ owner: CodeOwner) {
    self =
      switch owner {
      case .user: .own
      case .dependency: .dependency
      case .standardLibrary: .standardLibrary
      case .runtime: .runtime
      }
  }
}
