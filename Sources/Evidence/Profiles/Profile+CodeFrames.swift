// SPDX-License-Identifier: Apache-2.0

extension Profile {
  /// The frames of a stack with their names resolved, leaf first, inlined calls as frames of their own.
  ///
  /// Locations without symbols have no frames. Makes strings: for the few stacks that are told, not for passes.
  package func codeFrames(ofStack stack: Int) -> [CodeFrame] {
    stacks[stack].flatMap { codeFrames(ofLocation: Int($0)) }
  }

  /// The frames of a location, inlined calls first; none without symbols.
  package func codeFrames(ofLocation location: Int) -> [CodeFrame] {
    locations.lines(of: location).map { line in
      let function = Int(locations.lineFunctions[line])
      return CodeFrame(
        function: strings[functions.names[function]],
        location: SourceLocation(
          file: strings[functions.files[function]],
          line: SourceLocation.line(numbered: locations.lineNumbers[line])
        )
      )
    }
  }

  /// A frame of every function, at its first line, in no order that matters: what a reader of names alone needs.
  package var codeFrames: [CodeFrame] {
    functions.names.indices.map { function in
      CodeFrame(
        function: strings[functions.names[function]],
        location: SourceLocation(
          file: strings[functions.files[function]],
          line: SourceLocation.line(numbered: functions.startLines[function])
        )
      )
    }
  }
}
