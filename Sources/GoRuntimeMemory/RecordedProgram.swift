// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import ProcessImages

/// A Go program whose memory was kept: by the kernel in a core, or by an earlier run in a snapshot file.
package struct RecordedProgram: Sendable {
  package let snapshot: ProcessSnapshot
  let debug: DebugInfo

  /// Takes memory that was read already, and the debug information of the executable that it belongs to.
  package init(_ snapshot: ProcessSnapshot, debug: DebugInfo) {
    self.snapshot = snapshot
    self.debug = debug
  }

  /// Takes a snapshot that was kept in a file; throws a `HeapError` when its debug information is missing.
  package init(kept snapshot: ProcessSnapshot, sections: DebugSections) throws(HeapError) {
    self.init(snapshot, debug: DebugInfo(sections))
    guard !debug.types.isEmpty else { throw .stripped }
  }

  /// Whether a file begins as a core.
  package static func isCore(_ path: String) throws(FileError) -> Bool {
    let file = try MappedFile(path: path)
    return CoreFile.isCore(file.bytes)
  }

  /// Reads a core that the kernel or gcore wrote.
  ///
  /// Throws a `CoreError` or `HeapError`, or the `FileError` or `DecodingError` of a file.
  /// - Parameter executable: nil for the one that the core names.
  package init(core path: String, executable: String?) throws {
    let coreBytes = try MappedFile(path: path)
    let core = try CoreFile(coreBytes.bytes)
    guard let executable = executable ?? core.executablePath else { throw CoreError.noExecutable(expected: nil) }
    let file: MappedFile
    do {
      file = try MappedFile(path: executable)
    } catch {
      if error.isMissing, executable == core.executablePath { throw CoreError.noExecutable(expected: executable) }
      throw error
    }
    let image = try LiveProgram.image(of: file)
    snapshot = try ProcessSnapshot.of(core, in: coreBytes.bytes, executable: image, in: file.bytes, path: executable)
    debug = DebugInfo(of: image, in: file.bytes)
    guard !debug.types.isEmpty else { throw HeapError.stripped }
  }
}
