// SPDX-License-Identifier: Apache-2.0

/// The places of a snapshot as a tree, each with what hung there at an earlier one.
///
/// Patterns with one key are one place. A place's number is larger than its parent's. O(patterns + objects of both).
struct GrowthTree {
  struct Place {
    var key: UInt64
    var parent: Int
    /// The pattern with most objects, and a node that is reached so.
    var pattern: Int
    var example: UInt32
    var now = GraphInventory.Place()
    var before = GraphInventory.Place()
    /// Objects that the earlier snapshot did not have; those of the earlier one that are no more.
    var came = 0
    var gone = 0
    var retainedBytes: UInt64 = 0
    var children: [Int] = []
    /// Whether an object of the place points to another of it.
    var isRepeating = false
    /// Whether its objects are parts of maps or channels.
    var isInside = false

    /// Bytes here and below more than before.
    var grown: Int64 { Int64(clamping: now.bytesBelow) &- Int64(clamping: before.bytesBelow) }
    /// Objects here more than before.
    var more: Int { now.objects &- before.objects }
  }

  private(set) var places: [Place] = []
  /// The place of each pattern.
  let placeOfPattern: [Int]

  init(_ program: ProgramGraph, _ patterns: PathPatterns, keys: PatternKeys, since earlier: GraphInventory?) {
    let sums = GraphInventory.places(patterns, keys)
    var index: [UInt64: Int] = [:]
    var places: [Place] = []
    var placeOfPattern = [Int](repeating: 0, count: patterns.patterns.count)
    for (number, pattern) in patterns.patterns.enumerated() {
      let key = keys.keys[number]
      if let known = index[key] {
        placeOfPattern[number] = known
        if pattern.count > patterns.patterns[places[known].pattern].count {
          places[known].pattern = number
          places[known].example = pattern.example
        }
      } else {
        let parent = number == 0 ? 0 : placeOfPattern[Int(pattern.parent)]
        let place = places.count
        index[key] = place
        placeOfPattern[number] = place
        places.append(Place(key: key, parent: parent, pattern: number, example: pattern.example))
        if number > 0 { places[parent].children.append(place) }
      }
      places[placeOfPattern[number]].retainedBytes &+= pattern.retainedBytes
    }
    for place in places.indices {
      places[place].now = sums[places[place].key] ?? GraphInventory.Place()
      places[place].before = earlier?.places[places[place].key] ?? GraphInventory.Place()
      let example = places[place].example
      places[place].isInside =
        place > 0 && program.root(of: example) == nil && program.isInside(example)
    }
    for node in 1..<max(program.nodeCount, 1) where program.root(of: UInt32(node)) == nil {
      let pattern = patterns.patternOfNode[node]
      if patterns.patternOfNode[Int(program.parent(of: UInt32(node)))] == pattern {
        places[placeOfPattern[Int(pattern)]].isRepeating = true
      }
    }
    self.places = places
    self.placeOfPattern = placeOfPattern
    if let earlier { compare(program, patterns, index, earlier) }
  }

  /// Counts what came and what is gone, by walking both snapshots in the order of addresses.
  private mutating func compare(
    _ program: ProgramGraph,
    _ patterns: PathPatterns,
    _ index: [UInt64: Int],
    _ earlier: GraphInventory
  ) {
    let oldPlaces = earlier.keys.map { index[$0] ?? 0 }
    var old = 0
    program.forEachObject { node in
      let address = program.address(of: node)
      while old < earlier.addresses.count, earlier.addresses[old] < address {
        places[oldPlaces[Int(earlier.placeOfObject[old])]].gone += 1
        old += 1
      }
      if old < earlier.addresses.count, earlier.addresses[old] == address {
        let isSame = GraphInventory.areSame(earlier.identities[old], GraphInventory.identity(of: node, program))
        if !isSame { places[oldPlaces[Int(earlier.placeOfObject[old])]].gone += 1 }
        old += 1
        if isSame { return }
      }
      places[placeOfPattern[Int(patterns.patternOfNode[Int(node)])]].came += 1
    }
    while old < earlier.addresses.count {
      places[oldPlaces[Int(earlier.placeOfObject[old])]].gone += 1
      old += 1
    }
  }

  /// The nearest place above that is not a part of a map or channel.
  func outer(_ place: Int) -> Int {
    var place = places[place].parent
    while place != 0, places[place].isInside { place = places[place].parent }
    return place
  }

  /// Whether an object came since the earlier snapshot.
  static func isNew(_ node: UInt32, _ program: ProgramGraph, since earlier: GraphInventory) -> Bool {
    let address = program.address(of: node)
    var low = 0
    var high = earlier.addresses.count
    while low < high {
      let middle = (low + high) / 2
      if earlier.addresses[middle] < address { low = middle + 1 } else { high = middle }
    }
    return low == earlier.addresses.count || earlier.addresses[low] != address
      || !GraphInventory.areSame(earlier.identities[low], GraphInventory.identity(of: node, program))
  }
}
