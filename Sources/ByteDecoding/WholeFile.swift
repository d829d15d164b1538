// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A file that appears under its name only when it is whole.
///
/// Written beside its place under a name that ends in `.partial`, flushed to the disk, then renamed. A value that is
/// destroyed before `publish()` removes the partial file; what stood under the name before stays until then. A symbolic
/// link stays one: the file it leads to is replaced. A device or pipe is written to as it is, and never replaced.
package struct WholeFile: ~Copyable {
  private let path: String
  /// What the file is called until it is whole; nil for a device or pipe.
  private let partial: String?
  /// The name to give it in the end.
  private let target: String
  private let descriptor: Int32
  private var isOpen = true
  /// How many bytes were written.
  package private(set) var byteCount = 0

  /// Creates the partial file; throws when the place cannot be written to.
  package init(path: String) throws(FileError) {
    self.path = path
    if try Self.isSpecial(path) {
      // A device or pipe has no end to wait for; O_NOCTTY: a terminal does not become ours.
      let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
      self.descriptor = descriptor
      partial = nil
      target = path
      return
    }
    let target = Self.destination(of: path)
    let partial = "\(target).\(getpid()).partial"
    // O_EXCL: a name that somebody else made is never followed or overwritten.
    let descriptor = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
    self.partial = partial
    self.target = target
    self.descriptor = descriptor
  }

  /// Whether something stands at the path that is no regular file but can be written to; throws for a folder.
  package static func isSpecial(_ path: String) throws(FileError) -> Bool {
    var status = stat()
    // The status is filled in whole when the call succeeds, and not read when it fails.
    guard unsafe stat(path, &status) == 0 else { return false }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError("write", path, code: EISDIR) }
    return status.st_mode & S_IFMT != S_IFREG
  }

  /// The file that a symbolic link leads to; the path itself where nothing stands yet.
  private static func destination(of path: String) -> String {
    // The text that realpath allocates is copied and freed at once.
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
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
    guard let partial else {
      isOpen = false
      guard close(descriptor) == 0 else { throw FileError("write", path, code: errno) }
      return
    }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("write", path, code: errno) }
    isOpen = false
    guard close(descriptor) == 0 else { throw FileError("write", path, code: errno) }
    // Both names are terminated copies that live for the call.
    guard unsafe rename(partial, target) == 0 else { throw FileError("write", path, code: errno) }
  }

  deinit {
    if isOpen { close(descriptor) }
    // After publishing the name is gone and the call does nothing.
    if let partial { unsafe unlink(partial) }
  }
}
