import Foundation
import JSON
import SourceText
import TestSupport
import Testing
import Yams

@testable import Refactoring

struct CampaignDefinitionTests {
  private static let whole = """
    name: async-loader
    description: Loader becomes async everywhere.
    run:
      recipe: recipes/rename.yml
      parameters: {from: Loader, to: "Fetcher", times: 3}
      paths: [Sources]
      options: [--allow-red]
    units:
      kind: repository
      below: ../work
      list: [alpha]
      list_file: more.txt
      include: ["team-*/*"]
      exclude: ["**/archive"]
      depth: 4
    concurrency: 2
    retries: 3
    retry_delay_seconds: 0
    limits: {unit_seconds: 600, seconds: 86400, dollars: 12.50, failures: 20}

    """

  private static func definition(_ text: String) throws -> CampaignDefinition {
    try CampaignDefinition(text, file: "campaign.yml", folder: "/place")
  }

  @Test func `a whole file is read`() throws {
    let definition = try Self.definition(Self.whole)
    #expect(definition.name == "async-loader")
    #expect(definition.work.recipe == "/place/recipes/rename.yml")
    #expect(definition.work.parameters == ["from": "Loader", "to": "Fetcher", "times": "3"])
    #expect(definition.work.paths == ["Sources"])
    #expect(definition.query.folder == "/place/../work")
    #expect(definition.query.lists == ["/place/more.txt"])
    #expect(definition.query.included.map(\.string) == ["team-*/*"])
    #expect(definition.query.depth == 4)
    #expect((definition.concurrency, definition.retries, definition.retryDelay) == (2, 3, .zero))
    #expect(
      definition.limits
        == CampaignDefinition.Limits(unit: .seconds(600), whole: .seconds(86_400), cost: 12_500_000, failures: 20))
  }

  @Test func `a recipe's plain name is one that is built in`() throws {
    let text = Self.whole.replacing("recipes/rename.yml", with: "rename-symbol")
    #expect(try Self.definition(text).work.recipe == "rename-symbol")
  }

  @Test(arguments: [
    ("name: async-loader", "nam: async-loader", ":1: unknown key \"nam\" of the campaign; known are name"),
    ("name: async-loader", "name: ../x", ":1: name of the campaign must be said: at most 60"),
    ("name: async-loader", "name: [a]", ":1: name of the campaign must be a single value"),
    ("recipe: recipes/rename.yml", "recipes: a", ":4: unknown key \"recipes\" of run of the campaign"),
    ("recipe: recipes/rename.yml", "recipe: a.yml\n  goal: b", ":4: run of the campaign needs a recipe or a goal"),
    ("recipe: recipes/rename.yml", "goal: b", ":5: parameters of run of the campaign belong to a recipe"),
    ("{from: Loader, to: \"Fetcher\", times: 3}", "[a]", ":5: parameters of run of the campaign must be names"),
    ("[Sources]", "[../other]", ":6: paths of run of the campaign must hold paths inside"),
    ("[--allow-red]", "[--format=text]", ":7: options of run of the campaign must not hold --format=text"),
    ("[--allow-red]", "[--]", ":7: options of run"),
    ("kind: repository", "kind: repo", ":9: kind of units of the campaign must be one of repository, package"),
    ("[\"team-*/*\"]", "[\"[\"]", ":13: include of units of the campaign holds a pattern that cannot be read"),
    ("concurrency: 2", "concurrency: 0", ":16: concurrency of the campaign must be a whole number from 1 to 256"),
    ("retries: 3", "retries: many", ":17: retries of the campaign must be a whole number"),
    ("dollars: 12.50", "dollars: free", ":19: dollars of limits of the campaign must be an amount"),
    ("dollars: 12.50", "euros: 1", ":19: unknown key \"euros\" of limits"),
    ("retries: 3", "concurrency: 3", "a key stands twice: concurrency"),
    ("kind: repository", "kind: *anchor", ":9: anchors and aliases are not supported"),
    ("name: async-loader", "name: {", "what is in brackets must end on its line"),
  ])
  func `what cannot be meant is refused with its line and what to write`(old: String, new: String, words: String) {
    let error = #expect(throws: RefactoringError.self) { try Self.definition(Self.whole.replacing(old, with: new)) }
    #expect(
      error?.description.contains("campaign.yml" + (words.hasPrefix(":") ? words : "")) == true,
      "\(String(describing: error))")
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    "", "# nothing\n", "- a\n", "name: a\n", "name: a\nrun: {recipe: b}\n",
    "name: a\nrun: {recipe: b}\nunits: {kind: file}\n",
  ])
  func `a file that says too little is refused`(text: String) {
    #expect(throws: RefactoringError.self) { try Self.definition(text) }
  }

  @Test func `the schema accepts what is read, and refuses other keys`() throws {
    let schema = JSONSchema(try JSONValue.parse(String(contentsOf: Self.schema("campaign"), encoding: .utf8)))
    #expect(schema.uncheckedKeywords.isEmpty)
    #expect(schema.violations(in: try Self.json(Self.whole)).isEmpty)
    #expect(!schema.violations(in: try Self.json(Self.whole.replacing("retries:", with: "tries:"))).isEmpty)
    #expect(!schema.violations(in: try Self.json(Self.whole.replacing("kind: repository", with: "kind: x"))).isEmpty)
  }

  @Test func `another recipe makes another campaign, another speed does not`() throws {
    let folder = try TemporaryFolder()
    let recipe = "\(folder.path)/recipe.yml"
    try "name: a\n".write(toFile: recipe, atomically: true, encoding: .utf8)
    var definition = CampaignDefinition(
      name: "c", work: CampaignWork(recipe: recipe), query: UnitQuery(kind: .repository, folder: folder.path))
    let first = try definition.fingerprint()
    definition.concurrency = 7
    #expect(try definition.fingerprint() == first)
    try "name: b\n".write(toFile: recipe, atomically: true, encoding: .utf8)
    #expect(try definition.fingerprint() != first)
  }

  static func schema(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../schemas/\(name).schema.json")
  }

  private static func json(_ yaml: String) throws -> JSONValue {
    func value(_ node: Node) -> JSONValue {
      if let mapping = node.mapping {
        return .object(
          Dictionary(mapping.map { ($0.key.scalar?.string ?? "", value($0.value)) }, uniquingKeysWith: { $1 }))
      }
      if let sequence = node.sequence { return .array(sequence.map(value)) }
      let text = node.scalar?.string ?? ""
      return Int(text).map { JSONValue($0) } ?? Double(text).map { .number($0) } ?? .string(text)
    }
    return value(try #require(try Yams.compose(yaml: yaml)))
  }
}
