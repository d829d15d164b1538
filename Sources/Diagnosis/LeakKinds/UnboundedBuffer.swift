// SPDX-License-Identifier: Apache-2.0

import Analysis

/// A bytes.Buffer, strings.Builder or bufio writer that is written to and never drained.
package struct UnboundedBuffer: HeapLeakKind {
  package let id = "unbounded-buffer"
  package let summary = "a buffer is written to and never drained"
  package let mechanism = """
    A bytes.Buffer, strings.Builder or bufio.Writer that is written to and never read, reset or flushed keeps \
    everything in one array, and doubles it each time it is full.
    """
  package let detection = """
    Frames of bytes, strings or bufio on the allocating stack, and an array that doubles. A suspect: only a longer \
    watch tells whether somebody drains it in the end.
    """
  package let subject = "a buffer"
  package let refutedBy = "the buffer being flushed, reset or replaced"

  package init() {}

  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool {
    // A buffer for each request also shows these frames; one that lives on shows the ladder of its sizes.
    story.ladder != nil && (story.shows(.bytesBuffer) || story.shows(.stringsBuilder) || story.shows(.bufio))
  }

  package func particulars(of story: HeapStory, in caseFile: CaseFile) -> [String] {
    guard let ladder = story.ladder else { return [] }
    return ["The buffer holds an array of \(writtenBytes(ladder.currentSize)) and doubles it each time it is full."]
  }

  package let fix = Finding.Fix(
    "write through to where it goes, or flush and Reset at a size",
    before: """
      a.log.WriteString(line) // a bytes.Buffer that nobody reads
      """,
    after: """
      a.log.WriteString(line)
      if a.log.Len() > flushAt {
        if _, err := a.log.WriteTo(a.file); err != nil {
          return err
        }
      }
      """
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
