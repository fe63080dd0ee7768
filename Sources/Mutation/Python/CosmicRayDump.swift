internal import JSON
internal import SourceText

/// What `cosmic-ray dump` writes: a line for each mutant, a list of its description and of what came of it.
package enum CosmicRayDump {
  /// Reads it.
  ///
  /// - Parameters:
  ///   - text: the whole output.
  ///   - notes: what is to be told with the results.
  /// - Throws: `MutationError` with code `.unreadableReport`.
  package static func results(_ text: String, notes: [String] = []) throws(MutationError) -> MutationResults {
    var read: [(mutant: Mutant, status: MutantStatus)] = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard let entry = (try? JSONValue.parse(String(line)))?.array, let mutation = entry.first?["mutations"]?[0],
        let path = (mutation["module_path"]?.string).flatMap({ try? RelativePath($0) }),
        let start = place(mutation["start_pos"]), let end = place(mutation["end_pos"])
      else { throw MutationError(.unreadableReport, "cosmic-ray wrote a line that is no mutant: \(line.prefix(200))") }
      let result = entry.count > 1 ? entry[1] : .null
      let change = DiffLines(result["diff"]?.string ?? "")
      let mutant = Mutant(
        id: 0, path: path, startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column,
        operation: operation(mutation["operator_name"]?.string ?? ""), original: change.removed,
        replacement: change.added)
      read.append((mutant, status(result)))
    }
    return MutationResults(numbering: read, notes: notes)
  }

  /// Columns are counted from 0 there.
  private static func place(_ value: JSONValue?) -> (line: Int, column: Int)? {
    guard let line = value?[0]?.integer, let column = value?[1]?.integer, line > 0, column >= 0 else { return nil }
    return (line, column + 1)
  }

  private static func status(_ result: JSONValue) -> MutantStatus {
    if result["worker_outcome"]?.string == "skipped" { return .skipped }
    switch result["test_outcome"]?.string {
    case "killed"? where result["output"]?.string == "timeout": return .timedOut
    case "killed": return .killed(by: [])
    case "survived": return .survived
    case "incompetent": return .compileError
    default: return .ignored(reason: "cosmic-ray did not run it")
    }
  }

  private static func operation(_ name: String) -> Mutant.Operator {
    let name = name.split(separator: "/").last.map(String.init) ?? name
    if name.hasPrefix("ReplaceComparisonOperator") { return .relational }
    if name.hasPrefix("ReplaceBinaryOperator") || name.hasPrefix("ReplaceUnaryOperator") { return .arithmetic }
    if name == "ReplaceAndWithOr" || name == "ReplaceOrWithAnd" { return .logical }
    if name == "AddNot" { return .negation }
    return ["NumberReplacer", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue"].contains(name) ? .constant : .other
  }
}

/// The first line that a diff takes away, and the one that it adds.
struct DiffLines {
  let removed: String
  let added: String

  init(_ diff: String) {
    func first(_ mark: Character, not header: String) -> String {
      let line = diff.split(separator: "\n").first { $0.first == mark && !$0.hasPrefix(header) }
      return line.map { String($0.dropFirst().drop { $0 == " " }) } ?? ""
    }
    removed = first("-", not: "---")
    added = first("+", not: "+++")
  }
}

extension MutationResults {
  /// Mutants of another program, which are numbered here in the order of files and places.
  init(numbering read: [(mutant: Mutant, status: MutantStatus)], notes: [String] = []) {
    let ordered = Self.order(read.map(\.mutant)).enumerated().map { index, entry in
      (read[entry].mutant.numbered(index + 1), read[entry].status)
    }
    self.init(
      mutants: ordered.map(\.0), statuses: Dictionary(ordered.map { ($0.0.id, $0.1) }) { first, _ in first },
      notes: notes)
  }

  /// The indices of mutants in the order of files and places.
  static func order(_ mutants: [Mutant]) -> [Int] {
    mutants.indices.sorted { left, right in
      let (a, b) = (mutants[left], mutants[right])
      return (a.path.string, a.startLine, a.startColumn, left) < (b.path.string, b.startLine, b.startColumn, right)
    }
  }
}
