internal import SourceText

extension TextReporter {
  private static let labelWidth = 14

  /// What was reviewed, what was not, and what it cost.
  func summary(of report: ReviewReport) -> [String] {
    var lines = row("Reviewed", [reviewed(report)])
    lines += row("Not reviewed", shortened(report.omissions.map(omission)))
    lines += row("Doubted", shortened(report.doubts.map { "\(safe($0.rule)) \($0.text)" }))
    lines += row("Instructions", shortened(report.instructionFiles.map { safe($0) }))
    let ineffective = report.ineffectiveInstructionFiles.map {
      "\(safe($0)): this change's version is not used for its own review"
    }
    lines += row("No effect", shortened(ineffective))
    lines += row("Denied", shortened(report.deniedCalls.map { safe($0) }))
    lines += row("Sandbox", report.sandbox.map { [safe($0.parts)] } ?? [])
    if report.model != nil {
      lines += row("Model", [model(report)]) + row("Tokens", [tokens(report.usage)])
      lines += row("Cost", cost(report.usage.cost))
    }
    if report.models.count > 1 || report.models.contains(where: { $0.circuit != .closed }) {
      lines += row("Answers", report.models.map(answers))
    }
    return lines + row("Time", [TextLayout.duration(report.duration)])
  }

  private func reviewed(_ report: ReviewReport) -> String {
    let added = report.files.reduce(0) { $0 + $1.addedLineCount }
    let removed = report.files.reduce(0) { $0 + $1.removedLineCount }
    let files = TextLayout.count(report.files.count, "file")
    let lines = "\(files), +\(TextLayout.grouped(added)) -\(TextLayout.grouped(removed))"
    switch (report.target.base?.short, report.target.head?.short) {
    case (let base?, let head?): return "\(lines) (\(base)..\(head))"
    case (nil, let head?): return "\(lines) (all of \(head))"
    case (let base?, nil): return "\(lines) (on top of \(base))"
    case (nil, nil): return lines
    }
  }

  private func omission(_ omission: Omission) -> String {
    guard let path = omission.path else { return safe(omission.reason) }
    return "\(safe(path, limit: 1000)): \(safe(omission.reason))"
  }

  private func model(_ report: ReviewReport) -> String {
    let requests = TextLayout.count(report.usage.requests, "request")
    guard let counts = report.candidates else { return requests }
    let fates = [
      (counts.unplaced, "not placed"), (counts.repeated, "repeated"), (counts.refuted, "refuted"),
      (counts.unsettled, "unsettled"), (counts.unverified, "not verified"), (counts.posted, "posted"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let proposed = "\(counts.proposed) proposed"
    return "\(requests); " + (fates.isEmpty ? proposed : "\(proposed): \(fates.joined(separator: ", "))")
  }

  private func answers(_ use: ReviewReport.ModelUse) -> String {
    "\(safe(use.name)): \(use.answers)" + (use.circuit == .closed ? "" : ", circuit breaker \(use.circuit.rawValue)")
  }

  private func tokens(_ usage: ReviewReport.Usage) -> String {
    let written = usage.cacheWrite > 0 ? ", \(TextLayout.grouped(usage.cacheWrite)) written to it" : ""
    let share = usage.cacheHitShare.map { " (\(Int(($0 * 100).rounded(.down))) % from the cache\(written))" } ?? ""
    let estimated = usage.cost.estimatedTokens
    let rest = estimated > 0 ? "; \(TextLayout.grouped(estimated)) of them estimated, of answers that were cut off" : ""
    return "\(TextLayout.grouped(usage.prompt)) in\(share), \(TextLayout.grouped(usage.output)) out\(rest)"
  }

  /// What is known of the price; nothing when no tokens were used.
  private func cost(_ cost: ReviewReport.Cost) -> [String] {
    let unpriced = TextLayout.grouped(cost.unpricedTokens)
    guard let sum = cost.microdollars else {
      return cost.unpricedTokens > 0 ? ["not known: the model has no known price"] : []
    }
    let rest = cost.unpricedTokens > 0 ? ", without \(unpriced) tokens of models that have no known price" : ""
    let saved = cost.savedMicrodollars ?? 0
    let savings =
      saved > 0
      ? ", \(TextLayout.dollars(saved)) saved by the cache"
      : saved < 0 ? ", \(TextLayout.dollars(-saved)) of it for a cache that was not read as often" : ""
    let estimate = cost.estimatedMicrodollars
    let estimated = estimate > 0 ? ", about \(TextLayout.dollars(estimate)) of it for answers that were cut off" : ""
    return [TextLayout.dollars(sum) + estimated + savings + rest]
  }

  /// The first entries of a list, and how many more there are.
  private func shortened(_ entries: [String]) -> [String] {
    guard entries.count > Self.longestList else { return entries }
    return entries.prefix(Self.longestList) + ["and \(TextLayout.grouped(entries.count - Self.longestList)) more"]
  }

  private func row(_ label: String, _ entries: [String]) -> [String] {
    entries.enumerated().map { index, entry in
      let text = index == 0 ? label : ""
      return style.dim(text + String(repeating: " ", count: Self.labelWidth - text.count)) + entry
    }
  }
}
