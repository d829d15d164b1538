// SPDX-License-Identifier: Apache-2.0

import Evidence
import ProcessImages

/// The local variables of stack frames, as far as they lie in memory while the frame's call runs.
///
/// The compiler takes strings and slices apart, and calls their parts `name.ptr`, `name.len` and `name.cap`, or says which
/// part of a variable lies where.
struct FrameLocals {
  private let names: StackNames
  private let table: TypeTable
  private let text: ValueText
  private var known: [UInt64: [StackNames.Part]] = [:]

  init(_ table: TypeTable, layout: RuntimeLayout) {
    self.table = table
    names = StackNames(table)
    text = ValueText(table, layout: layout)
  }

  /// The variables of a frame in the order of the debug information, each name once.
  mutating func locals(of frame: GoroutineFrame, showsValues: Bool) -> [LiveGoroutines.Local] {
    let parts = self.parts(of: frame)
    var found: [LiveGoroutines.Local] = []
    var seen: Set<String> = []
    for part in parts {
      let name = name(of: part)
      let address = frame.framePointer &+ UInt64(bitPattern: part.piece.frameOffset)
      let isWhole = part.piece.start == 0 && part.piece.size >= table.size(of: part.type)
      if name.hasSuffix(".len") || name.hasSuffix(".cap") || name.hasPrefix(".") || name.hasPrefix("~") || name.isEmpty
      {
        continue
      }
      if name.hasSuffix(".ptr") {
        let base = String(name.dropLast(4))
        guard seen.insert(base).inserted else { continue }
        found.append(.init(name: base, type: slice(base, of: part, parts, frame)))
        continue
      }
      guard seen.insert(name).inserted else { continue }
      found.append(
        LiveGoroutines.Local(
          name: name,
          type: isWhole ? text.type(part.type, at: address) : GoNames.short(table.name(of: part.type)),
          value: showsValues && isWhole ? text.value(part.type, at: address) : nil
        )
      )
    }
    return found
  }

  /// Where the variable of a name lies in a frame, whole.
  mutating func address(of wanted: String, in frame: GoroutineFrame) -> (address: UInt64, type: DebugInfo.TypeID)? {
    for part in parts(of: frame) where part.piece.start == 0 && part.piece.size >= table.size(of: part.type) {
      if name(of: part) == wanted {
        return (frame.framePointer &+ UInt64(bitPattern: part.piece.frameOffset), part.type)
      }
    }
    return nil
  }

  private mutating func parts(of frame: GoroutineFrame) -> [StackNames.Part] {
    if let found = known[frame.pc] { return found }
    let parts = names.parts(at: frame.pc)
    known[frame.pc] = parts
    return parts
  }

  private func name(of part: StackNames.Part) -> String {
    Int(part.local) < table.debug.locals.count ? table.debug.text(table.debug.locals[Int(part.local)].name) : ""
  }

  /// `[]main.Order len 3`, of whose words this many lie in the frame.
  private func slice(
    _ base: String,
    of part: StackNames.Part,
    _ parts: [StackNames.Part],
    _ frame: GoroutineFrame
  ) -> String {
    let leaf = table.leaf(of: part.type, at: 0)
    let element = leaf.target == DebugInfo.none ? "" : GoNames.short(table.name(of: leaf.target))
    var words = "[]\(element)"
    for (suffix, word) in [(".len", " len "), (".cap", " cap ")] {
      guard let other = parts.first(where: { name(of: $0) == base + suffix && $0.piece.start == 0 }),
        let value = table.memory.word(at: frame.framePointer &+ UInt64(bitPattern: other.piece.frameOffset))
      else { continue }
      words += "\(word)\(value)"
    }
    return words
  }
}
