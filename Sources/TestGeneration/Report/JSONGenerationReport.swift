internal import AgentKernel
package import JSON
internal import Models
internal import Mutation
internal import SourceText
internal import Verification

/// The report for programs; `schemas/test-generation-report.schema.json` describes it.
package enum JSONGenerationReport {
  /// - Parameter reports: what the run did, one for each module.
  /// - Returns: one document in canonical form, with a line feed: the object of one module, an array of them of several.
  package static func text(of reports: [GenerationReport]) -> String {
    let values = reports.map(value)
    return (values.count == 1 ? values[0] : .array(values)).serialized(.indented) + "\n"
  }

  private static func value(of report: GenerationReport) -> JSONValue {
    var object: [String: JSONValue] = [
      "version": 1,
      "project": .string(report.project),
      "selection": .string(report.selection),
      "framework": .string(report.framework),
      "sandbox": .string(report.sandbox),
      "before": value(of: report.before),
      "after": value(of: report.after),
      "red_tests": .array(report.red.map { ["name": .string($0.name), "message": .string($0.message)] }),
      "tests": .array(report.tests.map(value)),
      "targets": .array(report.targets.map(value)),
      "rejections": .array(
        report.rejections.map {
          ["subject": .string($0.subject), "text": .string($0.text), "reason": .string($0.reason)]
        }),
      "possible_bugs": .array(
        report.possibleBugs.map {
          ["subject": .string($0.subject), "text": .string($0.text), "explanation": .string($0.explanation)]
        }),
      "unreachable": .array(
        report.unreachable.map {
          [
            "path": .string($0.path.description), "first_line": .integer(Int64($0.lines.first)),
            "last_line": .integer(Int64($0.lines.last)), "reason": .string($0.reason),
          ]
        }),
      "uncovered": .array(
        report.uncovered.map {
          [
            "path": .string($0.path.description), "subject": .string($0.subject),
            "lines": .array($0.lines.map { .integer(Int64($0)) }),
          ]
        }),
      "mutants": .array(report.mutants.map { value(of: $0.mutant, $0.status) }),
      "stages": .array(
        report.stages.map { ["name": .string($0.name), "milliseconds": milliseconds($0.duration)] }),
      "milliseconds": milliseconds(report.duration),
      "notes": .array(report.notes.map(JSONValue.string)),
      "patch": .string(report.patch),
    ]
    if let score = report.recordedMutation { object["recorded_mutation"] = value(of: score) }
    if let model = report.model {
      object["model"] = value(of: model)
      object["cost"] = model.words.map(JSONValue.string)
    }
    return .object(object)
  }

  private static func value(of model: GenerationReport.ModelUse) -> JSONValue {
    let (usage, cost) = (model.spending.usage, model.spending.cost)
    let isPriced = cost.unpricedTokens < usage.total || usage.total == 0
    return [
      "name": .string(model.name), "agent": .string(model.agent), "functions_asked": JSONValue(model.asked),
      "functions_left": JSONValue(model.left), "tests_proposed": JSONValue(model.proposed),
      "tests_recorded": JSONValue(model.kept), "trouble": JSONValue(model.trouble.map { "\($0)" }),
      "usage": [
        "requests": JSONValue(model.spending.requests), "input_tokens": JSONValue(usage.input),
        "output_tokens": JSONValue(usage.output), "cache_read_tokens": JSONValue(usage.cacheRead),
        "cache_write_tokens": JSONValue(usage.cacheWrite), "unpriced_tokens": JSONValue(cost.unpricedTokens),
        "cost_usd": isPriced ? .number(Double(cost.money.microdollars) / 1_000_000) : .null,
      ],
    ]
  }

  private static func value(of state: GenerationReport.State) -> JSONValue {
    var object: [String: JSONValue] = [
      "tests": .integer(Int64(state.tests)), "lines": value(of: state.lines), "regions": value(of: state.regions),
      "branches": value(of: state.branches),
    ]
    if let score = state.mutation { object["mutation"] = value(of: score) }
    return .object(object)
  }

  private static func value(of score: MutationScore) -> JSONValue {
    [
      "killed": .integer(Int64(score.killed)), "timed_out": .integer(Int64(score.timedOut)),
      "total": .integer(Int64(score.counted)), "unmeasured": .integer(Int64(score.unmeasured)),
    ]
  }

  private static func value(of share: CoverageReport.Share) -> JSONValue {
    ["covered": .integer(Int64(share.covered)), "total": .integer(Int64(share.total))]
  }

  /// A function that tests are wanted for, as an object.
  package static func value(_ target: RankedTarget) -> JSONValue {
    var object: [String: JSONValue] = [
      "name": .string(target.name), "path": .string(target.path.description),
      "first_line": .integer(Int64(target.lines.first)), "last_line": .integer(Int64(target.lines.last)),
      "complexity": .integer(Int64(target.complexity)), "callers": .integer(Int64(target.callers)),
      "commits": .integer(Int64(target.commits)), "changed": .bool(target.isChanged),
    ]
    if let uncovered = target.uncovered {
      object["lines"] = [
        "covered": .integer(Int64(uncovered.total - uncovered.missing)), "total": .integer(Int64(uncovered.total)),
      ]
    }
    return .object(object)
  }

  private static func value(_ test: GenerationReport.Test) -> JSONValue {
    [
      "name": .string(test.name), "subject": .string(test.subject), "path": .string(test.path.description),
      "body": .string(test.body.joined(separator: "\n")), "origin": .string(test.origin.rawValue),
      "earned_regions": .integer(Int64(test.earnedRegions)),
      "killed_mutants": .array(test.killed.map { .integer(Int64($0)) }),
    ]
  }

  private static func value(of mutant: Mutant, _ status: MutantStatus) -> JSONValue {
    [
      "id": .integer(Int64(mutant.id)), "path": .string(mutant.path.description),
      "line": .integer(Int64(mutant.startLine)), "column": .integer(Int64(mutant.startColumn)),
      "operator": .string(mutant.operation.rawValue), "original": .string(mutant.original),
      "replacement": .string(mutant.replacement), "status": .string(words(for: status)),
    ]
  }

  /// A status in one word, as mutation-testing reports have it.
  static func words(for status: MutantStatus) -> String {
    switch status {
    case .killed: "Killed"
    case .survived: "Survived"
    case .timedOut: "Timeout"
    case .notCovered: "NoCoverage"
    case .compileError: "CompileError"
    case .likelyEquivalent, .ignored: "Ignored"
    }
  }

  private static func milliseconds(_ duration: Duration) -> JSONValue {
    .integer(Int64(duration / .milliseconds(1)))
  }
}
