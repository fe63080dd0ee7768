package import ArgumentParser
internal import Dispatch
internal import Git
internal import Models
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
  private static let graceAfterSignal = DispatchTimeInterval.seconds(2)

  /// Parses the arguments, runs the command, and ends the process.
  ///
  /// Usage errors end with 2, errors of the command with the status that belongs to them, SIGINT and SIGTERM with 130 and
  /// 143. What was said in between stands on the standard error, in one line.
  package static func main(_ root: (any AsyncParsableCommand).Type, name: String) async -> Never {
    StandardStream.ignoreBrokenPipes()
    let command: any ParsableCommand
    do {
      command = try parse(root)
    } catch {
      let isHelp = root.exitCode(for: error).isSuccess
      let text = root.fullMessage(for: error)
      try? (isHelp ? StandardStream.output : StandardStream.error).write(text.hasSuffix("\n") ? text : text + "\n")
      exit(isHelp ? ExitStatus.success.rawValue : ExitStatus.usage.rawValue)
    }
    let signals = SignalWatch()
    let task = Task { await status(of: command, name: name) }
    signals.start { task.cancel() }
    let status = await task.value
    exit((signals.received ?? status).rawValue)
  }

  private static func parse(_ root: (any AsyncParsableCommand).Type) throws -> any ParsableCommand {
    try root.parseAsRoot()
  }

  private static func status(of command: any ParsableCommand, name: String) async -> ExitStatus {
    do {
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        var command = command
        try command.run()
      }
      return .success
    } catch let error as ExitStatus {
      return error
    } catch let error as CommandLineError where error.code == .closedOutput {
      return .success
    } catch {
      let text = TerminalText.escaped("\(error)")
      try? StandardStream.error.write("\(name): \(text)\n")
      return ExitStatus(for: error)
    }
  }
}

/// A command ends early by throwing its status.
extension ExitStatus: Error {}

extension ExitStatus {
  /// The status that belongs to an error which ended a command.
  package init(for error: any Error) {
    switch error {
    case let status as ExitStatus: self = status
    case let error as CommandLineError: self = error.status
    case is GitError: self = .precondition
    case is ModelError: self = .infrastructure
    case is ValidationError: self = .usage
    case is CancellationError: self = .interrupted
    default: self = .internalError
    }
  }
}

/// Turns SIGINT and SIGTERM into a cancellation, and into the end of the process when that does not come soon.
private final class SignalWatch: Sendable {
  private let first = Mutex<ExitStatus?>(nil)
  private let sources = Mutex<[any DispatchSourceSignal & Sendable]>([])

  /// The status that the first signal asks for; nil when none came.
  var received: ExitStatus? { first.withLock { $0 } }

  func start(_ cancel: @escaping @Sendable () -> Void) {
    for (number, status) in [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { self.receive(status, cancel) }
      source.resume()
      sources.withLock { $0.append(source) }
    }
  }

  private func receive(_ status: ExitStatus, _ cancel: () -> Void) {
    let isFirst = first.withLock { first in
      defer { first = first ?? status }
      return first == nil
    }
    guard isFirst else { _exit(status.rawValue) }
    cancel()
    DispatchQueue.global().asyncAfter(deadline: .now() + Program.graceAfterSignal) { _exit(status.rawValue) }
  }
}
