internal import AgentDefinitions
internal import JSON

/// What the kernel says when a conversation is cut, in the words of a definition.
///
/// A conversation is cut at three quarters of the model's window, where that is known, and once when a provider finds a
/// request too long. The idea and the share are the study's, from two production agents (SPEC.md, section 1).
public struct CompactionWords: Sendable {
  /// Asks the model for its summary.
  let instruction: String

  /// Stands where a result was.
  let cleared: String

  private let definition: AgentDefinition

  /// - Parameter definition: holds the sections `Instruction`, `Summary`, `Extract` and `Cleared`.
  /// - Throws: `AgentKernelError` when it lacks one of them, or one has a placeholder that nothing is known of.
  public init(_ definition: AgentDefinition) throws(AgentKernelError) {
    self.definition = definition
    instruction = try definition.section("Instruction", ["schema": ConversationSummary.schema.value.serialized()])
    cleared = try definition.section("Cleared")
    _ = try definition.section("Summary", Self.values(of: nil))
    _ = try definition.section("Extract", ["excerpts": ""])
  }

  /// The words that the agents of this package use.
  ///
  /// - Throws: `AgentKernelError` only if this package is broken.
  public static func standard() throws(AgentKernelError) -> CompactionWords {
    try CompactionWords(
      AgentDefinition(parsing: AgentDefinitions.texts["compaction"] ?? "", source: "the built-in words of compaction"))
  }

  /// A summary as the model is shown it from then on.
  func text(of summary: ConversationSummary) -> String { filled("Summary", Self.values(of: summary)) }

  /// Excerpts as the model is shown them from then on.
  func text(ofExcerpts excerpts: String) -> String { filled("Extract", ["excerpts": excerpts]) }

  /// The section with its placeholders filled, which the initializer has tried; and at the worst the values alone.
  private func filled(_ section: String, _ values: [String: String]) -> String {
    (try? definition.section(section, values)) ?? values.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n")
  }

  private static func values(of summary: ConversationSummary?) -> [String: String] {
    func list(_ items: [String]?) -> String {
      items.map { $0.isEmpty ? "-" : $0.map { "- \($0)" }.joined(separator: "\n") } ?? ""
    }
    return [
      "goal": summary?.goal ?? "", "decisions": list(summary?.decisions), "files": list(summary?.files),
      "findings": list(summary?.findings), "open_steps": list(summary?.openSteps),
    ]
  }
}
