internal import Characterization

/// Makes tests for pytest of recordings.
struct PythonRecordedTest: TestMaker {
  /// Parameters of functions by their names, for tables.
  let parameters: [String: [String]]

  func make(of recording: Recording, law: String?) -> RecordedTest.Result {
    if let reason = recording.instability { return .rejected(reason) }
    let candidate = recording.candidate
    var body: [String]
    var row: GeneratedTest.Row?
    switch recording.outcome {
    case .returned(let value):
      let lines = value.map { Self.assertions(of: candidate.call, $0, result: "result") } ?? []
      let observed = zip(candidate.observations, recording.observations).flatMap {
        Self.assertions(of: $0, $1, result: "observed")
      }
      if case .literal("None", _)? = value, !observed.isEmpty {
        body = candidate.setup + [candidate.call] + observed
      } else if lines.isEmpty {
        guard !observed.isEmpty else { return .rejected("nothing that it gives or changes can be stated") }
        body = candidate.setup + [candidate.call] + observed
      } else {
        body = candidate.setup + lines + observed
      }
      if candidate.setup.isEmpty, observed.isEmpty, case .literal(let expected, let type)? = value {
        row = table(for: candidate, expected: expected, type: type)
      }
    case .threw(let type, let message, _):
      let isTold = !message.isEmpty && message.utf8.count < 200 && !message.contains(" at 0x") && !message.contains("/")
      body = candidate.setup + ["with pytest.raises(\(type))\(isTold ? " as error" : ""):", "    \(candidate.call)"]
      if isTold { body.append("assert str(error.value) == \(PythonValue.string(message).text)") }
    case .trapped(let signal, _): return .rejected("it ends the process with signal \(signal)")
    case .timedOut: return .rejected("it did not end in time")
    case .exited(let code): return .rejected("it ended the process with code \(code)")
    }
    return .test(
      GeneratedTest(
        subject: candidate.subject, group: candidate.group,
        name: PythonTestName.name(for: candidate, recording.outcome), body: body,
        imports: candidate.imports + (body.contains { $0.contains("pytest.") } ? ["import pytest"] : []),
        origin: .recording, row: row))
  }

  /// What can be stated of an expression's value.
  static func assertions(of expression: String, _ value: RecordedValue, result: String) -> [String] {
    switch value {
    case .literal(let text, _):
      if ["None", "True", "False"].contains(text) { return ["assert \(expression) is \(text)"] }
      return ["assert \(expression) == \(PythonValue.doubled(text))"]
    case .approximate(let text, _): return ["assert \(expression) == pytest.approx(\(text))"]
    case .structure(let type, let fields):
      var lines: [String] = []
      for field in fields {
        let inner: String
        switch field.name {
        case "nan":
          lines.append("assert \(result) != \(result)")
          continue
        case "len", "str": inner = "\(field.name)(\(result))"
        default: inner = field.name.hasPrefix("[") ? result + field.name : "\(result).\(field.name)"
        }
        lines += assertions(of: inner, field.value, result: "\(result)_part")
      }
      let isOwn = !["str", "bytes", "list", "tuple", "dict", "set", "float"].contains(type)
      if isOwn { lines.insert("assert isinstance(\(result), \(type))", at: 0) }
      return lines.isEmpty ? [] : ["\(result) = \(expression)"] + lines
    case .unordered, .described, .opaque: return []
    }
  }

  private func table(for candidate: CallCandidate, expected: String, type: String) -> GeneratedTest.Row? {
    let known = parameters[candidate.subject] ?? []
    guard !["None", "True", "False"].contains(expected), PythonCallTemplate.isLiteral(expected),
      let template = PythonCallTemplate(of: candidate.call, parameters: known)
    else { return nil }
    return GeneratedTest.Row(
      body: ["assert \(template.text) == expected"], inputs: template.inputs.map(PythonValue.doubled),
      inputTypes: template.names,
      expected: PythonValue.doubled(expected), expectedType: type)
  }
}
