import SourceText
import Testing

@testable import Mutation

struct MutationScoreTests {
  @Test func `a hang counts as noticed, and apart`() {
    let score = MutationScore([
      .killed(by: ["a"]), .killed(by: []), .timedOut, .survived, .notCovered, .compileError,
      .likelyEquivalent(reason: "same"), .ignored(reason: "limit"),
    ])
    #expect(score.counted == 5)
    #expect(score.fraction == 0.6)
    #expect(score.fractionWithoutTimeouts == 0.5)
    #expect((score.compileErrors, score.equivalent, score.ignored) == (1, 1, 1))
  }

  @Test func `where there are no mutants nothing is amiss`() {
    #expect(MutationScore([]).fraction == 1)
    #expect(MutationScore([.timedOut]).fractionWithoutTimeouts == 1)
  }

  @Test func `each file has a score`() throws {
    let (a, b) = (try RelativePath("a.swift"), try RelativePath("b.swift"))
    let results = MutationResults(
      mutants: [mutant(1, b), mutant(2, a), mutant(3, a)], statuses: [1: .survived, 2: .killed(by: []), 3: .survived],
      codeLines: 30)
    #expect(results.scoresByFile.map(\.path) == [a, b])
    #expect(results.scoresByFile.map(\.score.fraction) == [0.5, 0])
    #expect(results.mutantsPerHundredLines == 10)
  }
}

/// A mutant at the begin of a file.
func mutant(_ id: Int, _ path: RelativePath, _ operation: Mutant.Operator = .relational) -> Mutant {
  Mutant(
    id: id, path: path, startLine: 1, startColumn: 3, endLine: 1, endColumn: 4, operation: operation, original: "<",
    replacement: "<=")
}
