import Editing
import Foundation
import SourceText
import Testing

@testable import Refactoring

struct RunEngineTests {
  private func recipe(_ script: String, _ more: String = "") -> String {
    "name: r\ndescription: d\nsteps:\n  - run: [sh, -c, \"\(script)\"]\n\(more)"
  }

  @Test func `what a program changes on its copy becomes edits, and the project stays as it is`() async throws {
    let workshop = try await RecipeWorkshop(["a.txt": "one\ntwo\nthree\n", "b/c.txt": "x\n", "d.txt": "gone\n"])
    let script = "sed -i s/two/2/ a.txt; printf new > b/n.sh; chmod +x b/n.sh; rm d.txt; ln -s a.txt l"
    let proposal = try await workshop.proposals(of: recipe(script))[0]
    #expect(try workshop.text("a.txt") == "one\ntwo\nthree\n")
    #expect(
      proposal.steps.map(\.operations) == [
        [
          FileOperation(
            try RelativePath("a.txt"),
            .edit(base: ContentHash(of: "one\ntwo\nthree\n"), [.init(4..<7, Array("2".utf8))])),
          FileOperation(try RelativePath("b/n.sh"), .create(Array("new".utf8), isExecutable: true), reason: "new"),
          FileOperation(try RelativePath("d.txt"), .delete(base: ContentHash(of: "gone\n")), reason: "deleted"),
        ]
      ])
  }

  @Test func `changes that the step is not for are named and not taken`() async throws {
    let workshop = try await RecipeWorkshop(["a.txt": "a", "b.md": "b"])
    let proposal = try await workshop.proposals(
      of: recipe("echo >> a.txt; echo >> b.md; echo > n.md", "    files: [\"*.txt\"]\n    together: false\n"))[0]
    #expect(proposal.steps.flatMap(\.operations).map(\.path.string) == ["a.txt"])
    #expect(proposal.skipped.map(\.path.string) == ["b.md", "n.md"])
  }

  @Test func `it can neither write to the project nor reach what lies elsewhere`() async throws {
    let workshop = try await RecipeWorkshop(["a.txt": "a"])
    let script = "echo x > \(workshop.path)/a.txt; cat \(#filePath) >> a.txt; true"
    let proposal = try await workshop.proposals(of: recipe(script))[0]
    #expect(proposal.steps.isEmpty)
    #expect(try workshop.text("a.txt") == "a")
  }

  @Test(arguments: [
    ("echo why >&2; exit 3", "sh exited with code 3; it wrote: why"), ("exit 1", "sh exited with code 1"),
  ])
  func `a program that fails is an error with its words`(script: String, message: String) async throws {
    let workshop = try await RecipeWorkshop(["a.txt": "a"])
    let error = await #expect(throws: RefactoringError.self) { try await workshop.proposals(of: recipe(script)) }
    #expect(error?.code == .engine && error?.description == message)
  }

  @Test func `a program that is missing is an error`() async throws {
    let workshop = try await RecipeWorkshop(["a.txt": "a"])
    let error = await #expect(throws: RefactoringError.self) {
      try await workshop.proposals(of: "name: r\ndescription: d\nsteps: [{run: [no-such-program]}]\n")
    }
    #expect(error?.code == .missingProgram)
  }

  @Test(arguments: [
    ("abc", "abXc", 2..<2, "X"), ("aaa", "aa", 2..<3, ""), ("", "x", 0..<0, "x"), ("abab", "ab", 2..<4, ""),
    ("x", "", 0..<1, ""),
  ])
  func `an edit is what lies between the common ends`(old: String, new: String, range: Range<Int>, bytes: String) {
    let found = ProjectCopy.difference(Array(old.utf8), Array(new.utf8))
    #expect(found == FileOperation.Replacement(range, Array(bytes.utf8)))
  }
}
