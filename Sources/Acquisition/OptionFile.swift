// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads the small files that options name: headers, tokens.
enum OptionFile {
  /// Larger files are certainly not headers or tokens.
  static let sizeLimit = 1 << 20

  /// The text of a file of at most one megabyte.
  ///
  /// - Parameter content: what the file should hold, as an object for the error's sentence.
  static func text(of path: String, holding content: String) throws(AcquisitionError) -> String {
    let data: Data
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      data = try handle.read(upToCount: sizeLimit + 1) ?? Data()
      try handle.close()
    } catch {
      throw AcquisitionError(
        .badOption,
        "cannot read \(content) from \(printable(path, limit: 200)): \(reason(of: error))",
        remedy: "check the path and its permissions",
        underlying: error
      )
    }
    guard data.count <= sizeLimit, let text = String(data: data, encoding: .utf8) else {
      throw AcquisitionError(
        .badOption,
        "\(printable(path, limit: 200)) is no text file that could hold \(content)",
        remedy: "check the path"
      )
    }
    return text
  }

  /// The system's words for a failed file operation.
  static func reason(of error: any Error) -> String {
    let cocoa = error as NSError
    return switch cocoa.code {
    case CocoaError.fileReadNoSuchFile.rawValue, CocoaError.fileNoSuchFile.rawValue: "no such file"
    case CocoaError.fileReadNoPermission.rawValue: "permission denied"
    default: "not readable"
    }
  }
}
