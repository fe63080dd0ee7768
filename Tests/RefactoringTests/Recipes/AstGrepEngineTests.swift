import Editing
import SourceText
import Testing

@testable import Refactoring

@Suite(.enabled(if: RecipeWorkshop.has("ast-grep"), "ast-grep is not installed (pip install ast-grep-cli)"))
struct AstGrepEngineTests {
  private static let recipe = """
    name: r
    description: d
    parameters: {word: {default: None}}
    steps:
      - ast-grep:
          language: python
          rule:
            pattern: $A == ${word}
          fix: $A is ${word}
    """

  @Test func `replacements are taken from its stream, byte for byte`() async throws {
    let workshop = try await RecipeWorkshop([
      "a.py": "é = a == None\r\nb == None", "bom.py": "\u{FEFF}a == None\r\n", "n.js": "a == None\n", "c.py": "a = 1\n",
      "-dash.py": "a == None\n", ".hidden/d.py": "a == None\n", ".gitignore": "a.py\n",
    ])
    let proposal = try await workshop.proposals(of: Self.recipe)[0]
    var results: [String: String] = [:]
    for step in proposal.steps { results.merge(try step.results(in: workshop)) { $1 } }
    #expect(
      results == [
        "a.py": "é = a is None\r\nb is None", "bom.py": "\u{FEFF}a is None\r\n", "-dash.py": "a is None\n",
        ".hidden/d.py": "a is None\n",
      ])
    #expect(proposal.skipped.isEmpty)
  }

  @Test func `of nested matches the outer goes first, and the other is told`() async throws {
    let workshop = try await RecipeWorkshop(["a.py": "x = (a == None) == None\n"])
    let proposal = try await workshop.proposals(of: Self.recipe)[0]
    #expect(try proposal.steps.first?.results(in: workshop)["a.py"] == "x = (a == None) is None\n")
    #expect(proposal.notes.count == 1 && proposal.notes[0].contains("1 matches lie within others"))
  }

  @Test func `what it passes over in silence is named, and so is what is no text`() async throws {
    let workshop = try await RecipeWorkshop()
    try workshop.write(Array("b = \"".utf8) + [0xE9] + Array("\" == None\n".utf8), to: "latin.py")
    try workshop.write(Array("a == None".utf8) + [0, 10], to: "nul.py")
    try workshop.write(Array(String(repeating: "x = 1\n", count: 900_000).utf8), to: "big.py")
    let proposal = try await workshop.proposals(of: Self.recipe)[0]
    #expect(proposal.steps.isEmpty)
    #expect(proposal.skipped.map(\.path.string) == ["big.py", "latin.py", "nul.py"])
    #expect(proposal.skipped.map(\.kind) == [.huge, .notUTF8, .binary])
  }

  @Test(arguments: [
    ("language: pythn\n          rule: {pattern: a}", "ast-grep exited with code"),
    ("language: python\n          rule: {pattrn: a}", "unknown field `pattrn`"),
  ])
  func `its complaint about a rule comes through`(rule: String, message: String) async throws {
    let workshop = try await RecipeWorkshop(["a.py": "a\n"])
    let text = "name: r\ndescription: d\nsteps:\n  - ast-grep:\n          \(rule)\n          fix: b\n"
    let error = await #expect(throws: RefactoringError.self) { try await workshop.proposals(of: text) }
    #expect(error?.code == .engine && error?.description.contains("r.yml:4: ") == true)
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `a replacement that parses worse is left out`() async throws {
    let workshop = try await RecipeWorkshop(["a.py": "a == None\n", "bad.py": "x = = 3 )( a == None\n"])
    let text = Self.recipe.replacing("fix: $A is ${word}", with: "fix: \"$A is )( =\"")
    let proposal = try await workshop.proposals(of: text)[0]
    #expect(proposal.steps.isEmpty)
    #expect(proposal.skipped.contains { $0.path.string == "a.py" && $0.kind == .worse }, "\(proposal.skipped)")
  }

  @Test func `what the project says to ast-grep is not read`() async throws {
    let workshop = try await RecipeWorkshop([
      "a.py": "a == None\n", "sgconfig.yml": "ruleDirs: []\nlanguageGlobs: {javascript: ['*.py']}\n",
    ])
    #expect(try await workshop.proposals(of: Self.recipe)[0].steps.count == 1)
  }

  @Test func `without ast-grep the error says how to get it`() async throws {
    let workshop = try await RecipeWorkshop(["a.py": "a == None\n"], environment: ["PATH": "/nowhere"])
    let error = await #expect(throws: RefactoringError.self) { try await workshop.proposals(of: Self.recipe) }
    #expect(error?.code == .missingProgram && error?.description.contains("pip install ast-grep-cli") == true)
  }
}
