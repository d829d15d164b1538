// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A system call, a C function or a child process that never comes back; each holds a thread.
package struct GoroutineBlockedSyscall: GoroutineLeakKind {
  package let id = "goroutine-blocked-syscall"
  package let summary = "waiting in a system call, in C, or for a child process that does not end"
  package let mechanism = """
    A system call, a call into C or a wait for a child process that does not come back holds its goroutine and a \
    thread of the operating system as well. Threads are dear: a few thousand end the process.
    """
  package let detection = """
    Goroutines in a system call or in os/exec's Wait below one line, of which new ones come and none ends, with \
    threads that grow along. What proves them is the whole life of a process ten minutes old.
    """
  package let activity = "wait in a system call or in C"
  package let refutedBy = "the call of a member of the first round returning"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    guard series.stack.hasOwnCode else { return false }
    // Waiting for a child is a system call, or on its pipes and channel: all of them stand in os/exec.
    return series.place.operation == .syscall || series.stack.blocksIn(prefix: "os/exec.(*Cmd).Wait")
      || series.stack.blocksIn(prefix: "os.(*Process).Wait")
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    if story.lead.stack.blocksIn(prefix: "os/exec.") || story.lead.stack.blocksIn(prefix: "os.(*Process)") {
      return ["They wait for child processes that do not end."]
    }
    if story.series.contains(where: { $0.stack.contains("runtime.cgocall") }) { return ["They are inside C code."] }
    return ["Each of them holds an operating-system thread while it waits."]
  }

  package let fix = Finding.Fix(
    "give the call a deadline; for children exec.CommandContext, Kill and Wait; non-blocking descriptors through os.File",
    before: """
      cmd := exec.Command("convert", in, out)
      err := cmd.Run()
      """,
    after: """
      ctx, cancel := context.WithTimeout(ctx, time.Minute)
      defer cancel()
      err := exec.CommandContext(ctx, "convert", in, out).Run()
      """
  )
  package let safeguard = Finding.Safeguard(
    "alert on goroutines and on threads: each call that never returns keeps one of both",
    alertRule: "go_threads > 1.5 * go_threads offset 1h"
  )
}
