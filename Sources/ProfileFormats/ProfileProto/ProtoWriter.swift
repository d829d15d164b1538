// SPDX-License-Identifier: Apache-2.0

/// Writes a Protocol Buffers message, field by field.
///
/// Zero numbers and empty bytes are left out, as proto3 wants; `put` writes what must stand there nevertheless.
package struct ProtoWriter {
  /// The message so far.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Adds a number field unless the number is 0.
  package mutating func add(_ field: UInt64, _ number: UInt64) {
    if number != 0 { put(field, number) }
  }

  /// Adds a number field unless the number is 0; negative numbers take ten bytes.
  package mutating func add(_ field: UInt64, _ number: Int64) { add(field, UInt64(bitPattern: number)) }

  /// Adds a number field, also for 0.
  package mutating func put(_ field: UInt64, _ number: UInt64) {
    varint(field << 3)
    varint(number)
  }

  /// Adds a string or message field, also when it is empty.
  package mutating func put(_ field: UInt64, _ contents: some Collection<UInt8>) {
    varint(field << 3 | 2)
    varint(UInt64(contents.count))
    bytes.append(contentsOf: contents)
  }

  /// Adds a message field that `body` fills.
  package mutating func put(_ field: UInt64, _ body: (inout ProtoWriter) -> Void) {
    var message = ProtoWriter()
    body(&message)
    put(field, message.bytes)
  }

  /// Adds packed numbers unless there are none.
  package mutating func putPacked(_ field: UInt64, _ numbers: some Sequence<UInt64>) {
    var packed = ProtoWriter()
    for number in numbers { packed.varint(number) }
    if !packed.bytes.isEmpty { put(field, packed.bytes) }
  }

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
