// SPDX-License-Identifier: Apache-2.0
// corpus: formats/elf/*

import ByteDecoding
import ProcessImages

/// Reads the input as an executable's debug information, and as the bare sections: half entries, half their shapes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  if let file = try? ELFFile(bytes.rawBytes) { exercise(DebugInfo(of: file, in: bytes.rawBytes)) }
  var sections = DebugSections()
  sections.abbreviations = Array(bytes.prefix(count / 2))
  sections.info = Array(bytes.dropFirst(count / 2))
  sections.addresses = sections.info
  sections.locationLists = sections.info
  sections.locations = sections.info
  sections.strings = sections.abbreviations
  exercise(DebugInfo(sections))
  return 0
}

/// Asks everything that readers of memory ask.
func exercise(_ debug: DebugInfo) {
  for type in debug.types.indices {
    _ = debug.typeName(UInt32(type))
    _ = debug.field("next", of: UInt32(type))
  }
  for local in debug.locals { _ = debug.framePieces(of: local, at: 0x40_1000) }
  _ = debug.type(named: "main.T")
  _ = debug.function(at: 0x40_1000)
}
