// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Reads the small files that options name: headers, tokens.
enum OptionFile {
  /// Larger files are certainly not headers or tokens.
  private static let sizeLimit = 1 << 20

  /// The text of a file, or of a pipe, of at most one megabyte.
  ///
  /// - Parameter content: what the file should hold, as an object for the error's sentence.
  static func text(of path: String, holding content: String) throws(AcquisitionError) -> String {
    let bytes: [UInt8]
    do {
      let file = try MappedFile(path: path, limit: sizeLimit)
      bytes = [UInt8](copying: file.bytes)
    } catch {
      throw AcquisitionError(
        .badOption,
        "cannot read \(content) from \(printable(path, limit: 200)): \(error.reason)",
        remedy: "check the path and its permissions",
        underlying: error
      )
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw AcquisitionError(
        .badOption,
        "\(printable(path, limit: 200)) is no text file that could hold \(content)",
        remedy: "check the path"
      )
    }
    return text
  }
}
