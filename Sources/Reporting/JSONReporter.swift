package import JSON
internal import SourceText

/// Writes a report as JSON, as `schemas/review-report.schema.json` describes it.
///
/// The same report always gives the same bytes.
package struct JSONReporter: Sendable {
  /// The version of the schema; it changes when a member is renamed, removed or given another meaning.
  package static let schemaVersion = 1

  package init() {}

  /// The report as a JSON text with a line feed at its end.
  package func text(of report: ReviewReport) -> String {
    value(of: report).reportText
  }

  /// The report as a JSON value.
  package func value(of report: ReviewReport) -> JSONValue {
    let denied = report.deniedCalls.isEmpty ? [:] : ["denied_calls": strings(report.deniedCalls)]
    return .object(members(of: report).merging(denied) { $1 })
  }

  private func members(of report: ReviewReport) -> [String: JSONValue] {
    [
      "schema_version": JSONValue(Self.schemaVersion),
      "target": [
        "repository": JSONValue(report.target.repository),
        "description": JSONValue(report.target.description),
        "base": JSONValue(report.target.base?.hexadecimal),
        "head": JSONValue(report.target.head?.hexadecimal),
      ],
      "complete": .bool(report.isComplete),
      "incomplete_reasons": strings(report.incompleteReasons),
      "model": JSONValue(report.model),
      "models": .array(report.models.map(model)),
      "agents": .array(
        report.agents.map { ["name": JSONValue($0.name), "version": JSONValue($0.version)] }),
      "findings": .array(report.findings.map { finding($0, column: report.column(of: $0)) }),
      "held_back_findings": JSONValue(report.heldBackCount),
      "doubts": .array(report.doubts.map(doubt)),
      "files": .array(report.files.map(file)),
      "omissions": .array(report.omissions.map { ["path": JSONValue($0.path), "reason": JSONValue($0.reason)] }),
      "instruction_files": strings(report.instructionFiles),
      "ineffective_instruction_files": strings(report.ineffectiveInstructionFiles),
      "imports": .array(report.imports.map(imported)),
      "sandbox": report.sandbox.map { ["level": JSONValue($0.level), "parts": JSONValue($0.parts)] } ?? .null,
      "candidates": report.candidates.map(candidates) ?? .null,
      "usage": usage(report.usage),
      "duration_ms": JSONValue(report.duration),
    ]
  }

  private func finding(_ finding: Finding, column: Int?) -> JSONValue {
    let lines = finding.location.lines
    return [
      "rule": JSONValue(finding.rule),
      "category": JSONValue(finding.category.rawValue),
      "severity": JSONValue(finding.severity.rawValue),
      "confidence": .number(finding.confidence),
      "path": JSONValue(finding.location.path.string),
      "start_line": lines.map { JSONValue($0.first) } ?? .null,
      "start_column": column.map { JSONValue($0) } ?? .null,
      "end_line": lines.map { JSONValue($0.last) } ?? .null,
      "side": JSONValue(finding.location.side.rawValue),
      "quote": JSONValue(finding.quote),
      "title": JSONValue(finding.title),
      "explanation": JSONValue(finding.explanation),
      "suggestion": JSONValue(finding.suggestion),
      "origin": JSONValue(finding.origin.rawValue),
      "blocking": .bool(finding.isBlocking),
      "verification": finding.verification.map {
        ["verdict": JSONValue($0.verdict.rawValue), "reason": JSONValue($0.reason)]
      } ?? .null,
      "fingerprint": JSONValue(finding.fingerprint),
    ]
  }

  private func imported(_ summary: ReviewReport.ImportSummary) -> JSONValue {
    [
      "file": JSONValue(summary.name), "findings": JSONValue(summary.total), "kept": JSONValue(summary.kept),
      "outside_change": JSONValue(summary.outsideChange), "excluded": JSONValue(summary.excluded),
      "old": JSONValue(summary.old),
      "suppressed": JSONValue(summary.suppressed), "repeated": JSONValue(summary.repeated),
      "outside_repository": JSONValue(summary.outsideRepository),
    ]
  }

  private func doubt(_ doubt: ReviewReport.Doubt) -> JSONValue {
    [
      "rule": JSONValue(doubt.rule), "confidence_factor": .number(doubt.confidenceFactor),
      "lowered": JSONValue(doubt.lowered), "held_back": JSONValue(doubt.heldBack),
    ]
  }

  private func file(_ file: ReviewReport.ReviewedFile) -> JSONValue {
    [
      "path": JSONValue(file.path.string),
      "added_lines": JSONValue(file.addedLineCount),
      "removed_lines": JSONValue(file.removedLineCount),
    ]
  }

  private func model(_ use: ReviewReport.ModelUse) -> JSONValue {
    ["name": JSONValue(use.name), "answers": JSONValue(use.answers), "circuit": JSONValue(use.circuit.rawValue)]
  }

  private func usage(_ usage: ReviewReport.Usage) -> JSONValue {
    [
      "requests": JSONValue(usage.requests),
      "input_tokens": JSONValue(usage.input),
      "output_tokens": JSONValue(usage.output),
      "cache_read_tokens": JSONValue(usage.cacheRead),
      "cache_write_tokens": JSONValue(usage.cacheWrite),
      "cache_write_1h_tokens": JSONValue(usage.cacheWriteHour),
      "cache_hit_share": usage.cacheHitShare.map(JSONValue.number) ?? .null,
      "cost_usd": dollars(usage.cost.microdollars),
      "cache_savings_usd": dollars(usage.cost.savedMicrodollars),
      "unpriced_tokens": JSONValue(usage.cost.unpricedTokens),
      "estimated_tokens": JSONValue(usage.cost.estimatedTokens),
      "estimated_cost_usd": dollars(usage.cost.estimatedMicrodollars),
    ]
  }

  private func dollars(_ microdollars: Int?) -> JSONValue {
    guard let dollars = microdollars.map({ Double($0) / 1_000_000 }) else { return .null }
    // Read back, a whole number is no fraction.
    return Int64(exactly: dollars).map(JSONValue.integer) ?? .number(dollars)
  }

  private func candidates(_ counts: ReviewReport.CandidateCounts) -> JSONValue {
    [
      "proposed": JSONValue(counts.proposed),
      "unplaced": JSONValue(counts.unplaced),
      "repeated": JSONValue(counts.repeated),
      "refuted": JSONValue(counts.refuted),
      "unsettled": JSONValue(counts.unsettled),
      "unverified": JSONValue(counts.unverified),
      "posted": JSONValue(counts.posted),
    ]
  }

  private func strings(_ texts: [String]) -> JSONValue { .array(texts.map { JSONValue($0) }) }
}
