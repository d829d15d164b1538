// SPDX-License-Identifier: Apache-2.0

import Acquisition
import ArgumentParser
import Capturing
import Intake

/// Why a command could not do its work: one sentence and a status.
struct CommandFailure: Error {
  let sentence: String
  let status: Int32

  init(_ sentence: String, status: Int32 = 2) {
    self.sentence = sentence
    self.status = status
  }

  /// The failure that an error of the layers below means.
  init(_ error: any Error, status: Int32 = 2) {
    if let failure = error as? CommandFailure {
      self = failure
    } else if error is CancellationError {
      self.init("interrupted before the first round was whole", status: status)
    } else {
      self.init("\(error)", status: status)
    }
  }

  /// Says the sentence on standard error and returns the exit code to throw.
  func exit() -> ExitCode {
    StandardError.say("stanch: \(sentence)")
    return ExitCode(status)
  }

  /// Runs a body; what it throws becomes a failure with status 2.
  static func translating<Result>(_ body: () throws -> Result) throws(CommandFailure) -> Result {
    do {
      return try body()
    } catch {
      throw CommandFailure(error)
    }
  }
}
