import AgentDefinitions
import AgentKernel
import JSON
import Models
import Processes
import TestSupport
import Testing

@testable import Refactoring

/// A scripted model that works on a small project.
struct ModelBench {
  let bench: RefactoringWorkbench
  let provider: ScriptedProvider
  var goal = "Say new in place of old"
  var limits = AgentTerms.Limits()
  var price: ModelPrice?

  init(
    _ replies: [ScriptedProvider.Reply],
    files: [String: String] = ["src/a.txt": "old a\n", "src/b.txt": "old b\n", "src/c.txt": "old c\n"]
  ) async throws {
    bench = try await RefactoringWorkbench(files)
    provider = ScriptedProvider(replies)
  }

  func plan(_ other: (any ModelProvider)? = nil) throws -> ChangePlan {
    let agent = try AgentDefinition(parsing: try #require(AgentDefinitions.texts["refactor"]), source: "refactor")
    let model = RefactoringModel(
      terms: AgentTerms(
        models: [AgentModel(name: "m", provider: other ?? provider, contextTokens: nil, price: price)], limits: limits),
      agent: agent)
    let engine = ModelEngine(
      goal, asking: model, choosing: try RecipeCatalogue { _ in nil },
      settings: EngineSettings(sandbox: bench.sandbox, environment: ["PATH": "/usr/bin:/bin"]))
    return ChangePlan(name: GoalName.name(of: goal), summary: goal, engines: [engine])
  }

  func run(_ change: (inout RunOptions) -> Void = { _ in }) async throws -> RefactoringReport {
    try await bench.run(try plan(), change)
  }

  /// The first message of a conversation, by its place among the requests.
  func message(_ index: Int) throws -> String {
    try #require(provider.requests.indices.contains(index) ? provider.requests[index].messages.last : nil).content.map {
      switch $0 {
      case .text(let text): text
      case .toolResult(let result): result.text
      default: ""
      }
    }.joined(separator: "\n")
  }
}

/// What a model says.
enum Say {
  static func call(_ name: String, _ input: JSONValue) -> ScriptedProvider.Reply {
    .content([.toolCall(ToolCall(id: "call", name: name, arguments: input.serialized()))])
  }

  /// A plan of items with a name, paths and perhaps a recipe.
  static func plan(_ items: (name: String, scope: [String])..., recipe: JSONValue? = nil) -> ScriptedProvider.Reply {
    call(
      "plan_refactoring",
      [
        "items": .array(
          items.map { item in
            var members: [String: JSONValue] = [
              "name": .string(item.name), "scope": .array(item.scope.map(JSONValue.string)),
              "what": "It says new.",
            ]
            if let recipe { members["recipe"] = recipe }
            return .object(members)
          })
      ])
  }

  static func recipe(_ name: String, _ parameters: [String: String], state: String = "done") -> ScriptedProvider.Reply {
    call(
      "propose_change",
      [
        "recipe": ["name": .string(name), "parameters": .object(parameters.mapValues(JSONValue.string))],
        "state": .string(state),
      ])
  }

  /// Steps, each of edits.
  ///
  /// - Parameter declaring: what each of them says of the public interface.
  static func steps(
    _ steps: [JSONValue]..., state: String = "done", declaring names: [String] = []
  ) -> ScriptedProvider.Reply {
    call(
      "propose_change",
      [
        "steps": .array(
          steps.enumerated().map {
            [
              "title": .string("Step \($0.offset + 1)"), "edits": .array($0.element),
              "interface_changes": .array(names.map(JSONValue.string)),
            ]
          }),
        "state": .string(state),
      ])
  }

  static func edit(_ path: String, _ old: String, _ new: String) -> JSONValue {
    ["path": .string(path), "old_text": .string(old), "new_text": .string(new)]
  }

  static func ended(_ state: String, _ reason: String) -> ScriptedProvider.Reply {
    call("propose_change", ["state": .string(state), "reason": .string(reason)])
  }
}
