// SPDX-License-Identifier: Apache-2.0

/// Who holds the memory of a Go program: what was read from one snapshot of its heap, in the order of importance.
///
/// Paths are written as Go: `main.book.visits[string(2)] -> *main.visit .notes -> [8192]byte`. Values of strings and bytes stand in
/// them only when they were asked for.
package struct HeapRetention: Hashable, Sendable, Encodable {
  /// Objects and their bytes.
  package struct Amount: Hashable, Sendable, Encodable {
    package var objects: Int
    package var bytes: UInt64

    package init(objects: Int, bytes: UInt64) {
      self.objects = objects
      self.bytes = bytes
    }
  }

  /// What taking the snapshot cost the program.
  package struct Stop: Hashable, Sendable, Encodable {
    package var milliseconds: Double
    package var copiedBytes: Int
    package var threads: Int

    package init(milliseconds: Double, copiedBytes: Int, threads: Int) {
      self.milliseconds = milliseconds
      self.copiedBytes = copiedBytes
      self.threads = threads
    }
  }

  /// Equal roots or holders, with what would be freed without them.
  package struct Holder: Hashable, Sendable, Encodable {
    /// What holds: a variable, goroutines at one place, or a path with its indices left open.
    package var path: String
    /// How many there are of it.
    package var count: Int
    /// Their own bytes.
    package var bytes: UInt64
    package var retainedBytes: UInt64

    package init(path: String, count: Int, bytes: UInt64, retainedBytes: UInt64) {
      self.path = path
      self.count = count
      self.bytes = bytes
      self.retainedBytes = retainedBytes
    }
  }

  /// Objects of a type.
  package struct TypeUse: Hashable, Sendable, Encodable {
    package var name: String
    package var amount: Amount

    package init(name: String, amount: Amount) {
      self.name = name
      self.amount = amount
    }
  }

  /// One object that was asked for.
  package struct Object: Hashable, Sendable, Encodable {
    /// In hexadecimal digits, with 0x.
    package var address: String
    package var type: String
    package var bytes: UInt64
    package var retainedBytes: UInt64
    /// A shortest path from a root to it.
    package var path: String
    /// Paths of others that point to it.
    package var otherHolders: [String]
    /// How many pointers lead to it.
    package var holderCount: Int
    /// What it alone keeps, by type.
    package var retains: [TypeUse]

    package init(
      address: String,
      type: String,
      bytes: UInt64,
      retainedBytes: UInt64,
      path: String,
      otherHolders: [String],
      holderCount: Int,
      retains: [TypeUse]
    ) {
      self.address = address
      self.type = type
      self.bytes = bytes
      self.retainedBytes = retainedBytes
      self.path = path
      self.otherHolders = otherHolders
      self.holderCount = holderCount
      self.retains = retains
    }
  }

  package var goVersion: String
  /// Objects that are there, reached or not.
  package var allocated: Amount
  /// Objects that some root holds.
  package var reached: Amount
  /// Of the objects reached, the share whose type is known.
  package var typedShare: Double
  package var goroutines: Int
  /// Nil for memory that was kept in a core, for which nobody stopped the program.
  package var stop: Stop?
  /// Roots by what they retain.
  package var roots: [Holder] = []
  /// Where much comes together: paths below which many objects hang.
  package var accumulations: [Holder] = []
  package var types: [TypeUse] = []
  /// The type that was asked for, and the paths to its objects.
  package var query: String?
  package var matches: [Holder]?
  package var object: Object?
  /// What was checked and did not hold, or could not be read; each as a sentence without a full stop.
  package var gaps: [String] = []

  package init(
    goVersion: String,
    allocated: Amount,
    reached: Amount,
    typedShare: Double,
    goroutines: Int,
    stop: Stop?
  ) {
    self.goVersion = goVersion
    self.allocated = allocated
    self.reached = reached
    self.typedShare = typedShare
    self.goroutines = goroutines
    self.stop = stop
  }
}
