internal import Characterization

/// Makes tests of recordings.
struct RecordedTest: TestMaker {
  let dialect: ExpectationDialect

  /// Whether a call that traps may become a test that starts a process.
  let allowsExitTests: Bool

  /// The names of the module's actors, whose properties are read with `await`.
  var actors: Set<String> = []

  /// The names of the module's types.
  var types: Set<String> = []

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
      let result = Self.resultName(of: candidate)
      var lines: [String] = []
      if let value {
        lines = ExpectationWriter(dialect: dialect, taken: Self.words(of: candidate)).lines(
          for: candidate.call, value, prefix: prefix, result: result)
      }
      let binding = "let \(result) = \(prefix)\(candidate.call)"
      // A value that is stated whole needs no word about its parts.
      let parts = lines.isEmpty || lines[0] == binding ? observations(of: recording, result: result) : []
      let observed = parts + observations(of: recording)
      if lines.isEmpty {
        guard !observed.isEmpty else { return .rejected("nothing that it gives or changes can be stated") }
        lines =
          parts.isEmpty
          ? [candidate.hasValue ? "_ = \(prefix)\(candidate.call)" : "\(prefix)\(candidate.call)"] : [binding]
      }
      body = (candidate.setup + lines + observed).uniquedLines
      if candidate.setup.isEmpty, observed.isEmpty, case .literal(let expected, let type)? = value {
        row = table(for: candidate, prefix: prefix, expected: expected, type: type)
      }
    case .threw(let type, let description, let literal):
      guard !type.contains("(") else { return .rejected("it throws an error of a type that a test cannot name") }
      isThrowing = candidate.setup.contains { $0.contains("try ") }
      let statement = (candidate.hasValue ? "_ = " : "") + prefix + candidate.call
      body = candidate.setup
      if literal == nil, says(description, of: type) {
        body += dialect.throwing(
          type, printing: ExpectationWriter.quoted(description), named: Self.freeName("error", in: candidate),
          isAsync: candidate.isAsync, statement: statement)
        isThrowing = isThrowing || dialect == .swiftTesting
      } else {
        body += dialect.throwing(type, literal: literal, isAsync: isAsync, statement: statement)
      }
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
          ?? TestName.name(
            for: candidate, recording.outcome, observed: Array(zip(candidate.observations, recording.observations))),
        body: body, isThrowing: isThrowing, isAsync: isAsync, actor: candidate.actor, imports: candidate.imports,
        origin: law == nil ? .recording : .law, row: law == nil ? row : nil))
  }

  /// Characters of an error's description that is stated at most.
  private static let descriptionLimit = 160

  /// Whether how an error of the module prints tells more than its type, and the same wherever the test is run.
  private func says(_ description: String, of type: String) -> Bool {
    let name = type.split(separator: ".").last.map(String.init) ?? type
    guard types.contains(String(type.prefix { $0 != "<" })), !description.isEmpty, description != type,
      description != name, description != "\(name)()", description.count <= Self.descriptionLimit
    else { return false }
    // Errors of the system print otherwise on each system, and addresses in each run.
    return !["Error Domain=", "Foundation.", "0x", "(Function)", "\n"].contains { description.contains($0) }
  }

  /// Lines about what is read after the call: of the result when it has a name here, else of all but the result.
  private func observations(of recording: Recording, result: String? = nil) -> [String] {
    let writer = ExpectationWriter(dialect: dialect, taken: Self.words(of: recording.candidate))
    let prefix = actors.contains(String(recording.candidate.group.prefix { $0 != "<" })) ? "await " : ""
    let start = "\(CallCandidate.result)."
    return zip(recording.candidate.observations, recording.observations).enumerated().flatMap {
      index, pair -> [String] in
      guard pair.0.hasPrefix(start) == (result != nil) else { return [] }
      let expression = result.map { "\($0).\(pair.0.dropFirst(start.count))" } ?? pair.0
      return writer.lines(
        for: expression, pair.1, prefix: prefix,
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

  /// What the value of a call is called: after its type where an initialiser makes it.
  private static func resultName(of candidate: CallCandidate) -> String {
    guard candidate.subject.contains(".init("), let type = candidate.group.split(separator: ".").last else {
      return freeName(CallCandidate.result, in: candidate)
    }
    let words = TestName.words(String(type.prefix { $0 != "<" }))
    let name = TestName.identifier(words)
    return freeName(CallWriter.keywords.contains(name) || words.isEmpty ? CallCandidate.result : name, in: candidate)
  }

  private static func freeName(_ name: String, in candidate: CallCandidate) -> String {
    let text = candidate.setup.joined(separator: " ") + candidate.call
    return TestName.words(text).contains(name) ? "\(name)OfCall" : name
  }

  /// The names in a call and what prepares it.
  private static func words(of candidate: CallCandidate) -> Set<String> {
    let text = (candidate.setup + [candidate.call]).joined(separator: " ")
    return Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
  }
}

extension [String] {
  /// Without expectations that stand there already, or say less than another; other statements may well come twice.
  fileprivate var uniquedLines: [String] {
    var seen: Set<String> = []
    let counted = self.filter { $0.contains(".count == ") || $0.contains(".count, ") }
    return filter { line in
      // Who knows the count knows whether there is anything.
      !counted.contains { count in
        guard let subject = count.components(before: ".count") else { return false }
        return line == "#expect(!\(subject).isEmpty)" || line == "#expect(\(subject).isEmpty)"
      }
    }.filter { !($0.hasPrefix("#expect") || $0.hasPrefix("XCTAssert")) || seen.insert($0).inserted }
  }
}

extension String {
  /// What an expectation is about, when it is about a property of it: `heap` of `#expect(heap.count == 3)`.
  fileprivate func components(before property: String) -> String? {
    guard hasPrefix("#expect("), let end = firstIndex(of: "."), self[end...].hasPrefix(property) else { return nil }
    return String(self[index(startIndex, offsetBy: 8)..<end])
  }
}
