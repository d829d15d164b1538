// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// The process behind a local address: who it is, since when it runs, and what its executable says.
///
/// Everything is read from `/proc`; the process itself is not touched. Of its command line only the program's name
/// is kept, because arguments may hold secrets; so may the flags of its build, of which only harmless ones are kept.
package struct LocalProcess: Sendable {
  package var pid: Int
  /// The first word of the command line.
  package var program: String
  /// Path of the executable, as the process itself sees it; nil when it may not be read.
  package var executablePath: String?
  /// How long the process has been running.
  package var uptimeSeconds: Double?
  /// Toolchain that built the program, for example `go1.27.3`.
  package var goVersion: String?
  /// Path of the main module.
  package var module: String?
  /// Import path of the main package.
  package var mainPackage: String?
  /// Commit of the sources, where the build recorded it; a `+dirty` end means that they had been changed.
  package var revision: String?
  /// Whether file names in stacks were shortened to module paths (`-trimpath`).
  package var isTrimmed = false
  /// The linker's identity of the executable: Go's own, else the hash of the contents.
  package var buildID: String?
  /// The hash of the contents that profiles state, in hexadecimal digits.
  package var gnuBuildID: String?
  /// What could not be learned, each as a sentence without a full stop.
  package var gaps: [String] = []

  private var symbols = ObjectSymbols()
  private var loadBias: UInt64?

  /// The answer to "who listens there?".
  package enum Identification: Sendable {
    case found(LocalProcess)
    /// Why the process is not known, as a sentence without a full stop.
    case unknown(reason: String)
  }

  /// The global variable at an address of the process, as `main.registry` or `main.state+16`; nil when there is none.
  package func globalVariable(at address: UInt64) -> String? {
    guard let loadBias, address >= loadBias, let hit = symbols.symbol(at: address - loadBias) else { return nil }
    return hit.offset == 0 ? hit.name : "\(hit.name)+\(hit.offset)"
  }

  /// Finds the process that listens at an address of this machine.
  ///
  /// Claims it only when its command line equals what the endpoint itself reports; a tunnel or proxy on this machine
  /// (ssh -L, kubectl port-forward, docker-proxy) listens too, but the service then runs elsewhere.
  /// - Parameter commandLine: the bytes of `/debug/pprof/cmdline`, arguments parted by zeros.
  @concurrent
  package static func behind(_ address: TargetAddress, commandLine: [UInt8]) async -> Identification {
    identify(address, commandLine: commandLine, proc: ProcFiles())
  }

  static func identify(_ address: TargetAddress, commandLine: [UInt8], proc: ProcFiles) -> Identification {
    guard address.isLocal else { return .unknown(reason: "\(address.displayName) is not on this machine") }
    let inodes: [String]
    switch address.transport {
    case .tcp(let host, let port):
      guard let tcp = proc.text("net/tcp") else { return .unknown(reason: "/proc/net/tcp cannot be read") }
      // Without IPv6 there is no second table.
      inodes = ListeningSockets.tcp(host: host, port: port, tcp: tcp, tcp6: proc.text("net/tcp6") ?? "")
    case .unixSocket(let path):
      guard let table = proc.text("net/unix") else { return .unknown(reason: "/proc/net/unix cannot be read") }
      inodes = ListeningSockets.unix(path: path, table: table)
    }
    guard !inodes.isEmpty else {
      return .unknown(reason: "no process of this machine (or container) listens at \(address.displayName)")
    }
    var others: [Int] = []
    var hidden = 0
    for inode in inodes {
      let holders = proc.holders(ofSocket: inode)
      hidden = max(hidden, holders.hidden)
      for pid in holders.processes {
        guard let own = proc.bytes("\(pid)/cmdline") else { continue }
        // The kernel ends the last argument with a zero too; Go joins them without.
        let arguments = own.last == 0 ? own.dropLast() : own[...]
        if !commandLine.isEmpty, arguments.elementsEqual(commandLine) { return .found(describe(pid, own, proc)) }
        others.append(pid)
      }
    }
    guard let other = others.first else {
      return .unknown(
        reason: hidden > 0
          ? "the process that listens at \(address.displayName) belongs to another user"
          : "the process that listens at \(address.displayName) was not found"
      )
    }
    let name = printable(proc.text("\(other)/comm") ?? "a process", limit: 40)
    return .unknown(
      reason: "\(name) (process \(other)) listens at \(address.displayName), but the service that answers has another "
        + "command line: probably a tunnel or a proxy"
    )
  }

  /// The process with a number; nil when there is none.
  @concurrent
  package static func numbered(_ pid: Int) async -> LocalProcess? {
    let proc = ProcFiles()
    return proc.bytes("\(pid)/cmdline").map { describe(pid, $0, proc) }
  }

  private static func describe(_ pid: Int, _ commandLine: [UInt8], _ proc: ProcFiles) -> LocalProcess {
    var process = LocalProcess(
      pid: pid,
      program: printable(String(decoding: commandLine.prefix { $0 != 0 }, as: UTF8.self), limit: 200)
    )
    process.uptimeSeconds = proc.age(of: pid)
    if process.uptimeSeconds == nil { process.gaps.append("the start time of process \(pid) cannot be read") }
    process.executablePath = proc.link("\(pid)/exe").map { printable($0, limit: 4096) }
    do {
      // The link opens the file that runs, even when it was replaced or deleted since.
      let image = try ExecutableImage(path: "\(proc.root)/\(pid)/exe")
      process.buildID = image.buildID.go ?? image.buildID.gnu
      process.gnuBuildID = image.buildID.gnu
      if let build = image.goBuild {
        process.describe(build)
      } else {
        process.gaps.append("the executable of process \(pid) holds no build information of Go")
      }
      process.symbols = image.symbols
      if image.file.kind != .positionIndependent {
        process.loadBias = 0
      } else if let path = proc.link("\(pid)/exe"), let maps = proc.text("\(pid)/maps") {
        process.loadBias = ProcessMaps.loadBias(of: image.file, path: path, maps: maps)
      }
      if image.symbols.count == 0 {
        process.gaps.append("the executable is stripped: global variables have no names")
      } else if process.loadBias == nil {
        process.gaps.append("where the executable is loaded cannot be read: global variables have no names")
      }
    } catch {
      process.gaps.append("the executable of process \(pid) cannot be read: \(error)")
    }
    return process
  }

  private mutating func describe(_ build: GoBuildInfo) {
    goVersion = printable(build.goVersion, limit: 100)
    module = build.mainModule.map { printable($0.path, limit: 200) }
    mainPackage = build.mainPackage.map { printable($0, limit: 200) }
    isTrimmed = build.setting("-trimpath") == "true"
    let isDirty = build.setting("vcs.modified") == "true"
    revision = build.setting("vcs.revision").map { printable($0, limit: 80) + (isDirty ? "+dirty" : "") }
  }
}
