// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// What a word of a value of a known type is, and so what it points to.
struct TypeLeaf {
  enum Kind: UInt8 {
    case unknown
    /// A pointer, or the pointer within a map or channel: `target` is what it points to.
    case pointer
    /// The bytes of a string, whose length is the next word.
    case string
    /// The elements of a slice, whose capacity is the second word after it; `target` is one element.
    case slice
    case function
    /// The value in an interface; the word before names its type.
    case interfaceValue
    case interfaceType
    /// The rules for fields of the runtime's own structures, whose type alone does not tell.
    case swissDirectory, swissGroups, buckets, channelBuffer, poolLocal, genericInterface
  }

  var kind = Kind.unknown
  var target = DebugInfo.none
  /// The structure that holds the word directly, and where in it the word lies.
  var container = DebugInfo.none
  var containerOffset: Int64 = 0
  /// The offset of the word with all indices of arrays taken as 0: equal for words that differ in them alone.
  var patternOffset: Int64 = 0
  /// Whether an interface has methods: then its first word names a table that names the type.
  var hasMethods = false

  /// Whether the word is followed by the collector.
  var isPointer: Bool { kind != .unknown }
}
