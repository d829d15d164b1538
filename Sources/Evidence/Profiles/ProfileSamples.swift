// SPDX-License-Identifier: Apache-2.0

/// The rows of a profile, as columns.
///
/// Shape: `stacks` and `labelSets` have one entry a row. `values` is column-major: the value of row r in column c stands
/// at c * count + r, so that a pass over one sample type reads memory from end to end and nothing else. Values may be
/// negative: differences are profiles too.
package struct ProfileSamples: Sendable {
  /// Index of each row's stack in the `LocationStackTable`.
  package var stacks: [UInt32]
  /// Index of each row's labels in the `LabelSetTable`; 0 for none.
  package var labelSets: [UInt32]
  /// All values, column after column.
  package var values: [Int64]

  /// Columns of equal length; `values` holds a whole number of them.
  package init(stacks: [UInt32] = [], labelSets: [UInt32] = [], values: [Int64] = []) {
    precondition(labelSets.count == stacks.count, "one label set a row")
    precondition(stacks.isEmpty ? values.isEmpty : values.count % stacks.count == 0, "whole columns of values")
    self.stacks = stacks
    self.labelSets = labelSets
    self.values = values
  }

  /// How many rows there are.
  package var count: Int { stacks.count }

  /// Where in `values` a column stands.
  package func range(ofColumn column: Int) -> Range<Int> { column * count..<(column + 1) * count }

  /// One value; for passes take the column's range instead.
  package func value(row: Int, column: Int) -> Int64 { values[column * count + row] }
}
