// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A file that appears under its name only when it is whole.
///
/// Written without a name in the folder of its place (open(2), O_TMPFILE), flushed to the disk, then given the name: a
/// program that is killed meanwhile leaves nothing. Only to replace another file it stands, whole, for a moment under a
/// name that ends in `.partial`. Where the file system knows no files without names it has that name from the start; a
/// value that is destroyed before `publish()` removes it, and one left by a killed program is passed over. What stood
/// under the name before stays until the end. A symbolic link stays one: the file it leads to is replaced. A device or
/// pipe is written to as it is, and never replaced.
package struct WholeFile: ~Copyable {
  private let path: String
  /// How the file comes to its name.
  private enum Way {
    /// It has none yet.
    case nameless
    /// It has this one and is renamed.
    case partial(String)
    /// A device or pipe that has its name.
    case inPlace
  }

  private let way: Way
  /// The name to give it in the end.
  private let target: String
  private let descriptor: Int32
  private var isOpen = true
  /// How many bytes were written.
  package private(set) var byteCount = 0

  /// O_TMPFILE, which is no simple constant in the headers (include/uapi/asm-generic/fcntl.h).
  private static let temporary = 0o20_000_000 | O_DIRECTORY
  /// Most names tried for a partial file: others belong to programs that were killed.
  private static let nameLimit = 100

  /// Creates the file; throws when the place cannot be written to.
  ///
  /// A private one may be read by its owner alone.
  package init(path: String, isPrivate: Bool = false) throws(FileError) {
    try self.init(path: path, isNamedFromStart: false, mode: isPrivate ? 0o600 : 0o644)
  }

  /// Creates the file; with a partial name from the start where `isNamedFromStart`, as file systems need it that know no
  /// files without names.
  init(path: String, isNamedFromStart: Bool, mode: mode_t = 0o644) throws(FileError) {
    let place = try Self.isSpecial(path) ? Self.standing(path) : Self.new(path, isNamedFromStart, mode)
    self.path = path
    descriptor = place.descriptor
    way = place.way
    target = place.target
  }

  /// An open file and how it comes to its name.
  private typealias Place = (descriptor: Int32, way: Way, target: String)

  /// Opens a device or pipe.
  private static func standing(_ path: String) throws(FileError) -> Place {
    // It has no end to wait for; O_NOCTTY: a terminal does not become ours.
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
    return (descriptor, .inPlace, path)
  }

  /// Opens a file that nobody sees yet, or where that cannot be, one with a partial name.
  private static func new(_ path: String, _ isNamedFromStart: Bool, _ mode: mode_t) throws(FileError) -> Place {
    let target = destination(of: path)
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    let nameless = isNamedFromStart ? -1 : unsafe open(folder, temporary | O_WRONLY | O_CLOEXEC, mode)
    if nameless >= 0 {
      // Without /proc it could not get a name later.
      if unsafe access("/proc/self/fd/\(nameless)", F_OK) == 0 { return (nameless, .nameless, target) }
      close(nameless)
    }
    var descriptor: Int32 = -1
    let partial = firstFree(beside: target) { name in
      // O_EXCL: a name that somebody else made is never followed or overwritten.
      descriptor = unsafe open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      return descriptor >= 0
    }
    guard let partial else { throw FileError("write", path, code: errno) }
    return (descriptor, .partial(partial), target)
  }

  /// The first partial name that `attempt` takes; nil, with its `errno`, when it fails for another reason than that the
  /// name is taken.
  private static func firstFree(beside target: String, _ attempt: (String) -> Bool) -> String? {
    for number in 0..<nameLimit {
      let name = "\(target).\(getpid())\(number == 0 ? "" : "-\(number)").partial"
      if attempt(name) { return name }
      guard errno == EEXIST else { return nil }
    }
    return nil
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
    switch way {
    case .inPlace: break
    case .nameless:
      try flush()
      // Both names are terminated copies that live for the call; the link in /proc is our own open file.
      let own = "/proc/self/fd/\(descriptor)"
      let link = { (name: String) in unsafe linkat(AT_FDCWD, own, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 }
      if !link(target) {
        guard errno == EEXIST, let partial = Self.firstFree(beside: target, link) else {
          throw FileError("write", path, code: errno)
        }
        try take(partial)
      }
    case .partial(let partial):
      try flush()
      try take(partial)
    }
    isOpen = false
    guard close(descriptor) == 0 else { throw FileError("write", path, code: errno) }
  }

  private func flush() throws(FileError) {
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("write", path, code: errno) }
  }

  /// Gives the file its name in place of a partial one.
  private func take(_ partial: String) throws(FileError) {
    // Both names are terminated copies that live for the call.
    guard unsafe rename(partial, target) == 0 else {
      let code = errno
      unsafe unlink(partial)
      throw FileError("write", path, code: code)
    }
  }

  deinit {
    guard isOpen else { return }
    close(descriptor)
    // After a rename that failed the name is gone already, and the call does nothing.
    if case .partial(let partial) = way { unsafe unlink(partial) }
  }
}
