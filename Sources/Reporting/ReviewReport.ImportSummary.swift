internal import Redaction

extension ReviewReport {
  /// What became of the results of a linter's report.
  package struct ImportSummary: Hashable, Sendable {
    /// The report's file, without its folders.
    package var name: String

    /// The other numbers add up to this one.
    package var total: Int
    package var kept: Int
    package var outsideChange: Int
    package var excluded: Int
    package var old: Int
    package var suppressed: Int
    package var repeated: Int
    package var outsideRepository: Int

    package init(
      name: String, total: Int, kept: Int, outsideChange: Int, excluded: Int, old: Int, suppressed: Int,
      repeated: Int, outsideRepository: Int
    ) {
      self.name = name
      self.total = total
      self.kept = kept
      self.outsideChange = outsideChange
      self.excluded = excluded
      self.old = old
      self.suppressed = suppressed
      self.repeated = repeated
      self.outsideRepository = outsideRepository
    }

    /// In one line, safe for a terminal: `imported 7 of 120 findings of eslint.sarif: 100 outside the change, 13 old`.
    package var text: String {
      let dropped = [
        (outsideChange, "outside the change"), (excluded, "excluded"), (old, "old"), (suppressed, "suppressed"),
        (repeated, "repeated"), (outsideRepository, "outside the repository"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      let head = "imported \(kept) of \(total) findings of \(TerminalText.singleLine(name, limit: 200))"
      return dropped.isEmpty ? head : "\(head): \(dropped.joined(separator: ", "))"
    }
  }
}
