/// Guesses what was meant by a misspelt word.
enum Spelling {
  /// The known word that is nearest to another, if it is near enough to be meant: two slips, three in a long word.
  static func nearest(to word: String, in known: [String]) -> String? {
    guard word.count <= 64 else { return nil }
    let distances = known.map { (word: $0, distance: distance(Array(word.lowercased()), Array($0.lowercased()))) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= min(3, max(2, best.word.count / 3)) ? best.word : nil
  }

  /// Insertions, removals and replacements from one word to another (Levenshtein, 1966).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (right[column] == character ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
