import Processes

/// Why the evaluation cannot go on.
struct EvaluationError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Runs other programs.
struct Shell {
  struct Answer {
    /// Nil when the program was ended by a signal or at its deadline.
    let code: Int32?
    let output: String
    let errors: String
    let words: String

    var isSuccess: Bool { code == 0 }
  }

  func run(
    _ program: String, _ arguments: [String], in folder: String, adding variables: [String: String] = [:],
    deadline: Duration = .seconds(3600)
  ) async throws -> Answer {
    let environment = ProcessEnvironment.currentVariables.filter { !$0.key.hasPrefix("GIT_") }
    let result = try await ProcessRunner().run(
      ProcessRequest(
        program: program, arguments: arguments, environment: .exactly(environment.merging(variables) { $1 }),
        folder: folder, output: .captured(limit: 8 << 20), deadline: deadline))
    var code: Int32?
    if case .exited(let exited) = result.termination { code = exited }
    return Answer(
      code: code, output: result.standardOutput.text, errors: result.standardError.text,
      words: result.termination.description)
  }

  /// - Returns: what git wrote, without blanks at the ends.
  @discardableResult
  func git(_ arguments: [String], in folder: String, adding variables: [String: String] = [:]) async throws -> String {
    let answer = try await run("git", arguments, in: folder, adding: variables)
    guard answer.isSuccess else {
      throw EvaluationError("git \(arguments.joined(separator: " ")) in \(folder) \(answer.words): \(answer.errors)")
    }
    return answer.output.trimmingSuffix { $0.isWhitespace }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isBlank: (Character) -> Bool) -> String {
    String(reversed().drop(while: isBlank).reversed())
  }
}
