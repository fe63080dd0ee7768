import Testing

@testable import Refactoring

struct RecipePlanTests {
  private static func recipe(_ name: String, _ rest: String) -> (path: String, bytes: [UInt8]) {
    ("/own/\(name).yml", Array("name: \(name)\ndescription: d of \(name)\n\(rest)".utf8))
  }

  private static let leaf = recipe(
    "leaf", "parameters: {word: {}}\nsteps: [{replace: {text: \"${word}\", with: y}}]\nuntil: fixpoint\npasses: 4\n")

  private func plan(
    _ text: String, own: [(path: String, bytes: [UInt8])] = [leaf], beside: [String: String] = [:],
    from source: RecipeSource = .named("dir/top.yml"), given: [String: String] = [:]
  ) async throws -> PlannedRecipe {
    let catalogue = try RecipeCatalogue(builtIn: [:], user: own) { beside[$0].map { Array($0.utf8) } }
    let text = "name: top\ndescription: d\n" + text
    let recipe = try Recipe(reading: Array(text.utf8), from: source, named: "dir/top.yml")
    return try catalogue.plan(recipe, given: given, settings: try await RecipeWorkshop.settings())
  }

  @Test func `recipes use each other, with parameters and their own number of passes`() async throws {
    let planned = try await plan(
      """
      parameters: {word: {}}
      preconditions: {text: ["${word}"]}
      steps: [{recipe: leaf, with: {word: "${word}x"}}, {replace: {text: a, with: b}}]
      gates: {tests: false, declared: [A.b]}
      commit: "${step}: ${word}"
      """, given: ["word": "w"])
    #expect(planned.plan.engines.map(\.name) == ["preconditions", "replace", "replace"])
    #expect(planned.plan.passes == 4 && planned.commit == "${step}: w" && planned.gates.off == ["tests"])
    let workshop = try await RecipeWorkshop(["f": "wx a"])
    let first = try await planned.plan.engines[1].propose(try workshop.scope(pass: 3))
    #expect(try first.steps[0].results(in: workshop) == ["f": "y a"] && first.steps[0].declaredInterfaceChanges == [])
    // The recipe itself runs once.
    #expect(try await planned.plan.engines[2].propose(try workshop.scope(pass: 2)).steps.isEmpty)
    #expect(
      try await planned.plan.engines[2].propose(try workshop.scope()).steps[0].declaredInterfaceChanges == ["A.b"])
  }

  @Test(
    arguments: [
      ("steps: [{recipe: none}]\n", [:], "there is no recipe none, neither built in nor yours nor beside dir/top.yml"),
      ("steps: [{recipe: ../x}]\n", [:], "is no recipe's name"),
      ("steps: [{recipe: leaf}]\n", [:], "dir/top.yml:3: leaf needs word"),
      ("steps: [{recipe: leaf, with: {wrod: a}}]\n", [:], "leaf has no parameter \"wrod\"; it has word"),
      (
        "steps: [{recipe: ring}]\n", ["dir/ring.yml": "name: ring\ndescription: d\nsteps: [{recipe: top}]\n"],
        "there is no recipe top"
      ),
      (
        "steps: [{recipe: ring}]\n",
        [
          "dir/ring.yml": "name: ring\ndescription: d\nsteps: [{recipe: round}]\n",
          "dir/round.yml": "name: round\ndescription: d\nsteps: [{recipe: ring}]\n",
        ], "use each other in a circle: top > ring > round > ring"
      ),
      ("steps: [{recipe: b}]\n", ["dir/b.yml": "name: c\ndescription: d\nsteps: [{swift: x}]\n"], "calls itself c"),
      (
        "steps: [{recipe: b}]\n", ["dir/b.yml": "name: b\ndescription: d\nsteps: [{run: [touch, x]}]\n"],
        "dir/b.yml:3: the step runs touch, which a recipe may not that merely lies beside the one you named"
      ),
      ("steps: [{swift: no-such-rule}]\n", [:], "dir/top.yml:3: there is no rule \"no-such-rule\" for Swift"),
      ("steps: [{rename: {symbol: a b, to: c}}]\n", [:], "\"a b\" is no symbol"),
      ("steps: [{rename: {symbol: a, to: c.d}}]\n", [:], "\"c.d\" is no name"),
      ("steps: [{extract: {file: a.swift, lines: x, name: c}}]\n", [:], "must be lines, such as 12-20"),
    ] as [(String, [String: String], String)])
  func `what cannot be planned is named`(text: String, beside: [String: String], message: String) async throws {
    let error = await #expect(throws: RefactoringError.self) { try await plan(text, beside: beside) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `who may run programs: what is built in, the user's own, and the file that was named`() async throws {
    for source in [RecipeSource.builtIn, .user("/own/top.yml"), .named("top.yml")] {
      #expect(try await plan("steps: [{run: [touch, x]}]\n", from: source).plan.engines.map(\.name) == ["run"])
    }
  }

  @Test func `the user's recipe takes the place of a built-in one, and two of one name are an error`() throws {
    let text = "name: a\ndescription: mine\nsteps: [{swift: x}]\n"
    let mine: (path: String, bytes: [UInt8]) = ("/own/a.yml", Array(text.utf8))
    let catalogue = try RecipeCatalogue(
      builtIn: ["a": "name: a\ndescription: built in\nsteps: [{swift: x}]\n"], user: [mine]
    ) { _ in nil }
    #expect(catalogue.recipes.map(\.description) == ["mine"])
    #expect(throws: RefactoringError.self) {
      try RecipeCatalogue(builtIn: [:], user: [mine, ("/own/b.yml", Array(text.utf8))]) { _ in nil }
    }
  }

  @Test(arguments: [
    ("files: [\"*.py\"]", "no file matches *.py"), ("languages: [rust]", "no file is written in rust"),
    ("text: [absent]", "\"absent\" stands in no file"),
    ("programs: [no-such-program]", "no-such-program is not installed"),
  ])
  func `preconditions are asked before the first step`(condition: String, message: String) async throws {
    let workshop = try await RecipeWorkshop(["a.swift": "let a = 1\n"])
    let text = "name: r\ndescription: d\npreconditions: {\(condition)}\nsteps: [{replace: {text: a, with: b}}]\n"
    let error = await #expect(throws: RefactoringError.self) { try await workshop.proposals(of: text) }
    #expect(error?.code == .precondition && error?.description.contains(message) == true)
    #expect(try await workshop.proposals(of: text, pass: 2)[0].steps.isEmpty)
  }
}
