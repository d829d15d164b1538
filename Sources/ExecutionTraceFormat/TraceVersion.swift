// SPDX-License-Identifier: Apache-2.0

/// The release of Go whose trace format a file has, from its header `go 1.NN trace` and three zero bytes.
package enum TraceVersion {
  /// Length of the header in bytes.
  package static let headerLength = 16
}
