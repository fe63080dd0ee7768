internal import Redaction
internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif
#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Runs children: a program and its arguments, an explicit environment, bounded outputs, an end in any case.
package struct ProcessRunner: Sendable {
  package init() {}

  /// Runs a child to its end.
  ///
  /// At the deadline, and when the task is cancelled, the child's group gets SIGTERM, and SIGKILL after the grace period;
  /// what was written until then is part of the result. The outputs end with the child: what a descendant that outlives
  /// it writes later is not waited for.
  ///
  /// - Parameter started: is given the child's process id as soon as there is one.
  /// - Throws: `ProcessError` when the child cannot be run; `CancellationError` when the task was cancelled. A child that
  ///   fails is a result, not an error.
  package func run(
    _ request: ProcessRequest, started: @escaping @Sendable (Int32) -> Void = { _ in }
  ) async throws -> ProcessResult {
    Self.ignoreBrokenPipes
    try Task.checkCancellation()
    let configuration = try Self.configuration(of: request)
    let child = RunningChild(outputLimit: request.output.limit, started: started)
    let outcome = await Self.outcome(of: child, configuration, request)
    let isTimedOut = (try? outcome.get()) == .timedOut
    if request.leadsGroup, isTimedOut || Task.isCancelled { child.killGroup() }
    try Task.checkCancellation()
    do {
      return child.result(try outcome.get())
    } catch let error as SubprocessError {
      throw Self.error(error, request)
    }
  }

  /// Runs the child and its deadline side by side, until one of them is over and the child is gone.
  private static func outcome(
    of child: RunningChild, _ configuration: Configuration, _ request: ProcessRequest
  ) async -> Result<ProcessResult.Termination, any Error> {
    do {
      let first = try await withThrowingTaskGroup(of: ProcessResult.Termination.self) { group in
        group.addTask {
          Self.termination(try await child.run(configuration, request))
        }
        if let deadline = request.deadline {
          group.addTask {
            try await Task.sleep(for: deadline)
            return .timedOut
          }
        }
        defer { group.cancelAll() }
        return try await group.next() ?? .timedOut
      }
      return .success(first)
    } catch {
      return .failure(error)
    }
  }

  /// Done once, since a child that does not read its input must not end this process.
  ///
  /// Children start with the default again.
  static let ignoreBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  static func configuration(of request: ProcessRequest) throws(ProcessError) -> Configuration {
    let environment = try environment(request.environment)
    for text in [request.program, request.folder ?? ""] + request.arguments where text.utf8.contains(0) {
      throw ProcessError(.invalidRequest, "\(quoted(request.program)) or one of its arguments holds a NUL byte")
    }
    var options = PlatformOptions()
    if request.leadsGroup { options.processGroupID = 0 }
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: request.leadsGroup, allowedDurationToNextStep: request.gracePeriod)
    ]
    return Configuration(
      executable: try executable(request.program), arguments: Arguments(request.arguments), environment: environment,
      workingDirectory: request.folder.map { FilePath($0) }, platformOptions: options)
  }

  private static func executable(_ program: String) throws(ProcessError) -> Executable {
    guard program.contains("/") else {
      guard !program.isEmpty else { throw ProcessError(.invalidRequest, "the program to run has no name") }
      return .name(program)
    }
    guard program.hasPrefix("/") else {
      throw ProcessError(.invalidRequest, "\(quoted(program)) is neither an absolute path nor a plain name")
    }
    guard access(program, X_OK) == 0 else {
      throw ProcessError(.notFound, "\(quoted(program)) is not there or may not be executed")
    }
    return .path(FilePath(program))
  }

  private static func environment(_ environment: ProcessEnvironment) throws(ProcessError) -> Environment {
    let secrets = KnownSecrets.ofProcess
    switch environment {
    case .inheritedWithKeys(let additions):
      var updates: [Environment.Key: String?] = [:]
      for (name, value) in additions { Environment.Key(rawValue: name).map { updates[$0] = value } }
      return .inherit.updating(updates)
    case .inherited, .inheritedWithoutGit:
      let removed = ProcessEnvironment.currentVariables.filter { name, value in
        environment == .inheritedWithoutGit && name.hasPrefix("GIT_") || secrets.isKey(variable: name, value: value)
      }
      var removals: [Environment.Key: String?] = [:]
      for name in removed.keys { Environment.Key(rawValue: name).map { removals[$0] = .some(nil) } }
      return .inherit.updating(removals)
    case .exactly(let variables):
      for (name, value) in variables where name.isEmpty || name.contains("=") || (name + value).utf8.contains(0) {
        throw ProcessError(.invalidRequest, "\(quoted(name)) is not the name of an environment variable")
      }
      let kept = variables.filter { !secrets.isKey(variable: $0.key, value: $0.value) }
      let pairs = kept.compactMap { name, value in Environment.Key(rawValue: name).map { ($0, value) } }
      return .custom(Dictionary(pairs) { $1 })
    }
  }

  static func termination(_ status: TerminationStatus) -> ProcessResult.Termination {
    switch status {
    case .exited(let code): .exited(code)
    case .signaled(let signal): .signalled(signal)
    }
  }

  static func error(_ error: SubprocessError, _ request: ProcessRequest) -> ProcessError {
    let program = quoted(request.program)
    switch error.code {
    case .executableNotFound: return ProcessError(.notFound, "\(program) is not there or may not be executed")
    case .failedToChangeWorkingDirectory:
      return ProcessError(.notStarted, "\(program) cannot be run in \(quoted(request.folder ?? ".")): no such folder")
    case .spawnFailed: return ProcessError(.notStarted, "\(program) cannot be started: \(error)")
    default: return ProcessError(.lost, "\(program) was lost: \(error)")
    }
  }

  private static func quoted(_ text: String) -> String { String(reflecting: text) }
}

extension ProcessRequest.Output {
  /// Bytes that are kept of each stream.
  var limit: Int {
    if case .captured(let limit) = self { limit } else { 0 }
  }
}
