package import Processes

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// How a configured command ended, what it wrote, and which limit it met.
package struct CommandResult: Hashable, Sendable {
  /// A limit that a command met.
  package enum Limit: Hashable, Sendable {
    case deadline
    case processorTime
    case memory
    case fileSize

    /// Ended from outside, and not by this program: by the kernel's out-of-memory killer, most often.
    case killed
  }

  package let termination: ProcessResult.Termination
  package let standardOutput: CapturedOutput
  package let standardError: CapturedOutput
  package let duration: Duration

  /// Nil when it ended by itself.
  ///
  /// Memory is a guess from what programs write when they get none; nothing else tells.
  package let limit: Limit?

  package var isSuccess: Bool { termination == .exited(0) }

  init(_ result: ProcessResult, duration: Duration) {
    termination = result.termination
    standardOutput = result.standardOutput
    standardError = result.standardError
    self.duration = duration
    limit = Self.limit(of: result)
  }

  /// How it ended, in words: `exited with code 1`, `did not end within its deadline`.
  package var summary: String {
    switch limit {
    case nil, .deadline?: "\(termination)"
    case .processorTime?: "\(termination): its limit of processor time"
    case .memory?: "\(termination), it seems for want of memory"
    case .fileSize?: "\(termination): it wrote a file larger than its limit"
    case .killed?: "\(termination): it was killed, as the system does when memory runs out"
    }
  }

  private static func limit(of result: ProcessResult) -> Limit? {
    switch result.termination {
    case .timedOut: return .deadline
    case .exited(0): return nil
    case .signalled(let signal): if let limit = limit(of: signal) { return limit }
    // How a shell, and programs that run others, tell that a child was ended by a signal.
    case .exited(let code): if code > 128, let limit = limit(of: code - 128) { return limit }
    }
    let words = [
      "cannot allocate memory", "out of memory", "bad_alloc", "memoryerror", "heap limit", "std::length_error",
    ]
    let said = (result.standardError.text.suffix(4096) + result.standardOutput.text.suffix(4096)).lowercased()
    return words.contains { said.contains($0) } ? .memory : nil
  }

  private static func limit(of signal: CInt) -> Limit? {
    switch signal {
    case SIGXCPU: .processorTime
    case SIGXFSZ: .fileSize
    case SIGKILL: .killed
    default: nil
    }
  }
}
