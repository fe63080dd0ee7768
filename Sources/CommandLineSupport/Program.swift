internal import AgentKernel
package import ArgumentParser
internal import Dispatch
internal import Git
internal import JSON
internal import Models
internal import Processes
internal import Redaction
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The frame that all programs of the suite run in: arguments in, one exit status out, whatever happens.
package enum Program {
  /// How long a command may take to end after the first signal, before the process ends without it.
  ///
  /// With what `EventStream.endAtOnce` may take it stays below two seconds.
  fileprivate static let graceAfterSignal = DispatchTimeInterval.milliseconds(1600)

  /// Parses the arguments, runs the command, and ends the process.
  ///
  /// Usage errors end with 2, errors of the command with the status that belongs to them, SIGINT and SIGTERM with 130 and
  /// 143. What was said in between stands on the standard error, in one line. A process that was started to be the
  /// launcher of the sandbox becomes that instead.
  package static func main<Root: AsyncParsableCommand>(_ root: Root.Type, name: String) async -> Never {
    SandboxLauncher.takeOverIfAsked()
    ProcessSecrecy.hide()
    StandardStream.openMissing()
    StandardStream.ignoreBrokenPipes()
    CrashReport.install(program: name)
    KnownSecrets.ofProcess.add(environment: ProcessEnvironment.currentVariables)
    let interruption = Interruption()
    let sources = [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)].map { number, status in
      signal(number, SIG_IGN)
      // A queue of its own, since the shared ones may be busy with what is to be interrupted.
      let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signals"))
      source.setEventHandler { interruption.receive(status) }
      source.resume()
      return source
    }
    // After the signals are seen to, since from here on there must be a last event.
    if EventStream.isAsked(by: CommandLine.arguments) { EventStream.ofProcess.open(program: name) }
    let work = Task { await status(of: root, name: name) }
    interruption.watch { work.cancel() }
    let ending = await work.value
    withExtendedLifetime(sources) {}
    // Not `exit`: it runs the C libraries' clean-up while their threads may still be at work, which crashed at times. All
    // output has been written by then; nothing here is buffered.
    await ProgramEndings.ofProcess.carryOut(interruption.status ?? ending)
    let last = interruption.status ?? ending
    EventStream.ofProcess.end(last)
    _exit(last.rawValue)
  }

  /// Runs the command that the arguments name; it is parsed here, since commands cannot be sent between tasks.
  private static func status<Root: AsyncParsableCommand>(of root: Root.Type, name: String) async -> ExitStatus {
    do {
      var command = try root.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return .success
    } catch {
      return report(error, of: root, name: name)
    }
  }

  /// Says what ended a command; the status that belongs to it.
  private static func report<Root: AsyncParsableCommand>(
    _ error: any Error, of root: Root.Type, name: String
  ) -> ExitStatus {
    let parserStatus = root.exitCode(for: error)
    if parserStatus.isSuccess {
      // An event stream holds nothing but events.
      let stream = EventStream.ofProcess.isOpen ? StandardStream.error : .output
      try? stream.write(root.fullMessage(for: error) + "\n")
      return .success
    }
    if parserStatus == .validationFailure {
      StandardStream.error.say(root.fullMessage(for: error))
      tell(root.message(for: error))
      return .usage
    }
    let status = ExitStatus(for: error)
    // A status alone has been explained by what came before it, and a closed pipe has no reader.
    if !(error is ExitStatus), (error as? CommandLineError)?.code != .closedOutput {
      StandardStream.error.say("\(name): \(error.words)")
      tell(error.words)
    }
    return status
  }

  /// What ended the command, as an event.
  private static func tell(_ words: String) {
    EventStream.ofProcess.send("error", ["message": .string(words), "will_retry": false])
  }
}

extension Error {
  /// What happened, in words for a person.
  package var words: String { self is CancellationError ? "it was interrupted" : "\(self)" }
}

/// A command ends early by throwing its status.
extension ExitStatus: Error {}

/// An error of another room that knows which status belongs to it.
package protocol ErrorWithStatus: Error {
  var exitStatus: ExitStatus { get }
}

extension ExitStatus {
  /// The status that belongs to an error which ended a command.
  package init(for error: any Error) {
    switch error {
    case let status as ExitStatus: self = status
    case let error as CommandLineError: self = error.status
    case let error as any ErrorWithStatus: self = error.exitStatus
    // A full disk, or a folder that refuses; all else is the state that the repository is in.
    case let error as GitError: self = error.code == .notWritable ? .infrastructure : .precondition
    case is ModelError: self = .infrastructure
    case let error as AgentKernelError where error.code == .changedSubject: self = .precondition
    case let error as AgentKernelError where error.code == .noSuchTranscript: self = .precondition
    case let error as AgentKernelError where error.code == .changedSetup: self = .usage
    case let error as AgentKernelError where error.code == .transcript: self = .infrastructure
    case let error as ProcessError where error.code == .notConfined: self = .sandbox
    case let error as ProcessError where error.code == .notFound: self = .precondition
    case let error as ProcessError where error.code != .invalidRequest: self = .infrastructure
    case is CancellationError: self = .interrupted
    default: self = .internalError
    }
  }
}

/// Turns the first signal into a cancellation, and into the end of the process when that does not come soon; the second
/// ends it at once.
private final class Interruption: Sendable {
  private struct State {
    var first: ExitStatus?
    var cancel: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// The status that the first signal asks for; nil when none came.
  var status: ExitStatus? { state.withLock(\.first) }

  /// Says what a signal cancels, also one that came before.
  func watch(_ cancel: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      state.cancel = cancel
      return state.first != nil
    }
    if isLate { cancel() }
  }

  func receive(_ status: ExitStatus) {
    let (isFirst, cancel) = state.withLock { state in
      defer { state.first = state.first ?? status }
      return (state.first == nil, state.cancel)
    }
    guard isFirst else { Self.end(status) }
    EventStream.ofProcess.hurry()
    cancel?()
    DispatchQueue(label: "grace").asyncAfter(deadline: .now() + Program.graceAfterSignal) { Self.end(status) }
  }

  private static func end(_ status: ExitStatus) -> Never {
    EventStream.ofProcess.endAtOnce(status)
    _exit(status.rawValue)
  }
}
