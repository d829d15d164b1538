// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
import ProcessImages

/// What has to be kept of a snapshot to compare a later one of the same process with it: every object that is held, and
/// the place where it hangs.
///
/// Objects of Go do not move, so that address, size and type are an object's identity. 16 bytes an object, 24 a place; the
/// memory itself is not kept.
package struct GraphInventory: Sendable {
  /// What hangs at a place, by the key of its pattern.
  struct Place {
    var objects = 0
    var bytes: UInt64 = 0
    /// With all that hangs below.
    var objectsBelow = 0
    var bytesBelow: UInt64 = 0
  }

  /// Addresses of the objects, ascending, and beside each its size and type.
  let addresses: [UInt64]
  let identities: [UInt32]
  /// The place of each object, as an index of `keys`.
  let placeOfObject: [UInt32]
  let keys: [UInt64]
  let places: [UInt64: Place]
  /// Addresses of objects with a finalizer that lead back to themselves.
  let cycles: Set<UInt64>
  package let snapshot: ObjectGraphLook.Snapshot

  init(_ program: ProgramGraph, _ patterns: PathPatterns, keys: PatternKeys, snapshot: ObjectGraphLook.Snapshot) {
    self.snapshot = snapshot
    places = Self.places(patterns, keys)
    var index: [UInt64: UInt32] = [:]
    var unique: [UInt64] = []
    let placeOfPattern = keys.keys.map { key -> UInt32 in
      if let known = index[key] { return known }
      index[key] = UInt32(unique.count)
      unique.append(key)
      return UInt32(unique.count - 1)
    }
    self.keys = unique
    var addresses: [UInt64] = []
    var identities: [UInt32] = []
    var placeOfObject: [UInt32] = []
    let count = program.graph.objectCount
    addresses.reserveCapacity(count)
    identities.reserveCapacity(count)
    placeOfObject.reserveCapacity(count)
    // Slots stand in the order of addresses.
    program.forEachObject { node in
      addresses.append(program.address(of: node))
      identities.append(Self.identity(of: node, program))
      placeOfObject.append(placeOfPattern[Int(patterns.patternOfNode[Int(node)])])
    }
    self.addresses = addresses
    self.identities = identities
    self.placeOfObject = placeOfObject
    cycles = Set(FinalizerCycles(program).objects.map { program.address(of: $0) })
  }

  /// What hangs at each place and below it; patterns with one key are one place.
  static func places(_ patterns: PathPatterns, _ keys: PatternKeys) -> [UInt64: Place] {
    var below = patterns.patterns.map { (objects: $0.count, bytes: $0.bytes) }
    // A pattern's number is larger than that of the one above it.
    for pattern in patterns.patterns.indices.reversed() where pattern > 0 {
      let parent = Int(patterns.patterns[pattern].parent)
      guard parent != pattern else { continue }
      below[parent].objects += below[pattern].objects
      below[parent].bytes &+= below[pattern].bytes
    }
    var places: [UInt64: Place] = [:]
    for (pattern, key) in keys.keys.enumerated() {
      places[key, default: Place()].objects += patterns.patterns[pattern].count
      places[key, default: Place()].bytes &+= patterns.patterns[pattern].bytes
      places[key, default: Place()].objectsBelow += below[pattern].objects
      places[key, default: Place()].bytesBelow &+= below[pattern].bytes
    }
    return places
  }

  /// Size and type of an object in 16 bits each, the type 0 where it is not known.
  static func identity(of node: UInt32, _ program: ProgramGraph) -> UInt32 {
    let size = UInt32(truncatingIfNeeded: (program.size(of: node) &* 0xff51_afd7_ed55_8ccd) >> 48)
    let type = program.types.types[Int(node)]
    if type == DebugInfo.none { return size << 16 }
    let mixed = PatternKeys.identity(of: type, program) &* 0x9e37_79b9_7f4a_7c15
    return size << 16 | max(UInt32(truncatingIfNeeded: mixed >> 48), 1)
  }

  /// Whether two objects at one address are one: what pointed to it may have told its type in one snapshot alone.
  static func areSame(_ a: UInt32, _ b: UInt32) -> Bool {
    a == b || (a >> 16 == b >> 16 && (a & 0xffff == 0 || b & 0xffff == 0))
  }
}

extension ProgramGraph {
  /// Calls `body` with the node of each object that is reached, in the order of addresses.
  func forEachObject(_ body: (UInt32) -> Void) {
    for slot in 0..<Int(graph.slotCount) {
      let node = graph.nodes[slot]
      if node != 0 { body(node) }
    }
  }
}
