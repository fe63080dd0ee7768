package import AgentKernel
package import JSON
internal import Synchronization

/// Takes notes that an agent proposes to keep about a repository.
///
/// What an agent says may have been put into its mouth by what it read, so that nothing of it counts until the user has looked
/// at it; therefore it does no more harm than a report.
package struct RememberTool: Tool {
  package struct Input: Decodable, Sendable {
    var note: String
  }

  /// Notes of one run.
  private static let limit = 3

  package let name = "remember"

  package let description = """
    Proposes a note about this repository for later runs; the user decides whether it is kept. Only for a lasting fact that \
    cost you effort to find and that no file states. At most three in a run.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "note": ["type": "string", "minLength": 1, "maxLength": 400, "description": "one sentence that names the place"]
    ],
    "required": ["note"],
    "additionalProperties": false,
  ])

  private let propose: @Sendable (String) async -> String
  private let count = Count()

  /// - Parameter propose: takes a note; gives what the agent is told.
  package init(_ propose: @escaping @Sendable (String) async -> String) {
    self.propose = propose
  }

  package func risk(of input: Input) -> Risk { .safe }

  package func subject(of input: Input) -> CallSubject { .none }

  package func effects(of input: Input) -> ToolEffects { .none }

  package func run(_ input: Input) async throws -> ToolOutput {
    guard count.next() <= Self.limit else { throw ToolError("no more than \(Self.limit) notes in a run") }
    return ToolOutput(await propose(input.note))
  }

  private final class Count: Sendable {
    private let value = Atomic(0)

    func next() -> Int { value.add(1, ordering: .relaxed).newValue }
  }
}
