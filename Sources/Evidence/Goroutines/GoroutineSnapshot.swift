// SPDX-License-Identifier: Apache-2.0

/// All goroutines of one process at one moment, grouped.
package struct GoroutineSnapshot: Sendable {
  /// Which form the evidence had, which decides what it can say.
  package enum Form: String, Sendable {
    /// debug=2, `runtime.Stack` or a crash log: states, ids, creators.
    case fullStacks
    /// debug=1 text or profile.proto: stacks and counts, no ids, no states, no creators.
    case profile
    /// Go's own leak profile (debug=1 text or profile.proto): only goroutines proven leaked.
    case leakProfile
  }

  package var form: Form
  /// Groups in the order in which the input first showed them.
  package var groups: [GoroutineGroup]
  /// The frames and stacks that the groups refer to.
  package var stacks: StackTable
  /// Whether the runtime's own frames at the leaf are left out, as debug=1 does: a wait for a channel then shows no sign of
  /// what is waited for.
  package var hidesRuntimeFrames = false
  /// The total that the input states ("goroutine profile: total N"); nil where it states none.
  package var statedTotal: Int?
  /// Why the process died, when the input is a crash log.
  package var crash: CrashCause?
  /// What is missing, each as a sentence without a full stop.
  package var gaps: [String]

  package init(form: Form, groups: [GoroutineGroup] = [], stacks: StackTable = StackTable()) {
    self.form = form
    self.groups = groups
    self.stacks = stacks
    self.gaps = []
  }

  /// How many goroutines the groups hold together.
  package var count: Int { groups.reduce(0) { $0 + $1.count } }

  /// Bytes of memory that it occupies, roughly: names, frames and stacks with their indexes, groups with their ids.
  package var footprint: Int {
    stacks.strings.byteCount + stacks.strings.count * 16 + stacks.frameCount * 64 + stacks.stackCount * 160
      + groups.count * 512 + count * 4
  }
}

/// The line that precedes a crash dump.
package struct CrashCause: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case panic
    case fatalError
    case signal
    case quit
  }

  package var kind: Kind
  /// The message as printed, for example "all goroutines are asleep - deadlock!".
  package var message: String

  package init(kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }
}
