/// Why Swift source, or what the compiler says of it, could not be used: what is wrong, where, and what to do.
package struct SwiftSourceError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// A symbol graph is no such thing.
    case symbolGraph

    /// There is no such rule, or it does not take these arguments.
    case rewriter
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
