// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// The unstripped build of a program whose executable was stripped: its debug information serves, if the code is the same.
///
/// `go build -trimpath` with and without `-ldflags=-s -w` makes the same code and data at the same places; only what tools
/// read is left out. Without `-trimpath` the flags are part of the data and shift it.
struct DebugTwin {
  /// Sections that must be the same to the byte.
  private static let codeSections = [".text", ".gopclntab", ".itablink", ".typelink", ".go.func"]
  /// Sections that must lie at the same place.
  private static let placedSections = [".text", ".rodata", ".data", ".bss", ".noptrdata", ".noptrbss"]

  /// The debug information of the twin at a path, checked against the program; throws a `HeapError`, `FileError` or
  /// `DecodingError`.
  static func debugInformation(at path: String, of image: ELFFile, in bytes: RawSpan) throws -> DebugInfo {
    let file = try MappedFile(path: path)
    let twin = try ELFFile(file.bytes)
    if let reason = difference(image, bytes, twin, file.bytes) { throw HeapError.otherProgram(path, reason) }
    let debug = DebugInfo(of: twin, in: file.bytes)
    guard !debug.types.isEmpty else { throw HeapError.strippedTwin(path) }
    return debug
  }

  /// Why two executables are not of the same code, as a clause; nil when they are.
  static func difference(
    _ first: ELFFile,
    _ firstBytes: borrowing RawSpan,
    _ second: ELFFile,
    _ secondBytes: borrowing RawSpan
  ) -> String? {
    guard first.machine == second.machine, first.kind == second.kind else { return "it is built for something else" }
    for name in placedSections {
      guard let one = first.section(named: name), let other = second.section(named: name) else {
        if first.section(named: name) == nil, second.section(named: name) == nil { continue }
        return "only one of both has \(name)"
      }
      guard one.address == other.address else { return "\(name) lies at another address" }
      // What is read only may have notes at its end.
      guard name == ".rodata" || one.size == other.size else { return "\(name) is of another size" }
    }
    for name in codeSections {
      guard let one = first.section(named: name), let other = second.section(named: name) else { continue }
      guard let range = first.range(of: one, in: firstBytes), let twin = second.range(of: other, in: secondBytes),
        firstBytes.extracting(range).hasSameBytes(as: secondBytes.extracting(twin))
      else { return "\(name) differs" }
    }
    return nil
  }
}
