// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProcessImages

/// Whether this machine lets a program look into the memory of its children, which containers may forbid.
package enum Tracing {
  /// Why tests that need it are left out.
  package static let absence: String = absent ?? ""
  package static let isPermitted = absent == nil

  private static let absent: String? = {
    let child = Process()
    child.executableURL = URL(filePath: "/bin/sleep")
    child.arguments = ["60"]
    do {
      try child.run()
      defer {
        child.terminate()
        child.waitUntilExit()
      }
      _ = try ProcessSnapshot.take(Int(child.processIdentifier))
      return nil
    } catch SnapshotError.notPermitted(_, let remedy) {
      return "looking into processes is not permitted here: \(remedy)"
    } catch {
      // Anything else is what the tests are there to find.
      return nil
    }
  }()
}
