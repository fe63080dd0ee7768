internal import Redaction
internal import SourceText

/// A finding in words, for formats that have one field for all of them.
///
/// Hidden characters are in visible form. What else a format gives a meaning to, its reporter escapes.
struct FindingMessage {
  /// One line.
  let title: String

  /// What the format cannot say by other means, then why it is wrong and what to do, a paragraph each.
  let details: [String]

  /// The whole message; a blank line stands between paragraphs.
  var text: String { ([title] + details).joined(separator: "\n\n") }

  init(_ finding: Finding) {
    title = TerminalText.singleLine(finding.title, limit: 300)
    var details = [finding.isBlocking ? "This finding blocks a push." : nil, Self.place(finding.location)]
    details.append(Self.paragraph(finding.explanation))
    details.append(finding.suggestion.flatMap(Self.paragraph).map { "Suggestion: \($0)" })
    details.append(finding.verification.flatMap { Self.paragraph("\($0.verdict.label): \($0.reason)") })
    self.details = details.compactMap { $0 }
  }

  /// What a line number cannot say: that the whole file is meant, or lines that the new file does not have.
  private static func place(_ location: Finding.Location) -> String? {
    guard let lines = location.lines else { return "This is about the whole file." }
    guard location.side == .old else { return nil }
    let numbers = lines.count == 1 ? "line \(lines.first)" : "lines \(lines.first) to \(lines.last)"
    return "This is about \(numbers) of the file as it was before the change."
  }

  private static func paragraph(_ text: String) -> String? {
    let lines = TextLayout.lines(of: text).map { TerminalText.escaped($0) }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

extension Finding {
  /// The rule's id in one visible line.
  var ruleLabel: String { TerminalText.singleLine(rule, limit: 200) }

  /// The lines of the new file; nil for the whole file, and for lines that only the old file has.
  var newLines: LineRange? { location.side == .new ? location.lines : nil }
}

extension Finding.Verification.Verdict {
  var label: String {
    switch self {
    case .confirmed: "Confirmed by a second look"
    case .uncertain: "Uncertain after a second look"
    case .refuted: "Refuted by a second look"
    }
  }
}
