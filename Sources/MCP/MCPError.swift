/// Why an MCP server could not be spoken with.
///
/// The description names the server. What the server said is in it in a bounded piece and is foreign text.
package struct MCPError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// It cannot be started or reached, or it is gone.
    case unavailable

    /// It speaks no version of the protocol that is spoken here, or lacks what is asked for.
    case unsupported

    /// It does not keep to the protocol, or sends more than is taken.
    case badAnswer

    /// It did not answer in time.
    case timedOut

    /// It answered that it cannot or will not do it.
    case refused

    /// It is not, or not any more, what the user approved.
    case notApproved

    /// It does not know the session any more, and did not do what it was asked for; a new session may help.
    case sessionLost
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
