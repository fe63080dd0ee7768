/// A child that lives on while this program speaks with it through pipes: a language server, an MCP server.
///
/// It has a clean environment, a process group of its own, and a bounded record of its standard error. Its end comes with
/// `stop`, at the request's deadline, and when nobody holds the session any more; then its whole group goes.
package final class ChildSession: Sendable {
  private let connection: ChildConnection
  private let task: Task<ProcessResult.Termination, any Error>
  private let explanation: @Sendable (ProcessResult.Termination, CapturedOutput) -> ProcessError?

  /// Starts a child; it is running when this returns.
  ///
  /// - Parameter request: what to run. Its `input` and `leadsGroup` count for nothing, the limit of its `output` is that of
  ///   the standard error's record, and its deadline is that of the whole session.
  /// - Throws: `ProcessError` when the child cannot be started.
  package static func start(_ request: ProcessRequest) async throws -> ChildSession {
    try await start(request, holding: nil) { _, _ in nil }
  }

  /// Starts a child for which something must be there until it has ended.
  ///
  /// - Parameters:
  ///   - resource: is let go of after the child's end.
  ///   - explanation: what an ending means that is no ending of the child's own.
  static func start(
    _ request: ProcessRequest, holding resource: (any AnyObject & Sendable)?,
    explanation: @escaping @Sendable (ProcessResult.Termination, CapturedOutput) -> ProcessError?
  ) async throws -> ChildSession {
    try Task.checkCancellation()
    var request = request
    request.leadsGroup = true
    let session = try ChildSession(request, resource, explanation)
    try await session.connection.started()
    return session
  }

  private init(
    _ request: ProcessRequest, _ resource: (any AnyObject & Sendable)?,
    _ explanation: @escaping @Sendable (ProcessResult.Termination, CapturedOutput) -> ProcessError?
  ) throws {
    ProcessRunner.ignoreBrokenPipes
    let configuration = try ProcessRunner.configuration(of: request)
    let connection = ChildConnection(errorLimit: request.output.limit)
    self.connection = connection
    self.explanation = explanation
    // The task holds the connection and not the session, so that letting go of the session ends the child.
    task = Task {
      defer { withExtendedLifetime(resource) {} }
      return try await connection.run(configuration, request)
    }
  }

  deinit {
    connection.close()
    task.cancel()
  }

  /// The next bytes of the child's standard output; nil when it has ended, and when the task is cancelled.
  ///
  /// The child is held back while nobody reads. One task may read.
  package func read() async -> [UInt8]? { await connection.output.next() }

  /// Writes to the child's standard input, in the order of the calls; waits while the child does not read.
  ///
  /// - Throws: `ProcessError` with code `.lost` when the child reads no more; `CancellationError` when the task was
  ///   cancelled, and then none of the bytes were written.
  package func write(_ bytes: [UInt8]) async throws {
    guard await connection.input.send(bytes) else {
      try Task.checkCancellation()
      throw ProcessError(.lost, "the child reads no more")
    }
  }

  /// Ends the child's standard input after what was written.
  package func closeInput() { connection.input.finish() }

  /// What the child wrote to its standard error by now: the beginning and the end of it.
  package var standardError: CapturedOutput { connection.standardError }

  /// Waits for the child's end.
  ///
  /// - Returns: how it ended; `.timedOut` when the deadline ended it.
  /// - Throws: `ProcessError` when it was lost or could not be confined.
  package func termination() async throws -> ProcessResult.Termination {
    let termination: ProcessResult.Termination
    do { termination = try await task.value } catch let error as ProcessError { throw error }
    if let error = explanation(termination, standardError) { throw error }
    return termination
  }

  /// Ends the child: its input ends, which is how servers are asked to go; then its group gets SIGTERM, then SIGKILL.
  ///
  /// - Parameter patience: how long it has to go by itself; the request's grace period passes between the signals.
  package func stop(patience: Duration = .seconds(2)) async {
    closeInput()
    connection.output.close()
    // Not in the caller's task, whose cancellation must not leave a child behind.
    await Task {
      await withTaskGroup { group in
        group.addTask { _ = await self.task.result }
        group.addTask { try? await Task.sleep(for: patience) }
        await group.next()
        // After its patience, or after the child's end, when it changes nothing.
        self.task.cancel()
        group.cancelAll()
      }
    }.value
  }
}
