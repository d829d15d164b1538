// SPDX-License-Identifier: Apache-2.0

import Acquisition
import Analysis
import ByteDecoding
import CMemoryReuse
import Evidence
import Intake

/// Gets the profiles that a command line names: files, bundles, live services.
struct ProfileSources {
  let input: ProfileInputOptions
  let reach: ReachOptions

  /// All profiles of the places added up, their base subtracted where one is given.
  func profile(from places: [String]) async throws -> Profile {
    let profile = try await added(places)
    let marksBase = !input.diffBase.isEmpty
    let bases = marksBase ? input.diffBase : input.base
    guard !bases.isEmpty else { return profile }
    let base = try await added(bases)
    return try CommandFailure.translating {
      try ProfileMerging.difference(profile, base: base, marksBase: marksBase, normalizes: input.normalize)
    }
  }

  /// All profiles of the places added up.
  func added(_ places: [String]) async throws -> Profile {
    let profiles = try await self.profiles(from: places)
    if profiles.count > places.count {
      StandardError.say("note: the inputs hold \(profiles.count) profiles; they are added up")
    }
    let profile = try CommandFailure.translating { try ProfileMerging.merge(profiles) }
    for gap in profile.gaps.prefix(8) { StandardError.say("missing: \(gap)") }
    return profile
  }

  /// The profiles of the places one by one, in their order.
  ///
  /// A program in front of a profile, as pprof wants it, is passed over: the names are in the profile.
  func profiles(from places: [String]) async throws -> [Profile] {
    stanch_reuse_memory()
    var profiles: [Profile] = []
    for (index, place) in places.enumerated() {
      if index == 0, places.count > 1, isProgram(place) {
        StandardError.say("note: \(place) is a program and not read: the profile has its names")
        continue
      }
      if place != "-", TargetAddress.looksLikeAddress(place), !FilePresence.exists(place) {
        profiles += try await fetched(place)
        continue
      }
      let kind = ProfileIntake.Kind(rawValue: input.type) ?? .heap
      profiles += try CommandFailure.translating { try ProfileIntake.profiles(at: place, kind: kind) }
    }
    return profiles
  }

  private func isProgram(_ path: String) -> Bool {
    // Pipes can be read only once, and no program is one.
    guard (try? WholeFile.isSpecial(path)) == false, let file = try? MappedFile(path: path) else {
      // Whatever is wrong is said when it is read as a profile.
      return false
    }
    return file.bytes.has("\u{7f}ELF", at: 0)
  }

  private func fetched(_ place: String) async throws -> [Profile] {
    let options = try CommandFailure.translating { try reach.endpointOptions(watching: Double(input.seconds ?? 0)) }
    let address = try CommandFailure.translating { try TargetAddress(place) }
    let query = input.seconds.map { "seconds=\($0)" } ?? (input.type == "heap" ? "gc=1" : "")
    let name = input.type
    do {
      let fetched = try await PprofEndpoint.withEndpoint(address, options: options) { endpoint in
        for caution in endpoint.cautions { StandardError.say("caution: \(caution)") }
        _ = try await endpoint.discover()
        return try await endpoint.fetch(.profile(name), query: query)
      }
      if let gap = fetched.gap { StandardError.say("missing: \(gap)") }
      return try ProfileIntake.profiles(in: fetched.bytes.rawBytes, name: "\(place) \(name)")
    } catch {
      throw CommandFailure(error)
    }
  }
}
