package import SourceText

/// Reports changes of the files that tell coding agents what to do.
package struct InstructionFileChanged: EvidenceRule {
  package static let description = RuleDescription(
    id: "instruction-file-changed", title: "Instructions for coding agents changed",
    rationale: """
      These files steer every agent that works on the repository, this reviewer among them, so a change of one \
      deserves a person's eye. The review itself reads them from the base commit.
      """,
    category: .security, severity: .medium, confidence: 1)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    let change = file.change
    guard let path = [change.path, change.oldPath].compactMap(\.self).first(where: Self.isInstructionFile) else {
      return []
    }
    return [
      Self.description.finding(
        at: Finding.Location(path: change.path, side: change.kind == .deleted ? .old : .new), quote: "",
        explanation: """
          \(path.name) steers coding agents. This change's version has no effect on its own review, which uses the \
          version of the base commit.
          """,
        suggestion: "Read it as you would read code that runs on every developer's machine.")
    ]
  }

  /// Whether a path is one that an agent reads its instructions, settings or skills from, in any letter case.
  static func isInstructionFile(_ path: RelativePath) -> Bool {
    let folders = path.components.dropLast().map { $0.lowercased() }
    let name = path.name.lowercased()
    if names.contains(name) || name.hasPrefix(".fulcrum") { return true }
    if folders.contains(where: { agentFolders.contains($0) || $0.hasPrefix(".fulcrum") }) { return true }
    return folders.first == ".github"
      && (name == "copilot-instructions.md" || folders.dropFirst().first == "instructions")
  }

  private static let names: Set<String> = [
    ".aider.conf.yml", ".clinerules", ".cursorrules", ".mcp.json", ".windsurfrules", "agents.md", "agents.override.md",
    "claude.local.md", "claude.md", "gemini.md", "review.md",
  ]

  private static let agentFolders: Set<String> = [
    ".agents", ".claude", ".clinerules", ".codex", ".cursor", ".gemini", ".windsurf",
  ]
}
