import Foundation
import FuzzOracles
import FuzzRecipeOracle
import TestSupport
import Testing

/// Seeds of the reader of recipes with pieces of others in them: what the fuzzer does for hours, for a moment in every run.
@Suite(.timeLimit(.minutes(30))) struct RecipeMutationTests {
  private static let pieces: [[UInt8]] = [
    "&a ", "*a", "!t ", "? ", "- ", "---\n", "|\n", ">-\n", "'", "\"", "\\", "{", "}", "[", "]", ": ", ", ", " #", "\n",
    "\r\n",
    "\t", "  ", "${", "$${", "}", "~", "\u{85}", "\u{2028}", "\u{feff}", "steps:\n  - ", "replace: {text: a, with: b}",
    "run: [ls]", "recipe: b", "tests:\n", "before: {", "until: fixpoint\n", "passes: 3\n", "gates: {build: true}\n",
    "<<: ",
  ].map { Array($0.utf8) }

  @Test(arguments: Sweep.seeds(sample: 12, full: 4_000))
  func `no mixture of seeds makes the oracle object`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let seeds = try CorpusReplayTests.seeds(of: "fuzz-recipe").map(\.bytes)
    let oracle = RecipeOracle()
    for _ in 0..<40 {
      var input = try #require(seeds.randomElement(using: &chance))
      for _ in 0..<Int.random(in: 1...6, using: &chance) {
        let start = Int.random(in: 0...input.count, using: &chance)
        let end = min(input.count, start + Int.random(in: 0...3, using: &chance))
        let other = try #require(seeds.randomElement(using: &chance))
        let from = Int.random(in: 0...other.count, using: &chance)
        let piece =
          Bool.random(using: &chance)
          ? try #require(Self.pieces.randomElement(using: &chance))
          : Array(other[from..<min(other.count, from + Int.random(in: 0...40, using: &chance))])
        input.replaceSubrange(start..<end, with: piece)
      }
      #expect(throws: Never.self, "\(String(reflecting: String(decoding: input, as: UTF8.self)))") {
        try oracle.check(input)
      }
    }
  }
}
