// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Heap profiles joined by stack and object size, as columns.
///
/// Shape: row r belongs to site `siteOfRow[r]`, to line `lineOfSite[...]`, has objects of `sizes[r]` bytes, and in profile
/// p the sampled counts `allocated[p][r]` and `inUse[p][r]`. Rows of a site differ in size. Columns of early profiles may be shorter: what they do not have
/// is 0. Stacks are joined by a hash over function, file and line of their frames; names are resolved only for the sites
/// that are told.
struct HeapTable {
  private(set) var siteOfRow: [UInt32] = []
  private(set) var allocated: [[Int]] = []
  private(set) var inUse: [[Int]] = []
  /// Where each site was seen first: profile and stack, to resolve its names.
  private(set) var firstSeen: [(profile: UInt32, stack: UInt32)] = []
  private(set) var lineOfSite: [UInt32] = []
  /// Whether each line is of the service's own code.
  private(set) var isOwnLine: [Bool] = []

  private let ownership: CodeOwnership
  private var sites: KeyIndex
  private var lines: KeyIndex
  private var rows = SizeRows()
  /// What the cache was warmed with: kept only so that the loads happen.
  private var warmth: UInt64 = 0
  /// Whether the function with this key is the service's own.
  private var ownFunctions: [UInt64: Bool] = [:]

  init(ownership: CodeOwnership, expectedRows: Int) {
    self.ownership = ownership
    sites = KeyIndex(expected: expectedRows)
    lines = KeyIndex(expected: 1024)
    siteOfRow.reserveCapacity(expectedRows)
    rows.reserve(expectedRows)
    firstSeen.reserveCapacity(expectedRows)
    lineOfSite.reserveCapacity(expectedRows)
  }

  var siteCount: Int { sites.count }
  var lineCount: Int { lines.count }
  var rowCount: Int { rows.sizes.count }
  /// Bytes of an object of each row.
  var sizes: [Int64] { rows.sizes }

  /// Adds a profile with Go's four columns as the next one; O(locations of its stacks).
  mutating func add(_ profile: Profile, sampling: HeapSampling) {
    let number = allocated.count
    var allocatedNow = [Int](repeating: 0, count: rowCount)
    var inUseNow = allocatedNow
    guard
      let allocObjects = profile.column(named: "alloc_objects"), let allocSpace = profile.column(named: "alloc_space"),
      let inuseObjects = profile.column(named: "inuse_objects"), let inuseSpace = profile.column(named: "inuse_space")
    else {
      allocated.append(allocatedNow)
      inUse.append(inUseNow)
      return
    }
    let sizeOfLabels = Self.sizes(profile)
    let probabilityOfLabels = sizeOfLabels.map { sampling.probability(size: $0) }
    let siteOfStack = addSites(of: profile, number: number)
    let (stacks, labelSets, values) = (profile.samples.stacks, profile.samples.labelSets, profile.samples.values)
    let count = stacks.count
    allocatedNow.reserveCapacity(rowCount + count)
    inUseNow.reserveCapacity(rowCount + count)
    for row in 0..<count {
      let objects = values[allocObjects &* count &+ row]
      let held = values[inuseObjects &* count &+ row]
      let labels = Int(labelSets[row])
      var size = sizeOfLabels[labels]
      var probability = probabilityOfLabels[labels]
      if size <= 0 {
        // Without a label the mean of the row tells: a bucket holds objects of one size.
        let (bytes, number) =
          objects > 0
          ? (values[allocSpace &* count &+ row], objects) : (values[inuseSpace &* count &+ row], held)
        if number > 0, bytes > 0 { size = (bytes &+ number / 2) / number }
        if size <= 0 { continue }
        probability = sampling.probability(size: size)
      }
      let site = siteOfStack[Int(stacks[row])]
      let (index, isNew) = rows.row(ofSite: Int(site), key: sites.keys[Int(site)], size: size)
      if isNew {
        siteOfRow.append(site)
        allocatedNow.append(0)
        inUseNow.append(0)
      }
      allocatedNow[index] &+= HeapSampling.sampledCount(scaled: objects, probability: probability)
      inUseNow[index] &+= HeapSampling.sampledCount(scaled: held, probability: probability)
    }
    allocated.append(allocatedNow)
    inUse.append(inUseNow)
  }

  /// Sampled objects of a row allocated up to a profile.
  @inline(__always)
  func allocated(_ profile: Int, _ row: Int) -> Int {
    row < allocated[profile].count ? allocated[profile][row] : 0
  }

  /// Sampled objects of a row in use in a profile.
  @inline(__always)
  func inUse(_ profile: Int, _ row: Int) -> Int { row < inUse[profile].count ? inUse[profile][row] : 0 }

  // MARK: Joining

  /// How many stacks are looked up at once.
  private static let batchCount = 64

  /// The site of every stack of a profile.
  private mutating func addSites(of profile: Profile, number: Int) -> [UInt32] {
    var keys = frameKeys(profile)
    let (locations, ends) = (profile.stacks.locations, profile.stacks.ends)
    var siteOfStack: [UInt32] = []
    siteOfStack.reserveCapacity(ends.count)
    var batch: [UInt64] = []
    var start = 0
    // A process lists its stacks in the same order each time, so the next stack's site is the next site.
    var next = 0
    var isOrderKnown = number > 0
    for first in stride(from: 0, to: ends.count, by: Self.batchCount) {
      let stacks = first..<min(first + Self.batchCount, ends.count)
      batch.removeAll(keepingCapacity: true)
      var from = start
      for stack in stacks {
        batch.append(Self.key(of: locations, from..<Int(ends[stack]), keys.locations))
        from = Int(ends[stack])
      }
      if !isOrderKnown { warmth &+= sites.warm(batch) }
      for (position, stack) in stacks.enumerated() {
        let range = start..<Int(ends[stack])
        let (site, isNew) = sites.number(of: batch[position], likely: next)
        if isNew {
          firstSeen.append((UInt32(number), UInt32(stack)))
          lineOfSite.append(line(of: locations, range, &keys))
          rows.addSite()
        }
        isOrderKnown = !isNew && site == next
        next = site + 1
        siteOfStack.append(UInt32(site))
        start = range.upperBound
      }
    }
    return siteOfStack
  }

  /// What a stack means in every profile.
  @inline(__always)
  private static func key(of locations: [UInt32], _ range: Range<Int>, _ keys: [UInt64]) -> UInt64 {
    // Two chains of multiplications at once: each waits only for itself.
    var even = UInt64(0)
    var odd = UInt64(1)
    var position = range.lowerBound
    while position &+ 1 < range.upperBound {
      even = KeyIndex.mix(even, keys[Int(locations[position])])
      odd = KeyIndex.mix(odd, keys[Int(locations[position &+ 1])])
      position &+= 2
    }
    if position < range.upperBound { even = KeyIndex.mix(even, keys[Int(locations[position])]) }
    return KeyIndex.mix(even, odd &+ UInt64(range.count))
  }

  private mutating func line(of locations: [UInt32], _ range: Range<Int>, _ keys: inout FrameKeys) -> UInt32 {
    for position in range {
      let location = Int(locations[position])
      let line = keys.ownLines[location]
      if line == FrameKeys.noLine { continue }
      if line < FrameKeys.noLine { return line }
      let number = lineNumber(keys.ownFrames[location], isOwn: true)
      keys.ownLines[location] = number
      return number
    }
    // The outermost frame that tells anything: below it every goroutine is the same.
    for position in range.reversed() where keys.outerFrames[Int(locations[position])] != 0 {
      return lineNumber(keys.outerFrames[Int(locations[position])], isOwn: false)
    }
    return lineNumber(1, isOwn: false)
  }

  private mutating func lineNumber(_ key: UInt64, isOwn: Bool) -> UInt32 {
    let (line, isNew) = lines.number(of: key)
    if isNew { isOwnLine.append(isOwn) }
    return UInt32(line)
  }

  /// What the locations of one profile mean in every profile.
  private struct FrameKeys {
    /// Of all frames of each location together.
    var locations: [UInt64]
    /// Of the first frame of the service's own code of each location; 0 without.
    var ownFrames: [UInt64]
    /// Of the outermost frame of each location that is not the bottom of every goroutine; 0 without.
    var outerFrames: [UInt64]
    /// The line of `ownFrames` once it was asked for, `unknownLine` before, `noLine` where there is no own frame.
    var ownLines: [UInt32]

    static let unknownLine = UInt32.max
    static let noLine = UInt32.max - 1
  }

  private mutating func frameKeys(_ profile: Profile) -> FrameKeys {
    let count = profile.locations.count
    var keys = FrameKeys(
      locations: Array(repeating: 0, count: count),
      ownFrames: Array(repeating: 0, count: count),
      outerFrames: Array(repeating: 0, count: count),
      ownLines: Array(repeating: FrameKeys.noLine, count: count)
    )
    let functions = functionKeys(profile)
    for location in 0..<count {
      let lines = profile.locations.lines(of: location)
      var key = UInt64(lines.count)
      // Without symbols the address is all there is.
      if lines.isEmpty { key = KeyIndex.mix(key, profile.locations.addresses[location]) }
      for line in lines {
        let function = functions[Int(profile.locations.lineFunctions[line])]
        let frame = KeyIndex.mix(function.key, UInt64(bitPattern: profile.locations.lineNumbers[line])) | 1
        key = KeyIndex.mix(key, frame)
        if function.isOwn, keys.ownFrames[location] == 0 {
          keys.ownFrames[location] = frame
          keys.ownLines[location] = FrameKeys.unknownLine
        }
        if !function.isBottom { keys.outerFrames[location] = frame }
      }
      keys.locations[location] = key
    }
    return keys
  }

  private mutating func functionKeys(_ profile: Profile) -> [(key: UInt64, isOwn: Bool, isBottom: Bool)] {
    (0..<profile.functions.count).map { function in
      let (name, file) = (profile.functions.names[function], profile.functions.files[function])
      let key = KeyIndex.mix(
        Self.key(of: profile.strings.bytes(of: name)),
        Self.key(of: profile.strings.bytes(of: file))
      )
      let text = profile.strings[name]
      let isBottom = text == "runtime.goexit" || text == "runtime.main"
      if let known = ownFunctions[key] { return (key, known, isBottom) }
      let frame = CodeFrame(function: text, location: SourceLocation(file: profile.strings[file], line: 0))
      let isOwn = ownership.owner(of: frame) == .user
      ownFunctions[key] = isOwn
      return (key, isOwn, isBottom)
    }
  }

  /// The key of a name, eight bytes a step.
  private static func key(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var key = UInt64(bytes.count)
    var word: UInt64 = 0
    var taken = 0
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      taken &+= 1
      if taken == 8 {
        key = KeyIndex.mix(key, word)
        (word, taken) = (0, 0)
      }
    }
    return KeyIndex.mix(key, word)
  }

  /// The object size that each label set states; 0 without.
  private static func sizes(_ profile: Profile) -> [Int64] {
    (0..<profile.labelSets.count).map { set in
      profile.labelSets[set].first { $0.isNumeric && profile.strings[$0.key] == "bytes" }?.number ?? 0
    }
  }
}
