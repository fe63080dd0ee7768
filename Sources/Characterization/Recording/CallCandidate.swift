/// A call whose outcome is to be recorded, as Swift source text.
///
/// The text stands in the body of a function that sees the module under test with `@testable import`:
///
///     var receiver = Stack<Int>()      // setup
///     receiver.push(1)
///     let result = receiver.pop()      // the call
///     // observations: receiver.count, receiver.isEmpty
package struct CallCandidate: Hashable, Sendable {
  /// What is called, for names and grouping: `Stack.pop()`.
  package let subject: String

  /// The type or function that tests of it stand with: `Stack`.
  package let group: String

  /// Statements before the call, a line each, in order; they may use `try` and `await` as the call may.
  package let setup: [String]

  /// The expression, without `try` and `await`; for a call without a value the statement.
  package let call: String

  /// Whether the call has a value to record.
  package let hasValue: Bool

  /// Whether the call or its setup may throw, and so is written with `try`.
  package let isThrowing: Bool

  /// Whether the call or its setup is asynchronous, and so is written with `await`.
  package let isAsync: Bool

  /// The global actor that it must run on, such as `MainActor`; nil for none.
  package let actor: String?

  /// Expressions that are read after the call, where a mutation shows: `receiver.count`, `result.count`.
  package let observations: [String]

  /// What the arguments stand for, in words for a test's name, such as `empty text`; empty where nothing is known.
  package let inputWords: String

  /// Modules that the text needs besides the one under test, sorted: `Foundation`.
  package let imports: [String]

  /// What observations call the value of the call.
  package static let result = "result"

  package init(
    subject: String, group: String, setup: [String] = [], call: String, hasValue: Bool = true, isThrowing: Bool = false,
    isAsync: Bool = false, actor: String? = nil, observations: [String] = [], inputWords: String = "",
    imports: [String] = []
  ) {
    self.subject = subject
    self.group = group
    self.setup = setup
    self.call = call
    self.hasValue = hasValue
    self.isThrowing = isThrowing
    self.isAsync = isAsync
    self.actor = actor
    self.observations = observations
    self.inputWords = inputWords
    self.imports = imports
  }
}
