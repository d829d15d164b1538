// SPDX-License-Identifier: Apache-2.0

package import Evidence

import RuntimeTextFormats

extension Bundle {
  /// Adds readings as a file with one line of JSON each, which decodes to the same readings again.
  ///
  /// Returns how many bytes they are.
  package mutating func add(name: String, readings: [MemoryReading]) -> Int {
    let bytes = readings.flatMap { Array(MemoryReadingText.line($0).utf8) }
    add(name: name, bytes: bytes)
    return bytes.count
  }
}
