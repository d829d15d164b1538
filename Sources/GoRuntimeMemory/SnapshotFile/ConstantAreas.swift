// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Which parts of an executable's memory explain the heap, and which hold the program's own texts.
package struct ConstantAreas: Hashable, Sendable {
  /// Tables of types, functions and masks, as addresses of the executable.
  var tables: [Range<UInt64>] = []
  /// Texts that the source writes out; nil when nothing tells where they are.
  var texts: Range<UInt64>?
  var code: [Range<UInt64>] = []

  /// Sections that the linker fills with tables, in all forms of executables of Go 1.21 to 1.27.
  private static let names = [
    ".rodata", ".data.rel.ro", ".typelink", ".itablink", ".gopclntab", ".go.type", ".go.func", ".go.module",
  ]
  /// What may follow the texts (cmd/link/internal/ld/data.go, the order of symbol kinds).
  private static let followers = ["go:func.*", "go:funcdesc", "runtime.gcbits.*", "runtime.erodata", "runtime.etypes"]

  /// Reads the sections and a few symbols of an executable.
  init(_ file: ELFFile, in bytes: RawSpan) {
    for section in file.sections where section.address != 0 {
      let (end, overflow) = section.address.addingReportingOverflow(section.size)
      guard !overflow else { continue }
      if section.flags & 4 != 0 {
        code.append(section.address..<end)
      } else if Self.names.contains(where: { section.name == $0 || section.name.hasPrefix($0 + ".") }) {
        tables.append(section.address..<end)
      }
    }
    let symbols = file.addresses(of: ["go:string.*"] + Self.followers, in: bytes)
    if let start = symbols["go:string.*"],
      let end = Self.followers.compactMap({ symbols[$0] }).filter({ $0 > start }).min()
    {
      texts = start..<end
    }
  }
}
