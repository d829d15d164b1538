// SPDX-License-Identifier: Apache-2.0

/// How a Content-Security-Policy names the one style or script that a page has.
package enum PagePolicy {
  /// The hash of a text that stands in the page, without the quotes around it.
  package static func source(_ text: String) -> String { SHA256.policySource(text) }
}
