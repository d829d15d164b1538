// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Standard output and standard error, written to without buffering.
package enum StandardStream: Sendable {
  case output, error

  private var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

  /// Whether a terminal is behind it.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes all of the bytes; throws when the other end does not take them (a full disk, a closed pipe).
  package func write(_ bytes: [UInt8]) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        // Only initialized bytes of the array are read, from `start` to its end.
        unsafe Self.systemWrite(descriptor, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
      }
      if count > 0 {
        start += count
        continue
      }
      let code = errno
      if count < 0, code == EINTR { continue }
      if count < 0, code == EAGAIN {
        // Somebody made the descriptor non-blocking, as programs on the same terminal do.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, -1)
        continue
      }
      throw FileError("write", self == .output ? "standard output" : "standard error", code: code)
    }
  }

  /// The system call, which the method named `write` would hide.
  private static func systemWrite(_ descriptor: Int32, _ place: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, place, count)
    #else
      unsafe Musl.write(descriptor, place, count)
    #endif
  }
}
