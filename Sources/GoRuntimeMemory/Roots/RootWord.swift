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
}
