// SPDX-License-Identifier: Apache-2.0

/// A report as its JSON has it: fields by name, whatever they are.
///
/// Redaction walks this and not the types, so that a field that is added later is redacted before anybody thinks of it.
enum ReportTree: Codable, Sendable {
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case list([ReportTree])
  case object([String: ReportTree])
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([ReportTree].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: ReportTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }

  /// The text of a field of an object; nil when it is absent or no text.
  func text(_ field: String) -> String? {
    if case .object(let fields) = self, case .text(let text)? = fields[field] { text } else { nil }
  }

  /// Calls `body` with every object of the tree.
  func forEachObject(_ body: (ReportTree) -> Void) {
    switch self {
    case .object(let fields):
      body(self)
      for value in fields.values { value.forEachObject(body) }
    case .list(let values): for value in values { value.forEachObject(body) }
    default: break
    }
  }
}
