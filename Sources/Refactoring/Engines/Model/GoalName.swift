internal import SourceText

/// A goal's short name, for the branch, the run's folder and reports.
package enum GoalName {
  /// Characters of the words, without the mark behind them.
  private static let limit = 40

  /// Words of the goal in what git allows, and a mark of the whole goal where they do not say all of it: the same goal has always
  /// the same name, and another one another.
  package static func name(of goal: String) -> String {
    var words: [String] = []
    var isWhole = true
    for piece in goal.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber)) }) {
      let length = words.reduce(0) { $0 + $1.count + 1 }
      guard length + piece.count <= limit else {
        isWhole = false
        break
      }
      words.append(piece.lowercased())
    }
    let isPlain = goal.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0 == " " || ("0"..."9").contains($0))
    }
    if !isWhole || !isPlain || words.isEmpty { words.append(String(ContentHash(of: goal).hexadecimal.prefix(6))) }
    return words.joined(separator: "-")
  }
}
