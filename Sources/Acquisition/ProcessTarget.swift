// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProcessImages

/// A process of this machine as the target of a look: `pid:4121`.
///
/// Finds the pprof endpoint among the sockets at which the process accepts connections. Its address is then watched like
/// any other; without one, what the kernel says of the process is all there is.
package struct ProcessTarget: Hashable, Sendable {
  package let pid: Int
  private let proc: ProcFiles

  /// Whether and where the process can be asked.
  package enum Door: Sendable {
    case endpoint(TargetAddress)
    /// Why it cannot be asked, as a sentence without a full stop.
    case closed(reason: String)
  }

  /// More listening sockets are not tried.
  private static let addressLimit = 16
  /// The longest that trying all of them may take: sockets that accept and say nothing cost seconds each.
  private static let patience = Duration.seconds(20)

  /// Reads `pid:4121`; nil when the text is no such target, and an error when it is one that cannot be meant.
  package init?(_ text: String) throws(AcquisitionError) {
    guard text.lowercased().hasPrefix("pid:") else { return nil }
    guard let pid = Int(text.dropFirst(4)), pid > 0 else {
      throw AcquisitionError(
        .badAddress,
        "\"\(printable(text, limit: 40))\" names no process",
        remedy: "write pid: and the number of the process, for example pid:4121"
      )
    }
    self.init(pid: pid, proc: ProcFiles())
  }

  init(pid: Int, proc: ProcFiles) {
    self.pid = pid
    self.proc = proc
  }

  package var displayName: String { "pid:\(pid)" }

  /// Looks for the endpoint; throws when there is no such process, it may not be looked into, or it is no Go program.
  package func door(options: EndpointOptions = EndpointOptions()) async throws -> Door {
    let transports = try listening()
    guard !transports.isEmpty else { return .closed(reason: "process \(pid) accepts no connections") }
    if isElsewhere("net"), transports.allSatisfy(\.isTCP) {
      return .closed(
        reason:
          "process \(pid) is in a network of its own (a container): give the address of its pprof endpoint instead"
      )
    }
    var options = options
    options.connectTimeout = min(options.connectTimeout, .seconds(2))
    let end = ContinuousClock.now + Self.patience
    for transport in transports.prefix(Self.addressLimit) {
      for scheme in transport.isTCP ? [TargetAddress.Scheme.http, .https] : [.http] {
        let address = TargetAddress(scheme: scheme, transport: transport)
        if try await serves(address, options, by: end) { return .endpoint(address) }
        if ContinuousClock.now >= end {
          return .closed(reason: "process \(pid) did not serve pprof within \(Self.patience.inWords) of asking")
        }
      }
    }
    let places = transports.prefix(4).map { TargetAddress(scheme: .http, transport: $0).displayName }
    return .closed(reason: "process \(pid) serves no pprof at \(places.joined(separator: ", "))")
  }

  /// Where the process accepts connections.
  func listening() throws(AcquisitionError) -> [TargetAddress.Transport] {
    guard proc.startTicks(of: pid) != nil else {
      throw AcquisitionError(.notListening, "there is no process \(pid)", remedy: "check the number")
    }
    var held: Set<UInt64> = []
    do {
      _ = try FolderLinks.read("\(proc.root)/\(pid)/fd", limit: ProcessReader.descriptorLimit) { _, link in
        if let inode = DescriptorTarget(link: link).inode { held.insert(inode) }
      }
    } catch {
      throw AcquisitionError(
        .forbidden,
        "process \(pid) may not be looked into: \(error.reason)",
        remedy: "run as its user or as root, or give the address of its pprof endpoint"
      )
    }
    try checkProgram()
    return ListeningSockets.addresses(
      held: held,
      tcp: isElsewhere("net") ? "" : proc.text("\(pid)/net/tcp") ?? "",
      tcp6: isElsewhere("net") ? "" : proc.text("\(pid)/net/tcp6") ?? "",
      unix: proc.text("\(pid)/net/unix") ?? "",
      root: isElsewhere("mnt") ? "\(proc.root)/\(pid)/root" : ""
    )
  }

  private func checkProgram() throws(AcquisitionError) {
    let name = printable(proc.text("\(pid)/comm") ?? "", limit: 40)
    let image: ExecutableImage
    do {
      image = try ExecutableImage(path: "\(proc.root)/\(pid)/exe")
    } catch {
      throw AcquisitionError(
        .forbidden,
        "the program of process \(pid) (\(name)) cannot be read: \(error)",
        remedy: "run as its user or as root"
      )
    }
    guard image.goBuild != nil else {
      throw AcquisitionError(
        .refused,
        "process \(pid) (\(name)) is not a Go program, or one built with Go 1.17 or earlier",
        remedy: "check the number"
      )
    }
  }

  /// Whether the process has another name space of a kind than we.
  private func isElsewhere(_ kind: String) -> Bool {
    guard let own = proc.link("self/ns/\(kind)"), let its = proc.link("\(pid)/ns/\(kind)") else { return false }
    return own != its
  }

  /// Whether an address serves pprof for this very process: its command line must be the one that the endpoint tells.
  private func serves(
    _ address: TargetAddress,
    _ options: EndpointOptions,
    by end: ContinuousClock.Instant
  ) async throws -> Bool {
    do {
      return try await PprofEndpoint.withEndpoint(address, options: options) { endpoint in
        await endpoint.end(by: end)
        _ = try await endpoint.discover(timeout: .seconds(3))
        let told = try await endpoint.fetch(.profile("cmdline"), limit: 1 << 20, timeout: .seconds(3)).bytes
        guard let own = proc.bytes("\(pid)/cmdline") else { return false }
        // The kernel ends the last argument with a zero too; Go joins them without.
        return (own.last == 0 ? own.dropLast() : own[...]).elementsEqual(told)
      }
    } catch let error as AcquisitionError where [.badOption, .unauthorized].contains(error.code) {
      // The endpoint is there, and the user can do something about it.
      throw error
    } catch is AcquisitionError {
      return false
    }
  }
}

extension TargetAddress.Transport {
  fileprivate var isTCP: Bool {
    if case .tcp = self { true } else { false }
  }
}
