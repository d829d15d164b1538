// SPDX-License-Identifier: Apache-2.0

/// A kind that a growing heap shows.
package protocol HeapLeakKind: LeakKind {
  /// Whether a growing place of the heap is of this kind.
  ///
  /// Asked in the order of `LeakKinds.heapKinds`: the first that answers yes has it.
  func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool

  /// What grows, in front of "grows by" or "grow by".
  var subject: String { get }

  /// Why, in this case: what the evidence shows beyond counts, as sentences. May be empty.
  func particulars(of story: HeapStory, in caseFile: CaseFile) -> [String]
}

extension HeapLeakKind {
  package func particulars(of story: HeapStory, in caseFile: CaseFile) -> [String] { [] }
}
