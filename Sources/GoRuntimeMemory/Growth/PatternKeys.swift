// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// What patterns of paths are called in every snapshot of one program: patterns with equal keys are one place.
///
/// Numbers of patterns, nodes and closures differ from snapshot to snapshot, and goroutines change their state and the
/// function in which they are. A key is made of what does not: variables, functions that goroutines were started with, local
/// variables, and types and places of the debug information. O(patterns).
struct PatternKeys {
  /// The key of each pattern; that of pattern 0 stands for all roots together.
  let keys: [UInt64]

  init(_ program: ProgramGraph, _ patterns: PathPatterns) {
    var keys: [UInt64] = [Self.seed]
    keys.reserveCapacity(patterns.patterns.count)
    for pattern in patterns.patterns.dropFirst() {
      let node = pattern.example
      guard let root = program.root(of: node) else {
        let parent = program.parent(of: node)
        let edge = program.edge(from: parent, to: node)
        var key = keys[Int(pattern.parent)]
        key = Self.mixed(key, Self.identity(of: edge.type, program))
        key = Self.mixed(key, UInt64(bitPattern: program.patternOffset(of: edge)))
        let isInside = program.isInside(node)
        key = Self.mixed(key, isInside ? 1 : Self.identity(of: program.types.types[Int(node)], program))
        if let word = edge.word {
          key = Self.mixed(key, UInt64(word.sort.rawValue))
          key = Self.mixed(key, UInt64(word.local))
        }
        keys.append(key)
        continue
      }
      keys.append(Self.mixed(Self.seed, Self.hash(Self.name(of: program.roots[root], program))))
    }
    self.keys = keys
  }

  /// Another name for a type that is the same in every snapshot: closures are numbered as they are met.
  static func identity(of type: DebugInfo.TypeID, _ program: ProgramGraph) -> UInt64 {
    type >= TypeTable.firstClosure && type != DebugInfo.none ? hash(program.table.name(of: type)) : UInt64(type)
  }

  private static func name(of root: GraphRoot, _ program: ProgramGraph) -> String {
    switch root.sort {
    case .global, .runtime: "variable \(root.name)"
    case .goroutine: "goroutines \(program.goroutines[root.goroutine].startFunction)"
    case .finalizer: "finalizers"
    case .cleanup: "cleanups"
    case .weakHandle: "weak handles"
    }
  }

  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  /// FNV-1a over the bytes of a number.
  static func mixed(_ key: UInt64, _ value: UInt64) -> UInt64 {
    var key = key
    for shift in stride(from: 0 as UInt64, to: 64, by: 8) {
      key = (key ^ (value >> shift & 0xff)) &* 0x100_0000_01b3
    }
    return key
  }

  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension Goroutine {
  /// The outermost function of its stack that is not the runtime's: what the `go` statement called, or `main.main`.
  var startFunction: String {
    frames.last { !$0.function.isEmpty && !$0.function.hasPrefix("runtime.") }?.function ?? function
  }
}
