// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// What pointers and objects are called in an export: texts by number, each once.
///
/// A pointer's name does not tell indices or keys, so that it depends on the type and the place in it alone.
struct EdgeNames {
  /// The texts, by number.
  private(set) var texts: [String] = []
  private var numbers: [String: Int] = [:]
  private var names: [UInt64: (number: Int, isElement: Bool)] = [:]
  private var types: [UInt64: Int] = [:]
  private let program: ProgramGraph
  private let writer: PathWriter

  init(_ program: ProgramGraph) {
    self.program = program
    var writer = PathWriter(program)
    writer.isPattern = true
    self.writer = writer
  }

  mutating func number(of text: String) -> Int {
    if let found = numbers[text] { return found }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  /// The text of an object's type, or of a root's name.
  mutating func number(ofNode node: UInt32) -> Int {
    if program.root(of: node) != nil { return number(of: writer.path(to: node)) }
    let type = program.types.types[Int(node)]
    // Without a type the size is the name.
    let key =
      type == DebugInfo.none
      ? program.size(of: node) << 32 | UInt64(type)
      : UInt64(type) | (program.types.counts[Int(node)] > 1 ? 1 << 32 : 0)
    if let found = types[key] { return found }
    var name = program.typeName(of: node)
    if program.types.counts[Int(node)] > 1, let end = name.firstIndex(of: "]") {
      name = "[]" + name[name.index(after: end)...]
    }
    let number = number(of: name)
    types[key] = number
    return number
  }

  /// The name of a pointer, or the index of the element that it is.
  mutating func name(from holder: UInt32, place: UInt32) -> (number: Int, isElement: Bool) {
    if program.root(of: holder) != nil {
      let edge = program.edge(from: holder, place: place)
      return (number(of: plain(writer.name(ofWord: edge, from: holder))), false)
    }
    let type = program.types.types[Int(holder)]
    let size = program.types.sizes[Int(holder)]
    let offset = program.offsetInType(of: holder, place: place)
    let isArray = program.types.counts[Int(holder)] > 1
    let key = UInt64(type) << 32 | UInt64(offset) << 1 | (isArray ? 1 : 0)
    let named: (number: Int, isElement: Bool)
    // Places in a type beyond this are not remembered.
    if let found = names[key] {
      named = found
    } else {
      let text = writer.label(of: program.edge(from: holder, place: place))
      named = (number(of: text == "[i]" ? "" : plain(text)), text == "[i]" && size > 0)
      names[key] = named
    }
    guard named.isElement else { return named }
    return (Int((place &* 8 &- program.types.starts[Int(holder)]) / max(size, 1)), true)
  }

  private func plain(_ text: String) -> String { text.hasPrefix(".") ? String(text.dropFirst()) : text }
}
