/// Which of a module's regions a call reached, by their numbers in a `RegionTable`.
package struct RegionVector: Hashable, Sendable {
  /// Bits, the lowest of the first word being region 0.
  package private(set) var words: [UInt64]

  package init(words: [UInt64] = []) { self.words = words }

  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  package mutating func formUnion(_ other: RegionVector) {
    if other.words.count > words.count { words += Array(repeating: 0, count: other.words.count - words.count) }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  /// The regions that both have.
  package func intersection(_ other: RegionVector) -> RegionVector {
    RegionVector(words: zip(words, other.words).map { $0 & $1 })
  }

  /// The regions that are here and not in `other`.
  package func subtracting(_ other: RegionVector) -> RegionVector {
    RegionVector(
      words: words.enumerated().map { index, word in word & ~(index < other.words.count ? other.words[index] : 0) })
  }

  /// How many regions are here that `other` has not.
  package func count(beyond other: RegionVector) -> Int {
    words.indices.reduce(0) { sum, index in
      sum + (words[index] & ~(index < other.words.count ? other.words[index] : 0)).nonzeroBitCount
    }
  }

  package func intersects(_ other: RegionVector) -> Bool { zip(words, other.words).contains { $0 & $1 != 0 } }
}
