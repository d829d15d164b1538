// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
import ProfileFormats
import RuntimeTextFormats

/// Takes in whatever can be shown as a profile: profile.proto of any producer, heap, block, mutex and goroutine profiles as
/// text, goroutine dumps and panics, folded stacks, bundles of `stanch capture`.
package enum ProfileIntake {
  /// Most bytes that a profile may inflate to.
  private static let inflateLimit = 1 << 31

  /// Which profile of a bundle is meant.
  package enum Kind: String, CaseIterable, Sendable {
    case heap, goroutine, goroutineleak
  }

  /// The profiles in a file, in its order; of a bundle those of one kind, in the order of time.
  ///
  /// `-` is standard input. Throws `IntakeError` when the file cannot be read or holds none.
  package static func profiles(at path: String, kind: Kind = .heap) throws -> [Profile] {
    let file: MappedFile
    do {
      file = try MappedFile(path: path == "-" ? "/dev/stdin" : path)
    } catch {
      throw IntakeError("\(error)", remedy: "check the path and its permissions")
    }
    let name = path == "-" ? "standard input" : path
    if let capture = try BundleArchive.capture(in: file.bytes, name: name) {
      return try profiles(of: capture, kind: kind, name: name)
    }
    return try profiles(in: file.bytes, name: name)
  }

  /// The profiles in bytes, compressed or not.
  package static func profiles(in bytes: RawSpan, name: String) throws -> [Profile] {
    guard GzipStream.isGzip(bytes) else { return try decode(bytes, name: name, shape: InflatedShape()) }
    do {
      let inflated = try GzipInflater.inflate(bytes, limit: inflateLimit)
      var shape = InflatedShape()
      shape.isCut = !inflated.gaps.isEmpty
      shape.memberEnds = inflated.memberEnds
      return try decode(inflated.bytes.rawBytes, name: name, shape: shape)
    } catch let error as DecodingError {
      throw IntakeError("\(name) cannot be inflated: \(error)", remedy: "capture it again")
    }
  }

  private static func decode(_ bytes: RawSpan, name: String, shape: InflatedShape) throws -> [Profile] {
    do {
      if ProfileProtoDecoder.recognizes(bytes) {
        return try ProfileProtoDecoder.profiles(in: bytes, isCut: shape.isCut, memberEnds: shape.memberEnds)
      }
      if HeapTextDecoder.recognizes(bytes) { return [try HeapTextDecoder.decode(bytes).profile] }
      if ContentionTextDecoder.recognizes(bytes) { return [try ContentionTextDecoder.decode(bytes)] }
      if GoroutineProfileTextDecoder.recognizes(bytes) {
        return [Profile(try GoroutineProfileTextDecoder.decode(bytes))]
      }
      if GoroutineDumpDecoder.recognizes(bytes) {
        var decoder = GoroutineDumpDecoder()
        _ = decoder.consume(bytes, isLast: true)
        return try decoder.finish().map { Profile($0) }
      }
      if FoldedStacksDecoder.recognizes(bytes) { return [try FoldedStacksDecoder.decode(bytes)] }
    } catch {
      throw IntakeError("\(name) cannot be decoded: \(error)", remedy: "capture it again")
    }
    throw IntakeError(
      "\(name) is no profile (\(InputDescription(bytes).text))",
      remedy: "give a profile of a Go service, a goroutine dump, folded stacks or a bundle of `stanch capture`"
    )
  }

  private static func profiles(of capture: Capture, kind: Kind, name: String) throws -> [Profile] {
    let profiles =
      switch kind {
      case .heap: capture.heaps.map(\.profile)
      case .goroutine: capture.goroutines.filter { $0.snapshot.form != .leakProfile }.map { Profile($0.snapshot) }
      case .goroutineleak: capture.goroutines.filter { $0.snapshot.form == .leakProfile }.map { Profile($0.snapshot) }
      }
    guard !profiles.isEmpty else {
      throw IntakeError("\(name) holds no \(kind.rawValue) profile", remedy: "choose another with --type")
    }
    return profiles
  }
}

extension ProfileIntake {
  /// A profile as a file that `go tool pprof` reads: profile.proto in gzip.
  package static func encoded(_ profile: Profile) -> [UInt8] {
    let message = ProfileProtoEncoder.encode(profile)
    return GzipDeflater.deflate(message.rawBytes)
  }
}
