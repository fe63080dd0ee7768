/// Why a review could not begin.
package struct ReviewError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// The way the change was named is wrong.
    case invalidTarget
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
