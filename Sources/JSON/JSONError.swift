/// Why some bytes are not JSON that we accept.
package struct JSONError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    case syntax
    case tooDeep
    case tooLarge
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
