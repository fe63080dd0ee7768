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
  fileprivate static let graceAfterSignal = DispatchTimeInterval.seconds(2)

  /// Parses the arguments, runs the command, and ends the process.
  ///
  /// Usage errors end with 2, errors of the command with the status that belongs to them, SIGINT and SIGTERM with 130 and
  /// 143. What was said in between stands on the standard error, in one line.
  package static func main<Root: AsyncParsableCommand>(_ root: Root.Type, name: String) async -> Never {
    StandardStream.ignoreBrokenPipes()
    do {
      _ = try root.parseAsRoot()
    } catch {
      let isHelp = root.exitCode(for: error).isSuccess
      let text = root.fullMessage(for: error)
      try? (isHelp ? StandardStream.output : StandardStream.error).write(text.hasSuffix("\n") ? text : text + "\n")
      exit(isHelp ? ExitStatus.success.rawValue : ExitStatus.usage.rawValue)
    }
    let work = Task { await status(name: name) { try root.parseAsRoot() } }
    let interruption = Interruption { work.cancel() }
    let sources = [(SIGINT, ExitStatus.interrupted), (SIGTERM, .terminated)].map { number, status in
      signal(number, SIG_IGN)
      // A queue of its own, since the shared ones may be busy with what is to be interrupted.
      let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signals"))
      source.setEventHandler { interruption.receive(status) }
      source.resume()
      return source
    }
    let ending = await work.value
    withExtendedLifetime(sources) {}
    exit((interruption.status ?? ending).rawValue)
  }

  /// Runs a command; it is parsed where it runs, since commands cannot be sent from one task to another.
  private static func status(name: String, parsing: () throws -> any ParsableCommand) async -> ExitStatus {
    do {
      var command = try parsing()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
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

/// Turns the first signal into a cancellation, and into the end of the process when that does not come soon; the second
/// ends it at once.
private final class Interruption: Sendable {
  private let first = Mutex<ExitStatus?>(nil)
  private let cancel: @Sendable () -> Void

  init(_ cancel: @escaping @Sendable () -> Void) {
    self.cancel = cancel
  }

  /// The status that the first signal asks for; nil when none came.
  var status: ExitStatus? { first.withLock { $0 } }

  func receive(_ status: ExitStatus) {
    let isFirst = first.withLock { first in
      defer { first = first ?? status }
      return first == nil
    }
    guard isFirst else { _exit(status.rawValue) }
    cancel()
    DispatchQueue(label: "grace").asyncAfter(deadline: .now() + Program.graceAfterSignal) { _exit(status.rawValue) }
  }
}
