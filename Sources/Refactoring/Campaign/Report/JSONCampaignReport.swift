internal import JSON

/// The report for programs; `schemas/campaign-report.schema.json` describes it.
package enum JSONCampaignReport {
  /// - Returns: one object in canonical form, with a line feed.
  package static func text(of report: CampaignReport) -> String {
    let counts = CampaignReport.State.allCases.map { ($0.rawValue, JSONValue(report.count($0))) }
    let value: JSONValue = [
      "version": 1, "campaign": .string(report.name), "description": .string(report.description),
      "shards": .array(report.shards.map { ["index": JSONValue($0.index), "count": JSONValue($0.count)] }),
      "looks_only": .bool(report.looksOnly), "running": .bool(report.isRunning), "whole": .bool(report.isWhole),
      "start_milliseconds": JSONValue(report.startTime), "end_milliseconds": JSONValue(report.endTime),
      "counts": .object(Dictionary(uniqueKeysWithValues: counts)), "unknown_units": JSONValue(report.unknownUnits),
      "commits": JSONValue(report.commits), "cost_microdollars": report.cost.map { JSONValue($0) } ?? .null,
      "endings": .array(report.endings.map(JSONValue.string)),
      "findings": .array(report.findings.map { ["kind": .string($0.kind.rawValue), "text": .string($0.text)] }),
      "units": .array(report.units.map(value)),
    ]
    return value.serialized(.indented) + "\n"
  }

  private static func value(of unit: CampaignReport.Unit) -> JSONValue {
    var members: [String: JSONValue] = [
      "unit": .string(unit.identity), "path": .string(unit.path), "shard": JSONValue(unit.shard.index),
      "state": .string(unit.state.rawValue), "attempts": JSONValue(unit.attempts),
      "cost_microdollars": unit.cost.map { JSONValue($0) } ?? .null,
    ]
    for key in ["branch", "code", "commits", "gates", "milliseconds", "reason"] {
      members[key] = unit.outcome?.members[key] ?? (key == "gates" ? [] : .null)
    }
    return .object(members)
  }
}
