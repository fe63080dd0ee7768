import JSON
import Refactoring

/// What a run of a campaign would do.
struct CampaignPlan {
  let definition: CampaignDefinition
  let shard: Shard

  /// Of the whole campaign.
  let unitCount: Int

  /// Of this shard.
  let units: [CampaignUnit]

  let runner: ChildUnitRunner

  var text: String {
    let part = shard == .whole ? "" : " of \(unitCount), in shard \(shard)"
    var lines = ["Campaign \(definition.name): \(units.count) \(units.count == 1 ? "unit" : "units")\(part)"]
    for unit in units {
      lines += [
        "", unit.identity,
        "  refactor \(runner.arguments(for: UnitTask(unit: unit)).map(Self.word).joined(separator: " "))",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: String {
    let value: JSONValue = [
      "campaign": .string(definition.name), "shard": JSONValue(shard.index), "shards": JSONValue(shard.count),
      "all_units": JSONValue(unitCount), "concurrency": JSONValue(definition.concurrency),
      "units": .array(
        units.map { unit in
          [
            "unit": .string(unit.identity), "path": .string(unit.path), "repository": JSONValue(unit.repository),
            "arguments": .array(runner.arguments(for: UnitTask(unit: unit)).map(JSONValue.string)),
          ]
        }),
    ]
    return value.serialized(.indented) + "\n"
  }

  /// A word as a shell takes it, if it needs that.
  private static func word(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "-_./=:,+@%".utf8.contains(byte)
      }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
