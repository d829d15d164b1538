// SPDX-License-Identifier: Apache-2.0

/// A log that is being written, followed by its name as `tail -F` does.
///
/// The file may not be there yet, may be truncated and written anew, or may be renamed and replaced: then its successor is
/// read from the first byte. A successor that is still empty waits, because the writer goes on with the old file until it
/// opens the new one. What is not seen: a file that was truncated and has grown beyond its old end between two reads.
package struct FollowedFile: ~Copyable {
  /// What a read came to.
  package enum Outcome: Hashable, Sendable {
    /// So many bytes were added.
    case bytes(Int)
    /// Nothing is there now.
    case nothing
    /// What comes next is the beginning of another file, or of this one written anew.
    case began
  }

  package let path: String
  private var stream: ByteStream?
  private var offset = 0

  package init(path: String) {
    self.path = path
  }

  /// Whether the file was there.
  package var isOpen: Bool { stream != nil }

  /// Adds at most `limit` bytes, without waiting for them; throws when the file is there and cannot be read.
  package mutating func read(into bytes: inout [UInt8], atMost limit: Int) throws(FileError) -> Outcome {
    guard stream != nil else {
      do {
        stream = try ByteStream(path: path)
      } catch {
        if error.isMissing { return .nothing }
        throw error
      }
      offset = 0
      return .began
    }
    if case .bytes(let count)? = try stream?.read(into: &bytes, atMost: limit) {
      offset += count
      return .bytes(count)
    }
    guard let mine = try stream?.identity() else { return .nothing }
    if mine.byteCount < offset {
      try stream?.rewind()
      offset = 0
      return .began
    }
    if let now = ByteStream.identity(of: path), now.device != mine.device || now.node != mine.node, now.byteCount > 0 {
      // The next read opens it.
      stream = nil
    }
    return .nothing
  }
}
