// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Heap profiles joined by stack and object size, as columns.
///
/// Shape: row r belongs to site `siteOfRow[r]`, to line `lineOfSite[...]`, has objects of `sizes[r]` bytes, and in profile
/// p the sampled counts `allocated[p][r]` and `inUse[p][r]`. Columns of early profiles may be shorter: what they do not have
/// is 0. Stacks are joined by a hash over function, file and line of their frames; names are resolved only for the sites
/// that are told.
struct HeapTable {
  private(set) var siteOfRow: [UInt32] = []
  private(set) var sizes: [Int64] = []
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
  private var rows: KeyIndex
  /// Whether the function with this key is the service's own.
  private var ownFunctions: [UInt64: Bool] = [:]

  init(ownership: CodeOwnership, expectedRows: Int) {
    self.ownership = ownership
    sites = KeyIndex(expected: expectedRows)
    rows = KeyIndex(expected: expectedRows)
    lines = KeyIndex(expected: 1024)
    siteOfRow.reserveCapacity(expectedRows)
    sizes.reserveCapacity(expectedRows)
    firstSeen.reserveCapacity(expectedRows)
    lineOfSite.reserveCapacity(expectedRows)
  }

  var siteCount: Int { sites.count }
  var lineCount: Int { lines.count }
  var rowCount: Int { rows.count }

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
    let siteOfStack = addSites(of: profile, number: number)
    let samples = profile.samples
    allocatedNow.reserveCapacity(rowCount + samples.count)
    inUseNow.reserveCapacity(rowCount + samples.count)
    for row in 0..<samples.count {
      let objects = samples.value(row: row, column: allocObjects)
      let held = samples.value(row: row, column: inuseObjects)
      var size = sizeOfLabels[Int(samples.labelSets[row])]
      if size <= 0 {
        // Without a label the mean of the row tells: a bucket holds objects of one size.
        let (bytes, count) =
          objects > 0
          ? (samples.value(row: row, column: allocSpace), objects) : (samples.value(row: row, column: inuseSpace), held)
        if count > 0, bytes > 0 { size = (bytes &+ count / 2) / count }
      }
      if size <= 0 { continue }
      let site = siteOfStack[Int(samples.stacks[row])]
      let (index, isNew) = rows.number(of: KeyIndex.mix(sites.keys[Int(site)], UInt64(bitPattern: size)))
      if isNew {
        siteOfRow.append(site)
        sizes.append(size)
        allocatedNow.append(0)
        inUseNow.append(0)
      }
      allocatedNow[index] &+= sampling.sampledCount(scaled: objects, size: size)
      inUseNow[index] &+= sampling.sampledCount(scaled: held, size: size)
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

  /// The site of every stack of a profile.
  private mutating func addSites(of profile: Profile, number: Int) -> [UInt32] {
    let keys = frameKeys(profile)
    let locations = profile.stacks.locations
    var siteOfStack = [UInt32](repeating: 0, count: profile.stacks.count)
    for stack in 0..<profile.stacks.count {
      let range = profile.stacks.range(stack)
      // Two chains of multiplications at once: each waits only for itself.
      var even = UInt64(0)
      var odd = UInt64(1)
      var position = range.lowerBound
      while position &+ 1 < range.upperBound {
        even = KeyIndex.mix(even, keys.locations[Int(locations[position])])
        odd = KeyIndex.mix(odd, keys.locations[Int(locations[position &+ 1])])
        position &+= 2
      }
      if position < range.upperBound { even = KeyIndex.mix(even, keys.locations[Int(locations[position])]) }
      let (site, isNew) = sites.number(of: KeyIndex.mix(even, odd &+ UInt64(range.count)))
      if isNew {
        firstSeen.append((UInt32(number), UInt32(stack)))
        lineOfSite.append(line(of: locations[range], keys))
      }
      siteOfStack[stack] = UInt32(site)
    }
    return siteOfStack
  }

  private mutating func line(of stack: ArraySlice<UInt32>, _ keys: FrameKeys) -> UInt32 {
    for location in stack where keys.ownFrames[Int(location)] != 0 {
      return lineNumber(keys.ownFrames[Int(location)], isOwn: true)
    }
    // The outermost frame that tells anything: below it every goroutine is the same.
    for location in stack.reversed() where keys.outerFrames[Int(location)] != 0 {
      return lineNumber(keys.outerFrames[Int(location)], isOwn: false)
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
  }

  private mutating func frameKeys(_ profile: Profile) -> FrameKeys {
    let count = profile.locations.count
    var keys = FrameKeys(
      locations: Array(repeating: 0, count: count),
      ownFrames: Array(repeating: 0, count: count),
      outerFrames: Array(repeating: 0, count: count)
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
        if function.isOwn, keys.ownFrames[location] == 0 { keys.ownFrames[location] = frame }
        if !function.isBottom { keys.outerFrames[location] = frame }
      }
      keys.locations[location] = key
    }
    return keys
  }

  private mutating func functionKeys(_ profile: Profile) -> [(key: UInt64, isOwn: Bool, isBottom: Bool)] {
    (0..<profile.functions.count).map { function in
      let (name, file) = (profile.functions.names[function], profile.functions.files[function])
      var key = UInt64(0)
      for byte in profile.strings.utf8(of: name) { key = KeyIndex.mix(key, UInt64(byte)) }
      key = KeyIndex.mix(key, 256)
      for byte in profile.strings.utf8(of: file) { key = KeyIndex.mix(key, UInt64(byte)) }
      let text = profile.strings[name]
      let isBottom = text == "runtime.goexit" || text == "runtime.main"
      if let known = ownFunctions[key] { return (key, known, isBottom) }
      let frame = CodeFrame(function: text, location: SourceLocation(file: profile.strings[file], line: 0))
      let isOwn = ownership.owner(of: frame) == .user
      ownFunctions[key] = isOwn
      return (key, isOwn, isBottom)
    }
  }

  /// The object size that each label set states; 0 without.
  private static func sizes(_ profile: Profile) -> [Int64] {
    (0..<profile.labelSets.count).map { set in
      profile.labelSets[set].first { $0.isNumeric && profile.strings[$0.key] == "bytes" }?.number ?? 0
    }
  }
}
