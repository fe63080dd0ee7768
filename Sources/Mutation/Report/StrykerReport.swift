package import JSON
package import SourceText

/// Stryker's report of mutation tests, version 2 of its schema: what viewers of such reports read.
///
/// `fixtures/schemas/stryker` has the schema as it is published. What it has no word for is said so that it can be read back:
/// likely equivalent mutants are `Ignored`, and their reason begins with `equivalent: `.
package struct StrykerReport: Sendable {
  package static let schemaVersion = "2"

  private static let equivalentMark = "equivalent: "

  /// Makes the report.
  ///
  /// - Parameters:
  ///   - results: which mutants there were and what became of them.
  ///   - sources: the whole unchanged text of each file.
  ///   - language: for colours: `swift`, `python`.
  ///   - thresholds: scores in percent below which a viewer warns, and above which it is content.
  package static func json(
    _ results: MutationResults, sources: [RelativePath: String], language: String,
    thresholds: (low: Int, high: Int) = (60, 80)
  ) -> JSONValue {
    var files: [String: JSONValue] = [:]
    var tests: [String: String] = [:]
    for status in results.statuses.values {
      if case .killed(let names) = status { for name in names { tests[name] = name } }
    }
    for (path, mutants) in Dictionary(grouping: results.mutants, by: \.path) {
      files[path.string] = .object([
        "language": .string(language), "source": .string(sources[path] ?? ""),
        "mutants": .array(mutants.map { mutant($0, results.status(of: $0)) }),
      ])
    }
    var report: [String: JSONValue] = [
      "schemaVersion": .string(schemaVersion), "files": .object(files),
      "thresholds": ["high": JSONValue(thresholds.high), "low": JSONValue(thresholds.low)],
      "framework": ["name": "Fulcrum"],
      "performance": [
        "setup": milliseconds(results.buildDuration), "initialRun": milliseconds(results.baselineDuration),
        "mutation": milliseconds(results.duration),
      ],
    ]
    if !tests.isEmpty {
      let list = tests.keys.sorted().map { JSONValue.object(["id": .string($0), "name": .string($0)]) }
      report["testFiles"] = ["tests": .object(["tests": .array(list)])]
    }
    return .object(report)
  }

  /// Reads a report of this or another program.
  ///
  /// - Throws: `MutationError` with code `.unreadableReport`.
  package static func results(_ json: JSONValue) throws(MutationError) -> MutationResults {
    guard let files = json["files"]?.object else {
      throw MutationError(.unreadableReport, "the report of mutants has no files; is it Stryker's JSON?")
    }
    var read: [(mutant: Mutant, status: MutantStatus)] = []
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      guard let path = try? RelativePath(name), let mutants = file["mutants"]?.array else {
        throw MutationError(.unreadableReport, "the file \(String(reflecting: name)) in the report of mutants is none")
      }
      for value in mutants {
        guard let found = mutant(value, path: path, source: file["source"]?.string ?? "", after: read.count) else {
          throw MutationError(.unreadableReport, "a mutant of \(path) in the report has no place or no status")
        }
        read.append(found)
      }
    }
    // The numbers are another program's, or none; what is read is numbered anew where they are not all different.
    let isNumbered = Set(read.map(\.mutant.id)).count == read.count
    let numbered = read.enumerated().map { index, entry in
      (mutant: isNumbered ? entry.mutant : entry.mutant.numbered(index + 1), status: entry.status)
    }
    let ordered = numbered.sorted { $0.mutant.id < $1.mutant.id }
    return MutationResults(
      mutants: ordered.map(\.mutant),
      statuses: Dictionary(ordered.map { ($0.mutant.id, $0.status) }) { first, _ in first })
  }

  private static func milliseconds(_ duration: Duration) -> JSONValue {
    JSONValue(Int((duration / .milliseconds(1)).rounded()))
  }

  private static func mutant(_ mutant: Mutant, _ status: MutantStatus) -> JSONValue {
    var value: [String: JSONValue] = [
      "id": .string("\(mutant.id)"), "mutatorName": .string(mutant.operation.rawValue),
      "replacement": .string(mutant.replacement),
      "location": [
        "start": ["line": JSONValue(mutant.startLine), "column": JSONValue(mutant.startColumn)],
        "end": ["line": JSONValue(mutant.endLine), "column": JSONValue(mutant.endColumn)],
      ],
    ]
    switch status {
    case .killed(let tests):
      value["status"] = "Killed"
      if !tests.isEmpty { value["killedBy"] = .array(tests.map(JSONValue.string)) }
    case .survived: value["status"] = "Survived"
    case .timedOut: value["status"] = "Timeout"
    case .notCovered: value["status"] = "NoCoverage"
    case .compileError: value["status"] = "CompileError"
    case .likelyEquivalent(let reason):
      value["status"] = "Ignored"
      value["statusReason"] = .string(equivalentMark + reason)
    case .ignored(let reason):
      value["status"] = "Ignored"
      value["statusReason"] = .string(reason)
    }
    return .object(value)
  }

  private static func mutant(
    _ value: JSONValue, path: RelativePath, source: String, after count: Int
  ) -> (mutant: Mutant, status: MutantStatus)? {
    guard let start = value["location"]?["start"], let end = value["location"]?["end"],
      let startLine = start["line"]?.integer, let startColumn = start["column"]?.integer,
      let endLine = end["line"]?.integer, let endColumn = end["column"]?.integer, let status = status(value)
    else { return nil }
    let mutant = Mutant(
      id: value["id"]?.string.flatMap { Int($0) } ?? count + 1, path: path, startLine: startLine,
      startColumn: startColumn, endLine: endLine, endColumn: endColumn,
      operation: value["mutatorName"]?.string.flatMap(Mutant.Operator.init) ?? .other,
      original: text(source, startLine, startColumn, endLine, endColumn),
      replacement: value["replacement"]?.string ?? "")
    return (mutant, status)
  }

  private static func status(_ value: JSONValue) -> MutantStatus? {
    let reason = value["statusReason"]?.string ?? ""
    switch value["status"]?.string {
    case "Killed": return .killed(by: value["killedBy"]?.array?.compactMap(\.string) ?? [])
    // Tests that could not even run under the mutant have noticed it.
    case "RuntimeError": return .killed(by: [])
    case "Survived": return .survived
    case "Timeout": return .timedOut
    case "NoCoverage": return .notCovered
    case "CompileError": return .compileError
    case "Ignored":
      guard reason.hasPrefix(equivalentMark) else { return .ignored(reason: reason) }
      return .likelyEquivalent(reason: String(reason.dropFirst(equivalentMark.count)))
    case "Pending": return .ignored(reason: "it was not run")
    default: return nil
    }
  }

  /// A piece of a text between two places, lines and columns from 1, the columns in bytes.
  private static func text(_ source: String, _ startLine: Int, _ startColumn: Int, _ endLine: Int, _ endColumn: Int)
    -> String
  {
    let bytes = Array(source.utf8)
    var starts = [0]
    for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
    guard starts.indices.contains(startLine - 1), starts.indices.contains(endLine - 1) else { return "" }
    let (start, end) = (starts[startLine - 1] + startColumn - 1, starts[endLine - 1] + endColumn - 1)
    guard start >= 0, start <= end, end <= bytes.count else { return "" }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

extension Mutant {
  /// The same with another number.
  package func numbered(_ id: Int) -> Mutant {
    Mutant(
      id: id, path: path, startLine: startLine, startColumn: startColumn, endLine: endLine, endColumn: endColumn,
      operation: operation, original: original, replacement: replacement)
  }
}
