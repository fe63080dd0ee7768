import SourceText
import Testing
import Verification

@testable import Mutation

struct MutatedSourcesTests {
  private static func error(_ path: String, line: Int, column: Int) throws -> CompilerDiagnostic {
    CompilerDiagnostic(kind: .error, path: try RelativePath(path), line: line, column: column, message: "no")
  }

  private static func text(_ sources: MutatedSources) -> String { sources.files.first?.text ?? "" }

  @Test func `a point with an error gets its next form, and then is dropped`() throws {
    let plan = MutationPlan(try sources(["a.swift": "let x = a << b\n"]))
    var mutated = MutatedSources(plan)
    #expect(Self.text(mutated) == "let x = fulcrumLeft(1, a , b)\n")
    var isChanged = mutated.answer([try Self.error("a.swift", line: 1, column: 9)])
    #expect(isChanged)
    #expect(Self.text(mutated) == "let x = (fulcrumIs(1) ? a >> b : a << b)\n")
    #expect(mutated.dropped.isEmpty)
    isChanged = mutated.answer([try Self.error("a.swift", line: 1, column: 10)])
    #expect(isChanged)
    #expect(Self.text(mutated) == "let x = a << b\n")
    #expect(mutated.dropped == [1])
    isChanged = mutated.answer([try Self.error("a.swift", line: 1, column: 10)])
    #expect(!isChanged)
  }

  @Test func `a mutant that is written otherwise says what it does now`() throws {
    let plan = MutationPlan(try sources(["a.swift": "let x = a + b\n"]))
    var mutated = MutatedSources(plan)
    #expect(mutated.mutants.map(\.replacement) == ["-"])
    _ = mutated.answer([try Self.error("a.swift", line: 1, column: 9)])
    #expect(mutated.mutants.map(\.replacement) != ["-"])
  }

  @Test func `an error inside a point is the innermost one's`() throws {
    let plan = MutationPlan(try sources(["a.swift": "let x = f(a << (b << c))\n"]))
    var mutated = MutatedSources(plan)
    let text = Self.text(mutated)
    let operand = try #require(text.firstRange(of: "c)"))
    let column = text.utf8.distance(from: text.startIndex, to: operand.lowerBound) + 1
    _ = mutated.answer([try Self.error("a.swift", line: 1, column: column)])
    #expect(Self.text(mutated) == "let x = f(fulcrumLeft(1, a , ((fulcrumIs(2) ? b >> c : b << c))))\n")
  }

  @Test func `an error elsewhere in a statement is that of all its points, and of no other statement's`() throws {
    let plan = MutationPlan(try sources(["a.swift": "func f() {\n  let x: T = g(a << b)\n  let y = c << d\n}\n"]))
    var mutated = MutatedSources(plan)
    _ = mutated.answer([try Self.error("a.swift", line: 2, column: 7)])
    #expect(Self.text(mutated).contains("fulcrumIs(1) ?"))
    #expect(Self.text(mutated).contains("fulcrumLeft(2"))
  }

  @Test func `an error in a statement without points is that of the function`() throws {
    let text = "func f() {\n  let x = a << b\n  g\n}\nfunc h() {\n  let y = c << d\n}\n"
    var mutated = MutatedSources(MutationPlan(try sources(["a.swift": text])))
    _ = mutated.answer([try Self.error("a.swift", line: 3, column: 3)])
    #expect(Self.text(mutated).contains("fulcrumIs(1) ?"))
    #expect(Self.text(mutated).contains("fulcrumLeft(2"))
  }

  @Test func `warnings and errors in other files change nothing`() throws {
    var mutated = MutatedSources(MutationPlan(try sources(["a.swift": "let x = a << b\n"])))
    let warning = CompilerDiagnostic(kind: .warning, path: try RelativePath("a.swift"), line: 1, column: 9, message: "")
    let nowhere = CompilerDiagnostic(kind: .error, path: nil, line: 0, column: 0, message: "")
    let isChanged = mutated.answer([warning, nowhere, try Self.error("b.swift", line: 1, column: 9)])
    #expect(!isChanged)
  }

  @Test func `only some points can be kept`() throws {
    let mutated = MutatedSources(MutationPlan(try sources(["a.swift": "let x = a << b\nlet y = c << d\n"])))
    let kept = mutated.restricted(to: Array(mutated.written.suffix(1)))
    #expect(Self.text(kept) == "let x = a << b\nlet y = fulcrumLeft(2, c , d)\n")
    #expect(kept.dropped == [1])
  }

  @Test func `mutants that are left out or equivalent are not written`() throws {
    let plan = MutationPlan(try sources(["a.swift": "let x = a * 1\n"]), options: MutationOptions(limit: 0))
    #expect(Self.text(MutatedSources(plan)) == "let x = a * 1\n")
  }
}
