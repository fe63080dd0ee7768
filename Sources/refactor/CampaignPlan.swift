import CommandLineSupport
import JSON
import Refactoring

/// What a run of a campaign would do: each unit's command, and the whole difference that it would make.
///
/// It is written unit by unit, so that memory holds the differences of those that are being looked at and no more.
struct CampaignPlan {
  let definition: CampaignDefinition
  let shard: Shard

  /// Of the whole campaign.
  let unitCount: Int

  /// Of this shard.
  let units: [CampaignUnit]

  let runner: ChildUnitRunner

  /// Units of one repository that are looked at together: each has a copy of it, of which there are not many, and somebody
  /// else may be at work there.
  private static let mostInStore = 4

  /// Looks at all units, some at a time, and writes what they would change in their order.
  ///
  /// - Throws: `ExitStatus.partial` when it cannot be told of some; `CommandLineError`, `CancellationError`.
  func write(_ format: CampaignFormat, into path: String?) async throws {
    var document = DocumentInParts(path: path)
    try document.add(format == .json ? jsonStart : textStart)
    var isWhole = true
    try await withThrowingTaskGroup(of: (Int, UnitPreview).self) { group in
      var written = 0
      var begun: Set<Int> = []
      var running: [String: Int] = [:]
      var waiting: [Int: UnitPreview] = [:]
      while written < units.count {
        for number in written..<min(units.count, written + definition.concurrency) where !begun.contains(number) {
          if let store = units[number].store {
            guard running[store, default: 0] < Self.mostInStore else { continue }
            running[store, default: 0] += 1
          }
          begun.insert(number)
          group.addTask { (number, try await runner.preview(units[number])) }
        }
        if let preview = waiting.removeValue(forKey: written) {
          if preview.trouble != nil { isWhole = false }
          let unit = units[written]
          try document.add(format == .json ? json(of: unit, preview, isFirst: written == 0) : text(of: unit, preview))
          written += 1
        } else if let (number, preview) = try await group.next() {
          waiting[number] = preview
          if let store = units[number].store { running[store, default: 0] -= 1 }
        }
      }
    }
    if format == .json { try document.add("\n]}\n") }
    try document.finish()
    if !isWhole { throw ExitStatus.partial }
  }

  // MARK: - As text

  private var textStart: String {
    let part = shard == .whole ? "" : " of \(unitCount), in shard \(shard)"
    return "Campaign \(definition.name): \(units.count) \(units.count == 1 ? "unit" : "units")\(part)\n"
  }

  private func text(of unit: CampaignUnit, _ preview: UnitPreview) -> String {
    let words = runner.arguments(for: UnitTask(unit: unit)).map(Self.word).joined(separator: " ")
    var text = "\n\(unit.identity)\n  refactor \(words)\n"
    if let trouble = preview.trouble { text += "  what it would change cannot be told: \(trouble)\n" }
    if preview.steps > 0 { text += "  \(preview.steps) \(preview.steps == 1 ? "step" : "steps"):\n" }
    if preview.steps == 0, preview.trouble == nil { text += "  nothing to do\n" }
    return text + TextRefactoringReport.shownDifference(preview.difference)
  }

  // MARK: - As JSON

  private var jsonStart: String {
    let members: [(String, JSONValue)] = [
      ("campaign", .string(definition.name)), ("shard", JSONValue(shard.index)), ("shards", JSONValue(shard.count)),
      ("all_units", JSONValue(unitCount)), ("concurrency", JSONValue(definition.concurrency)),
    ]
    return "{" + members.map { "\"\($0)\": \($1.serialized()), " }.joined() + "\"units\": [\n"
  }

  private func json(of unit: CampaignUnit, _ preview: UnitPreview, isFirst: Bool) -> String {
    let value: JSONValue = [
      "unit": .string(unit.identity), "path": .string(unit.path), "repository": JSONValue(unit.repository),
      "arguments": .array(runner.arguments(for: UnitTask(unit: unit)).map(JSONValue.string)),
      "steps": JSONValue(preview.steps), "difference": .string(preview.difference),
      "trouble": JSONValue(preview.trouble),
    ]
    return (isFirst ? "" : ",\n") + value.serialized()
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

/// A document that goes to the standard output part by part, or into a file in one step at its end.
private struct DocumentInParts {
  let path: String?
  private var parts: [String] = []

  init(path: String?) { self.path = path }

  mutating func add(_ part: String) throws {
    if path == nil { try StandardStream.output.write(part) } else { parts.append(part) }
  }

  func finish() throws {
    if path != nil { try OutputOptions.write(parts.joined(), into: path, else: .output) }
  }
}
