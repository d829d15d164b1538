// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Testing

@Suite struct ColumnTests {
  private func elements<Element>(of column: borrowing Column<Element>) -> [Element] {
    var elements: [Element] = []
    for index in column.indices { elements.append(column[index]) }
    return elements
  }

  @Test func `a column does what an array does`() {
    var column = Column<UInt32>()
    var array: [UInt32] = []
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let number = UInt32.random(in: 0...UInt32.max, using: &random)
      switch number % 16 {
      case 0:
        let last = column.popLast()
        #expect(last == array.popLast())
      case 1 where !array.isEmpty:
        let index = Int(number >> 4) % array.count
        column[index] &+= number
        array[index] &+= number
      case 2:
        column.append(repeating: number, count: 3)
        array.append(contentsOf: repeatElement(number, count: 3))
      case 3 where number % 1024 == 3:
        column.removeAll(behind: array.count / 2)
        array.removeLast(array.count - array.count / 2)
      default:
        column.append(number)
        array.append(number)
      }
    }
    #expect(elements(of: column) == array)
    column.sort { $0 < $1 }
    #expect(elements(of: column) == array.sorted())
    column.fill(with: 7)
    #expect(elements(of: column) == array.map { _ in 7 })
  }

  @Test func `an empty column has nothing and takes the first element`() {
    var column = Column<UInt64>()
    #expect(elements(of: column) == [])
    let last = column.popLast()
    #expect(last == nil)
    column.sort { $0 < $1 }
    column.fill(with: 1)
    column.append(5)
    #expect(elements(of: column) == [5])
    column.removeAll()
    #expect(elements(of: column) == [])
  }

  @Test func `an index beyond the last element is refused`() async {
    await #expect(processExitsWith: .failure) {
      var column = Column<UInt8>(repeating: 0, count: 3)
      column.removeAll(behind: 2)
      column[2] = 1
    }
    await #expect(processExitsWith: .failure) {
      let column = Column<UInt8>(repeating: 0, count: 3)
      _ = column[-1]
    }
  }
}
