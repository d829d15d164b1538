// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The built program, beside the test bundle.
package enum BuiltProgram {
  /// Where it is; nil when it was not built.
  package static var path: String? {
    guard let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
    let path = URL(filePath: tests).deletingLastPathComponent().appending(path: "stanch").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  /// How a run ended.
  package struct Run: Sendable {
    package var status: Int32
    package var output: Data
  }

  package struct Missing: Error {}

  /// Runs the program on a thread of its own, without its standard error.
  package static func run(_ arguments: [String]) async throws -> Run {
    guard let path else { throw Missing() }
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            let process = Process()
            process.executableURL = URL(filePath: path)
            process.arguments = arguments
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return Run(status: process.terminationStatus, output: data)
          }
        )
      }
    }
  }
}
