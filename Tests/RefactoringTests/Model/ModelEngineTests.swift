import AgentKernel
import JSON
import Models
import SourceText
import TestSupport
import Testing

@testable import Refactoring

/// A goal, from the plan to the commits, with a model whose answers are written down.
@Suite(.timeLimit(.minutes(3))) struct ModelEngineTests {
  @Test func `a plan is carried out by a recipe and by edits, and the report tells all of it`() async throws {
    let bench = try await ModelBench([
      Say.plan(("Say new in a and b", ["src/a.txt", "src/b.txt"]), ("Say new in c", ["src/c.txt"])),
      Say.recipe("replace-text", ["old": "old", "new": "new", "files": "src/**"]),
      Say.call("read_file", ["path": "src/c.txt"]),
      Say.steps(
        [
          Say.edit("src/c.txt", "old c", "new c"), ["path": "src/d.txt", "content": "new d\n"],
        ], [["path": "src/b.txt", "move_to": "src/e.txt"]]),
    ])
    let report = try await bench.run()
    let text = TextRefactoringReport.text(of: report)
    #expect(report.done.map(\.title).count == 4 && report.left.isEmpty, "\(text)")
    let files = try bench.bench.files(of: "refactor/say-new-in-place-of-old")
    #expect(
      files == [
        "project.mark": "", "src/a.txt": "new a", "src/c.txt": "new c", "src/d.txt": "new d", "src/e.txt": "new b",
      ])
    #expect(report.goal?.items.map(\.state) == [.done(""), .done("")])
    #expect(report.goal?.spending.requests == 4)
    #expect(text.contains("  1. Say new in a and b (src/a.txt, src/b.txt): done\n"), "\(text)")
    #expect(text.contains("model: m in 4 answers, 40 tokens in, 20 out"), "\(text)")
    // The recipe is kept to its item.
    #expect(report.done.prefix(2).flatMap(\.files).map(\.string) == ["src/a.txt", "src/b.txt"])
    let item = try bench.message(2)
    #expect(item.contains("1. Say new in a and b (src/a.txt, src/b.txt): done"), "\(item)")
    #expect(item.contains("   - done: Replace"), "\(item)")
    #expect(item.contains("2. Say new in c (src/c.txt): this one"))
    #expect(item.contains("old c"))
    let plan = try bench.message(0)
    #expect(plan.contains("The goal: Say new in place of old"))
    #expect(plan.contains("- replace-text: "))
    #expect(plan.contains("- src/a.txt (1)"))
    #expect(bench.provider.requests[0].tools.map(\.name).last == "plan_refactoring")
    #expect(bench.provider.requests[1].tools.map(\.name).last == "propose_change")
  }

  /// What does not fit, and what the model reads then.
  private static let misfits: [(ScriptedProvider.Reply, String)] = [
    (Say.steps([Say.edit("src/a.txt", "olt a", "new a")]), "the old text is not in the file"),
    (Say.steps([Say.edit("src/z.txt", "old", "new")]), "there is no file src/z.txt"),
    (Say.steps([Say.edit("project.mark", "x", "y")]), "project.mark lies outside of what may be changed, which is src"),
    (Say.steps([Say.edit("../out.txt", "x", "y")]), "../out.txt"),
    (Say.steps([["path": ".git/hooks/pre-commit", "content": "x"]]), ".git"),
    (Say.steps([["path": "src/.env", "content": "x"]]), "usually hold secrets"),
    (Say.steps([["path": "src/../project.mark", "delete": true]]), "project.mark"),
    (Say.steps([["path": "src/a.txt", "move_to": "elsewhere/a.txt"]]), "elsewhere/a.txt lies outside"),
    (Say.steps([["path": "src/a.txt", "move_to": "src/b.txt"]]), "src/b.txt is there already"),
    (Say.steps([["path": "src/a.txt", "content": "all"]]), "read all of it"),
    (Say.steps([["path": "src/a.txt", "delete": true, "content": ""]]), "needs one of"),
    (Say.steps([Say.edit("src/a.txt", "old a", "n\u{202E}")]), "hidden character"),
    (
      Say.steps([Say.edit("src/a.txt", "old a", "new a")], [Say.edit("src/a.txt", "old", "odd")]),
      "step 2: it changes what a step before it changes too"
    ),
    (Say.steps([Say.edit("src/a.txt", "old a", "new a")], declaring: ["Toy"]), "which no file declares"),
    (Say.recipe("no-such-recipe", [:]), "there is no recipe \"no-such-recipe\""),
    (Say.recipe("src/evil.yml", [:]), "there is no recipe \"src/evil.yml\""),
    (Say.recipe("replace-text", ["old": "old"]), "needs new"),
    (Say.recipe("replace-text", ["old": "old", "new": "new", "colour": "red"]), "has no parameter \"colour\""),
    (Say.ended("impossible", ""), "say with `reason` why"),
    (Say.ended("more", "later"), "the state more needs steps or a recipe"),
  ]

  @Test(arguments: misfits)
  func `what does not fit is answered with what is there, and nothing else is changed`(
    reply: ScriptedProvider.Reply, words: String
  ) async throws {
    let bench = try await ModelBench([
      // What the item is about is shown with it; what else there is has to be read.
      Say.plan(("Say new", ["src/b.txt"])), reply, Say.steps([Say.edit("src/b.txt", "old b", "new b")]),
    ])
    let source = try RelativePath("src")
    let report = try await bench.run { $0.steps.scope = [source] }
    let said = try bench.message(2)
    #expect(said.contains(words), "\(said)")
    #expect(report.done.count == 1)
    #expect(try bench.bench.files(of: report.head.hexadecimal)["src/b.txt"] == "new b")
    #expect(report.files.map(\.string) == ["src/b.txt"])
  }

  @Test func `a step may declare what its own files declare, with the module or without, and no module`() async throws {
    let edit = Say.edit("src/a.swift", "a: Int", "b: Int")
    func steps(_ name: String) -> ScriptedProvider.Reply { Say.steps([edit], declaring: [name]) }
    let bench = try await ModelBench(
      [
        Say.plan(("Say new", ["src"])), steps("Toy"), steps("Other.f"), steps("Fare.other(of:)"),
        steps("Toy.Fare.price(a:)"),
      ],
      files: [
        "src/a.swift": "public struct Fare {\n  public func price(a: Int) {}\n}\n", "src/b.swift": "enum Other {}\n",
      ])
    let report = try await bench.run()
    #expect(report.done.count == 1 && bench.provider.requests.count == 5, "\(TextRefactoringReport.text(of: report))")
    for place in 2...4 { #expect(try bench.message(place).contains("which no file declares that the step changes")) }
  }

  @Test func `a file is replaced only when all of it was shown`() async throws {
    func read(_ lines: JSONValue) -> ScriptedProvider.Reply {
      Say.call("read_file", ["path": "src/a.txt", "from_line": lines[0] ?? 1, "to_line": lines[1] ?? 1])
    }
    let all = Say.steps([["path": "src/a.txt", "content": "new\n"]])
    let bench = try await ModelBench(
      [Say.plan(("Say new", ["src/b.txt"])), read([1, 2]), all, read([2, 3]), all],
      files: ["src/a.txt": "one\ntwo\nthree\n", "src/b.txt": "old b\n"])
    let report = try await bench.run()
    #expect(try bench.message(3).contains("read all of it"))
    #expect(report.done.count == 1 && bench.provider.requests.count == 5, "\(TextRefactoringReport.text(of: report))")
  }

  @Test func `a recipe that a model chose leaves files of secrets alone, and no request holds them`() async throws {
    let bench = try await ModelBench(
      [
        Say.plan(("Say new", ["src"])), Say.recipe("replace-text", ["old": "old", "new": "BROKEN", "files": "src/**"]),
        Say.ended("done", "enough"), Say.ended("done", "enough"), Say.ended("done", "enough"),
      ], files: ["src/b.txt": "nothing\n", "src/id_rsa": "old key\n"])
    let report = try await bench.run()
    #expect(report.steps.isEmpty, "\(TextRefactoringReport.text(of: report))")
    #expect(!bench.provider.requests.contains { "\($0.messages)".contains("old key") })
  }

  @Test func `a plan outside of what may be changed, or with recipes that there are not, goes back`() async throws {
    let bench = try await ModelBench([
      Say.plan(("Say new", ["project.mark"])), Say.plan(("Say new", ["."]), recipe: ["name": "nothing"]),
      Say.call("plan_refactoring", ["items": []]),
      Say.call("plan_refactoring", ["items": [], "reason": "It says new."]),
    ])
    let source = try RelativePath("src")
    let report = try await bench.run { $0.steps.scope = [source] }
    #expect(try bench.message(1).contains("item 1: project.mark lies outside of what may be changed"))
    #expect(try bench.message(2).contains("item 1: there is no recipe \"nothing\""))
    #expect(try bench.message(3).contains("an empty plan needs a reason"))
    #expect(report.steps.isEmpty && report.goal?.reason == "It says new.")
    #expect(TextRefactoringReport.text(of: report).contains("nothing was planned: It says new."))
  }

  @Test func `a red step is mended with what the gate said, and speaks of the files as they are`() async throws {
    let bench = try await ModelBench(
      [
        Say.plan(("Say new", ["src"])),
        Say.steps([Say.edit("src/a.txt", "one", "a longer one")], [Say.edit("src/a.txt", "three", "BROKEN")]),
        Say.steps([Say.edit("src/a.txt", "three", "tree")]),
      ], files: ["src/a.txt": "one\ntwo\nthree\n"])
    let report = try await bench.run()
    #expect(report.done.count == 2 && report.left.isEmpty, "\(TextRefactoringReport.text(of: report))")
    #expect(try bench.bench.files(of: report.head.hexadecimal)["src/a.txt"] == "a longer one\ntwo\ntree")
    let repair = try bench.message(2)
    #expect(repair.contains("the gate `build` was red"), "\(repair)")
    #expect(repair.contains("it is broken"))
    #expect(repair.contains("-three\n+BROKEN\n"))
    #expect(repair.contains("a longer one\ntwo\nthree"))
    #expect(repair.contains("This was try 1."))
  }

  @Test func `after three tries a step is left, and the plan goes on`() async throws {
    let broken = Say.steps([Say.edit("src/a.txt", "old a", "BROKEN")])
    let worse = Say.steps([Say.edit("src/a.txt", "old", "BROKEN old")])
    let bench = try await ModelBench([
      Say.plan(("Break it", ["src/a.txt"]), ("Say new in b", ["src/b.txt"]), ("Say more", ["src/c.txt"])), broken,
      worse,
      Say.steps([Say.edit("src/a.txt", "a", "BROKEN")]), Say.steps([Say.edit("src/b.txt", "old", "new")]),
      Say.ended("impossible", "There is no more to say."),
    ])
    let report = try await bench.run()
    guard case .quarantined(let gate, let attempts, _)? = report.left.first?.ending else {
      return #expect(Bool(false), "\(TextRefactoringReport.text(of: report))")
    }
    #expect(gate == .build && attempts == 3)
    #expect(report.done.count == 1)
    let states = report.goal?.items.map(\.state) ?? []
    #expect(states.count == 3 && states[1] == .done(""))
    #expect(states[2] == .left("There is no more to say.", isByLimit: false))
    if case .left(let reason, false)? = states.first { #expect(reason.contains("build is red")) }
    let next = try bench.message(4)
    #expect(next.contains("1. Break it (src/a.txt): left: Step 1: build is red"), "\(next)")
    #expect(try bench.bench.files(of: report.head.hexadecimal)["src/a.txt"] == "old a")
  }

  @Test func `a recipe that changes nothing is told, and one that fits nowhere too`() async throws {
    let bench = try await ModelBench([
      Say.plan(("Say new", ["src"])), Say.recipe("replace-text", ["old": "nowhere", "new": "new", "files": "src/**"]),
      Say.recipe("python-none-comparison", [:]), Say.ended("done", "Nothing says old."),
    ])
    let report = try await bench.run()
    #expect(report.steps.isEmpty && report.failures.isEmpty)
    #expect(report.goal?.items.first?.state == .done("Nothing says old."))
    let lines = report.goal?.items.first?.ledger ?? []
    #expect(lines.first?.contains("changed nothing that holds") == true, "\(lines)")
    #expect(lines.last?.contains("could not be carried out") == true, "\(lines)")
    #expect(try bench.message(3).contains(lines[0]))
  }

  @Test func `a recipe of the plan is carried out without another question`() async throws {
    let bench = try await ModelBench([
      Say.plan(
        ("Say new", ["src/a.txt", "src/c.txt"]),
        recipe: ["name": "replace-text", "parameters": ["old": "old", "new": "new", "files": "**"]])
    ])
    let report = try await bench.run()
    #expect(report.files.map(\.string) == ["src/a.txt", "src/c.txt"], "\(TextRefactoringReport.text(of: report))")
    #expect(bench.provider.requests.count == 1 && report.goal?.items.first?.state == .done(""))
  }

  @Test func `a preview shows the plan and the difference, and builds nothing`() async throws {
    let bench = try await ModelBench([
      Say.plan(("Say new", ["src"])), Say.steps([Say.edit("src/a.txt", "old", "new")], state: "more"),
      Say.steps([Say.edit("src/a.txt", "new a", "newer a")]),
    ])
    let run = try RefactoringRun(try bench.plan(), bench.bench.options(), in: try await bench.bench.place())
    let report = try await run.preview()
    #expect(report.difference.contains("-old a\n+newer a\n"))
    #expect(report.goal?.items.first?.state == .done(""))
    #expect(try bench.bench.builder.git("for-each-ref", "refs/heads/refactor") == "")
  }
}
