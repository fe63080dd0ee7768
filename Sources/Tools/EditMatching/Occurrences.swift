/// Where a sequence stands in another, in time linear in both (Knuth, Morris and Pratt, 1977).
struct Occurrences: Hashable {
  /// The first positions, overlapping ones too.
  private(set) var positions: [Int] = []

  /// How many there are in all.
  private(set) var count = 0

  /// - Parameters:
  ///   - needle: what is looked for; an empty one stands nowhere.
  ///   - haystack: where.
  ///   - limit: how many positions are kept.
  init<Element: Equatable>(of needle: [Element], in haystack: [Element], limit: Int) {
    guard let first = needle.first, needle.count <= haystack.count else { return }
    var borders = [Int](repeating: 0, count: needle.count)
    var length = 0
    for index in needle.indices.dropFirst() {
      while length > 0, needle[index] != needle[length] { length = borders[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      borders[index] = length
    }
    length = 0
    var index = 0
    while index < haystack.count {
      // Most elements are not even the first.
      if length == 0, haystack[index] != first {
        index += 1
        continue
      }
      while length > 0, haystack[index] != needle[length] { length = borders[length - 1] }
      if haystack[index] == needle[length] { length += 1 }
      if length == needle.count {
        count += 1
        if positions.count < limit { positions.append(index - needle.count + 1) }
        length = borders[length - 1]
      }
      index += 1
    }
  }
}
