internal import AgentKernel
internal import Git
internal import Models
internal import ProjectContext
internal import Redaction
internal import SourceText
internal import Tools

/// What the reviewer is told about one change: the words are the agent's definition's, the facts are filled in here.
struct ReviewTask {
  let range: ReviewRange
  let change: ChangeSet
  let evidence: [Finding]
  let instructions: InstructionFiles
  let brief: ProjectBrief

  /// How many of something are listed before the list is cut.
  private static let listLimit = 200

  /// Unicode scalars of one line of a commit message: words in one long line must not use up the model's context.
  private static let messageLineLimit = 200

  /// The system prompt: what is the same in all reviews first, what this review alone has last.
  func system(_ agent: AgentDefinition) throws -> [SystemSection] {
    try agent.systemPrompt([
      .userInstructions: instructions.user ?? "",
      .projectInstructions: Self.text(of: instructions),
      .memory: brief.memory,
      .environment: brief.environment,
      .repositoryMap: brief.repositoryMap,
    ])
  }

  private static func text(of instructions: InstructionFiles) -> String {
    instructions.files.map { file in
      let importer = file.importer.map { ", imported by \(TerminalText.singleLine($0.string, limit: 1000))" } ?? ""
      return "--- \(TerminalText.singleLine(file.path.string, limit: 1000))\(importer)\n\(file.text)"
    }.joined(separator: "\n")
  }

  /// The first message.
  func message(_ agent: AgentDefinition, diff: PromptDiff) throws -> String {
    var parts = try facts(agent, diff: diff)
    parts["evidence"] = evidence.isEmpty ? "" : try agent.section("Evidence", ["findings": evidenceList]) + "\n\n"
    return try agent.section("Task", parts)
  }

  /// What reviewer and verifier are told alike, by the names of the placeholders.
  func facts(_ agent: AgentDefinition, diff: PromptDiff) throws -> [String: String] {
    let messages = commitMessages
    return [
      "range": range.title,
      "commits": messages.isEmpty ? "" : try agent.section("Commits", ["messages": messages]) + "\n\n",
      "files": fileList,
      "diff": try agent.section(diff.isWhole ? "Diff" : "Diff in part", ["text": diff.text]),
    ]
  }

  /// Merges say nothing of their own.
  private var commitMessages: String {
    Self.list(range.commits.filter { $0.parents.count < 2 }) { commit in
      let lines = TextLines.split(commit.message).filter { !$0.isEmpty }.prefix(20).map { line in
        String(String.UnicodeScalarView(line.unicodeScalars.prefix(Self.messageLineLimit)))
      }
      return "- " + lines.joined(separator: "\n  ")
    }
  }

  private var fileList: String {
    Self.list(change.files) { file in
      var note = FileInterest(file.path) == .none ? ", generated: not shown" : ""
      if SensitiveFile.contains(file.path) { note = ", \(SensitiveFile.reason)" }
      return "- \(DiffText.heading(of: file)), +\(file.addedLineCount) -\(file.removedLineCount)\(note)"
    }
  }

  private var evidenceList: String {
    Self.list(evidence) { finding in
      let line = finding.location.lines.map { ":\($0.first)" } ?? ""
      return "- \(finding.location.path)\(line) \(finding.title) [\(finding.rule)]"
    }
  }

  private static func list<Element>(_ elements: [Element], _ line: (Element) -> String) -> String {
    let lines = elements.prefix(listLimit).map(line)
    let more = elements.count - lines.count
    return (more > 0 ? lines + ["- and \(more) more"] : lines).joined(separator: "\n")
  }
}
