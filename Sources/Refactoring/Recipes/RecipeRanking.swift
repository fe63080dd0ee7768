/// Finds recipes that may serve a goal, by words, without a model.
package enum RecipeRanking {
  /// A recipe, and how well it fits: the share of what the goal says that it speaks of, from 0 to 1.
  package struct Match: Hashable, Sendable {
    package let recipe: Recipe
    package let score: Double
  }

  /// Less than a quarter of a goal is chance.
  private static let threshold = 0.25

  /// Words that say nothing about a change.
  private static let idle: Set<String> = [
    "a", "all", "an", "and", "any", "api", "are", "as", "at", "be", "by", "code", "every", "file", "for", "from", "if",
    "in", "into", "is", "it", "its", "make", "new", "not", "of", "on", "or", "our", "please", "that", "the", "their",
    "them",
    "this", "to", "with",
  ]

  /// Words that mean one thing in this field; the first of a line stands for the others.
  private static let alike: [[String]] = [
    ["rename", "call"],
    ["remove", "delete", "drop"],
    ["migrate", "convert", "replace", "turn", "change", "move", "port"],
    ["sort", "order", "organize"],
    ["unused", "dead"],
    ["import", "dependency"],
    ["test", "xctest", "testing"],
    ["async", "await", "concurrency"],
    ["callback", "completion", "handler", "closure"],
    ["access", "public", "private", "internal", "visibility"],
    ["null", "none", "nil"],
    ["comparison", "compare", "equal", "=="],
    ["javascript", "typescript", "js", "ts"],
  ]

  /// The recipes that speak of what a goal says, the best first; those of equal rank by name.
  ///
  /// Rare words count more: a word weighs the logarithm of how few recipes hold it (inverse document frequency, Spärck Jones
  /// 1972). A word of a recipe's name counts wholly, one of its description four fifths.
  package static func matches(of goal: String, in recipes: [Recipe]) -> [Match] {
    let wanted = Set(words(of: goal))
    guard !wanted.isEmpty else { return [] }
    let texts = recipes.map { recipe in
      (
        recipe: recipe, name: Set(words(of: recipe.name)),
        rest: Set(words(of: recipe.description) + recipe.preconditions.languages.flatMap(words))
      )
    }
    let weights = Dictionary(
      uniqueKeysWithValues: wanted.map { word in
        let holders = texts.count { $0.name.contains(word) || $0.rest.contains(word) }
        // A word that no recipe holds is a name of the project, which counts little.
        return (word, holders == 0 ? 0.5 : 1 + logarithm(Double(recipes.count) / Double(holders)))
      })
    let total = weights.values.reduce(0, +)
    let matches = texts.compactMap { text -> Match? in
      let sum = wanted.sorted().reduce(0.0) { sum, word in
        let share = text.name.contains(word) ? 1 : text.rest.contains(word) ? 0.8 : 0
        return sum + share * (weights[word] ?? 0)
      }
      let score = sum / total
      return score >= threshold ? Match(recipe: text.recipe, score: score) : nil
    }
    return matches.sorted { ($1.score, $0.recipe.name) < ($0.score, $1.recipe.name) }
  }

  /// The words of a text in one form: lower case, without endings, and one for those that mean the same.
  private static func words(of text: String) -> [String] {
    // Without comparing what is not ASCII: goals and recipes are matched by plain words.
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "=") }.map(String.init)
      .filter { !idle.contains($0) }.map { stem($0) }.filter { !$0.isEmpty }
  }

  private static let stems: [String: String] = Dictionary(
    alike.flatMap { group in group.map { (ending($0), ending(group[0])) } }, uniquingKeysWith: { first, _ in first })

  private static func stem(_ word: String) -> String {
    let plain = ending(word)
    return stems[plain] ?? plain
  }

  /// A word without the endings that English gives it.
  private static func ending(_ word: String) -> String {
    for (ending, rest) in [("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")]
    where word.count > ending.count + 2 && word.hasSuffix(ending) && !word.hasSuffix("ss") {
      let stem = String(word.dropLast(ending.count)) + rest
      // The e goes in any case, so that `remove`, `removes` and `removing` are one.
      return stem.count > 3 && stem.hasSuffix("e") ? String(stem.dropLast()) : stem
    }
    return word
  }

  /// The natural logarithm, without Foundation, to three digits; `value` is at least 1.
  private static func logarithm(_ value: Double) -> Double {
    var (value, result) = (max(1, value), 0.0)
    while value > 1.5 {
      value /= 2
      result += 0.693_147
    }
    let part = (value - 1) / (value + 1)
    return result + 2 * (part + part * part * part / 3)
  }
}
