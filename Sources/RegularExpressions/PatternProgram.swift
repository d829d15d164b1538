// SPDX-License-Identifier: Apache-2.0

/// A regular expression as the instructions of a nondeterministic automaton (Thompson's construction).
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    /// Takes a character of the set and goes on at `next`.
    case take(set: Int, next: Int)
    case assert(PatternTree.Assertion, next: Int)
    case split(Int, Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  private(set) var start = 0

  /// Repetition copies what it repeats: nested counts could fill any memory.
  private static let instructionLimit = 20_000

  init(_ tree: PatternTree) throws(PatternError) {
    instructions.append(.match)
    start = try add(tree, next: 0)
  }

  private mutating func emit(_ instruction: Instruction) throws(PatternError) -> Int {
    guard instructions.count < Self.instructionLimit else {
      throw PatternError(reason: "an expression that repeats too much", offset: 0)
    }
    instructions.append(instruction)
    return instructions.count - 1
  }

  /// Adds a tree that goes on at `next`; returns where it begins.
  private mutating func add(_ tree: PatternTree, next: Int) throws(PatternError) -> Int {
    switch tree {
    case .empty: return next
    case .scalars(let set):
      sets.append(set)
      return try emit(.take(set: sets.count - 1, next: next))
    case .assertion(let assertion): return try emit(.assert(assertion, next: next))
    case .sequence(let parts):
      var entry = next
      for part in parts.reversed() { entry = try add(part, next: entry) }
      return entry
    case .choice(let branches):
      var entry: Int?
      for branch in branches.reversed() {
        let start = try add(branch, next: next)
        if let other = entry { entry = try emit(.split(start, other)) } else { entry = start }
      }
      return entry ?? next
    case .repetition(let body, let least, let most):
      var entry = next
      if let most {
        for _ in least..<max(least, most) {
          let start = try add(body, next: entry)
          entry = try emit(.split(start, next))
        }
      } else {
        let loop = try emit(.split(next, next))
        instructions[loop] = .split(try add(body, next: loop), next)
        entry = loop
      }
      for _ in 0..<least { entry = try add(body, next: entry) }
      return entry
    }
  }
}
