// SPDX-License-Identifier: Apache-2.0

import Acquisition
import ByteDecoding
import GoRuntimeMemory
import Intake
import ProcessImages

/// Finds the Go program whose memory is meant: a process, a core, or a snapshot that was kept.
enum ProgramInput {
  /// - Parameter executable: of a core, nil for the one that it names; of a process an unstripped build of the same code.
  static func open(_ target: String, executable: String? = nil) throws -> GoProgram {
    if let process = try ProcessTarget(target) {
      return .live(try LiveProgram(pid: process.pid, executable: executable))
    }
    let file: MappedFile
    do {
      file = try MappedFile(path: target)
    } catch {
      guard error.isMissing else { throw error }
      throw CommandFailure(
        "\"\(target)\" is no file and names no process: give pid: and a number, for example pid:4121, or a core, or what "
          + "`stanch capture --heap` wrote"
      )
    }
    if CoreFile.isCore(file.bytes) { return .recorded(try RecordedProgram(core: target, executable: executable)) }
    do {
      if let kept = try SnapshotMembers.read(file.bytes) {
        return .recorded(try RecordedProgram(kept: kept.snapshot, sections: kept.sections))
      }
    } catch let error as DecodingError {
      throw CommandFailure("the snapshot in \(target) cannot be read: \(error)")
    }
    throw CommandFailure(
      "\(target) is no core and no bundle with a snapshot of memory: `stanch capture pid:4121 --heap -o FILE` writes one"
    )
  }
}
