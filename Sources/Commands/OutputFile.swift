// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Glibc

/// Writes the files that commands are asked for, with failures as sentences.
enum OutputFile {
  /// Throws when a file could not be created at the place: found out before the service is asked for anything.
  static func check(_ path: String) throws(CommandFailure) {
    do {
      // A pipe that is opened and closed would end for its reader.
      if try !WholeFile.isSpecial(path) { _ = try WholeFile(path: path) }
    } catch {
      throw failure(error)
    }
  }

  /// Writes bytes in one go.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    _ = try write(to: path) { write in try write(bytes) }
  }

  /// Lets `body` write pieces; returns how many bytes were written.
  ///
  /// The file appears only when all is written.
  static func write(to path: String, _ body: (([UInt8]) throws -> Void) throws -> Void) throws(CommandFailure) -> Int {
    do {
      var pieces: [[UInt8]] = []
      try body { pieces.append($0) }
      var file = try WholeFile(path: path)
      for piece in pieces { try file.write(piece) }
      let byteCount = file.byteCount
      try file.publish()
      return byteCount
    } catch let error as FileError {
      throw failure(error)
    } catch {
      throw CommandFailure("cannot write \(path): \(error)")
    }
  }

  /// Lets `body` write pieces, which reach the disk as they come; returns how many bytes were written.
  ///
  /// The file appears only when all is written. A private one may be read by its owner alone.
  static func stream(
    to path: String,
    isPrivate: Bool,
    _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws -> Int {
    do {
      var file = try WholeFile(path: path, isPrivate: isPrivate)
      try body { try file.write($0) }
      let byteCount = file.byteCount
      try file.publish()
      return byteCount
    } catch let error as FileError {
      throw failure(error)
    }
  }

  private static func failure(_ error: FileError) -> CommandFailure {
    let isFull = error.code == ENOSPC || error.code == EDQUOT
    return CommandFailure("\(error); \(isFull ? "free space there, or " : "")choose another place with -o")
  }
}
