// SPDX-License-Identifier: Apache-2.0

/// The rows of a heap table by site and object size.
///
/// Rows of one site form a chain in the order of their appearance. Most sites have one size, a few have some; neighbouring
/// stacks are neighbouring sites and rows, so that a look-up stays in the cache where a hash table would not. What a
/// chain has no room for goes to a hash table, so that a site with thousands of sizes costs no more a row than others.
struct SizeRows {
  /// How many rows a chain holds at most.
  private static let chainLimit = 8
  private static let none = UInt32.max

  /// Bytes of an object of each row.
  private(set) var sizes: [Int64] = []
  /// The first row of each site.
  private var heads: [UInt32] = []
  /// The row of the same site after each row.
  private var followers: [UInt32] = []
  /// Numbers, by site and size, of the rows outside the chains, and those rows.
  private var overflow = KeyIndex(expected: 0)
  private var overflowRows: [UInt32] = []

  /// Takes memory for so many rows.
  mutating func reserve(_ count: Int) {
    sizes.reserveCapacity(count)
    heads.reserveCapacity(count)
    followers.reserveCapacity(count)
  }

  /// Adds the next site, without rows.
  mutating func addSite() { heads.append(Self.none) }

  /// The row of a site with objects of this size, added when it is new.
  ///
  /// `key` stands for the site as a hash.
  @inline(__always)
  mutating func row(ofSite site: Int, key: UInt64, size: Int64) -> (row: Int, isNew: Bool) {
    var row = heads[site]
    if row == Self.none {
      heads[site] = UInt32(sizes.count)
      return append(size)
    }
    for _ in 1..<Self.chainLimit {
      if sizes[Int(row)] == size { return (Int(row), false) }
      let follower = followers[Int(row)]
      if follower == Self.none {
        followers[Int(row)] = UInt32(sizes.count)
        return append(size)
      }
      row = follower
    }
    if sizes[Int(row)] == size { return (Int(row), false) }
    return overflowRow(key: KeyIndex.mix(key, UInt64(bitPattern: size)), size: size)
  }

  private mutating func append(_ size: Int64) -> (row: Int, isNew: Bool) {
    sizes.append(size)
    followers.append(Self.none)
    return (sizes.count - 1, true)
  }

  private mutating func overflowRow(key: UInt64, size: Int64) -> (row: Int, isNew: Bool) {
    let (number, isNew) = overflow.number(of: key)
    guard isNew else { return (Int(overflowRows[number]), false) }
    overflowRows.append(UInt32(sizes.count))
    return append(size)
  }
}
