// SPDX-License-Identifier: Apache-2.0

/// Makes keys of the bytes that a terminal in raw mode sends: UTF-8, control characters, escape sequences of xterm.
struct TerminalKeys: Sendable {
  enum Key: Hashable, Sendable {
    case character(Character)
    case enter, cancel, deleteOrEnd, delete, backspace, tab, clear, paste
    case left, right, up, down, home, end, wordLeft, wordRight
    case deleteWordLeft, deleteWordRight, deleteToEnd, deleteToStart
  }

  private enum State {
    case plain, escape
    /// Behind `ESC [` or `ESC O`, with the digits and semicolons so far.
    case sequence([UInt8])
  }

  private var state = State.plain
  /// The bytes of a character that is not whole yet.
  private var pending: [UInt8] = []

  /// The key that a byte ends; nil when it ends none.
  mutating func take(_ byte: UInt8) -> Key? {
    switch state {
    case .escape:
      state = .plain
      return escaped(byte)
    case .sequence(let parameters):
      // Parameters are digits and semicolons; anything from @ to ~ ends the sequence.
      if byte < 0x40 {
        // A sequence that is too long is no key, but is swallowed whole.
        state = .sequence(parameters.count < 16 ? parameters + [byte] : parameters)
        return nil
      }
      state = .plain
      return Self.sequence(byte, String(decoding: parameters, as: UTF8.self))
    case .plain: break
    }
    if byte < 0x20 || byte == 0x7f {
      pending = []
      return control(byte)
    }
    pending.append(byte)
    let expected = pending[0] < 0x80 ? 1 : pending[0] >= 0xf0 ? 4 : pending[0] >= 0xe0 ? 3 : 2
    guard pending.count >= expected else { return nil }
    let character = String(decoding: pending, as: UTF8.self).first
    pending = []
    return character.map { .character($0) }
  }

  private mutating func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x01: return .home
    case 0x02: return .left
    case 0x03: return .cancel
    case 0x04: return .deleteOrEnd
    case 0x05: return .end
    case 0x06: return .right
    case 0x08, 0x7f: return .backspace
    case 0x09: return .tab
    case 0x0a, 0x0d: return .enter
    case 0x0b: return .deleteToEnd
    case 0x0c: return .clear
    case 0x0e: return .down
    case 0x10: return .up
    case 0x15: return .deleteToStart
    case 0x17: return .deleteWordLeft
    case 0x19: return .paste
    case 0x1b:
      state = .escape
      return nil
    default: return nil
    }
  }

  private mutating func escaped(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      state = .sequence([])
      return nil
    case UInt8(ascii: "b"): return .wordLeft
    case UInt8(ascii: "f"): return .wordRight
    case UInt8(ascii: "d"): return .deleteWordRight
    case 0x7f: return .deleteWordLeft
    default: return nil
    }
  }

  private static func sequence(_ last: UInt8, _ parameters: String) -> Key? {
    // `1;5C` is an arrow with Ctrl, `1;3C` one with Alt.
    let isWord = parameters.hasSuffix(";5") || parameters.hasSuffix(";3")
    switch last {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return isWord ? .wordRight : .right
    case UInt8(ascii: "D"): return isWord ? .wordLeft : .left
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    case UInt8(ascii: "~"):
      switch parameters {
      case "1", "7": return .home
      case "4", "8": return .end
      case "3": return .delete
      default: return nil
      }
    default: return nil
    }
  }
}
