// SPDX-License-Identifier: Apache-2.0

import Testing

/// A number over the seconds of a watch.
struct Course: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let value: @Sendable (_ second: Int) -> Int

  init(_ name: String, _ value: @escaping @Sendable (_ second: Int) -> Int) {
    testDescription = name
    self.value = value
  }
}
