// SPDX-License-Identifier: Apache-2.0

/// A place of the object graph below which memory grew between two snapshots: the container, who holds it, what is in it.
///
/// Objects do not move, so that address, type and size are an object's identity: it is known which of the first snapshot
/// are still there and which came since.
package struct GrowingHolder: Codable, Hashable, Sendable {
  /// What the elements are in, by the structure of the memory.
  package enum Container: String, Codable, Sendable {
    case map
    case syncMap = "sync.Map"
    case slice
    /// Elements that point to the next.
    case list
    case channel
    /// One growing array of bytes in a buffer or builder.
    case buffer
    case pool = "sync.Pool"
    /// Timers that the runtime keeps.
    case timers
    /// The children of a context.
    case context
    /// Deferred calls of a goroutine.
    case deferredCalls = "deferred-calls"
    /// Goroutines, each with what it holds.
    case goroutines
    case finalizers
    /// None of these: single pointers, or nothing that the types tell.
    case other
  }

  /// What holds the container in the end.
  package struct Root: Codable, Hashable, Sendable {
    package enum Sort: String, Codable, Sendable {
      case variable, goroutine, finalizer, cleanup, runtime
    }

    package var sort: Sort
    /// The variable of a package, or the function in which the goroutines were.
    package var name: String
    /// The function in whose frame the pointer lies; of goroutines.
    package var function: String?
    /// The local variable, where the compiler says which.
    package var local: String?

    package init(sort: Sort, name: String, function: String? = nil, local: String? = nil) {
      self.sort = sort
      self.name = name
      self.function = function
      self.local = local
    }
  }

  /// A step of the path.
  package struct Step: Codable, Hashable, Sendable {
    /// The field, index or key, as Go.
    package var edge: String
    package var type: String

    package init(edge: String, type: String) {
      self.edge = edge
      self.type = type
    }
  }

  /// A stack that allocated sampled objects which came.
  package struct Site: Codable, Hashable, Sendable {
    /// Program counters as profiles state them, innermost first.
    package var addresses: [UInt64]
    /// The functions at them, as compiled.
    package var functions: [String]
    package var samples: Int

    package init(addresses: [UInt64], functions: [String], samples: Int) {
      self.addresses = addresses
      self.functions = functions
      self.samples = samples
    }
  }

  package var container: Container
  /// The path to the elements: `main.book.visits[string] -> *main.Visit`.
  package var path: String
  /// The path to the container, `main.book.visits`, as far as it can be told.
  package var containerPath: String
  package var root: Root
  package var steps: [Step]
  package var elementType: String
  /// Elements, and all that hangs on them, at each snapshot.
  package var before: HeapRetention.Amount
  package var after: HeapRetention.Amount
  /// Elements of the second snapshot that the first did not have, and the reverse.
  package var came: Int
  package var gone: Int
  /// What would be freed without the elements.
  package var retainedBytes: UInt64
  /// Whether the elements are functions, or hold what grows by the variables of one: its name.
  package var closure: String?
  /// Whether the container is itself a local variable of a goroutine.
  package var isLocal = false
  /// Of what hangs on the elements that came: bytes of arrays of which next to nothing is referred to.
  package var idleArrayBytes: UInt64 = 0
  /// The part of these to which strings, or slices that do not begin or end with the array, refer: nobody can ever use
  /// the rest.
  package var lostArrayBytes: UInt64 = 0
  /// How many such arrays there are among them.
  package var idleArrays = 0
  /// Length and capacity of the container, where it has both.
  package var length: UInt64?
  package var capacity: UInt64?
  package var sites: [Site] = []

  package init(
    container: Container,
    path: String,
    containerPath: String,
    root: Root,
    steps: [Step],
    elementType: String,
    before: HeapRetention.Amount,
    after: HeapRetention.Amount,
    came: Int,
    gone: Int,
    retainedBytes: UInt64
  ) {
    self.container = container
    self.path = path
    self.containerPath = containerPath
    self.root = root
    self.steps = steps
    self.elementType = elementType
    self.before = before
    self.after = after
    self.came = came
    self.gone = gone
    self.retainedBytes = retainedBytes
  }

  /// Bytes that hang there more than at first; negative when it shrank.
  package var grownBytes: Int64 { Int64(clamping: after.bytes) &- Int64(clamping: before.bytes) }
}
