// SPDX-License-Identifier: Apache-2.0

import Acquisition
import ByteDecoding
import Evidence
import Intake

extension LocalProcess {
  /// Why a profile just fetched cannot come from this process; nil when nothing speaks against it.
  func contradiction(to fetched: Fetched) -> String? {
    do {
      return try EvidenceReader.profiles(in: fetched.bytes.rawBytes).first.flatMap { contradiction(to: $0) }
    } catch {
      // A profile that cannot be decoded is told about where it is kept; it says nothing of the process.
      return nil
    }
  }
}

extension TargetDescription {
  /// Takes back what was learned from a process that turned out to be another.
  mutating func forgetProcess() {
    pid = nil
    goVersion = nil
    module = nil
    moduleGoVersion = nil
    uptimeSeconds = nil
  }
}
