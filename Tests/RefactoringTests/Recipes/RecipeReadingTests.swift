import AgentDefinitions
import Foundation
import JSON
import TestSupport
import Testing

@testable import Refactoring

struct RecipeReadingTests {
  private func read(_ text: String) throws -> Recipe {
    try Recipe(reading: Array(text.utf8), from: .named("r.yml"), named: "r.yml")
  }

  private static let head: String = "name: a\ndescription: b\n"

  @Test func `a recipe is read whole`() throws {
    let recipe = try read(
      """
      name: loader
      description: |
        Renames the loader.
        And more.
      parameters:
        new: {description: The new name, default: load, pattern: "[a-z]+"}
        old: {description: The old one, required: true}
      preconditions: {files: ["*.swift"], languages: [swift], text: ["${old}"], programs: [ast-grep]}
      steps:
        - rename: {symbol: "${old}", to: "${new}(_:)", unexplained: leave}
          files: [Sources/**]
        - swift: sort-imports
          with: {order: case}
          together: true
        - extract: {file: a.swift, lines: 3-5, name: part}
        - ast-grep:
            language: python
            rule:
              any: [{pattern: $A == None}, {kind: "x"}]
              nthChild: 1
            fix: |
              $A is None
        - replace: {pattern: "a(b)", with: $1, words: true}
          except: [Vendor/**]
        - run: [sed, -i, s/a/b/, "${new}"]
        - recipe: other
          with: {x: "${new}"}
      until: fixpoint
      passes: 3
      gates: {tests: false, behaviour: true, declared: [Loader.fetch]}
      commit: "${step} ${new}"
      tests:
        - name: t
          parameters: {old: x}
          before: {a.swift: "x"}
          after: {a.swift: "load"}
      """)
    #expect(recipe.name == "loader" && recipe.summary == "Renames the loader." && recipe.passes == 3)
    #expect(recipe.parameters.map(\.name) == ["new", "old"] && recipe.parameters.map(\.isRequired) == [false, true])
    #expect(recipe.steps.count == 7 && recipe.examples.count == 1)
    #expect(recipe.gates == RecipeGates(on: ["behaviour"], off: ["tests"], declaredInterfaceChanges: ["Loader.fetch"]))
    guard case .astGrep(let rules) = recipe.steps[3].action else { throw RefactoringError(.recipe, "no rule") }
    #expect(rules[0]["rule"]?["nthChild"]?.integer == 1 && rules[0]["fix"]?.string == "$A is None\n")
    #expect(recipe.steps[1].isTogether == true && recipe.steps[1].place == "r.yml:12")
  }

  private static let faulty: [(text: String, message: String)] = [
    ("", "r.yml is empty"),
    ("- a\n", "r.yml:1: the recipe must be keys"),
    ("name: a\n", "r.yml:1: the recipe needs description"),
    ("name: A b\ndescription: c\n", "r.yml:1: name of the recipe must be"),
    (head, "the recipe needs steps"),
    (head + "stps: []\n", "r.yml:3: unknown key \"stps\" of the recipe; known are name,"),
    (head + "name: c\n", "a key stands twice: name"),
    (head + "steps: [{replace: {text: a, with: b}, swift: c}]\n", "r.yml:3: step 1 must have exactly one of swift,"),
    (head + "steps:\n  - files: [a]\n", "r.yml:4: step 1 must have exactly one of"),
    (head + "steps: [{replace: {text: a}}]\n", "needs with, such as"),
    (head + "steps: [{replace: {pattern: \"a(\", with: b}}]\n", "is not a regular expression"),
    (head + "steps: [{replace: {text: a, pattern: b, with: c}}]\n", "needs one of text and pattern"),
    (head + "steps: [{replace: {text: \"${x}\", with: c}}]\n", "${x} names no parameter; the recipe declares none"),
    (head + "steps: [{rename: {to: c}}]\n", "needs one of symbol"),
    (head + "steps: [{rename: {symbol: a, to: c, unexplained: x}}]\n", "must be refuse or leave"),
    (head + "steps: [{run: \"a b\"}]\n", "run of step 1 must be a list of texts"),
    (head + "steps: [{run: [\"a b\"]}]\n", "no line for a shell"),
    (head + "steps: [{run: [./a]}]\n", "a plain name or an absolute path"),
    (head + "steps: [{ast-grep: {language: python, rule: {}}}]\n", "a rule of ast-grep needs fix"),
    (head + "steps: [{swift: a, together: 3}]\n", "together of step 1 must be true or false"),
    (head + "steps: [{recipe: a, files: [b]}]\n", "cannot be said for another recipe"),
    (head + "steps: [{replace: {text: a, with: b}, with: {c: d}}]\n", "belongs to a step of the kind swift or recipe"),
    (head + "steps: [{swift: a, files: [\"[\"]}]\n", "holds a pattern that cannot be read"),
    (head + "steps: [{swift: a}]\nuntil: done\n", "until of the recipe must be one of once, fixpoint"),
    (head + "steps: [{swift: a}]\npasses: 3\n", "says nothing without `until: fixpoint`"),
    (head + "steps: [{swift: a}]\nuntil: fixpoint\npasses: 1000\n", "a whole number from 2 to 100"),
    (head + "steps: [{swift: a}]\ngates: {bulid: true}\n", "unknown key \"bulid\" of gates of the recipe"),
    (head + "steps: [{swift: a}]\nparameters: {1a: {}}\n", "a parameter's name must be"),
    (head + "steps: [{swift: a}]\nparameters: {a: {required: false}}\n", "needs a default"),
    (head + "steps: [{swift: a}]\nparameters: {a: {pattern: \"(\"}}\n", "is not a regular expression"),
    (head + "steps: [{swift: a}]\npreconditions: {languages: [klingon]}\n", "\"klingon\", which is none of"),
    (head + "steps: [{swift: a}]\ntests: [{before: {a: b}}]\n", "test 1 needs after"),
    (head + "steps: [{swift: a}]\ntests: [{before: {../a: b}, after: {}}]\n", "holds a bad path"),
    (head + "steps: [{swift: a}]\ntests: [{unchanged: {a: b}, parameters: {x: y}}]\n", "x is no parameter"),
    (head + "steps: &x [{swift: a}]\n", "r.yml:3: anchors and aliases"),
    (head + "steps: [{swift: !!str a}]\n", "r.yml:3: tags are not supported"),
    (head + "steps: [\n  {swift: a}]\n", "r.yml:3: what is in brackets must end on its line"),
    ("name: a\n---\nname: b\n", "r.yml:2: this is not YAML"),
    ("name: \"a\n", "a quoted value must end on its line"),
    ("name: a\ndescription: b: c\n", "r.yml:2: this is not YAML"),
  ]

  @Test(arguments: faulty)
  func `what is wrong is named with its line and what to write`(text: String, message: String) {
    let error = #expect(throws: RefactoringError.self) { try read(text) }
    #expect(error?.code == .recipe)
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `depth is refused before the library descends`() {
    let deep = (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(throws: RefactoringError.self) { try read(deep) }
    #expect(throws: RefactoringError.self) { try read("a: " + String(repeating: "[", count: 50_000)) }
    #expect(throws: RefactoringError.self) { try read(String(repeating: "- ", count: 50_000)) }
    #expect(throws: RefactoringError.self) { try read(String(repeating: "x", count: Recipe.sizeLimit + 1)) }
  }

  @Test(arguments: Sweep.seeds(sample: 20, full: 2_000))
  func `whatever a file holds, reading it ends with a recipe or an error of this room`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let texts = AgentDefinitions.recipes.sorted { $0.key < $1.key }.map { Array($0.value.utf8) }
    for _ in 0..<20 {
      var bytes = texts[Int.random(in: texts.indices, using: &random)]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        let pieces = [
          "&a", "*a", "!!x ", "[", "]", "{", "|", ": ", "- ", "\n", "  ", "\"", "'", "#", "\t", "\u{FEFF}", "${x}",
        ]
        bytes.replaceSubrange(
          index..<min(bytes.count, index + Int.random(in: 0...8, using: &random)),
          with: Array((pieces.randomElement(using: &random) ?? "").utf8))
      }
      do throws(RefactoringError) {
        let recipe = try Recipe(reading: bytes, from: .named("r.yml"), named: "r.yml")
        #expect(!recipe.steps.isEmpty)
      } catch {
        #expect(error.code == .recipe && error.description.hasPrefix("r.yml"))
      }
    }
  }
}
