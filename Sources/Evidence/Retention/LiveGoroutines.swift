// SPDX-License-Identifier: Apache-2.0

/// The goroutines of a program at one moment: what each waits for, who else does, what it retains, and whether it can ever
/// go on.
///
/// Equal goroutines are one group: of the same state, at the same line, made at the same line, with the same verdict. Groups
/// of leaked goroutines come first, the largest before the smaller. Values of variables stand in it only when asked for.
package struct LiveGoroutines: Hashable, Sendable, Encodable {
  /// Whether a goroutine can go on.
  package enum Verdict: String, Hashable, Sendable, CaseIterable, Encodable {
    /// It waits for something that nothing that can still run is able to reach: it will never go on.
    case leaked
    /// It waits for something that others can reach: whether they ever will is not known.
    case reachable
    /// It waits for the world outside: the network, a file, a clock, a system call.
    case outside
    /// It runs, or is about to.
    case active
    /// The first goroutine in `select {}`, which keeps the program going on purpose.
    case main
    /// One of the runtime's own, for which it looks itself.
    case runtime
  }

  /// A line of code.
  package struct Place: Hashable, Sendable, Encodable {
    package var function: String
    package var file: String?
    package var line: Int?

    package init(function: String, file: String? = nil, line: Int? = nil) {
      self.function = function
      self.file = file
      self.line = line
    }
  }

  /// Something that goroutines wait for.
  package struct Primitive: Hashable, Sendable, Encodable {
    package enum Kind: String, Hashable, Sendable, CaseIterable, Encodable {
      case channel
      case mutex = "sync.Mutex"
      case readWriteMutex = "sync.RWMutex"
      case waitGroup = "sync.WaitGroup"
      case condition = "sync.Cond"
      case semaphore
      case coroutine
      case descriptor
    }

    package var kind: Kind
    /// In hexadecimal digits, with 0x.
    package var address: String?
    /// What a channel carries.
    package var element: String?
    /// Of a channel, how many values it has room for and how many it holds.
    package var capacity: Int?
    package var buffered: Int?
    package var isClosed: Bool?
    /// `send` or `receive`, `read` or `write`.
    package var operation: String?
    /// The number of a file descriptor.
    package var descriptor: Int?
    /// Of a channel that a timer feeds, in how many seconds that fires, and then in which period.
    package var firesInSeconds: Double?
    package var periodSeconds: Double?
    /// How many goroutines wait for it, this one among them.
    package var waiters: Int
    /// How one gets there: a variable, or a path from a root; of leaked goroutines the local variable that holds it.
    package var owner: String?

    package init(kind: Kind, waiters: Int = 1) {
      self.kind = kind
      self.waiters = waiters
    }
  }

  /// A local variable.
  package struct Local: Hashable, Sendable, Encodable {
    package var name: String
    /// With length and capacity where a value has them.
    package var type: String
    package var value: String?

    package init(name: String, type: String, value: String? = nil) {
      self.name = name
      self.type = type
      self.value = value
    }
  }

  /// A call on a stack; inlined calls are frames too, and their variables are those of the function they are inlined in.
  package struct Frame: Hashable, Sendable, Encodable {
    package var place: Place
    package var locals: [Local]

    package init(place: Place, locals: [Local] = []) {
      self.place = place
      self.locals = locals
    }
  }

  /// One goroutine.
  package struct Goroutine: Hashable, Sendable, Encodable {
    package var id: UInt64
    package var state: String
    package var verdict: Verdict
    /// Since when it waits, as far as the runtime states it: earlier than the truth by up to the time between two collections.
    package var waitingSeconds: Double?
    /// Until when a sleep lasts.
    package var sleepsSeconds: Double?
    package var place: Place
    package var createdBy: Place?
    package var parent: UInt64?
    package var primitives: [Primitive] = []
    /// Why it may go on: a path to what it waits for that leads through no goroutine that waits for the same.
    package var heldBy: String?
    /// What would be freed without it.
    package var retainedBytes: UInt64
    /// Room that its stack takes, beside the heap.
    package var stackBytes: UInt64 = 0
    package var frames: [Frame] = []
    package var gap: String?

    package init(id: UInt64, state: String, verdict: Verdict, place: Place, retainedBytes: UInt64) {
      self.id = id
      self.state = state
      self.verdict = verdict
      self.place = place
      self.retainedBytes = retainedBytes
    }
  }

  /// How many goroutines may go on for the same reason.
  package struct Holder: Hashable, Sendable, Encodable {
    /// A path with its indices left open.
    package var path: String
    package var count: Int

    package init(path: String, count: Int) {
      self.path = path
      self.count = count
    }
  }

  /// Equal goroutines.
  package struct Group: Hashable, Sendable, Encodable {
    package var state: String
    package var verdict: Verdict
    /// The innermost line of the program's own code.
    package var place: Place
    package var createdBy: Place?
    package var count: Int
    /// The lowest numbers of goroutines among them, in rising order.
    package var ids: [UInt64]
    package var longestWaitSeconds: Double?
    /// How many different things they wait for.
    package var primitiveCount: Int
    /// The first of them in full.
    package var example: Goroutine
    package var heldBy: [Holder]
    /// What would be freed without all of them.
    package var retainedBytes: UInt64
    /// Room that their stacks take, beside the heap.
    package var stackBytes: UInt64 = 0

    package init(
      state: String,
      verdict: Verdict,
      place: Place,
      createdBy: Place?,
      count: Int,
      ids: [UInt64],
      primitiveCount: Int,
      example: Goroutine,
      heldBy: [Holder],
      retainedBytes: UInt64
    ) {
      self.state = state
      self.verdict = verdict
      self.place = place
      self.createdBy = createdBy
      self.count = count
      self.ids = ids
      self.primitiveCount = primitiveCount
      self.example = example
      self.heldBy = heldBy
      self.retainedBytes = retainedBytes
    }
  }

  /// What only leaked goroutines hold.
  package struct Leak: Hashable, Sendable, Encodable {
    package var goroutines: Int
    package var objects: Int
    package var bytes: UInt64

    package init(goroutines: Int, objects: Int, bytes: UInt64) {
      self.goroutines = goroutines
      self.objects = objects
      self.bytes = bytes
    }
  }

  package var goVersion: String
  /// Nil when no process was stopped for it.
  package var stop: HeapRetention.Stop?
  package var count: Int
  package var leaked: Leak
  package var groups: [Group] = []
  /// Goroutines one by one, when they were asked for, in the order of their numbers.
  package var goroutines: [Goroutine] = []
  /// What was checked and did not hold, or could not be read; each as a sentence without a full stop.
  package var gaps: [String] = []
  /// The verdict on every goroutine by its number, which is the number in goroutine dumps.
  package var verdicts: [UInt64: Verdict] = [:]

  package init(goVersion: String, stop: HeapRetention.Stop?, count: Int, leaked: Leak) {
    self.goVersion = goVersion
    self.stop = stop
    self.count = count
    self.leaked = leaked
  }

  private enum CodingKeys: String, CodingKey {
    case goVersion, stop, count, leaked, groups, goroutines, gaps
  }
}
