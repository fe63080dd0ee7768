/// A test as a model proposes it: a call, and what the model expects of it.
///
/// Nothing of it counts before it was run.
package struct ProposedTest: Decodable, Hashable, Sendable {
  /// How a call ends.
  package enum Outcome: String, Decodable, Hashable, Sendable, CaseIterable {
    /// It gives a value.
    case value

    /// It returns without one.
    case nothing

    /// It throws.
    case `throws`

    /// It ends the process with a fault.
    case traps
  }

  /// What is looked at after the call.
  package struct Observation: Decodable, Hashable, Sendable {
    package var expression: String

    /// A Swift expression; nil for what is only to be recorded.
    package var expected: String?

    package init(expression: String, expected: String? = nil) {
      self.expression = expression
      self.expected = expected
    }
  }

  /// The function that it is about, as the task names it.
  package var subject: String

  /// What it shows, in words from which its name is made.
  package var intent: String

  /// Statements before the call.
  package var setup: [String]?

  /// The expression or statement, without `try`, `await` and what its value is bound to.
  package var call: String

  package var outcome: Outcome

  /// A Swift expression for the value, or the error; nil where there is nothing to say.
  package var expected: String?

  package var canThrow: Bool?
  package var isAsync: Bool?
  package var observations: [Observation]?

  /// Modules that it needs besides the one under test.
  package var imports: [String]?

  private enum CodingKeys: String, CodingKey {
    case subject
    case intent
    case setup
    case call
    case outcome
    case expected
    case canThrow = "can_throw"
    case isAsync = "async"
    case observations = "observe"
    case imports
  }

  package init(
    subject: String, intent: String, setup: [String]? = nil, call: String, outcome: Outcome = .value,
    expected: String? = nil, canThrow: Bool? = nil, isAsync: Bool? = nil, observations: [Observation]? = nil,
    imports: [String]? = nil
  ) {
    self.subject = subject
    self.intent = intent
    self.setup = setup
    self.call = call
    self.outcome = outcome
    self.expected = expected
    self.canThrow = canThrow
    self.isAsync = isAsync
    self.observations = observations
    self.imports = imports
  }
}
