internal import Characterization

/// Makes tests of recordings.
struct RecordedTest: TestMaker {
  let dialect: ExpectationDialect

  /// Whether a call that traps may become a test that starts a process.
  let allowsExitTests: Bool

  /// The names of the module's actors, whose properties are read with `await`.
  var actors: Set<String> = []

  /// SIGSEGV, on all systems that there are.
  private static let segmentationFault = 11

  /// Why no test can be made, or the test.
  enum Result: Hashable, Sendable {
    case test(GeneratedTest)
    case rejected(String)
  }

  /// Makes a test of one recording.
  ///
  /// - Parameter law: what the call asks, in words, if it asks whether something holds.
  func make(of recording: Recording, law: String? = nil) -> Result {
    if let reason = recording.instability { return .rejected(reason) }
    let candidate = recording.candidate
    let prefix = (candidate.isThrowing ? "try " : "") + (candidate.isAsync ? "await " : "")
    var isThrowing = candidate.isThrowing
    var isAsync = candidate.isAsync
    var body: [String]
    var row: GeneratedTest.Row?
    switch recording.outcome {
    case .returned(let value):
      let result = Self.freeName("result", in: candidate)
      var lines: [String] = []
      if let value {
        lines = ExpectationWriter(dialect: dialect).lines(
          for: candidate.call, value, prefix: prefix, result: result)
      }
      let observed = observations(of: recording)
      if lines.isEmpty {
        guard !observed.isEmpty else { return .rejected("nothing that it gives or changes can be stated") }
        lines = [candidate.hasValue ? "_ = \(prefix)\(candidate.call)" : "\(prefix)\(candidate.call)"]
      }
      body = candidate.setup + lines + observed
      if candidate.setup.isEmpty, observed.isEmpty, case .literal(let expected, let type)? = value {
        row = table(for: candidate, prefix: prefix, expected: expected, type: type)
      }
    case .threw(let type, _, let literal):
      guard !type.contains("(") else { return .rejected("it throws an error of a type that a test cannot name") }
      isThrowing = candidate.setup.contains { $0.contains("try ") }
      let statement = (candidate.hasValue ? "_ = " : "") + prefix + candidate.call
      body = candidate.setup + dialect.throwing(type, literal: literal, isAsync: isAsync, statement: statement)
      body += observations(of: recording)
    case .trapped(let signal, _) where signal == Self.segmentationFault:
      // How deep a stack goes is the machine's affair.
      return .rejected("it dies of a bad access, as when the stack runs out")
    case .trapped(_, let message):
      guard allowsExitTests else {
        return .rejected("it traps\(message.isEmpty ? "" : " (\(message))"), and exit tests are off")
      }
      let statement = (candidate.hasValue ? "_ = " : "") + prefix + candidate.call
      guard let lines = dialect.trapping(candidate.setup + [statement]) else {
        return .rejected("it traps, which XCTest has no test for")
      }
      body = lines
      isThrowing = false
      isAsync = true
    case .timedOut: return .rejected("it did not end in time")
    case .exited(let code): return .rejected("it ended the process with code \(code)")
    }
    return .test(
      GeneratedTest(
        subject: candidate.subject, group: candidate.group,
        name: law.map { TestName.identifier(TestName.words(candidate.group) + TestName.words($0)) }
          ?? TestName.name(for: candidate, recording.outcome),
        body: body, isThrowing: isThrowing, isAsync: isAsync, actor: candidate.actor, imports: candidate.imports,
        origin: law == nil ? .recording : .law, row: law == nil ? row : nil))
  }

  private func observations(of recording: Recording) -> [String] {
    let writer = ExpectationWriter(dialect: dialect)
    let prefix = actors.contains(String(recording.candidate.group.prefix { $0 != "<" })) ? "await " : ""
    return zip(recording.candidate.observations, recording.observations).enumerated().flatMap { index, pair in
      writer.lines(
        for: pair.0, pair.1, prefix: prefix,
        result: Self.freeName("observed\(index == 0 ? "" : "\(index + 1)")", in: recording.candidate))
    }
  }

  /// The test as a line of a table, if its call has literals that differ from test to test.
  private func table(
    for candidate: CallCandidate, prefix: String, expected: String, type: String
  ) -> GeneratedTest.Row? {
    let parts = CallTemplate(of: candidate.call)
    guard !parts.inputs.isEmpty, parts.inputs.count <= 3, Self.isPlain(type), expected != "nil" else { return nil }
    return GeneratedTest.Row(
      body: [dialect.equal(prefix + parts.text, "expected")], inputs: parts.inputs, inputTypes: parts.types,
      expected: expected, expectedType: type)
  }

  /// A type that the signature of a test can name without more ado.
  private static func isPlain(_ type: String) -> Bool {
    type.allSatisfy { $0.isLetter || $0.isNumber || "[]<>:?, .".contains($0) }
  }

  private static func freeName(_ name: String, in candidate: CallCandidate) -> String {
    let text = candidate.setup.joined(separator: " ") + candidate.call
    return TestName.words(text).contains(name) ? "\(name)OfCall" : name
  }
}
