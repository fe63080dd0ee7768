/// What the body of a function, initialiser, accessor or subscript tells about inputs that are worth trying.
package struct FunctionHarvest: Hashable, Sendable {
  /// A comparison or another test, from which values can be made that lie on both sides of it.
  package struct Condition: Hashable, Sendable {
    package enum Test: Hashable, Sendable {
      /// `subject OP literal`, the operator as seen from the subject: `<`, `<=`, `>`, `>=`, `==`, `!=`, `~=`.
      case compared(String, SourceLiteral)

      /// `subject OP other`, both of them no literals: `count > length`.
      case related(String, other: String)

      /// A method with a literal: `hasPrefix`, `hasSuffix`, `contains`, `firstIndex`.
      case method(String, SourceLiteral)

      /// A range that the subject is matched with.
      case range(Int, Int)
    }

    /// What is tested, without blanks: `x`, `text.count`, `self.isEmpty`.
    package let subject: String
    package let test: Test

    package init(subject: String, test: Test) {
      self.subject = subject
      self.test = test
    }

    /// The first name of the subject: the parameter or property that the test is about.
    package var root: String {
      let parts = subject.split(separator: ".").map(String.init)
      let head = parts.first == "self" ? parts.dropFirst().first : parts.first
      return String((head ?? "").prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
  }

  /// The file, as it was given.
  package let path: String

  /// `Heap.insert`, `Heap.init`, `Heap.subscript`, `+`; what it stands in, and its own name.
  package let owner: String
  package let name: String

  /// Labels and names of its parameters.
  package let labels: [String]
  package let parameters: [String]

  /// The line of its name, counted from 1, as symbol graphs give it.
  package let line: Int

  /// The first and the last line of all of it.
  package let lines: ClosedRange<Int>

  /// Whether there is code, as there is none in a requirement of a protocol.
  package let hasBody: Bool

  /// In the order of the source, each once.
  package let literals: [SourceLiteral]
  package let conditions: [Condition]

  /// How many ways lead through it, at least: 1 and one for each branch, loop, `catch`, `&&`, `||` and `??`.
  package let complexity: Int

  /// The last names of what it calls: `append`, `init` types by their names.
  package let calls: Set<String>

  /// The names of all that it uses; what it touches outside shows here: `FileManager`, `Date`, `exit`.
  package let names: Set<String>
}

/// A place that a test cannot reach or come back from.
package struct UncoverablePlace: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable {
    /// `fatalError`, `preconditionFailure`, `assertionFailure`: the process dies there.
    case trap

    /// A condition of the build that does not hold here.
    case inactive
  }

  package let reason: Reason

  /// Counted from 1.
  package let lines: ClosedRange<Int>

  /// As the source says it: `fatalError("...")`, `#if os(macOS)`.
  package let text: String
}
