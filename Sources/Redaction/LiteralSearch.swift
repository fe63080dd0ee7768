/// Finds all occurrences of many fixed byte strings in one pass over a text (Aho and Corasick, 1975).
///
/// The automaton is complete: one table look-up a byte, whatever the text. Bytes that no literal holds share one
/// column, which keeps the table of a few hundred states in the processor's first cache.
package struct LiteralSearch: Sendable {
  /// Each byte's column.
  private var columns = [UInt8](repeating: 0, count: 256)

  private var columnCount = 1

  /// By state and column: twice the offset of the next state's row, plus 1 when literals end in that state.
  private var transitions: [UInt32] = []

  /// By state: the literals that end there.
  private var outputs: [[Int]] = [[]]

  private let lengths: [Int]

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - literals: what to look for; an empty one is never found, one may stand there twice.
  ///   - ignoringCase: whether ASCII letters match in either case.
  package init(_ literals: [String], ignoringCase: Bool = false) {
    let folded = literals.map { literal in
      literal.utf8.map { byte in ignoringCase ? byte.asciiLowercased : byte }
    }
    lengths = folded.map(\.count)
    for byte in Set(folded.joined()).sorted() {
      columns[Int(byte)] = UInt8(truncatingIfNeeded: columnCount)
      columnCount += 1
    }
    if ignoringCase {
      for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") {
        columns[Int(letter)] = columns[Int(letter.asciiLowercased)]
      }
    }
    let trie = makeTrie(folded)
    complete(trie)
  }

  /// Calls the body with the index and the place of each occurrence, overlapping ones too, in order of their ends.
  package func forEachMatch(in bytes: Span<UInt8>, _ body: (_ literal: Int, _ range: Range<Int>) -> Void) {
    var row = 0
    for index in bytes.indices {
      let next = Int(transitions[row + Int(columns[Int(bytes[index])])])
      row = next >> 1
      guard next & 1 == 1 else { continue }
      for literal in outputs[row / columnCount] { body(literal, index + 1 - lengths[literal]..<index + 1) }
    }
  }

  /// Whether any literal occurs.
  package func hasMatch(in bytes: Span<UInt8>) -> Bool {
    var row = 0
    for index in bytes.indices {
      let next = Int(transitions[row + Int(columns[Int(bytes[index])])])
      if next & 1 == 1 { return true }
      row = next >> 1
    }
    return false
  }

  /// The literals as a tree: a row for each state, with its child for each column, or -1.
  ///
  /// One list for all rows: a user may have hundreds of secrets, and the tree has a state for each of their bytes.
  private mutating func makeTrie(_ literals: [[UInt8]]) -> [Int32] {
    let leaf = repeatElement(Int32(-1), count: columnCount)
    var children = Array(leaf)
    children.reserveCapacity((literals.reduce(1) { $0 + $1.count }) * columnCount)
    for (index, literal) in literals.enumerated() where !literal.isEmpty {
      var state = 0
      for byte in literal {
        let place = state * columnCount + Int(columns[Int(byte)])
        if children[place] < 0 {
          children[place] = Int32(outputs.count)
          children.append(contentsOf: leaf)
          outputs.append([])
        }
        state = Int(children[place])
      }
      outputs[state].append(index)
    }
    return children
  }

  /// Fills the table, breadth first, so that a state's fallback is complete before the state is reached.
  private mutating func complete(_ trie: [Int32]) {
    var next = trie
    var fallback = [Int](repeating: 0, count: outputs.count)
    var queue = [0]
    queue.reserveCapacity(outputs.count)
    var position = 0
    while position < queue.count {
      let state = queue[position]
      position += 1
      let (row, otherRow) = (state * columnCount, fallback[state] * columnCount)
      for column in 0..<columnCount {
        let other = state == 0 ? 0 : next[otherRow + column]
        let child = Int(next[row + column])
        if child < 0 {
          next[row + column] = other
        } else {
          fallback[child] = Int(other)
          if !outputs[Int(other)].isEmpty { outputs[child] += outputs[Int(other)] }
          queue.append(child)
        }
      }
    }
    transitions = next.map { UInt32(Int($0) * columnCount * 2 + (outputs[Int($0)].isEmpty ? 0 : 1)) }
  }
}

extension UInt8 {
  /// The byte, an upper-case ASCII letter in lower case.
  package var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
