// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence

extension Bundle {
  /// Decodes everything in the bundle.
  ///
  /// A file that cannot be decoded becomes a gap of its item: a bundle that was made under fire is still worth a verdict.
  package func capture() throws -> Capture {
    try manifest.capture(
      source: { try bytes(of: $0) },
      evidence: { item in
        guard let file = item.file, let stored = storedBytes(of: file) else { return nil }
        return try EvidenceReader.items(in: stored.rawBytes, name: item.source)
      }
    )
  }
}

extension BundleManifest {
  /// The capture that the manifest describes, with the sources and the evidence that its files hold.
  ///
  /// Both closures give nil for a file that is not there; an `IntakeError` of the second becomes the gap of its item.
  func capture(
    source: (String) throws -> [UInt8]?,
    evidence: (CaptureItem) throws -> EvidenceReader.Pieces?
  ) throws -> Capture {
    var capture = Capture(target: target, started: Self.plausible(started), seconds: Self.plausible(seconds) ?? 0)
    capture.target.uptimeSeconds = Self.plausible(target.uptimeSeconds)
    capture.plannedSeconds = Self.plausible(plannedSeconds)
    capture.cost = cost
    capture.cost?.pauses.removeAll { Self.plausible($0.seconds) == nil }
    capture.gaps = gaps
    for (address, name) in symbols {
      if let address = UInt64(address, radix: 16) { capture.symbols[address] = name }
    }
    for file in sources {
      if let bytes = try source(file.file) {
        capture.sources.add(path: file.path, text: String(decoding: bytes, as: UTF8.self))
      }
    }
    var assembler = CaptureAssembler(capture)
    var files: Set<String> = []
    for item in items {
      var item = item
      item.at = Self.plausible(item.at)
      item.seconds = Self.plausible(item.seconds)
      // Evidence counts once, however often a manifest names it.
      guard let file = item.file, item.isEvidence, files.insert(file).inserted else {
        assembler.addGap(item)
        continue
      }
      do {
        guard let pieces = try evidence(item) else {
          assembler.addGap(item)
          continue
        }
        assembler.add(pieces.items, gaps: pieces.gaps, item: item)
      } catch let error as IntakeError {
        item.gap = item.gap ?? error.message
        assembler.addGap(item)
      }
    }
    return assembler.finish()
  }

  /// A number of seconds that a clock can show, below the year 5000; a manifest may hold any.
  private static func plausible(_ seconds: Double?) -> Double? {
    seconds.flatMap { (0...95_000_000_000).contains($0) ? $0 : nil }
  }
}

extension CaptureItem {
  /// Whether a format should read it: the index page and the command line are kept for people only.
  var isEvidence: Bool {
    guard let file else { return false }
    return !file.hasSuffix(".html") && !file.hasSuffix("cmdline.txt")
  }
}
