internal import Characterization
internal import SwiftSource
internal import Tools

/// A proposed test as calls that can be recorded: itself, and the questions whether what it gives is what was expected.
struct ProposedCall: Sendable {
  var candidate: CallCandidate

  /// What the call should give, as Swift writes it; nil where nothing was said.
  let expected: String?

  /// What should be seen afterwards, in the order of the candidate's observations.
  let observed: [String?]

  /// Bytes of one proposed text at most.
  private static let sizeLimit = 4_000

  /// What is wrong with a proposal.
  enum Fault: Error {
    /// It is no Swift of the form that was asked for; the text says which part.
    case malformed(String)
  }

  /// Brings what a model wrote into the form of candidates.
  ///
  /// `try`, `await` and what binds the value are taken off the call, since the recorder and the test put them where they belong.
  ///
  /// - Parameters:
  ///   - test: what was proposed.
  ///   - target: the function that it is about.
  ///   - vocabulary: what it may name.
  /// - Throws: `Fault`.
  init(_ test: ProposedTest, for target: ModelTarget, naming vocabulary: ProposalVocabulary) throws(Fault) {
    let setup = (test.setup ?? []).flatMap { $0.split(whereSeparator: \.isNewline) }.map { Self.statement(String($0)) }
      .filter { !$0.isEmpty }
    var call = Self.statement(test.call)
    var isThrowing = test.canThrow == true || test.outcome == .throws || setup.contains { $0.contains("try ") }
    var isAsync = test.isAsync == true || setup.contains { $0.contains("await ") }
    for binding in ["let ", "var "] where call.hasPrefix(binding) {
      if let sign = call.firstRange(of: " = ") { call = String(call[sign.upperBound...]) }
    }
    if call.hasPrefix("_ = ") { call = String(call.dropFirst(4)) }
    while let word = ["try ", "await "].first(where: call.hasPrefix) {
      if word == "try " { isThrowing = true } else { isAsync = true }
      call = String(call.dropFirst(word.count).drop { $0 == " " })
    }
    let observations = test.observations ?? []
    let texts = setup + [call] + observations.map(\.expression)
    guard texts.reduce(0, { $0 + $1.utf8.count }) <= Self.sizeLimit else {
      throw .malformed("it is longer than \(Self.sizeLimit) bytes")
    }
    guard SwiftParse.isBody((setup + [call]).joined(separator: "\n")) else {
      throw .malformed("setup and call are not the statements of one function")
    }
    for text in observations.flatMap({ [$0.expression, $0.expected] }).compactMap(\.self)
    where !SwiftParse.isExpression(text) {
      throw .malformed("\(text) is no expression")
    }
    // An error may be said by the name of its case alone.
    let expectation = test.expected.map { test.outcome == .throws && Self.isModule($0) ? ".\($0)" : $0 }
    let said = texts + observations.compactMap(\.expected) + [expectation].compactMap(\.self)
    let imports = Set(test.imports ?? []).filter(Self.isModule).sorted()
    if let objection = ProposalGuard.objection(to: said, imports: imports, vocabulary: vocabulary) {
      throw .malformed(objection)
    }
    let expected = test.expected.map(Self.statement)
    if test.outcome == .value, let expected, !SwiftParse.isExpression(expected) {
      throw .malformed("\(expected) is no expression")
    }
    self.expected = expected
    observed = observations.map(\.expected)
    candidate = CallCandidate(
      subject: target.title, group: target.group, setup: setup, call: call,
      hasValue: test.outcome != .nothing, isThrowing: isThrowing, isAsync: isAsync,
      actor: target.symbol?.declaration.actor, observations: observations.map(\.expression),
      imports: imports)
  }

  /// The same question of a candidate that was mended.
  func with(_ candidate: CallCandidate) -> ProposedCall {
    var call = self
    call.candidate = candidate
    return call
  }

  /// The candidates that ask whether what was expected is there: of the value, then of each observation that says one.
  var questions: [(subject: Question, candidate: CallCandidate)] {
    var questions: [(Question, CallCandidate)] = []
    if candidate.hasValue, let expected {
      questions.append((.value, question(Self.comparison(candidate.call, expected), setup: candidate.setup)))
    }
    let effects = (candidate.isThrowing ? "try " : "") + (candidate.isAsync ? "await " : "")
    let statement = (candidate.hasValue ? "_ = " : "") + effects + candidate.call
    for (index, expected) in observed.enumerated() {
      guard let expected else { continue }
      let comparison = Self.comparison(candidate.observations[index], expected)
      questions.append((.observation(index), question(comparison, setup: candidate.setup + [statement])))
    }
    return questions
  }

  /// What a question is about.
  enum Question: Hashable, Sendable {
    case value
    case observation(Int)
  }

  private func question(_ call: String, setup: [String]) -> CallCandidate {
    CallCandidate(
      subject: candidate.subject, group: candidate.group, setup: setup, call: call, isThrowing: candidate.isThrowing,
      isAsync: candidate.isAsync, actor: candidate.actor, imports: candidate.imports)
  }

  private static func comparison(_ value: String, _ expected: String) -> String {
    "\(CallWriter.parenthesised(value)) == \(CallWriter.parenthesised(expected))"
  }

  /// Without blanks around it and a semicolon behind it.
  private static func statement(_ text: String) -> String {
    var text = text.trimming { $0.isWhitespace }
    while text.last == ";" { text = text.dropLast() }
    return String(text)
  }

  private static func isModule(_ name: String) -> Bool {
    !name.isEmpty && name != "Testing" && name != "XCTest"
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}

extension String {
  fileprivate func trimming(_ isUnwanted: (Character) -> Bool) -> Substring {
    var text = drop(while: isUnwanted)
    while let last = text.last, isUnwanted(last) { text = text.dropLast() }
    return text
  }
}
