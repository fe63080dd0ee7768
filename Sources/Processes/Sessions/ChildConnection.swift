internal import Subprocess
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The pipes of a child that is spoken with, and the task that serves them.
final class ChildConnection: Sendable {
  /// Bytes that may wait on either side before the writer is held back: as many as a pipe of Linux holds.
  private static let capacity = 64 << 10

  private enum Start {
    case pending
    case awaited(CheckedContinuation<Void, any Error>)
    case done(Result<Void, any Error>)
  }

  private struct State {
    var start = Start.pending
    var processID: pid_t?
    var standardError: CapturedOutput
  }

  /// What the child will read.
  let input = ByteChannel(capacity: capacity)

  /// What the child has written.
  let output = ByteChannel(capacity: capacity)

  private let state: Mutex<State>

  init(errorLimit: Int) {
    state = Mutex(State(standardError: CapturedOutput(limit: errorLimit)))
  }

  var standardError: CapturedOutput { state.withLock(\.standardError) }

  /// Nothing more is read or written.
  func close() {
    input.finish()
    output.close()
  }

  /// Waits until the child runs.
  ///
  /// - Throws: why it does not.
  func started() async throws {
    try await withCheckedThrowingContinuation { continuation in
      let result: Result<Void, any Error>? = state.withLock { state in
        if case .done(let result) = state.start { return result }
        state.start = .awaited(continuation)
        return nil
      }
      if let result { continuation.resume(with: result) }
    }
  }

  /// Runs the child until it ends, its deadline passes or the task is cancelled; its group ends with it.
  func run(_ configuration: Configuration, _ request: ProcessRequest) async throws -> ProcessResult.Termination {
    defer {
      input.close()
      output.finish()
    }
    let result: Result<ProcessResult.Termination, any Error>
    do {
      result = .success(try await outcome(configuration, request))
    } catch let error as SubprocessError {
      result = .failure(ProcessRunner.error(error, request))
    } catch {
      result = .failure(error)
    }
    // The child is gone, and what it leaves behind in its group goes too: nobody speaks with it any more.
    if let processID = state.withLock(\.processID) { kill(-processID, SIGKILL) }
    note(start: result.map { _ in })
    return try result.get()
  }

  private func outcome(
    _ configuration: Configuration, _ request: ProcessRequest
  ) async throws -> ProcessResult.Termination {
    try await withThrowingTaskGroup(of: ProcessResult.Termination.self) { group in
      group.addTask { ProcessRunner.termination(try await self.serve(configuration, request)) }
      if let deadline = request.deadline {
        group.addTask {
          try await Task.sleep(for: deadline)
          // The bytes that nobody has taken would hold up the child's end.
          self.output.finish()
          return .timedOut
        }
      }
      defer { group.cancelAll() }
      return try await group.next() ?? .timedOut
    }
  }

  private func serve(
    _ configuration: Configuration, _ request: ProcessRequest
  ) async throws -> TerminationStatus {
    // The child reads what it is told; what counts is that its start finds free descriptors.
    _ = try NullDevice.opened(toStart: request.program)
    let record = try await Subprocess.run(
      configuration, input: .inputWriter, output: .sequence, error: .sequence
    ) { execution in
      state.withLock { $0.processID = execution.processIdentifier.value }
      note(start: .success(()))
      await withTaskGroup { group in
        group.addTask { await self.feed(execution.standardInputWriter) }
        await self.drain(execution.standardOutput, execution.standardError)
        // A child whose outputs have ended has nobody's attention, so its input ends too.
        group.cancelAll()
      }
    }
    return record.terminationStatus
  }

  private func note(start result: Result<Void, any Error>) {
    let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      switch state.start {
      case .done: return nil
      case .pending:
        state.start = .done(result)
        return nil
      case .awaited(let continuation):
        state.start = .done(result)
        return continuation
      }
    }
    continuation?.resume(with: result)
  }

  /// Writes what is sent to the child, and ends its input after that.
  private func feed(_ writer: StandardInputWriter) async {
    while let bytes = await input.next() {
      guard (try? await writer.write(bytes)) == bytes.count else { break }
    }
    input.close()
    try? await writer.finish()
  }

  private func drain(_ output: SubprocessOutputSequence, _ errors: SubprocessOutputSequence) async {
    await withTaskGroup { group in
      group.addTask {
        await Self.drain(output) { _ = await self.output.send($0) }
        self.output.finish()
      }
      group.addTask {
        await Self.drain(errors) { bytes in self.state.withLock { $0.standardError.append(bytes) } }
      }
    }
  }

  /// Takes all that the child writes, also what nobody wants any more, which would hold it up on its way to its end.
  private static func drain(_ output: SubprocessOutputSequence, take: ([UInt8]) async -> Void) async {
    var iterator = output.makeAsyncIterator()
    // A stream that cannot be read any more ends here; how the child ended is still told.
    while let buffer = try? await iterator.next() {
      await take(buffer.withUnsafeBytes { Array($0) })
    }
  }
}
