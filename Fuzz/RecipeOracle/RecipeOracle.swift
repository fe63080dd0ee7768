package import FuzzOracles
package import Refactoring
internal import YAML
package import Yams

/// The reader of recipes, held against what the YAML library itself sees.
///
/// What is let through to the library holds no anchor, no alias and no tag, and is not deep. A refusal is one line that
/// names the file. A recipe that is read says the same when it is written as JSON, in which each text is quoted and nothing
/// is left to indentation. Time is linear.
///
/// The input is a recipe's file.
package struct RecipeOracle: Sendable {
  /// Reads a text with the YAML library, unless it may hurt; nil for one that is empty.
  package typealias Library = @Sendable ([UInt8]) throws -> Node?

  package typealias Reader = @Sendable ([UInt8]) throws -> Recipe

  private let root: Library
  private let read: Reader

  /// Levels of nodes inside one another that can come of columns and brackets: more would not be safe to descend.
  private static let depth = 100

  /// Brackets inside one another that a recipe may have.
  private static let brackets = 12

  private static let file = "fuzz.yml"

  package init(
    root: @escaping Library = { try YAMLText.root(of: $0, limit: Recipe.sizeLimit, holdsBlocks: true) },
    read: @escaping Reader = { try Recipe(reading: $0, from: .named(file), named: file) }
  ) {
    self.root = root
    self.read = read
  }

  /// - Throws: `Violation`.
  package func check(_ input: [UInt8]) throws(Violation) {
    let recipe = try ProcessorTime.bounded("reading \(input.count) bytes", microseconds: 400 * input.count) {
      () throws(Violation) in try outcome(of: input)
    }
    guard let node = (try? root(input)) ?? nil else {
      return try require(recipe == nil, "what the library refuses, or is kept from, is read")
    }
    let depth = try Self.depth(of: node, at: 1)
    guard let recipe, depth <= Self.brackets, let written = WrittenRecipe.text(of: node) else { return }
    guard let again = try outcome(of: Array(written.utf8)) else {
      throw Violation("written as JSON it is refused: \(String(reflecting: written))")
    }
    try require(
      Self.withoutPlaces(again) == Self.withoutPlaces(recipe),
      "written as JSON it reads otherwise: \(String(reflecting: written))")
  }

  /// The recipe; nil when it is refused as it should be.
  private func outcome(of input: [UInt8]) throws(Violation) -> Recipe? {
    do { return try read(input) } catch let error as RefactoringError {
      let words = error.description
      try require(error.code == .recipe, "a recipe is refused as something else: \(words)")
      try require(words.hasPrefix(Self.file), "a refusal does not name the file: \(words)")
      return nil
    } catch {
      throw Violation("not refused, but failed: \(error)")
    }
  }

  /// How many nodes stand in one another; what is not to be in them is an error.
  private static func depth(of node: Node, at level: Int) throws(Violation) -> Int {
    try require(level <= depth, "nodes are nested \(level) deep")
    try require(node.anchor == nil, "an anchor gets through: \(node.anchor?.rawValue ?? "")")
    if case .alias = node { throw Violation("an alias gets through") }
    let plain = [Tag.Name.str, .map, .seq].map(\.rawValue)
    try require(plain.contains(node.tag.rawValue), "a tag gets through: \(node.tag.rawValue)")
    var deepest = level
    if let mapping = node.mapping {
      for (key, value) in mapping {
        deepest = max(deepest, try depth(of: key, at: level + 1), try depth(of: value, at: level + 1))
      }
    }
    for child in node.sequence ?? [] { deepest = max(deepest, try depth(of: child, at: level + 1)) }
    return deepest
  }

  /// A recipe without the lines that its parts stand on.
  private static func withoutPlaces(_ recipe: Recipe) -> Recipe {
    var recipe = recipe
    for index in recipe.steps.indices { recipe.steps[index].place = "" }
    for index in recipe.examples.indices { recipe.examples[index].place = "" }
    return recipe
  }
}
