// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// A line of code that a program counter stands for.
struct CodePlace: Hashable {
  var function: String
  /// As the compiler was given it; empty when the table does not tell.
  var file: String
  /// From 1; 0 when the table does not tell.
  var line: Int32
}

extension FunctionTable {
  /// The calls that a return address stands for, innermost first: of inlined functions and of the one that was compiled.
  ///
  /// Empty for addresses of no function. Source: runtime/symtab.go `funcline1`, symtabinl.go `inlineUnwinder`.
  func places(returningTo pc: UInt64) -> [CodePlace] {
    // The call is before its return address; the entry of a function is nobody's.
    if let found = knownPlaces[pc] { return found }
    guard let function = function(at: pc) else { return [] }
    let found = places(of: function, at: pc > function.entry ? pc - 1 : pc)
    knownPlaces[pc] = found
    return found
  }

  private func places(of function: Function, at pc: UInt64) -> [CodePlace] {
    var places: [CodePlace] = []
    var pc = pc
    let tree = funcData(3, of: function)
    // Calls nest as deep as the compiler inlines; a damaged table must not make a circle.
    for _ in 0..<1000 {
      guard let tree, let index = pcData(2, of: function, at: pc), index >= 0 else { break }
      // {function's sort, name, place of the call, first line}, 16 bytes.
      let record = tree &+ UInt64(index) &* 16
      guard let name = memory.integer(at: record &+ 4, width: 4),
        let call = memory.integer(at: record &+ 8, width: 4)
      else { break }
      let text = memory.zeroTerminatedText(at: modules[function.module].names &+ name)
      places.append(place(of: function, at: pc, name: text))
      pc = function.entry &+ call
    }
    places.append(place(of: function, at: pc, name: function.name))
    return places
  }

  private func place(of function: Function, at pc: UInt64, name: String) -> CodePlace {
    CodePlace(
      function: name,
      file: file(of: function, at: pc),
      line: max(value(of: function, table: function.lines, at: pc) ?? 0, 0)
    )
  }

  private func file(of function: Function, at pc: UInt64) -> String {
    let module = modules[function.module]
    guard let number = value(of: function, table: function.files, at: pc), number >= 0,
      let place = memory.integer(at: module.units &+ (UInt64(function.unit) &+ UInt64(number)) &* 4, width: 4),
      place < module.fileCount
    else { return "" }
    return memory.zeroTerminatedText(at: module.fileNames &+ place)
  }
}
