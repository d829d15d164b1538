// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A running Go program of the tests that serves, and prints where on its first line.
///
/// The first word of that line is the address; what follows it is the test's own.
package final class GoService {
  package let address: String
  /// The words behind the address.
  package let announced: [String]
  package var pid: Int { Int(process.processIdentifier) }
  private let process = Process()
  private let output = Pipe()

  /// Starts the program and waits for its first line.
  package init(_ program: URL, arguments: [String] = []) throws {
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n"), let byte = try output.fileHandleForReading.read(upToCount: 1) {
      line += byte
    }
    let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
    address = words.first ?? ""
    announced = Array(words.dropFirst())
  }

  /// Ends the program and waits until it is gone.
  package func stop() {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }
}
