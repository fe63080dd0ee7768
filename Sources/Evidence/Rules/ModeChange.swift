package import SourceText

/// Reports executable bits that do not fit the file's content.
package struct ModeChange: ChangeRule {
  package static let description = RuleDescription(
    id: "mode-change", title: "Executable bit does not fit the file",
    rationale: """
      A copy through another file system often sets the executable bit on files that nobody runs, or takes it from \
      scripts, which then fail where they are called. Only a change of the bit counts.
      """,
    category: .hygiene, severity: .low, confidence: 0.9)

  package init() {}

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    var gained: [Finding] = []
    var lost: [Finding] = []
    for file in change.files.map(\.change) {
      guard let old = file.old?.mode, let new = file.new?.mode, file.kind != .copied else { continue }
      let isGained = old == .regular && new == .executable
      guard isGained || (old == .executable && new == .regular) else { continue }
      guard let text = try await change.head.text(at: file.path, limit: Self.limit) else { continue }
      let isScript = Self.hasInterpreter(text)
      if isGained, !isScript, !file.isBinary, !BinaryContent.isLikely(text.utf8),
        !Self.programs.contains(file.path.fileExtension)
      {
        gained.append(
          Self.description.finding(
            at: Finding.Location(path: file.path), quote: "", title: "File made executable that is no program",
            explanation: "The change sets the executable bit, but no line `#!` says what should run the file.",
            suggestion: "Take the bit away: git update-index --chmod=-x."))
      } else if !isGained, isScript {
        lost.append(
          Self.description.finding(
            at: Finding.Location(path: file.path), quote: String(text.prefix { !$0.isNewline }.prefix(160)),
            title: "Script is no longer executable",
            explanation: "The change takes the executable bit from a file whose first line names its interpreter.",
            suggestion: "Restore the bit: git update-index --chmod=+x."))
      }
    }
    return Self.joined(gained) + Self.joined(lost)
  }

  /// One finding in the place of many: they have one cause.
  private static func joined(_ findings: [Finding]) -> [Finding] {
    guard findings.count > 5, var first = findings.first else { return findings }
    first.explanation += " The same is true of \(findings.count - 1) other files of this change."
    return [first]
  }

  /// Bytes of a file above which it is taken for no script.
  private static let limit = 1 << 20

  /// Whether the first line names an interpreter; `#![` begins an attribute in Rust.
  private static func hasInterpreter(_ text: String) -> Bool {
    guard text.hasPrefix("#!") else { return false }
    return text.dropFirst(2).drop { $0 == " " || $0 == "\t" }.first == "/"
  }

  /// What runs without such a line, on Windows with the help of other shells.
  private static let programs: Set<String> = ["bat", "cmd", "com", "exe", "ps1"]
}
