internal import JSON

/// What a unit would change.
package struct UnitPreview: Sendable {
  /// Steps that would be done.
  package var steps: Int

  /// As git shows it; foreign text.
  package var difference: String

  /// Why it cannot be told, a sentence; nil when it can.
  package var trouble: String?

  package init(steps: Int = 0, difference: String = "", trouble: String? = nil) {
    self.steps = steps
    self.difference = difference
    self.trouble = trouble
  }

  /// What a child said when it was asked (`CampaignWork.previewArguments`).
  ///
  /// - Parameters:
  ///   - code: its exit code.
  ///   - report: what it wrote; nil when that cannot be read, or was too long.
  ///   - errors: the end of what else it said.
  init(code: Int, report: JSONValue?, errors: String) {
    self.init(steps: report?["done"]?.integer ?? 0, difference: report?["difference"]?.string ?? "")
    guard code == 0, report != nil else {
      // Some engines may have failed, or steps do not fit, which the report tells.
      let told = code == 7 ? report : nil
      let outcome = UnitReport.outcome(code: code, report: told, errors: errors, looksOnly: true)
      trouble = code == 0 ? "what it would change is too long, or cannot be read" : outcome.reason
      return
    }
    trouble = report?["failures"]?[0]?.string.map(UnitReport.line)
  }
}
