// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Where in a program's code a copy of the process may be made, as addresses of the executable.
///
/// A copy is made by a thread that waits: its own system call instruction runs once more, for `clone`. Should we die in the
/// middle of that, the thread goes on behind the instruction as if its wait had ended early, and the copy ends itself.
package struct CopySite: Hashable, Sendable {
  /// Code with system calls whose early end, with any result above zero, their callers take as no news.
  var places: [Range<UInt64>]
  /// Code that ends the process at once, whatever is in registers and memory.
  var end: UInt64

  /// Finds the end of the process within a function of the executable that is known to end it; nil when it has another form.
  package init?(waiting places: [Range<UInt64>], ending: Range<UInt64>, of file: ELFFile, in bytes: RawSpan) {
    // EM_X86_64: the protocol is written for its registers.
    guard file.machine == 62, !places.isEmpty, ending.count < 4096,
      let segment = file.segments.first(where: {
        $0.isLoaded && $0.address <= ending.lowerBound && ending.upperBound - $0.address <= $0.fileSize
      })
    else { return nil }
    let offset = segment.offset &+ (ending.lowerBound - segment.address)
    guard let code = checkedRange(offset: offset, size: UInt64(ending.count), within: bytes.byteCount) else {
      return nil
    }
    // mov $231 (exit_group), %eax; syscall.
    let instructions: [UInt8] = [0xb8, 0xe7, 0, 0, 0, 0x0f, 0x05]
    guard
      let start = code.dropLast(instructions.count - 1).first(where: { start in
        instructions.indices.allSatisfy { bytes.byte(at: start + $0) == instructions[$0] }
      })
    else { return nil }
    self.places = places
    end = ending.lowerBound + UInt64(start - code.lowerBound)
  }
}
