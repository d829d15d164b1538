// SPDX-License-Identifier: Apache-2.0

import Acquisition
import Evidence
import Intake

/// Who the target is, and names for what only its executable knows.
extension LiveCapture {
  /// Learns what the process is called from its command line, and everything else when it runs on this machine.
  mutating func identify() async {
    do {
      let fetched = try await endpoint.fetch(.profile("cmdline"), limit: 64 << 10, timeout: .seconds(5))
      let program = fetched.bytes.prefix { $0 != 0 }
      let name = String(decoding: program, as: UTF8.self).split(separator: "/").last.map(String.init)
      if let name, !name.isEmpty { record.manifest.target.name = name }
      // Arguments may hold secrets: only the program's name is kept.
      await describeLocalProcess(commandLine: fetched.bytes)
    } catch let error as AcquisitionError {
      record.addGap("the command line is not known: \(error.message)")
    } catch {
      record.addGap("the command line is not known: \(error)")
    }
  }

  /// Fills in what the process behind a local address says of itself, when it certainly is the one that answers.
  private mutating func describeLocalProcess(commandLine: [UInt8]) async {
    switch await LocalProcess.behind(endpoint.address, commandLine: commandLine) {
    case .found(let process):
      record.manifest.target.pid = process.pid
      record.manifest.target.goVersion = process.goVersion
      record.manifest.target.module = process.module
      record.manifest.target.uptimeSeconds = process.uptimeSeconds
      for gap in process.gaps { record.addGap(gap) }
      localProcess = process
    case .unknown(let reason):
      if endpoint.address.isLocal { record.addGap("the process is not known: \(reason)") }
    }
  }

  /// Lets go of the local process when a profile shows that another one answers.
  mutating func checkIdentity(_ fetched: Fetched) {
    guard let contradiction = localProcess?.contradiction(to: fetched) else { return }
    localProcess = nil
    series.forgetProcess()
    record.manifest.target.forgetProcess()
    record.addGap("the process is not known: \(contradiction)")
  }

  /// Names the global locks and conditions that goroutines wait for.
  mutating func nameLocks() {
    guard let localProcess else { return }
    for address in progress.lockAddresses {
      if let name = localProcess.globalVariable(at: address) {
        record.manifest.symbols[String(address, radix: 16)] = name
      }
    }
  }

  /// Keeps the source files that the evidence names and that are readable below the roots.
  mutating func keepSources() {
    let capture: Capture
    do {
      capture = try record.bundle.capture()
    } catch {
      record.addGap("the sources were not looked for: \(error)")
      return
    }
    // What a process of this machine was built from may be read where it lies.
    let roots = SourceRoots(folders: options.sourceFolders, ownModule: localProcess?.module)
    for file in SourceFiles.read(for: capture, in: roots) {
      record.add(source: file.path, bytes: file.bytes)
    }
  }
}
