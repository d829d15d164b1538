// SPDX-License-Identifier: Apache-2.0

/// Makes text that a stranger wrote safe for a terminal: one line, no control or direction characters, of bounded length.
func printable(_ text: some StringProtocol, limit: Int) -> String {
  var result = ""
  var count = 0
  var pendingSpace = false
  for scalar in text.unicodeScalars {
    if scalar.properties.isWhitespace {
      pendingSpace = count > 0
      continue
    }
    switch scalar.properties.generalCategory {
    // Escape sequences and right-to-left overrides could rewrite the line on screen.
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: continue
    default: break
    }
    if pendingSpace {
      result.unicodeScalars.append(" ")
      count += 1
      pendingSpace = false
    }
    guard count < limit else { return result + "…" }
    result.unicodeScalars.append(scalar)
    count += 1
  }
  return result
}
