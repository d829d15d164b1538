// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A Go program that runs until the value is destroyed; it says with its first line that it is ready.
package final class RunningGoProgram {
  package let pid: Int
  /// What it printed first.
  package let firstLine: String
  private let process: Process
  private let folder: URL

  /// Starts an executable that was built with `GoToolchains.build` and waits for its first line.
  package init(_ executable: URL, arguments: [String] = [], environment: [String: String] = [:]) throws {
    folder = executable.deletingLastPathComponent()
    process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    pid = Int(process.processIdentifier)
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), let value = byte.first, value != 0x0a {
      line.append(value)
    }
    firstLine = String(decoding: line, as: UTF8.self)
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    _ = try? FileManager.default.removeItem(at: folder)
  }

  /// The letter of its state and who traces it, as the kernel says.
  package func condition() throws -> (state: Character, tracer: Int) {
    // Foundation takes the size of the file, which is 0, for its end; the C library does not.
    let text = try String(contentsOf: URL(filePath: "/proc/\(pid)/status"), encoding: .utf8)
    func value(_ name: String) -> Substring? {
      text.split(separator: "\n").first { $0.hasPrefix(name) }.map { $0.dropFirst(name.count).drop { $0.isWhitespace } }
    }
    return (value("State:")?.first ?? "?", value("TracerPid:").flatMap { Int($0) } ?? -1)
  }
}
