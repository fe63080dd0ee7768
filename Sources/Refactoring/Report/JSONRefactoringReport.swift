internal import AgentKernel
internal import JSON
internal import Models
internal import SourceText

/// A report as `schemas/refactoring-report.schema.json` describes it.
package enum JSONRefactoringReport {
  package static func text(of report: RefactoringReport) -> String {
    value(of: report).serialized(.indented) + "\n"
  }

  static func value(of report: RefactoringReport) -> JSONValue {
    [
      "schema_version": 1, "plan": .string(report.plan), "summary": .string(report.summary),
      "base": .string(report.base.hexadecimal), "head": .string(report.head.hexadecimal),
      "reference": JSONValue(report.reference), "branch": JSONValue(report.branch),
      "commits": .array(report.commits.map { .string($0.hexadecimal) }), "reason": JSONValue(report.reason),
      "cost_microdollars": report.goal?.microdollars.map { JSONValue($0) } ?? .null,
      "is_preview": .bool(report.isPreview),
      "is_resumed": .bool(report.isResumed), "baseline": report.baseline.map(value) ?? .null,
      "gates": .array(Gate.allCases.filter(report.gates.contains).map { .string($0.rawValue) }),
      "steps": .array(report.steps.map(value)), "failures": .array(report.failures.map(JSONValue.string)),
      "notes": .array(report.notes.map(JSONValue.string)), "stopped_by": JSONValue(report.stop?.word),
      "done": JSONValue(report.done.count), "left": JSONValue(report.left.count),
      "files": .array(report.files.map { .string($0.string) }),
      "milliseconds": JSONValue(Int(report.duration / .milliseconds(1))), "difference": .string(report.difference),
      "goal": report.goal.map(value) ?? .null,
    ]
  }

  private static func value(of step: StepOutcome) -> JSONValue {
    var members: [String: JSONValue] = [
      "title": .string(step.title), "engine": .string(step.engine),
      "files": .array(step.files.map { .string($0.string) }), "batch": JSONValue(step.batch),
      "gates": .array(step.gates.map(\.json)),
    ]
    switch step.ending {
    case .done(let commit):
      members["state"] = "done"
      members["commit"] = JSONValue(commit?.hexadecimal)
    case .quarantined(let gate, let attempts, let lines):
      members["state"] = "quarantined"
      members["gate"] = .string(gate.rawValue)
      members["attempts"] = JSONValue(attempts)
      members["lines"] = .array(lines.map(JSONValue.string))
    }
    return .object(members)
  }

  private static func value(of goal: GoalReport) -> JSONValue {
    let usage = goal.spending.usage
    return [
      "words": .string(goal.goal), "is_planned": .bool(goal.isPlanned), "reason": .string(goal.reason),
      "model": .string(goal.model), "agent": .string(goal.agent), "items": .array(goal.items.map(value)),
      "usage": [
        "requests": JSONValue(goal.spending.requests), "input_tokens": JSONValue(usage.input),
        "output_tokens": JSONValue(usage.output), "cache_read_tokens": JSONValue(usage.cacheRead),
        "cache_write_tokens": JSONValue(usage.cacheWrite),
        "unpriced_tokens": JSONValue(goal.spending.cost.unpricedTokens),
      ],
    ]
  }

  private static func value(of item: GoalReport.Item) -> JSONValue {
    let (state, reason): (String, String) =
      switch item.state {
      case .open: ("open", "")
      case .done(let reason): ("done", reason)
      case .left(let reason, _): ("left", reason)
      }
    return [
      "name": .string(item.name), "scope": .array(item.scope.map { .string($0.string) }), "what": .string(item.what),
      "state": .string(state), "reason": .string(reason), "ledger": .array(item.ledger.map(JSONValue.string)),
    ]
  }

  private static func value(of baseline: Baseline) -> JSONValue {
    [
      "has_build": .bool(baseline.hasBuild), "has_tests": .bool(baseline.hasTests), "runs": JSONValue(baseline.runs),
      "passed": JSONValue(baseline.passedCount), "failing": .array(baseline.failing.map(JSONValue.string)),
      "flaky": .array(baseline.flaky.map(JSONValue.string)), "notes": .array(baseline.notes.map(JSONValue.string)),
    ]
  }
}
