internal import JSON
package import SourceText

/// What mutmut 3 leaves in its folder `mutants` for each source file: the file with all its mutants as functions beside each
/// other, where each of them stands (`.spans`), and how the tests ended with it (`.meta`).
package struct MutmutFiles: Sendable {
  package let path: RelativePath
  package let source: String
  package let mutated: String
  package let spans: String
  package let meta: String

  /// - Parameters:
  ///   - path: the source file's, in the project.
  ///   - source: its text.
  ///   - mutated: the text of the file of this path below `mutants`.
  ///   - spans: that of the file with `.spans` at its end.
  ///   - meta: that of the file with `.meta` at its end.
  package init(path: RelativePath, source: String, mutated: String, spans: String, meta: String) {
    self.path = path
    self.source = source
    self.mutated = mutated
    self.spans = spans
    self.meta = meta
  }

  /// - Throws: `MutationError` with code `.unreadableReport`.
  package static func results(_ files: [MutmutFiles], notes: [String] = []) throws(MutationError) -> MutationResults {
    try switchable(files, notes: notes).results
  }

  /// The mutants with what turns each of them on.
  ///
  /// - Throws: `MutationError` with code `.unreadableReport`.
  static func switchable(_ files: [MutmutFiles], notes: [String] = []) throws(MutationError) -> PythonMutants {
    var read: [(mutant: Mutant, status: MutantStatus, key: PythonMutants.Key)] = []
    for file in files { read += try file.read() }
    let order = MutationResults.order(read.map(\.mutant))
    let numbered = order.enumerated().map { ($0.offset + 1, read[$0.element].key) }
    return PythonMutants(
      results: MutationResults(numbering: read.map { ($0.mutant, $0.status) }, notes: notes),
      keys: Dictionary(numbered) { first, _ in first })
  }

  private func read() throws(MutationError) -> [(mutant: Mutant, status: MutantStatus, key: PythonMutants.Key)] {
    guard let codes = (try? JSONValue.parse(meta))?["exit_code_by_key"]?.object,
      let spans = (try? JSONValue.parse(spans))?["spans"]?.object
    else { throw MutationError(.unreadableReport, "what mutmut says of \(path) cannot be read; is it mutmut 3?") }
    let lines = mutated.split(separator: "\n", omittingEmptySubsequences: false)
    let own = source.split(separator: "\n", omittingEmptySubsequences: false)
    return codes.sorted { $0.key < $1.key }.compactMap { key, code in
      // `module.x_name__mutmut_3`: the function is known by what is before the number.
      guard let name = key.split(separator: ".").last.map(String.init), let mark = name.firstRange(of: "__mutmut_"),
        let span = Self.lines(spans[name], of: lines),
        let original = Self.lines(spans[name[..<mark.upperBound] + "orig"], of: lines)
      else { return nil }
      let index = Self.change(from: original, to: span)
      let line = Self.position(of: original.dropFirst(), in: own).map { $0 + index }
      let (before, after) = (original[index], span[index])
      let column = before.utf8.count - before.drop { $0 == " " || $0 == "\t" }.utf8.count + 1
      let mutant = Mutant(
        id: 0, path: path, startLine: line ?? 1, startColumn: column, endLine: line ?? 1,
        endColumn: before.utf8.count + 1, operation: .other, original: Self.plain(before),
        replacement: Self.plain(after))
      let first = max(1, (line ?? 1) - index)
      return (
        mutant, Self.status(code.integer),
        PythonMutants.Key(text: key, lines: LineRange(first, first + original.count - 1))
      )
    }
  }

  /// The lines of a span, which is two numbers: of its first line and its last, from 1.
  private static func lines(_ span: JSONValue?, of lines: [Substring]) -> [Substring]? {
    guard let first = span?[0]?.integer, let last = span?[1]?.integer, first >= 1, first <= last, last <= lines.count
    else {
      return nil
    }
    let all = lines[(first - 1)..<last]
    // What stands between two functions counts for the second.
    let function = all.drop { line in
      let text = trimmed(line)
      return !text.hasPrefix("def ") && !text.hasPrefix("async def ")
    }
    return Array(function.isEmpty ? all : function)
  }

  /// The first line, behind the functions' names, that differs.
  private static func change(from original: [Substring], to mutated: [Substring]) -> Int {
    zip(original, mutated).enumerated().dropFirst().first { $0.element.0 != $0.element.1 }?.offset ?? 0
  }

  /// The line number of the one before a function's body, so that adding an index in the function gives its line.
  private static func position(of body: ArraySlice<Substring>, in lines: [Substring]) -> Int? {
    guard !body.isEmpty, body.count <= lines.count else { return nil }
    return (0...(lines.count - body.count)).first { lines[$0..<($0 + body.count)].elementsEqual(body) }
  }

  /// A line as the source has it, where it holds the name that mutmut gives a function.
  private static func plain(_ line: Substring) -> String {
    let text = trimmed(line)
    guard let mark = text.firstRange(of: "__mutmut_"), let start = text.firstRange(of: "def ")?.upperBound,
      start < mark.lowerBound
    else { return text }
    let rest = text[mark.upperBound...].drop { $0.isLetter || $0.isNumber }
    // `x_name`, or `xǁTypeǁname` for a method.
    let name = text[start..<mark.lowerBound]
    let own = name.split(separator: "ǁ").last.map { name.contains("ǁ") ? $0 : $0.dropFirst(2) } ?? name
    return String(text[..<start] + own + rest)
  }

  private static func trimmed(_ line: Substring) -> String {
    String(line.drop { $0 == " " || $0 == "\t" })
  }

  /// How mutmut writes down what came of a mutant.
  private static func status(_ code: Int?) -> MutantStatus {
    switch code {
    case 0?: .survived
    // A crash is noticed; 3 is pytest's own, which a mutant has brought about.
    case 1?, 3?, .some(-11), .some(-9): .killed(by: [])
    case 5?, 33?: .notCovered
    case 34?: .ignored(reason: "mutmut skipped it")
    case 37?: .compileError
    case 24?, 36?, 152?, 255?, .some(-24): .timedOut
    case nil, 2?: .ignored(reason: "mutmut did not run it")
    case .some(let code): .ignored(reason: "mutmut does not know what its code \(code) means")
    }
  }
}
