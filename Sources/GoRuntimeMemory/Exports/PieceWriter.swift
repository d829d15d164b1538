// SPDX-License-Identifier: Apache-2.0

/// Collects text and hands it on in pieces of some hundred kilobytes.
struct PieceWriter {
  private static let pieceSize = 1 << 19
  private var piece: [UInt8] = []
  private let write: ([UInt8]) throws -> Void

  init(_ write: @escaping ([UInt8]) throws -> Void) { self.write = write }

  mutating func add(_ text: String) { piece.append(contentsOf: text.utf8) }

  mutating func addByte(_ byte: UInt8) { piece.append(byte) }

  /// A whole number in decimal digits.
  mutating func add(_ number: UInt64) {
    if number < 10 {
      piece.append(0x30 + UInt8(number))
      return
    }
    let start = piece.count
    var rest = number
    while rest > 0 {
      piece.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    piece[start...].reverse()
  }

  /// A string of JSON.
  mutating func addQuoted(_ text: String) {
    piece.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C:
        piece.append(0x5C)
        piece.append(byte)
      case 0..<0x20:
        add("\\u00")
        piece.append(Self.digit(byte >> 4))
        piece.append(Self.digit(byte & 15))
      default: piece.append(byte)
      }
    }
    piece.append(0x22)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// Hands on what was collected when it is enough.
  mutating func flush(always: Bool = false) throws {
    guard always || piece.count >= Self.pieceSize else { return }
    try write(piece)
    piece.removeAll(keepingCapacity: true)
  }
}
