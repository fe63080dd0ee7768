internal import Characterization
internal import Tools

/// Holds what a model expected against what happened.
struct ExpectationCheck {
  /// What came of it.
  enum Verdict: Hashable, Sendable {
    /// It is as expected, or nothing was expected.
    case met

    /// It is not, or it could not be shown to be; with what happened, in words.
    case missed(String)
  }

  /// - Parameters:
  ///   - test: what was proposed.
  ///   - call: the same as candidates.
  ///   - recording: what happened.
  ///   - answers: of the questions that compiled, whether the expectation holds.
  static func verdict(
    on test: ProposedTest, _ call: ProposedCall, _ recording: Recording, answers: [ProposedCall.Question: Bool]
  ) -> Verdict {
    let happened = words(for: recording.outcome)
    switch (test.outcome, recording.outcome) {
    case (.value, .returned(let value?)):
      guard let expected = call.expected else { break }
      guard isMet(expected, value, answers[.value]) else { return .missed(happened) }
    case (.nothing, .returned): break
    case (.throws, .threw(let type, _, let literal)):
      guard let expected = call.expected else { break }
      guard isError(expected, type: type, literal: literal) else { return .missed(happened) }
    // What it traps with is the runtime's word.
    case (.traps, .trapped): break
    default: return .missed(happened)
    }
    for (index, expected) in call.observed.enumerated() {
      guard let expected, recording.observations.indices.contains(index) else { continue }
      let seen = recording.observations[index]
      guard isMet(expected, seen, answers[.observation(index)]) else {
        return .missed("\(call.candidate.observations[index]) was \(words(for: seen)) afterwards")
      }
    }
    return .met
  }

  private static func isMet(_ expected: String, _ value: RecordedValue, _ answer: Bool?) -> Bool {
    switch value {
    // A decimal form that is not exact is held to a tolerance, as the test will hold it.
    case .approximate(let text, _):
      guard answer != true else { return true }
      guard let wanted = Double(expected), let given = Double(text) else { return false }
      return abs(wanted - given) <= 1e-9 * max(1, abs(given))
    case .literal(let text, _): return answer ?? (plain(text) == plain(expected))
    case .structure, .unordered, .described, .opaque: return answer ?? false
    }
  }

  /// An error is named as itself, by its type, or by its last part.
  private static func isError(_ expected: String, type: String, literal: String?) -> Bool {
    let expected = plain(expected)
    let names = [literal.map(plain), plain(type), plain(type) + ".self"].compactMap(\.self)
    if names.contains(expected) { return true }
    guard let literal = literal.map(plain) else { return expected.hasPrefix(plain(type)) }
    let start = expected.hasPrefix(".") ? expected : ".\(expected)"
    return literal.hasSuffix(start)
  }

  private static func plain(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }

  /// How a call ended, for a model and for people.
  static func words(for outcome: RecordedOutcome) -> String {
    switch outcome {
    case .returned(nil): "it returned"
    case .returned(let value?): "it gave \(words(for: value))"
    case .threw(let type, let description, let literal): "it threw \(literal ?? "\(type) (\(cut(description)))")"
    case .trapped(_, let message): "it trapped\(message.isEmpty ? "" : ": \(cut(message))")"
    case .timedOut: "it did not end in time"
    case .exited(let code): "it ended the process with code \(code)"
    }
  }

  /// A value as far as it is known.
  static func words(for value: RecordedValue) -> String {
    switch value {
    case .literal(let text, _), .approximate(let text, _), .described(let text, _): cut(text)
    case .structure(let type, let fields):
      cut("\(type)(\(fields.prefix(8).map { "\($0.name): \(words(for: $0.value))" }.joined(separator: ", ")))")
    case .unordered(let type, let elements):
      cut("\(type) of \(elements.prefix(8).map { words(for: $0) }.joined(separator: ", "))")
    case .opaque(let type): "a value of \(type.isEmpty ? "a type that cannot be told" : type)"
    }
  }

  private static func cut(_ text: String) -> String { text.count <= 400 ? text : "\(text.prefix(400))…" }
}
