internal import SourceText

extension TextReporter {
  private static let indentation = "  "
  private static let mostQuotedLines = 8

  func lines(of finding: Finding, in report: ReviewReport) -> [String] {
    var lines = [heading(of: finding, column: report.column(of: finding))]
    lines += quote(of: finding, indentation: report.indentations[finding.fingerprint] ?? "")
    lines += wrapped(finding.explanation)
    if let suggestion = finding.suggestion { lines += self.lines(ofSuggestion: suggestion) }
    if let verification = finding.verification {
      // The explanation has been given above; the whole reason stands in the JSON report.
      let reason = "\(verification.verdict.label): \(safe(verification.reason, limit: 100))"
      lines += wrapped(reason).map(style.dim)
    }
    return lines
  }

  /// `path:line:column: severity: title [rule]`, as compilers write it, so that editors find the place.
  private func heading(of finding: Finding, column: Int?) -> String {
    let location = finding.location
    var place = safe(location.path.string, limit: 1000)
    if let line = location.lines?.first { place += ":\(line)" + (column.map { ":\($0)" } ?? "") }
    var words = [
      style.bold("\(place):"), style.severity(finding.severity, "\(finding.severity.rawValue):"),
      style.bold(safe(finding.title)), style.dim("[\(safe(finding.rule))]"),
    ]
    if finding.isBlocking { words.append("(blocking)") }
    if location.side == .old { words.append("(before the change)") }
    return words.joined(separator: " ")
  }

  /// The quoted lines with their numbers, and a mark below the first.
  ///
  /// - Parameter indentation: the blanks that the source has before the quotation.
  private func quote(of finding: Finding, indentation: String) -> [String] {
    let all = TextLayout.lines(of: finding.quote)
    let shown = all.prefix(Self.mostQuotedLines)
    guard !shown.isEmpty else { return [] }
    let first = finding.location.lines?.first
    let digits = first.map { String($0 + shown.count - 1).count } ?? 0
    var lines: [String] = []
    for (index, line) in shown.enumerated() {
      let quoted = QuotedLine(index == 0 ? indentation + line : line, width: max(20, width - digits - 5))
      lines.append(row(first.map { String($0 + index) } ?? "", digits, "│", quoted.code))
      if index == 0, !quoted.mark.isEmpty {
        lines.append(row("", digits, "│", style.severity(finding.severity, quoted.mark)))
      }
    }
    if let last = finding.location.lines?.last, let first, last >= first + shown.count {
      lines.append(row("", digits, "┆", style.dim("to line \(last)")))
    } else if all.count > shown.count {
      lines.append(row("", digits, "┆", style.dim(TextLayout.count(all.count - shown.count, "more line"))))
    }
    return lines
  }

  private func row(_ number: String, _ digits: Int, _ bar: String, _ text: String) -> String {
    let padding = String(repeating: " ", count: max(0, digits - number.count))
    let gutter = style.dim("\(Self.indentation)\(padding)\(number) \(bar)")
    return text.isEmpty ? gutter : "\(gutter) \(text)"
  }

  /// Words are wrapped; what has several lines may be code and keeps them and their indentation, as far as they fit.
  private func lines(ofSuggestion suggestion: String) -> [String] {
    let all = TextLayout.lines(of: suggestion)
    guard all.count > 1 else { return wrapped("Suggestion: \(suggestion)") }
    let block = Self.indentation + Self.indentation
    return ["\(Self.indentation)Suggestion:"]
      + all.flatMap { line -> [String] in
        let code = QuotedLine(line, width: .max).code
        if DisplayWidth.of(code) + block.count <= width { return [code.isEmpty ? "" : block + code] }
        let own = String(code.prefix { $0 == " " }.prefix(width / 2))
        return TextLayout.wrapped(line, width: width, indentation: block + own)
      }
  }

  private func wrapped(_ text: String) -> [String] {
    TextLayout.wrapped(text, width: width, indentation: Self.indentation)
  }
}
