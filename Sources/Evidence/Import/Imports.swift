internal import Redaction
package import SourceText

/// The linters' reports that a review takes in, and those of the state before the change.
package struct Imports: Hashable, Sendable {
  /// What became of one result.
  package enum Fate: Int, Hashable, Sendable, Comparable {
    case outsideRepository
    case outsideChange
    case excluded
    case suppressed
    case old
    case repeated
    case kept

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The findings on the change's lines, and by report the fate of each result.
  package struct Selection: Hashable, Sendable {
    package var findings: [Finding] = []
    package var fates: [[Fate]] = []
  }

  package var reports: [ImportedReport]
  package var bases: [ImportedReport]

  /// The work tree's folder, below which absolute paths lie; nil in a bare repository.
  package var root: String?

  package init(reports: [ImportedReport] = [], bases: [ImportedReport] = [], root: String? = nil) {
    self.reports = reports
    self.bases = bases
    self.root = root
  }

  /// These reports, and behind them those of linters that were run here, whose paths are relative.
  package func adding(_ runs: [LinterRun]) -> Imports {
    Imports(
      reports: reports + runs.compactMap(\.report), bases: bases + runs.compactMap(\.base), root: root)
  }

  /// Lines of the longest range that counts as changed when any of its lines is; of a longer one, a whole function say, the
  /// first line must be.
  private static let rangeLimit = 10

  /// How sure a linter is held to be: its rules are proven and their bearing on this change is not.
  private static let confidence = 0.7

  /// What the reports say about the lines that a change adds, without what the reports of the base said already.
  ///
  /// - Parameters:
  ///   - isExcluded: whether nothing is wanted about a file.
  ///   - isSaid: whether the review says a finding already.
  package func selection(
    in change: ChangeSet, excluding isExcluded: (RelativePath) -> Bool = { _ in false },
    alreadySaid isSaid: (Finding) -> Bool = { _ in false }
  ) -> Selection {
    guard !reports.isEmpty else { return Selection() }
    let filesByPath = Dictionary(change.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let linesByPath = filesByPath.mapValues { isExcluded($0.path) ? nil : ChangedLines($0) }
    var old = OldResults(bases, root: root, change: change)
    var selection = Selection()
    var seen: Set<[String]> = []
    let redactor = Redactor()
    for report in reports {
      var fates: [Fate] = []
      for result in report.results {
        let (fate, finding) = judged(result, linesByPath, &old, redactor)
        if let finding, isSaid(finding) || !seen.insert(Self.identity(of: finding)).inserted {
          fates.append(.repeated)
        } else {
          fates.append(fate)
          if let finding { selection.findings.append(finding) }
        }
      }
      selection.fates.append(fates)
    }
    return selection
  }

  private func judged(
    _ result: ImportedResult, _ files: [RelativePath: ChangedLines?], _ old: inout OldResults, _ redactor: Redactor
  ) -> (Fate, Finding?) {
    guard let path = ImportedPath.relative(result.path, root: root) else { return (.outsideRepository, nil) }
    guard let changed = files[path] else { return (.outsideChange, nil) }
    guard let file = changed else { return (.excluded, nil) }
    guard let lines = result.lines, let place = file.added(in: lines, rangeLimit: Self.rangeLimit) else {
      return (.outsideChange, nil)
    }
    switch result.state {
    case .suppressed: return (.suppressed, nil)
    case .old: return (.old, nil)
    case .current: break
    }
    if old.holds(result, at: path, line: place.first, text: file.text(of: place.first)) { return (.old, nil) }
    func safe(_ text: String, _ limit: Int) -> String { TerminalText.singleLine(redactor.redact(text), limit: limit) }
    let rule = safe(result.rule.split(whereSeparator: \.isWhitespace).joined(separator: "-"), 120)
    let message = result.message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let tool = rule.prefix { $0 != "/" }
    let details = Self.details(of: result).map { safe($0, 500) + " " } ?? ""
    return (
      .kept,
      Finding(
        rule: rule, category: result.category, severity: result.severity, confidence: Self.confidence,
        location: Finding.Location(path: path, lines: place),
        quote: redactor.redact(file.text(of: place)), title: safe(message.isEmpty ? rule : message, 200),
        explanation: "\(details)Reported by \(tool).", suggestion: result.fix.map { safe($0, 1000) },
        origin: .imported)
    )
  }

  /// What the rule says besides the message, as a sentence; nil when that is nothing, or a template of the message.
  private static func details(of result: ImportedResult) -> String? {
    let text = result.details.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let last = text.last, result.details != result.message, !text.contains("{") else { return nil }
    return last.isPunctuation ? text : text + "."
  }

  /// Two reports say the same when the words and the place are the same, whatever the linters are called.
  private static func identity(of finding: Finding) -> [String] {
    let rule = finding.rule.split(separator: "/", maxSplits: 1).last.map(String.init) ?? finding.rule
    let line = finding.location.lines.map { String($0.first) } ?? ""
    let words = finding.title.lowercased().filter { $0.isLetter || $0.isNumber }
    return [finding.location.path.string, line, rule.lowercased(), words]
  }
}
