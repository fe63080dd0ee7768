/// Why a child could not be run to its end.
package struct ProcessError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// No such program in the given path or at the given place, or it may not be executed.
    case notFound

    /// The request makes no sense: a relative program, a NUL byte in an argument.
    case invalidRequest

    /// The system would not start the child.
    case notStarted

    /// The child was started and lost: its outputs or its end could not be observed.
    case lost

    /// The child would have had to run without the confinement that was asked for, so it did not run.
    case notConfined

    /// A folder for a child cannot be made, filled or read.
    case folder
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
