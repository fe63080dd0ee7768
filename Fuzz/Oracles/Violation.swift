/// What an oracle saw that must not be.
package struct Violation: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Throws when a statement about the input does not hold.
///
/// - Parameter statement: what must hold, in words.
package func require(_ holds: Bool, _ statement: @autoclosure () -> String) throws(Violation) {
  if !holds { throw Violation(statement()) }
}
