// SPDX-License-Identifier: Apache-2.0

/// What the kernel says of a process at one moment: the files under `/proc/PID`, and its cgroup.
///
/// A number that was not read is nil. Sizes are bytes.
package struct ProcessLook: Hashable, Sendable {
  package var pid: Int?
  /// Seconds since 1970; nil when the text does not tell.
  package var instant: Double?

  // MARK: status and smaps_rollup

  package var rss: Int64?
  package var peakRSS: Int64?
  /// Resident anonymous memory.
  package var anonymous: Int64?
  /// Resident memory backed by files.
  package var fileBacked: Int64?
  /// Resident memory shared by shmem and tmpfs.
  package var shared: Int64?
  package var swapped: Int64?
  /// Marked as free by the program and not yet taken back (MADV_FREE): counted in rss, and no leak.
  package var lazyFree: Int64?
  package var hugePages: Int64?
  package var threads: Int?
  /// When the process started, in clock ticks (hundredths of a second) since the machine did.
  ///
  /// A number is given anew when its process has ended: the same pid with another start is another process.
  package var startTicks: Int64?

  // MARK: smaps

  /// Resident bytes of mappings that the Go runtime named, by name without the prefix "Go: " (Go 1.25 on kernels that
  /// name anonymous memory); nil when the kernel gives no such names or smaps was not read.
  package var goMappings: [String: Int64]?
  /// Resident bytes of anonymous mappings that are neither named by Go nor the main thread's stack.
  package var unnamedAnonymous: Int64?
  /// Resident bytes by mapped file, the largest first.
  package var mappedFiles: [MappedFileUse] = []

  /// A file and how much of it is resident in the process.
  package struct MappedFileUse: Hashable, Sendable {
    package var path: String
    package var rss: Int64

    package init(path: String, rss: Int64) {
      self.path = path
      self.rss = rss
    }
  }

  // MARK: Descriptors

  /// Open descriptors by kind and target, the most frequent first; nil when they could not be listed.
  package var descriptors: [DescriptorGroup]?
  /// Soft limit of open files.
  package var descriptorLimit: Int?

  /// Descriptors of one kind that lead to one target.
  package struct DescriptorGroup: Hashable, Sendable {
    package enum Kind: String, Sendable {
      case file, directory, device, pipe, socket, eventfd, epoll, timerfd, memfd, other
    }

    package var kind: Kind
    /// The path with what differs from file to file as a star (`/var/log/orders-*.log`, see `PathPattern`); for sockets
    /// the protocol, state and the port that tells (`KernelSocket.summary`) where known; else empty.
    package var target: String
    package var count: Int

    package init(kind: Kind, target: String, count: Int) {
      self.kind = kind
      self.target = target
      self.count = count
    }
  }

  /// All descriptors; nil when unknown.
  package var descriptorCount: Int? { descriptors.map { $0.reduce(0) { $0 + $1.count } } }

  // MARK: Children

  /// Child processes that ended and were not waited for.
  package var zombies: Int?
  package var children: Int?

  // MARK: Cgroup and settings

  /// The smallest limit on the way up from the process's cgroup; nil without one.
  package var cgroupLimit: Int64?
  /// What the cgroup is charged with.
  package var cgroupUsage: Int64?
  /// Page cache of the cgroup that can be dropped at once.
  package var cgroupInactiveFile: Int64?
  /// Anonymous memory of the cgroup.
  package var cgroupAnonymous: Int64?
  /// GOGC, GOMEMLIMIT and GODEBUG as the process was started with; other variables are never read into evidence.
  package var environment: [String: String] = [:]
  package var gaps: [String] = []

  package init() {}
}

/// A look at a process as part of a capture.
package struct ProcessObservation: Sendable {
  package var look: ProcessLook
  /// Seconds from the start of the capture; nil when unknown.
  package var at: Double?
  package var source: String

  package init(look: ProcessLook, at: Double?, source: String) {
    self.look = look
    self.at = at
    self.source = source
  }
}
