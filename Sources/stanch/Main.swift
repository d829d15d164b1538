// SPDX-License-Identifier: Apache-2.0

import Commands

/// The program: everything it does is a command.
@main
struct Main {
  static func main() async {
    await StanchCommand.run()
  }
}
