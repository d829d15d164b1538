// SPDX-License-Identifier: Apache-2.0

/// What a person who waits for a capture should know.
package enum CaptureProgress: Sendable {
  /// What the capture is going to do and cost, before it does it.
  case plan(String)
  /// A round was taken.
  case round(number: Int, at: Double, goroutines: Int?)
  /// Something else began or failed.
  case step(String)
}
