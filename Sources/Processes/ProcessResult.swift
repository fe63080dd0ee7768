/// How a child ended, and what it wrote.
package struct ProcessResult: Hashable, Sendable {
  package var termination: Termination

  /// Empty unless the outputs were captured.
  package var standardOutput: CapturedOutput

  /// Empty unless the outputs were captured.
  package var standardError: CapturedOutput

  package init(
    termination: Termination, standardOutput: CapturedOutput = CapturedOutput(limit: 0),
    standardError: CapturedOutput = CapturedOutput(limit: 0)
  ) {
    self.termination = termination
    self.standardOutput = standardOutput
    self.standardError = standardError
  }

  /// Whether the child ended by itself with code 0.
  package var isSuccess: Bool { termination == .exited(0) }
}

extension ProcessResult {
  /// How a child ended.
  package enum Termination: Hashable, Sendable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    /// The deadline passed and the child was ended.
    case timedOut

    package var description: String {
      switch self {
      case .exited(let code): "exited with code \(code)"
      case .signalled(let signal): "was ended by signal \(signal)"
      case .timedOut: "did not end within its deadline"
      }
    }
  }
}
