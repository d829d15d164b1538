// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Reads the symbolic links of a folder, as `/proc/PID/fd` has them: ten thousand in 50 to 200 ms on a busy machine.
package enum FolderLinks {
  /// Longer targets are cut: the kernel gives none (PATH_MAX).
  private static let targetLimit = 4096

  /// Calls `body` with the name and the target of up to `limit` links, in the folder's order, and returns how many entries
  /// there are; beyond the limit they are only counted.
  ///
  /// A link that vanishes meanwhile is left out. Bytes that are no UTF-8 become U+FFFD. Throws when the folder is missing
  /// or may not be listed.
  package static func read(
    _ path: String,
    limit: Int,
    _ body: (_ name: String, _ target: String) -> Void
  ) throws(FileError) -> Int {
    // The stream is closed once, at the end, and not used after that.
    guard let folder = unsafe opendir(path) else { throw FileError("list", path, code: errno) }
    defer { unsafe closedir(folder) }
    let descriptor = unsafe dirfd(folder)
    var target = [UInt8](repeating: 0, count: targetLimit)
    var count = 0
    while true {
      errno = 0
      guard let entry = unsafe readdir(folder) else { break }
      // The name is a zero-terminated text inside the entry, which lives until the next call of readdir.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      count += 1
      if count > limit { continue }
      // At most `targetLimit` bytes are written into a buffer of that many.
      let length = unsafe target.withUnsafeMutableBytes { buffer in
        guard let base = buffer.baseAddress else { return -1 }
        return unsafe readlinkat(descriptor, name, base, targetLimit)
      }
      if length >= 0 { body(name, String(decoding: target[..<length], as: UTF8.self)) }
    }
    // A process that ends while its folder is listed.
    if count == 0, errno != 0 { throw FileError("list", path, code: errno) }
    return count
  }
}
