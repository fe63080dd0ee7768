import SourceText
import Testing

@testable import Mutation

/// Sources of one module `M`.
func sources(_ texts: KeyValuePairs<String, String>) throws -> [MutationPlan.Source] {
  try texts.map { MutationPlan.Source(path: try RelativePath($0.key), module: "M", text: $0.value) }
}

struct MutationPlanTests {
  @Test func `mutants are numbered from 1 in the order of files and places`() throws {
    let plan = MutationPlan(try sources(["b.swift": "let x = a < b\n", "a.swift": "let ä = true\nlet y = c + 1\n"]))
    #expect(plan.mutants.map(\.id) == Array(1...plan.mutants.count))
    let places = plan.mutants.map { "\($0.path):\($0.startLine):\($0.startColumn) \($0.original) -> \($0.replacement)" }
    #expect(
      places == [
        "a.swift:1:10 true -> false", "a.swift:2:11 + -> -", "a.swift:2:13 1 -> 2", "a.swift:2:13 1 -> 0",
        "b.swift:1:11 < -> >=", "b.swift:1:11 < -> <=",
      ])
    #expect(plan.codeLines == 3)
    #expect(plan.mutantsPerHundredLines == 200)
    #expect(plan.modules == ["M"])
  }

  @Test func `only mutants on wanted lines are made`() throws {
    let texts = try sources(["a.swift": "let x = 1\nlet y = 2\nlet z = 3\n", "b.swift": "let x = 1\n"])
    let path = try RelativePath("a.swift")
    let plan = MutationPlan(texts, options: MutationOptions(lines: [path: [LineRange(2, 2)]]))
    #expect(plan.mutants.map(\.startLine) == [2, 2])
    #expect(plan.mutants.map(\.path) == [path, path])
  }

  @Test func `likely equivalents are listed and not run`() throws {
    let plan = MutationPlan(try sources(["a.swift": "func f(x: T) { x.reserveCapacity(y) }\n"]))
    #expect(plan.equivalents.count == 1)
    #expect(plan.runnable.isEmpty)
  }

  @Test(arguments: [1, 10, 37, 99])
  func `a limit takes as many as it says, and from each file its share`(limit: Int) throws {
    let text = String(repeating: "let x = true\n", count: 50)
    let plan = MutationPlan(
      try sources(["a.swift": text, "b.swift": text]), options: MutationOptions(limit: limit, seed: 7))
    #expect(plan.runnable.count == limit)
    let counts = Dictionary(grouping: plan.runnable, by: \.path).values.map(\.count)
    #expect((counts.max() ?? 0) - (counts.count == 2 ? counts.min() ?? 0 : 0) <= 1)
  }

  @Test func `the same seed takes the same sample, and another another`() throws {
    let texts = try sources(["a.swift": String(repeating: "let x = true\n", count: 100)])
    func sample(_ seed: UInt64) -> [Int] {
      MutationPlan(texts, options: MutationOptions(limit: 10, seed: seed)).runnable.map(\.id)
    }
    #expect(sample(1) == sample(1))
    #expect(sample(1) != sample(2))
  }

  @Test func `a limit above the number of mutants leaves nothing out`() throws {
    let plan = MutationPlan(try sources(["a.swift": "let x = true\n"]), options: MutationOptions(limit: 5))
    #expect(plan.leftOut.isEmpty)
  }
}
