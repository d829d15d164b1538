// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// A word outside the heap from which the collector begins: it points to an object.
struct RootWord: BitwiseCopyable {
  /// What sort of word it is, for its name in a path.
  enum Sort: UInt8 {
    case variable
    /// A slot of a stack frame.
    case slot
    /// A register of a running goroutine, or a slot of a frame whose pointers nothing tells.
    case conservative
    case goroutineRecord
    case context
    case deferRecord
    case finalizerFunction
    case finalizable
    case weakHandle
    case cleanup
    /// An entry of a processor's heap of timers.
    case timer
  }

  /// Where the word is; 0 for a register.
  var address: UInt64
  var value: UInt64
  var sort: Sort
  /// The frame of a slot, in the goroutine's list.
  var frame: Int32 = -1
  /// The type of what it is in, and how far into that it lies; for named variables.
  var type: DebugInfo.TypeID = DebugInfo.none
  var typeOffset: Int64 = 0
  /// The local variable's row in the debug information.
  var local: UInt32 = DebugInfo.none
  /// Whether only a part of the variable lies in memory: the words beside this one are not its.
  var isPartial = false
  /// Descriptor of the type of pointer to the object whose finalizer this is; 0 for all others.
  var descriptor: UInt64 = 0
}

/// Something from which the collector begins, with the words that hold pointers.
package struct GraphRoot {
  /// What holds on, in the order of their use to somebody who looks for a leak.
  package enum Sort: Int, Sendable, CaseIterable {
    case global
    case goroutine
    case finalizer
    case cleanup
    case weakHandle
    /// Variables of the runtime itself, which come last.
    case runtime
  }

  package var sort: Sort
  /// Name of the variable; of others empty.
  package var name: String
  /// The goroutine's place in the list of goroutines; -1 for all others.
  package var goroutine = -1
  var words: [RootWord] = []

  /// Name of the root that stands for all timers that run.
  static let timers = "active timers"

  /// In which turn objects are looked for from a root, for what two reach is explained by the earlier.
  ///
  /// A variable of a package says more than the goroutine that works on it, and a timer only who nobody else does. Pools are
  /// listed for the collector, which says nothing of who uses them.
  var turn: Int {
    switch sort {
    case .global where name == Self.timers: 2
    case .global where name == "sync.allPools" || name == "sync.oldPools": 4
    case .global: 0
    case .goroutine: 1
    case .finalizer, .cleanup, .weakHandle: 3
    case .runtime: 4
    }
  }

  static let lastTurn = 4
}
