// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Go toolchains that build programs for tests: folders `go1.27.3` and the like under `STANCH_TOOLCHAINS` or `.toolchains`.
package enum GoToolchains {
  package static let folder = URL(
    filePath: ProcessInfo.processInfo.environment["STANCH_TOOLCHAINS"]
      ?? Fixtures.repository.appending(path: ".toolchains").path
  )

  /// Which of these versions are installed; a test of none is skipped.
  package static func installed(among versions: [String]) -> [String] {
    versions.filter { FileManager.default.isExecutableFile(atPath: goCommand($0).path) }
  }

  /// Why tests with real programs are skipped where no toolchain is.
  package static let absence = "no Go toolchain in \(folder.path); set STANCH_TOOLCHAINS"

  private static func goCommand(_ version: String) -> URL { folder.appending(path: "\(version)/bin/go") }

  /// Builds a program of one file and gives the path of the executable, which lies in a folder of its own.
  ///
  /// Waits on a thread of its own: a compiler that takes seconds must not hold a thread that other tests' tasks need.
  package static func build(
    _ source: String,
    version: String,
    flags: [String] = [],
    module: String = "shop.example/probe"
  ) async throws -> URL {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result { try buildNow(source, version: version, flags: flags, module: module) }
        )
      }
    }
  }

  /// Builds the program whose sources and `go.mod` lie in a folder.
  package static func build(folder: URL, version: String, flags: [String] = []) async throws -> URL {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            let work = try newFolder()
            for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
              try FileManager.default.copyItem(at: file, to: work.appending(path: file.lastPathComponent))
            }
            return try build(in: work, version: version, flags: flags)
          }
        )
      }
    }
  }

  private static func newFolder() throws -> URL {
    let work = FileManager.default.temporaryDirectory.appending(path: "stanch-go-\(UUID())")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    return work
  }

  private static func buildNow(_ source: String, version: String, flags: [String], module: String) throws -> URL {
    let work = try newFolder()
    try Data(source.utf8).write(to: work.appending(path: "main.go"))
    try Data("module \(module)\n\ngo 1.21\n".utf8).write(to: work.appending(path: "go.mod"))
    return try build(in: work, version: version, flags: flags)
  }

  private static func build(in work: URL, version: String, flags: [String]) throws -> URL {
    let program = work.appending(path: "probe")
    let process = Process()
    process.executableURL = goCommand(version)
    process.arguments = ["build", "-o", program.path] + flags + ["."]
    process.currentDirectoryURL = work
    var environment = ProcessInfo.processInfo.environment
    environment.merge(["GOTOOLCHAIN": "local", "GOPROXY": "off", "GOFLAGS": "-mod=mod", "GOWORK": "off"]) { $1 }
    environment["GOROOT"] = nil
    // Programs without C need no C compiler, and build the same everywhere.
    environment["CGO_ENABLED"] = "0"
    process.environment = environment
    let output = Pipe()
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BuildFailure(output: text) }
    return program
  }

  package struct BuildFailure: Error {
    package var output: String
  }
}
