import AgentDefinitions
import Foundation
import JSON
import Testing
import Yams

@testable import Refactoring

struct BuiltInRecipesTests {
  private static let catalogue = Result { try RecipeCatalogue { _ in nil } }
  private static let names = AgentDefinitions.recipes.keys.sorted()

  private func schema() throws -> JSONSchema {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../schemas/recipe.schema.json").standardized
    return JSONSchema(try JSONValue.parse([UInt8](Data(contentsOf: file))))
  }

  @Test(arguments: names)
  func `a built-in recipe has its file's name, says what it does and has examples`(name: String) throws {
    let recipe = try #require(try Self.catalogue.get().recipes.first { $0.name == name })
    #expect(!recipe.examples.isEmpty)
    #expect(recipe.examples.contains { !$0.before.isEmpty } && recipe.examples.contains { !$0.unchanged.isEmpty })
    #expect(recipe.summary.hasSuffix(".") && recipe.summary.count <= 110)
    #expect(recipe.parameters.allSatisfy { !$0.description.isEmpty })
  }

  @Test(arguments: names)
  func `a built-in recipe does what its examples say`(name: String) async throws {
    let catalogue = try Self.catalogue.get()
    let recipe = try catalogue.recipe(name)
    // `recipes test` would fail where a program is missing; here nothing could be said.
    guard recipe.preconditions.programs.allSatisfy(RecipeWorkshop.has) else { return }
    // These build a package each; `RenameEngineTests` builds one for all of it.
    let builds = recipe.steps.contains { step in
      switch step.action {
      case .extract, .rename: true
      default: false
      }
    }
    guard !builds else { return }
    let settings = try await RecipeWorkshop.settings()
    for result in try await RecipeTrial(catalogue, settings: settings).results(of: recipe) {
      #expect(result.faults.isEmpty, "\(result.place) \(result.example): \(result.faults.joined(separator: "\n"))")
    }
  }

  @Test(arguments: names)
  func `the published schema describes the built-in recipes`(name: String) throws {
    let text = try #require(AgentDefinitions.recipes[name])
    let value = YAMLNode.json(try #require(try Yams.compose(yaml: text, .basic)))
    #expect(try schema().violations(in: value) == [])
  }

  @Test(arguments: [
    "{}", "{\"name\": \"a\", \"description\": \"b\", \"steps\": []}",
    "{\"name\": \"a\", \"description\": \"b\", \"steps\": [{\"replace\": {\"with\": \"b\"}}]}",
    "{\"name\": \"a\", \"description\": \"b\", \"steps\": [{\"swift\": \"x\", \"run\": [\"a\"]}]}",
    "{\"name\": \"a\", \"description\": \"b\", \"steps\": [{\"swift\": \"x\"}], \"stepz\": 1}",
  ])
  func `the published schema refuses what the reader refuses`(text: String) throws {
    let value = try JSONValue.parse(text)
    #expect(try !schema().violations(in: value).isEmpty)
  }

  @Test func `an example that is not so fails with a difference`() async throws {
    let text = """
      name: r
      description: d
      steps: [{replace: {text: a, with: aa}}]
      tests:
        - name: wrong
          before: {x.txt: "a\\nb\\n"}
          after: {x.txt: "c\\nb\\n"}
        - name: never comes to rest
          before: {x.txt: "a"}
          after: {x.txt: "aa"}
        - name: something changes
          before: {x.txt: "a"}
          after: {x.txt: "aa"}
          unchanged: {y.txt: "a"}
      """
    let recipe = try Recipe(reading: Array(text.utf8), from: .named("r.yml"), named: "r.yml")
    let catalogue = try RecipeCatalogue(builtIn: [:]) { _ in nil }
    let results = try await RecipeTrial(catalogue, settings: try await RecipeWorkshop.settings()).results(of: recipe)
    #expect(results.map(\.place) == ["r.yml:5", "r.yml:8", "r.yml:11"])
    #expect(results[0].faults == ["--- x.txt, expected\n+++ x.txt, found\n-c\n+aa\n b"])
    #expect(results[1].faults.first?.hasPrefix("a second run changes it again:") == true)
    #expect(results[2].faults.first?.contains("+++ y.txt, found") == true)
  }
}
