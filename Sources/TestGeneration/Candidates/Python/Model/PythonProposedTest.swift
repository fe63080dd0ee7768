internal import Characterization
internal import JSON

/// A test function that a model proposed, as it was read.
struct PythonProposedTest: Hashable, Sendable {
  let name: String

  /// Tables: `@pytest.mark.parametrize(...)`.
  let decorators: [String]

  /// What the function takes: columns of tables, fixtures, or `self`.
  let parameters: [String]

  /// Its statements, without the indentation that a function gives them.
  let body: [String]

  /// Import statements that it needs, sorted.
  let imports: [String]

  /// The names that these bind, with the statement.
  let bound: [String: String]

  /// Imports and function as one text.
  let source: String

  /// - Returns: nil for what the reading program does not write.
  init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, let source = value["source"]?.string else { return nil }
    func texts(_ key: String) -> [String] { (value[key]?.array ?? []).compactMap(\.string) }
    self.name = name
    self.source = source
    decorators = texts("decorators")
    parameters = texts("parameters")
    body = texts("body")
    imports = texts("imports")
    bound = Dictionary(
      (value["bound"]?.array ?? []).compactMap { pair in
        guard let name = pair[0]?.string, let line = pair[1]?.string else { return nil }
        return (name, line)
      }
    ) { first, _ in first }
  }

  /// The test as a call that can be recorded: it never fails, and what came of it is observed.
  ///
  /// - Parameters:
  ///   - subject: a name that no other call of the run has.
  ///   - area: the folder of the project.
  func candidate(_ subject: String, in area: String) -> CallCandidate {
    let text = JSONValue.string(source).serialized()
    return CallCandidate(
      subject: subject, group: subject,
      setup: [
        PythonTestRunSource.text, "_AREA = \(JSONValue.string(area).serialized())",
        "_test = _load(\(text), \"\(name)\")",
      ],
      call: "_run(_test, [\(parameters.map { "\"\($0)\"" }.joined(separator: ", "))])", hasValue: false,
      observations: ["state", "words", "actual"].map { "_hex(\"\($0)\")" })
  }
}
