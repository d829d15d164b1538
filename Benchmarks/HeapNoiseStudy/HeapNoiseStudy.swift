// SPDX-License-Identifier: Apache-2.0

import Analysis
import ByteDecoding
import Evidence
import Foundation
import ProfileFormats

/// Reads watches of three heap profiles each and says which lines are told to grow, for `Scripts/heap-noise.py`.
///
/// Every argument is a folder with 1.pb.gz, 2.pb.gz and so on, fifteen seconds apart. One line each: the folder, and for
/// every line of own code that is not at rest `function:behavior:bytes per second`.
@main struct HeapNoiseStudy {
  static func main() throws {
    for folder in CommandLine.arguments.dropFirst() {
      var observations: [HeapObservation] = []
      while let file = try? Data(contentsOf: URL(filePath: "\(folder)/\(observations.count + 1).pb.gz")) {
        let inflated = try GzipInflater.inflate(file.bytes)
        let message = inflated.bytes
        let profile = try ProfileProtoDecoder.profile(in: message.rawBytes)
        let round = observations.count
        observations.append(
          HeapObservation(
            profile: profile,
            at: Double(round) * 15,
            round: round,
            source: "\(round)",
            isAfterCollection: true
          )
        )
      }
      let ownership = CodeOwnership(frames: observations.last?.profile.codeFrames ?? [])
      let history = HeapHistory(observations: observations, ownership: ownership)
      var words = [folder]
      for line in history.lines {
        let climbing = line.sites.contains { (history.sites[$0].ladder?.stepsUp ?? 0) > 0 }
        guard let growth = line.growth else { continue }
        if growth.behavior == .steady || growth.behavior == .tooFewSamples, !climbing { continue }
        let behavior = climbing ? "ladder" : growth.behavior.rawValue
        words.append("\(line.frame.function):\(behavior):\(Int(growth.bytesPerSecond ?? 0))")
      }
      words.append("limit:\(Int(history.sensitivity?.slowestGrowth() ?? 0))")
      print(words.joined(separator: " "))
    }
  }
}
