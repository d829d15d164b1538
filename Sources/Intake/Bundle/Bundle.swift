// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding

/// An evidence bundle in memory: a manifest and the captured files.
///
/// A live run makes one and then diagnoses it, so that every verdict can be repeated from a file. Text is kept compressed,
/// so that a long watch stays small: the rounds of a service with 20,000 goroutines are 8 MB each as text.
package struct Bundle: Sendable {
  /// A captured file.
  package struct File: Sendable {
    package var name: String
    /// The bytes, compressed when `isDeflated`.
    fileprivate var stored: [UInt8]
    fileprivate var isDeflated: Bool
  }

  package var manifest: BundleManifest
  package private(set) var files: [File] = []

  package init(manifest: BundleManifest) {
    self.manifest = manifest
  }

  /// How many bytes the files occupy in memory.
  package var storedByteCount: Int { files.reduce(0) { $0 + $1.stored.count } }

  /// Adds a file; its bytes are compressed unless they already are.
  package mutating func add(name: String, bytes: [UInt8]) {
    let isGzip = GzipStream.isGzip(bytes.rawBytes)
    let compress = !isGzip && bytes.count > 4096
    files.append(
      File(name: name, stored: compress ? GzipDeflater.deflate(bytes.rawBytes, level: 3) : bytes, isDeflated: compress)
    )
  }

  /// Removes the files with these names, as thinning rounds out does.
  package mutating func remove(names: Set<String>) {
    files.removeAll { names.contains($0.name) }
  }

  /// The bytes of a file as they were captured; nil when the bundle has no such file.
  package func bytes(of name: String) throws(DecodingError) -> [UInt8]? {
    guard let file = files.first(where: { $0.name == name }) else { return nil }
    return try file.contents()
  }

  /// The bytes of a file as they are kept, which is compressed or not; nil when the bundle has no such file.
  func storedBytes(of name: String) -> [UInt8]? {
    files.first { $0.name == name }?.stored
  }
}

extension Bundle.File {
  /// The bytes as they were captured.
  package func contents() throws(DecodingError) -> [UInt8] {
    isDeflated ? try GzipInflater.inflate(stored.rawBytes, limit: .max).bytes : stored
  }
}
