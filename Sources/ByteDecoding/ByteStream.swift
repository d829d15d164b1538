// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A file, a pipe or standard input, read from the first byte to the last in pieces of the reader's choice.
///
/// For inputs of any size and for those that have no end yet: nothing is mapped, nothing is held, and a read never waits.
package struct ByteStream: ~Copyable {
  /// What a read came to.
  package enum Outcome: Hashable, Sendable {
    /// So many bytes were added.
    case bytes(Int)
    /// Nothing is there now; there may be later.
    case nothing
    /// The end. A file may grow behind it.
    case end
  }

  /// Which file it is: two paths with equal identities are one file.
  struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
    var byteCount: Int
  }

  /// As given; for messages.
  package let path: String
  private let descriptor: Int32
  private let isOwned: Bool

  /// Opens a file; throws with the text of the operating system, and for directories.
  package init(path: String) throws(FileError) {
    // O_NONBLOCK: opening a pipe that nobody writes to must not hang.
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard opened >= 0 else { throw FileError("open", path, code: errno) }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(opened)
      throw FileError("read", path, code: EISDIR)
    }
    self.path = path
    descriptor = opened
    isOwned = true
  }

  /// Standard input.
  package init() {
    path = "standard input"
    descriptor = STDIN_FILENO
    isOwned = false
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// Adds at most `limit` bytes, without waiting for them.
  package mutating func read(into bytes: inout [UInt8], atMost limit: Int) throws(FileError) -> Outcome {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // One descriptor, and no time to wait for it. Files are always ready.
    let ready = unsafe poll(&request, 1, 0)
    if ready == 0 { return .nothing }
    guard ready > 0 else {
      if errno == EINTR { return .nothing }
      throw FileError("read", path, code: errno)
    }
    let old = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: limit))
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      // The buffer has room for `limit` bytes behind the old ones: it was made just now.
      unsafe Self.systemRead(descriptor, buffer.baseAddress.map { unsafe $0 + old }, limit)
    }
    let code = errno
    bytes.removeLast(limit - max(0, count))
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    if code == EINTR || code == EAGAIN || code == EWOULDBLOCK { return .nothing }
    throw FileError("read", path, code: code)
  }

  /// Whether it is a file, and no pipe or device.
  package func isRegular() throws(FileError) -> Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError("read", path, code: errno) }
    return status.st_mode & S_IFMT == S_IFREG
  }

  /// Goes back to the first byte.
  mutating func rewind() throws(FileError) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw FileError("read", path, code: errno) }
  }

  /// Which file is being read.
  func identity() throws(FileError) -> Identity {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError("read", path, code: errno) }
    return Identity(status)
  }

  /// Which file a path leads to; nil when to none.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Identity(status)
  }

  /// The system call, which the method named `read` would hide.
  private static func systemRead(_ descriptor: Int32, _ place: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, place, count)
    #else
      unsafe Musl.read(descriptor, place, count)
    #endif
  }
}

extension ByteStream.Identity {
  fileprivate init(_ status: stat) {
    self.init(device: UInt64(status.st_dev), node: UInt64(status.st_ino), byteCount: Int(status.st_size))
  }
}
