// SPDX-License-Identifier: Apache-2.0

import Evidence

extension GrowingHolder {
  /// The kind that the structure of the memory shows; nil where it shows none, as for goroutines that became more.
  ///
  /// The particular before the general: what is lost in arrays, whatever holds them; the runtime's own structures; functions
  /// that were registered; local variables; then the container.
  var kind: (any HeapLeakKind)? {
    if isPile, idleArrays >= Self.leastArrays, idleShare >= Self.leastIdleShare { return BackingArrayRetention() }
    switch container {
    case .context: return ContextNotCancelled()
    case .timers: return closure?.hasPrefix("context.") == true ? ContextNotCancelled() : TimerNotStopped()
    case .pool: return PoolBloat()
    case .deferredCalls: return DeferAccumulation()
    case .goroutines, .finalizers, .other: return nil
    case .map, .syncMap, .slice, .list, .channel, .buffer: break
    }
    if closure != nil { return ClosureCapture() }
    if isLocal { return GoroutineLocalRetention() }
    switch container {
    case .map, .syncMap: return UnboundedMap()
    case .list, .channel: return UnboundedQueue()
    case .buffer: return UnboundedBuffer()
    default: return UnboundedSlice()
    }
  }

  /// Whether elements pile up in a container: what goroutines at work have in hand does not.
  private var isPile: Bool {
    switch container {
    case .map, .syncMap, .slice, .list, .channel: gone * 10 <= came
    default: false
    }
  }

  /// Fewer arrays than these are no pattern.
  static let leastArrays = 8
  /// So much of what grew must lie in arrays of which next to nothing is used.
  static let leastIdleShare = 0.6

  /// Of what grew, the share in arrays of which next to nothing is referred to.
  var idleShare: Double { Double(idleArrayBytes) / Double(max(grownBytes, 1)) }

  /// The share in arrays of which nobody can ever use the rest.
  var lostShare: Double { Double(lostArrayBytes) / Double(max(grownBytes, 1)) }
}
