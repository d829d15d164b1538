// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The bytes of a file, borrowed as one span: mapped when the file is large, read into memory when it is not.
///
/// A mapped file that somebody truncates turns the pages behind its new end into SIGBUS, which no Swift code can catch.
/// So only regular files from `mappingThreshold` bytes on are mapped: captures of that size are written once and then
/// left alone, while small files (`/proc`, logs that rotate, files being written) are copied and cannot change under a
/// decoder. The same copy serves pipes and devices, which have no size. A read of a file that shrinks meanwhile simply
/// ends early. Whatever the way, the bytes live until the value is destroyed.
@safe
package struct MappedFile: ~Copyable {
  /// Files of at least this many bytes are mapped, unless the caller says otherwise.
  package static let mappingThreshold = 16 << 20

  /// Most bytes of what cannot be mapped.
  private static let streamLimit = 128 << 20

  /// Start of the mapping; nil when the bytes were read.
  private let mapping: UnsafeMutableRawPointer?
  private let mappedByteCount: Int
  private let copy: [UInt8]

  /// Opens and maps or reads a file.
  ///
  /// Directories are refused, and so is anything larger than `limit` bytes; a pipe or device, which is read into memory, may
  /// have 128 MiB, so that one without an end is refused, too. Throws with the text of the operating
  /// system when the file is missing or may not be read.
  package init(
    path: String,
    limit: Int = 1 << 36,
    mappingThreshold: Int = Self.mappingThreshold
  ) throws(FileError) {
    // O_NONBLOCK: opening a pipe that nobody writes to must not hang; regular files ignore it.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError("open", path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError("open", path, code: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError("read", path, code: EISDIR) }
    let size = Int(status.st_size)
    guard size <= limit else { throw FileError("read", path, reason: "larger than \(limit) bytes") }

    guard status.st_mode & S_IFMT == S_IFREG, size > 0, size >= mappingThreshold else {
      let bytes = try Self.read(descriptor, path: path, expecting: size, limit: min(limit, Self.streamLimit))
      unsafe mapping = nil
      mappedByteCount = 0
      copy = bytes
      return
    }
    // The kernel chooses the place, so nothing of ours is overlaid; the mapping is read-only and private.
    let address = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw FileError("map", path, code: errno)
    }
    // Advice only: decoders go from the first byte to the last.
    _ = unsafe madvise(address, size, MADV_SEQUENTIAL)
    unsafe mapping = address
    mappedByteCount = size
    copy = []
  }

  deinit {
    // The mapping was made with this address and size, and no span of it outlives the borrow of `self`.
    if let mapping = unsafe mapping { unsafe munmap(mapping, mappedByteCount) }
  }

  /// How many bytes the file had when it was opened.
  package var byteCount: Int { unsafe mapping == nil ? copy.count : mappedByteCount }

  /// All bytes, valid as long as the file is.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      guard let mapping = unsafe mapping else { return copy.rawBytes }
      // `mapping` covers `mappedByteCount` readable bytes until `deinit`, and the span cannot outlive the borrow.
      let span = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(mapping), byteCount: mappedByteCount)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Lets the kernel take back the memory of a part that has been decoded; reading it again reloads it from the file.
  ///
  /// Keeps the resident size of a pass over a huge file flat. Without effect on a file that was read.
  package func release(_ range: Range<Int>) {
    guard let mapping = unsafe mapping else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = (max(range.lowerBound, 0) + page - 1) / page * page
    let end = min(range.upperBound, mappedByteCount) / page * page
    // Whole pages inside the mapping only; dropping clean pages of a private file mapping loses nothing.
    if start < end { _ = unsafe madvise(mapping + start, end - start, MADV_DONTNEED) }
  }

  /// Reads to the end, in pieces, so that files without a size (pipes, `/proc`) come whole.
  private static func read(
    _ descriptor: Int32,
    path: String,
    expecting size: Int,
    limit: Int
  ) throws(FileError) -> [UInt8] {
    let flags = fcntl(descriptor, F_GETFL)
    // From here on waiting is wanted: a pipe delivers when its writer does.
    _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 1)
    var piece = [UInt8](repeating: 0, count: min(max(size + 1, 4096), 1 << 20))
    while true {
      // `read` writes at most `piece.count` bytes into `piece`.
      let count = unsafe Self.systemRead(descriptor, &piece, piece.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw FileError("read", path, code: errno)
      }
      guard bytes.count + count <= limit else {
        let remedy = limit == streamLimit ? "; save it as a file, which may have any size" : ""
        throw FileError("read", path, reason: "larger than \(limit) bytes\(remedy)")
      }
      // Address space for the rest at once, of which only what is written is used: growing would copy it over and over.
      if bytes.count >= 1 << 20, bytes.capacity < limit { bytes.reserveCapacity(limit) }
      bytes.append(contentsOf: piece[..<count])
    }
  }

  /// The system call, which the method named `read` above would hide.
  private static func systemRead(_ descriptor: Int32, _ piece: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, piece, count)
    #else
      unsafe Musl.read(descriptor, piece, count)
    #endif
  }
}
