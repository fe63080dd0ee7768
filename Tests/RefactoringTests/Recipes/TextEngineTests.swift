import Editing
import SourceText
import Testing

@testable import Refactoring

struct TextEngineTests {
  @Test(
    arguments: [
      ("{text: a.b, with: c}", "a.b axb A.B", "c axb A.B"),
      ("{text: a.b, with: c, ignore_case: true}", "a.b A.B", "c c"),
      ("{text: foo, with: bar, words: true}", "foo food foo_x (foo)", "bar food foo_x (bar)"),
      ("{text: $1, with: $0}", "$1", "$0"),
      ("{pattern: \"(\\\\w+)=(\\\\w+)\", with: $2=$1}", "a=b c=d", "b=a d=c"),
      ("{pattern: \"(?m)^x\", with: $$y}", "x x\nx", "$y x\n$y"),
      ("{pattern: \"(a)|(b)\", with: \"<$1$2>\"}", "ab", "<a><b>"),
      ("{pattern: \"\\\\bé\", with: e}", "é", nil),
      ("{pattern: \"x*\", with: y}", "axxb", "ayb"),
      ("{text: same, with: same}", "same", nil),
    ] as [(String, String, String?)])
  func `texts and matches are replaced`(replace: String, before: String, after: String?) async throws {
    let workshop = try await RecipeWorkshop(["a.txt": before])
    let proposal = try await workshop.proposals(of: "name: r\ndescription: d\nsteps: [{replace: \(replace)}]\n")[0]
    #expect(try proposal.steps.first?.results(in: workshop)["a.txt"] == after)
  }

  @Test func `each file is a step, or all are one, and what is no text is named`() async throws {
    let workshop = try await RecipeWorkshop(["a.txt": "x", "b/c.txt": "x", "d.md": "x"])
    try workshop.write([0xE9, 0x78], to: "latin.txt")
    try workshop.write([0x00, 0x78], to: "picture.txt")
    let head =
      "name: r\ndescription: d\nsteps:\n  - replace: {text: x, with: y}\n    files: [\"*.txt\"]\n    except: [b/**]\n"
    let apart = try await workshop.proposals(of: head)[0]
    #expect(apart.steps.map(\.title) == ["Replace \"x\" by \"y\" in a.txt"])
    #expect(apart.skipped.map(\.path.string) == ["latin.txt"])
    let together = try await workshop.proposals(of: head.replacing("except: [b/**]", with: "together: true"))[0]
    #expect(together.steps.map(\.operations.count) == [2])
  }

  @Test func `a parameter's value stands for itself in a regular expression and in a template`() async throws {
    let workshop = try await RecipeWorkshop(["a.txt": "f(a.b) f(axb)"])
    let proposal = try await workshop.proposals(
      of: """
        name: r
        description: d
        parameters: {old: {}, new: {}}
        steps: [{replace: {pattern: "f\\\\(${old}\\\\)", with: "${new}!$0"}}]
        """, given: ["old": "a.b", "new": "$0$"])[0]
    #expect(try proposal.steps.first?.results(in: workshop)["a.txt"] == "$0$!f(a.b) f(axb)")
  }

  @Test func `a group that is not there is an error`() async throws {
    let workshop = try await RecipeWorkshop()
    await #expect(throws: RefactoringError.self) {
      try await workshop.proposals(of: "name: r\ndescription: d\nsteps: [{replace: {pattern: a, with: $1}}]\n")
    }
  }
}
