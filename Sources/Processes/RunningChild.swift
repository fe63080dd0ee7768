internal import Subprocess
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What is known of a child while it runs: kept outside the task that runs it, so that it survives its cancellation.
final class RunningChild: Sendable {
  private struct State {
    var processID: pid_t?
    var standardOutput: CapturedOutput
    var standardError: CapturedOutput
  }

  private let state: Mutex<State>
  private let started: @Sendable (Int32) -> Void

  init(outputLimit: Int, started: @escaping @Sendable (Int32) -> Void = { _ in }) {
    self.started = started
    let empty = CapturedOutput(limit: outputLimit)
    state = Mutex(State(standardOutput: empty, standardError: empty))
  }

  /// Runs the child and gathers its outputs until it ends; a cancelled task ends it.
  func run(_ configuration: Configuration, _ request: ProcessRequest) async throws -> TerminationStatus {
    let null = try NullDevice.opened(toStart: request.program)
    let nothing = FileDescriptorInput.fileDescriptor(null.descriptor, closeAfterSpawningProcess: false)
    switch (request.input, request.output) {
    case (.closed, .captured): return try await runCaptured(configuration, nothing) { _ in }
    case (.inherited, .captured): return try await runCaptured(configuration, .currentStandardInput) { _ in }
    case (.bytes(let bytes), .captured):
      return try await runCaptured(configuration, .inputWriter) { await Self.feed(bytes, to: $0.standardInputWriter) }
    case (.closed, .inherited): return try await runInherited(configuration, nothing) { _ in }
    case (.inherited, .inherited): return try await runInherited(configuration, .currentStandardInput) { _ in }
    case (.bytes(let bytes), .inherited):
      return try await runInherited(configuration, .inputWriter) { await Self.feed(bytes, to: $0.standardInputWriter) }
    }
  }

  /// Kills what is left of the child's process group.
  ///
  /// The child itself is gone by now and its number free, but no new process gets the number of a group that still has
  /// members; so this meets the descendants, or nobody.
  func killGroup() {
    if let processID = state.withLock(\.processID) { kill(-processID, SIGKILL) }
  }

  func result(_ termination: ProcessResult.Termination) -> ProcessResult {
    state.withLock {
      ProcessResult(termination: termination, standardOutput: $0.standardOutput, standardError: $0.standardError)
    }
  }

  private func runCaptured<Input: InputProtocol>(
    _ configuration: Configuration, _ input: Input,
    feed: @escaping @Sendable (Execution<Input, SequenceOutput, SequenceOutput>) async -> Void
  ) async throws -> TerminationStatus {
    let record = try await Subprocess.run(configuration, input: input, output: .sequence, error: .sequence) {
      execution in
      note(execution.processIdentifier)
      await withTaskGroup { group in
        group.addTask { await feed(execution) }
        group.addTask { await self.drain(execution.standardOutput) { $0.standardOutput.append($1) } }
        group.addTask { await self.drain(execution.standardError) { $0.standardError.append($1) } }
      }
    }
    return record.terminationStatus
  }

  private func runInherited<Input: InputProtocol>(
    _ configuration: Configuration, _ input: Input,
    feed: @escaping @Sendable (Execution<Input, FileDescriptorOutput, FileDescriptorOutput>) async -> Void
  ) async throws -> TerminationStatus {
    let record = try await Subprocess.run(
      configuration, input: input, output: .currentStandardOutput, error: .currentStandardError
    ) { execution in
      note(execution.processIdentifier)
      await feed(execution)
    }
    return record.terminationStatus
  }

  private func note(_ identifier: ProcessIdentifier) {
    state.withLock { $0.processID = identifier.value }
    started(identifier.value)
  }

  /// A child may end, or close its input, before it has read all of it: that is its business, not an error.
  private static func feed(_ bytes: [UInt8], to writer: StandardInputWriter) async {
    _ = try? await writer.write(bytes)
    try? await writer.finish()
  }

  private func drain(
    _ output: SubprocessOutputSequence, append: @Sendable (inout State, [UInt8]) -> Void
  ) async {
    var iterator = output.makeAsyncIterator()
    // A stream that cannot be read any more ends here; how the child ended is still told.
    while let buffer = try? await iterator.next() {
      let bytes = buffer.withUnsafeBytes { Array($0) }
      state.withLock { append(&$0, bytes) }
    }
  }
}
