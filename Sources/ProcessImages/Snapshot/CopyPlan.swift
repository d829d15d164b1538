// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import CProcessStop

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Which memory of a process is copied, and where each part goes.
///
/// Copied are memory of no file and the mappings of the executable; files, shared memory and libraries hold nothing that the
/// collector of Go follows. Each run of mappings that touch has room of its own, with some to grow, because a heap that
/// grows between the plan and the stop only makes its last run longer.
struct CopyPlan {
  private struct Run {
    var start: UInt64
    var end: UInt64
    var isWritable: Bool
    /// A file's pages are copied whole: those not resident are still there.
    var isFile: Bool
  }

  /// Room for a run to grow in, and for runs that come new, in bytes of address space that cost nothing.
  private static let growth = 256 << 20
  private static let addition = 4 << 30

  let pid: Int
  private let executable: String
  private var runs: [Run]
  /// Where runs that existed when the plan was made go, by their start.
  private var places: [UInt64: (offset: Int, capacity: Int)] = [:]
  private var end = 0
  private(set) var loadBias: UInt64?
  private(set) var residentByteCount = 0
  var reservedByteCount: Int { end + Self.addition }

  init(pid: Int) throws(SnapshotError) {
    self.pid = pid
    var buffer = [UInt8](repeating: 0, count: 4096)
    // `readlink` writes at most so many bytes as the buffer has.
    let count = unsafe readlink("/proc/\(pid)/exe", &buffer, buffer.count)
    guard count > 0 else {
      throw errno == ENOENT || errno == ESRCH ? .noSuchProcess(pid: pid) : StoppedThreads.refusal(pid: pid)
    }
    executable = String(decoding: buffer[..<count], as: UTF8.self)
    guard let maps = ProcText.read("\(pid)/maps"), !maps.isEmpty else {
      throw StoppedThreads.refusal(pid: pid)
    }
    runs = Self.runs(in: maps, executable: executable)
    if let file = try? MappedFile(path: "/proc/\(pid)/exe"), let image = try? ELFFile(file.bytes) {
      loadBias =
        image.kind == .positionIndependent
        ? ProcessMaps.loadBias(of: image, path: executable, maps: maps) : 0
    }
    for run in runs {
      let capacity = Int(run.end - run.start) + (run.isFile ? 0 : Self.growth)
      places[run.start] = (end, capacity)
      end += capacity
    }
    residentByteCount = runs.filter(\.isWritable).reduce(0) { total, run in
      total + resident(run).reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) }
    }
  }

  private static func runs(in maps: String, executable: String) -> [Run] {
    var runs: [Run] = []
    for mapping in MemoryMapping.all(in: maps) where mapping.isReadable && !mapping.isShared {
      let isFile = !mapping.isAnonymous
      guard mapping.isAnonymous || mapping.name == executable[...] else { continue }
      let isWritable = mapping.isWritable
      if let last = runs.last, last.end == mapping.start, last.isWritable == isWritable, !isFile, !last.isFile {
        runs[runs.count - 1].end = mapping.end
      } else {
        runs.append(Run(start: mapping.start, end: mapping.end, isWritable: isWritable, isFile: isFile))
      }
    }
    return runs
  }

  /// Copies what cannot change and makes room for the rest; the regions that were copied.
  mutating func prepare(_ image: MemoryImage) -> [MemoryImage.Region] {
    var regions: [MemoryImage.Region] = []
    for run in runs {
      guard let place = places[run.start] else { continue }
      if run.isWritable {
        for part in resident(run) {
          image.populate(
            at: place.offset + Int(part.lowerBound - run.start),
            count: Int(part.upperBound - part.lowerBound)
          )
        }
      } else if read([(run.start..<run.end, place.offset)], into: image, before: nil) != nil {
        regions.append(.init(start: run.start, end: run.end, offset: place.offset))
      }
    }
    return regions
  }

  /// Copies all writable memory while the process stands still; throws when it ends or the time is up.
  mutating func copy(
    into image: MemoryImage,
    before deadline: ContinuousClock.Instant?,
    longestStop: Double
  ) throws(SnapshotError) -> (regions: [MemoryImage.Region], byteCount: Int) {
    guard let maps = ProcText.read("\(pid)/maps"), !maps.isEmpty else { throw .endedMeanwhile(pid: pid) }
    var regions: [MemoryImage.Region] = []
    var byteCount = 0
    for run in Self.runs(in: maps, executable: executable) where run.isWritable {
      let size = Int(run.end - run.start)
      var offset = end
      if let place = places[run.start], size <= place.capacity {
        offset = place.offset
      } else {
        end += size
        guard unsafe image.destination(at: offset, count: size) != nil else {
          throw .tooLarge(pid: pid, byteCount: residentByteCount)
        }
      }
      let parts = resident(run).map { ($0, offset + Int($0.lowerBound - run.start)) }
      guard let count = read(parts, into: image, before: deadline) else {
        if let deadline, ContinuousClock().now >= deadline { throw .tooSlow(pid: pid, seconds: longestStop) }
        throw .endedMeanwhile(pid: pid)
      }
      byteCount += count
      regions.append(.init(start: run.start, end: run.end, offset: offset))
    }
    return (regions, byteCount)
  }

  /// The parts of a run that are in memory or swapped out, from `pagemap`; all of it when that cannot be read.
  ///
  /// A page that was never touched holds zeros, and a Go heap has many: reading them would make them exist.
  private func resident(_ run: Run) -> [Range<UInt64>] {
    let whole = [run.start..<run.end]
    if run.isFile { return whole }
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    let descriptor = unsafe open("/proc/\(pid)/pagemap", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return whole }
    defer { close(descriptor) }
    var parts: [Range<UInt64>] = []
    var entries = [UInt64](repeating: 0, count: 1 << 16)
    var address = run.start
    while address < run.end {
      let wanted = min(Int((run.end - address) / page), entries.count)
      // `pread` writes at most as many bytes as asked for, which the entries have.
      let count = unsafe pread(descriptor, &entries, wanted * 8, off_t(address / page * 8))
      guard count > 0 else { return whole }
      for index in 0..<count / 8 {
        // Bit 63: in memory; bit 62: swapped out.
        if entries[index] >> 62 != 0 {
          if let last = parts.last, last.upperBound == address {
            parts[parts.count - 1] = last.lowerBound..<address + page
          } else {
            parts.append(address..<address + page)
          }
        }
        address += page
      }
    }
    return parts
  }

  /// Copies parts of the process; how many bytes, or nil when the process is gone or the time is up.
  ///
  /// Each call of the kernel takes up to 512 parts and 64 MB, so that the clock is looked at often enough.
  private func read(
    _ parts: [(range: Range<UInt64>, offset: Int)],
    into image: MemoryImage,
    before deadline: ContinuousClock.Instant?
  ) -> Int? {
    let clock = ContinuousClock()
    var total = 0
    var index = 0
    var done = 0
    while index < parts.count {
      if let deadline, clock.now >= deadline { return nil }
      // Pairs of addresses and sizes for one call of the kernel; they do not outlive it.
      var ours: [iovec] = unsafe []
      var theirs: [iovec] = unsafe []
      var size = 0
      var next = index
      var skip = done
      while next < parts.count, next - index < 512, size < 64 << 20 {
        let count = min(Int(parts[next].range.upperBound - parts[next].range.lowerBound) - skip, 64 << 20)
        guard let destination = unsafe image.destination(at: parts[next].offset + skip, count: count) else {
          return nil
        }
        unsafe ours.append(iovec(iov_base: destination, iov_len: count))
        unsafe theirs.append(
          iovec(
            iov_base: UnsafeMutableRawPointer(bitPattern: UInt(parts[next].range.lowerBound) + UInt(skip)),
            iov_len: count
          )
        )
        size += count
        if skip + count < Int(parts[next].range.upperBound - parts[next].range.lowerBound) { break }
        skip = 0
        next += 1
      }
      // Each of our parts was checked to lie in the image; the kernel checks those of the process.
      let count = unsafe stanch_read_memory(
        Int32(pid),
        ours,
        UInt(ours.count),
        theirs,
        UInt(theirs.count)
      )
      if count <= 0 {
        // A page without a file behind it, or gone: the next part may still be there.
        guard count == -Int(EFAULT) else { return nil }
        index += 1
        done = 0
        continue
      }
      total += count
      var left = count
      while left > 0, index < parts.count {
        let rest = Int(parts[index].range.upperBound - parts[index].range.lowerBound) - done
        if left < rest {
          done += left
          left = 0
        } else {
          left -= rest
          index += 1
          done = 0
        }
      }
    }
    return total
  }
}
