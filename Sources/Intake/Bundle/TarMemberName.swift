// SPDX-License-Identifier: Apache-2.0

/// The name of an archive member that is safe to use as a relative path.
enum TarMemberName {
  /// Longest name taken, in bytes: Linux's PATH_MAX.
  static let limit = 4096

  /// The name without "./" and empty parts; nil when it must not be used.
  ///
  /// Refused are empty names, absolute paths, "..", and control characters, which a terminal would obey.
  static func sanitized(_ name: String) -> String? {
    guard !name.hasPrefix("/"), name.utf8.count <= limit else { return nil }
    guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return nil }
    let parts = name.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty, !parts.contains("..") else { return nil }
    return parts.joined(separator: "/")
  }
}
