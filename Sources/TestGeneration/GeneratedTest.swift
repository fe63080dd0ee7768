/// One test as it may be written into a file: what it does, and what it has earned.
package struct GeneratedTest: Hashable, Sendable {
  /// Where the idea of a test came from.
  package enum Origin: String, Hashable, Sendable {
    /// A call whose outcome was recorded.
    case recording

    /// Something that must hold whatever the code does, such as a round trip.
    case law

    /// A model wrote it.
    case model
  }

  /// What is tested: `Stack.pop()`.
  package let subject: String

  /// The type or function whose tests stand together: `Stack`.
  package let group: String

  /// The function's name, a Swift identifier without `test` before it; unique within its group once the file is laid out.
  package var name: String

  /// Statements with expectations, a line each.
  package let body: [String]

  package let isThrowing: Bool
  package let isAsync: Bool

  /// The global actor it must run on, such as `MainActor`; nil for none.
  package let actor: String?

  /// Modules that it needs besides the one under test and the test framework, sorted.
  package let imports: [String]

  package let origin: Origin

  /// What stands before the function and what it takes, in Python.
  package let decorators: [String]
  package let parameters: [String]

  /// The same test with others of its shape, where it has one: what differs, and what is expected.
  package let row: Row?

  /// A test as one line of a table: the text around it is the same for all lines.
  package struct Row: Hashable, Sendable {
    /// The body with names in the place of what differs: `input`, `input2` and so on, and `expected`.
    package let body: [String]

    /// Swift expressions for `input`, `input2`, ...
    package let inputs: [String]

    /// Their types, as Swift writes them; in Python, which asks for none, the names that they have in the body.
    package let inputTypes: [String]

    package let expected: String
    package let expectedType: String
  }

  package init(
    subject: String, group: String, name: String, body: [String], isThrowing: Bool = false, isAsync: Bool = false,
    actor: String? = nil, imports: [String] = [], origin: Origin, row: Row? = nil,
    decorators: [String] = [], parameters: [String] = []
  ) {
    self.subject = subject
    self.group = group
    self.name = name
    self.body = body
    self.isThrowing = isThrowing
    self.isAsync = isAsync
    self.actor = actor
    self.imports = imports
    self.origin = origin
    self.row = row
    self.decorators = decorators
    self.parameters = parameters
  }
}
