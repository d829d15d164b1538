// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A file that appears under its name only when it is whole.
///
/// Written beside its place under a name that ends in `.partial`, flushed to the disk, then renamed. A value that is
/// destroyed before `publish()` removes the partial file; what stood under the name before stays until then.
package struct WholeFile: ~Copyable {
  private let path: String
  private let partial: String
  private let descriptor: Int32
  private var isOpen = true
  /// How many bytes were written.
  package private(set) var byteCount = 0

  /// Creates the partial file; throws when the place cannot be written to.
  package init(path: String) throws(FileError) {
    let partial = "\(path).\(getpid()).partial"
    // O_EXCL: a name that somebody else made is never followed or overwritten.
    let descriptor = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
    self.path = path
    self.partial = partial
    self.descriptor = descriptor
  }

  /// Adds bytes at the end.
  package mutating func write(_ bytes: [UInt8]) throws(FileError) {
    var written = 0
    while written < bytes.count {
      // The pointer is used only inside the closure, and never beyond the count it comes with.
      let count = unsafe bytes[written...].withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("write", path, code: errno)
      }
      written += count
    }
    byteCount += bytes.count
  }

  /// Flushes the file and gives it its name.
  package consuming func publish() throws(FileError) {
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("write", path, code: errno) }
    isOpen = false
    guard close(descriptor) == 0 else { throw FileError("write", path, code: errno) }
    // Both names are terminated copies that live for the call.
    guard unsafe rename(partial, path) == 0 else { throw FileError("write", path, code: errno) }
  }

  deinit {
    if isOpen { close(descriptor) }
    // After publishing the name is gone and the call does nothing.
    unsafe unlink(partial)
  }
}
