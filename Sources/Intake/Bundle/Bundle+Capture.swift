// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence

extension Bundle {
  /// Decodes everything in the bundle.
  ///
  /// A file that cannot be decoded becomes a gap of its item: a bundle that was made under fire is still worth a verdict.
  package func capture() throws -> Capture {
    var capture = Capture(
      target: manifest.target,
      started: Self.plausible(manifest.started),
      seconds: Self.plausible(manifest.seconds) ?? 0
    )
    capture.target.uptimeSeconds = Self.plausible(manifest.target.uptimeSeconds)
    capture.plannedSeconds = Self.plausible(manifest.plannedSeconds)
    capture.cost = manifest.cost
    capture.cost?.pauses.removeAll { Self.plausible($0.seconds) == nil }
    capture.gaps = manifest.gaps
    for (address, name) in manifest.symbols {
      if let address = UInt64(address, radix: 16) { capture.symbols[address] = name }
    }
    for source in manifest.sources {
      if let bytes = try bytes(of: source.file) {
        capture.sources.add(path: source.path, text: String(decoding: bytes, as: UTF8.self))
      }
    }
    var assembler = CaptureAssembler(capture)
    for item in manifest.items {
      var item = item
      item.at = Self.plausible(item.at)
      item.seconds = Self.plausible(item.seconds)
      guard let file = item.file, let bytes = try bytes(of: file), item.isEvidence else {
        assembler.addGap(item)
        continue
      }
      do {
        try assembler.add(bytes.rawBytes, item: item)
      } catch let error as IntakeError {
        var item = item
        item.gap = item.gap ?? error.message
        assembler.addGap(item)
      }
    }
    return assembler.finish()
  }
}

extension Bundle {
  /// A number of seconds that a clock can show, below the year 5000; a manifest may hold any.
  private static func plausible(_ seconds: Double?) -> Double? {
    seconds.flatMap { (0...95_000_000_000).contains($0) ? $0 : nil }
  }
}

extension CaptureItem {
  /// Whether a format should read it: the index page and the command line are kept for people only.
  fileprivate var isEvidence: Bool {
    guard let file else { return false }
    return !file.hasSuffix(".html") && !file.hasSuffix("cmdline.txt")
  }
}
