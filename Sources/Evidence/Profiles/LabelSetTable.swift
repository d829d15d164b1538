// SPDX-License-Identifier: Apache-2.0

/// A label of a sample: a key with a text, or with a number and its unit.
package struct ProfileLabel: Hashable, Sendable {
  package var key: StringID
  /// The text; empty in a numeric label.
  package var text: StringID
  /// The number; 0 in a text label.
  package var number: Int64
  /// Unit of the number; empty when not stated (the key then tells: "bytes" of Go's heap profiles is the object size).
  package var unit: StringID

  package init(key: StringID, text: StringID = .empty, number: Int64 = 0, unit: StringID = .empty) {
    self.key = key
    self.text = text
    self.number = number
    self.unit = unit
  }

  /// Whether the label holds a number.
  package var isNumeric: Bool { text == .empty }
}

/// Interned label sets of a profile.
///
/// Shape: all sets end to end in `labels`, in the order of the input; set i occupies `ends[i-1]..<ends[i]`. Set 0 is the
/// empty one. A key may occur several times in a set. The same labels in another order are another set.
package struct LabelSetTable: Sendable {
  /// The labels of all sets, end to end.
  package private(set) var labels: [ProfileLabel] = []
  /// Where in `labels` each set ends.
  package private(set) var ends: [UInt32] = []
  private var slots = InternSlots()

  package init() { _ = intern([]) }

  /// How many distinct sets there are, the empty one included.
  package var count: Int { ends.count }

  /// The labels of a set.
  package subscript(set: Int) -> ArraySlice<ProfileLabel> {
    labels[Int(set == 0 ? 0 : ends[set - 1])..<Int(ends[set])]
  }

  /// The index of a set, added when it is new.
  package mutating func intern(_ set: [ProfileLabel]) -> UInt32 {
    if set.isEmpty, !ends.isEmpty { return 0 }
    var hash = UInt64(set.count)
    for label in set {
      hash = InternSlots.mix(hash, UInt64(label.key.index) << 32 | UInt64(label.text.index))
      hash = InternSlots.mix(hash, UInt64(bitPattern: label.number) &+ UInt64(label.unit.index) << 48)
    }
    if let known = slots.position(hash: hash, where: { self[$0].elementsEqual(set) }) { return UInt32(known) }
    labels.append(contentsOf: set)
    ends.append(UInt32(labels.count))
    slots.append(hash: hash)
    return UInt32(ends.count - 1)
  }
}
