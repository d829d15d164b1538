// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// The package variables that point into the heap, found by the masks of the data and bss segments.
///
/// Every word that the collector follows is taken; the debug information only names it. Source: runtime/mgcmark.go `markroot`.
struct GlobalRoots {
  /// One root for each variable, and one for words of none, in the order of addresses.
  static func read(_ heap: GoHeap, _ table: ModuleTable) -> [GraphRoot] {
    let memory = heap.memory
    let debug = heap.layout.debug
    let bias = heap.layout.bias
    let order = debug.variables.indices.sorted { debug.variables[$0].address < debug.variables[$1].address }
    var roots: [GraphRoot] = []
    var rootOfVariable: [Int: Int] = [:]
    for module in table.modules {
      for (start, end, mask) in [
        (module.data, module.dataEnd, module.dataMask), (module.bss, module.bssEnd, module.bssMask),
      ] {
        guard start < end, end - start < 1 << 36 else { continue }
        var next = 0
        for byte in 0..<((end - start) / 8 + 7) / 8 {
          guard var bits = memory.integer(at: mask &+ byte, width: 1) else { break }
          while bits != 0 {
            let address = start &+ (byte &* 8 &+ UInt64(bits.trailingZeroBitCount)) &* 8
            bits &= bits - 1
            guard address < end, let value = memory.word(at: address), heap.spanIndex(of: value) != nil else {
              continue
            }
            // Both run upwards, so the variable is the same or a later one.
            while next < order.count, debug.variables[order[next]].address &+ bias <= address { next += 1 }
            var word = RootWord(address: address, value: value, sort: .variable)
            var variable = -1
            if next > 0 {
              let row = debug.variables[order[next - 1]]
              let size = Int(row.type) < debug.types.count ? debug.types[Int(row.type)].size : 0
              if address &- row.address &- bias < UInt64(max(size, 8)) {
                variable = order[next - 1]
                word.type = row.type
                word.typeOffset = Int64(address &- row.address &- bias)
              }
            }
            let index: Int
            if let known = rootOfVariable[variable] {
              index = known
            } else {
              index = roots.count
              rootOfVariable[variable] = index
              let name = variable >= 0 ? debug.text(debug.variables[variable].name) : "unnamed data"
              roots.append(GraphRoot(sort: isOfRuntime(name) ? .runtime : .global, name: name))
            }
            roots[index].words.append(word)
          }
        }
      }
    }
    return roots
  }

  /// Whether a variable belongs to the runtime's own packages, which hold everything and explain nothing.
  static func isOfRuntime(_ name: String) -> Bool {
    name.hasPrefix("runtime.") || name.hasPrefix("internal/runtime/") || name == "unnamed data"
  }
}
