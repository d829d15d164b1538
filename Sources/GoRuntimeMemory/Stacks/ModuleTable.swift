// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// The linked modules of the program (`runtime.moduledata`): one, and one more for each plugin.
struct ModuleTable {
  struct Module {
    var text, textEnd: UInt64
    var functionData, readOnlyData: UInt64
    var types, typesEnd: UInt64
    var functionTable, functionCount: UInt64
    var pcTable, pcLineTable, names: UInt64
    /// Names of files, and for each compilation unit which are its.
    var fileNames, fileCount, units: UInt64
    var data, dataEnd, dataMask: UInt64
    var bss, bssEnd, bssMask: UInt64
  }

  let modules: [Module]

  /// Walks the list from `runtime.firstmoduledata`.
  init(_ memory: MemoryImage, layout: RuntimeLayout) throws(HeapError) {
    let type = "runtime.moduledata"
    var offsets: [String: UInt64] = [:]
    for name in [
      "text", "etext", "gofunc", "rodata", "types", "etypes", "ftab", "pctab", "pclntable", "funcnametab", "data",
      "edata", "bss", "ebss", "gcdatamask", "gcbssmask", "next", "filetab", "cutab",
    ] { offsets[name] = try layout.field(type, name).offset }
    var found: [Module] = []
    var address = try layout.address("runtime.firstmoduledata")
    while address != 0, found.count < 1000 {
      func word(_ name: String, _ more: UInt64 = 0) -> UInt64 {
        memory.word(at: address &+ (offsets[name] ?? 0) &+ more) ?? 0
      }
      found.append(
        Module(
          text: word("text"),
          textEnd: word("etext"),
          functionData: word("gofunc"),
          readOnlyData: word("rodata"),
          types: word("types"),
          typesEnd: word("etypes"),
          functionTable: word("ftab"),
          functionCount: word("ftab", 8),
          pcTable: word("pctab"),
          pcLineTable: word("pclntable"),
          names: word("funcnametab"),
          fileNames: word("filetab"),
          fileCount: word("filetab", 8),
          units: word("cutab"),
          data: word("data"),
          dataEnd: word("edata"),
          dataMask: word("gcdatamask", 8),
          bss: word("bss"),
          bssEnd: word("ebss"),
          bssMask: word("gcbssmask", 8)
        )
      )
      address = word("next")
    }
    guard let first = found.first, first.text < first.textEnd else { throw .implausible("it has no module") }
    modules = found
  }
}
