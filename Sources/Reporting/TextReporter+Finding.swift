internal import SourceText

extension TextReporter {
  private static let indentation = "  "
  private static let mostQuotedLines = 8

  func lines(of finding: Finding) -> [String] {
    var lines = [heading(of: finding)]
    lines += quote(of: finding)
    lines += wrapped(finding.explanation)
    if let suggestion = finding.suggestion { lines += self.lines(ofSuggestion: suggestion) }
    if let verification = finding.verification {
      // The explanation has been given above; the whole reason stands in the JSON report.
      let reason = "\(verification.verdict.label): \(safe(verification.reason, limit: Self.width))"
      lines += [style.dim(Self.indentation + reason)]
    }
    return lines
  }

  private func heading(of finding: Finding) -> String {
    let location = finding.location
    var place = safe(location.path.string, limit: 1000)
    if let lines = location.lines {
      place += lines.count == 1 ? ":\(lines.first)" : ":\(lines.first)-\(lines.last)"
      if location.side == .old { place += " (before)" }
    }
    let severity = finding.severity.rawValue + (finding.isBlocking ? " (blocking)" : "")
    return [
      style.bold(place), style.severity(finding.severity, severity), style.bold(safe(finding.title)),
      style.dim("[\(safe(finding.rule))]"),
    ].joined(separator: "  ")
  }

  private func quote(of finding: Finding) -> [String] {
    let all = TextLayout.lines(of: finding.quote)
    let first = finding.location.lines?.first
    let shown = all.prefix(Self.mostQuotedLines)
    let digits = first.map { String($0 + shown.count - 1).count } ?? 0
    var lines = shown.enumerated().map { index, line in
      let number = first.map { String($0 + index) } ?? ""
      let padding = String(repeating: " ", count: max(0, digits - number.count))
      let code = TextLayout.code(line, width: Self.width - digits - 5)
      let gutter = style.dim("\(Self.indentation)\(padding)\(number) │")
      return code.isEmpty ? gutter : "\(gutter) \(code)"
    }
    if all.count > shown.count {
      let padding = String(repeating: " ", count: digits)
      lines.append(
        style.dim("\(Self.indentation)\(padding) ┆ \(TextLayout.count(all.count - shown.count, "more line"))"))
    }
    return lines
  }

  /// Words are wrapped; what has several lines may be code and keeps its lines.
  private func lines(ofSuggestion suggestion: String) -> [String] {
    let all = TextLayout.lines(of: suggestion)
    guard all.count > 1 else { return wrapped("Suggestion: \(suggestion)") }
    return ["\(Self.indentation)Suggestion:"]
      + all.map { Self.indentation + Self.indentation + TextLayout.code($0, width: Self.width) }
  }

  private func wrapped(_ text: String) -> [String] {
    TextLayout.wrapped(text, width: Self.width, indentation: Self.indentation)
  }
}
