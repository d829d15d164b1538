// SPDX-License-Identifier: Apache-2.0

import Commands
import Dispatch

/// The program: everything it does is a command.
///
/// An asynchronous `main` would hand the first thread to `dispatchMain`, which ends it with `pthread_exit`; in a static
/// executable that unwinding sorts all exception tables first and costs 30 ms. The first thread waits instead; nothing of
/// ours runs on it.
@main
struct Main {
  static func main() {
    StanchCommand.prepare()
    let isDone = DispatchSemaphore(value: 0)
    Task.detached {
      await StanchCommand.run()
      isDone.signal()
    }
    isDone.wait()
  }
}
