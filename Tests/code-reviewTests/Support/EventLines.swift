import Foundation
import JSON
import Testing

/// The events that a program wrote to its standard output.
struct EventLines {
  let values: [JSONValue]

  /// Reads them, and expects that each line is one JSON object, that their numbers have no gap, that all are of one run, and
  /// that the last one and no other ends it.
  ///
  /// - Parameter output: all of the standard output.
  init(_ output: String, location: SourceLocation = #_sourceLocation) throws {
    #expect(output.isEmpty || output.hasSuffix("\n"), sourceLocation: location)
    values = try output.split(separator: "\n").map { try JSONValue.parse(String($0)) }
    #expect(values.map { $0["seq"]?.integer } == Array(1...max(1, values.count)), sourceLocation: location)
    #expect(Set(values.map { $0["run"]?.string }).count == 1, sourceLocation: location)
    // What ends the process before anything else was written leaves the end alone.
    #expect(values.count == 1 || values.first?["type"] == "stream_started", sourceLocation: location)
    #expect(values.count { $0["type"] == "run_ended" } == 1, "\(types)", sourceLocation: location)
    #expect(values.last?["type"] == "run_ended", sourceLocation: location)
  }

  var types: [String] { values.compactMap { $0["type"]?.string } }

  subscript(type: String) -> [JSONValue] { values.filter { $0["type"]?.string == type } }

  /// The exit code that the last event names.
  var exitCode: Int32? { values.last?["exit_code"]?.integer.map(Int32.init) }

  /// What is wrong with the events by their published schema, and members that it does not describe.
  func violations() throws -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../schemas/events.schema.json")
    let value = try JSONValue.parse(Array(Data(contentsOf: file)))
    let schema = JSONSchema(value)
    #expect(schema.uncheckedKeywords.isEmpty, "\(schema.uncheckedKeywords)")
    let common = Set(try #require(value["properties"]?.object).keys)
    return values.flatMap { event in
      let type = event["type"]?.string ?? ""
      let described = common.union(value["$defs"]?[type]?["properties"]?.object?.keys ?? [:].keys)
      let undescribed = (event.object ?? [:]).keys.filter { !described.contains($0) }
      return schema.violations(in: event).map { "\(type): \($0)" } + undescribed.map { "\(type): \($0) is undescribed" }
    }
  }
}
