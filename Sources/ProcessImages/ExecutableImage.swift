// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What an executable file says about itself, read once.
package struct ExecutableImage: Hashable, Sendable {
  package var file: ELFFile
  /// Nil when the program is not a Go program, or one of Go 1.17 or earlier.
  package var goBuild: GoBuildInfo?
  package var buildID: BuildID
  package var symbols: ObjectSymbols

  /// Reads the image at a path; throws `FileError` when it cannot be read and `DecodingError` when it is no ELF file.
  package init(path: String) throws {
    let mapped = try MappedFile(path: path)
    file = try ELFFile(mapped.bytes)
    do {
      goBuild = try GoBuildInfo(of: file, in: mapped.bytes)
    } catch {
      // Not every program is written in Go; the caller sees nil.
      goBuild = nil
    }
    buildID = BuildID(of: file, in: mapped.bytes)
    symbols = ObjectSymbols(of: file, in: mapped.bytes)
  }
}
