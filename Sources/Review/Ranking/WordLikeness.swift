/// How much two texts are alike, by their words.
enum WordLikeness {
  /// The share of words of more than two letters that two texts have in common, from 0 to 1; letter case does not count.
  static func of(_ left: String, _ right: String) -> Double {
    if left == right { return 1 }
    let (first, second) = (words(left), words(right))
    let all = first.union(second)
    return all.isEmpty ? 0 : Double(first.intersection(second).count) / Double(all.count)
  }

  private static func words(_ text: String) -> Set<Substring> {
    Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 2 })
  }
}
