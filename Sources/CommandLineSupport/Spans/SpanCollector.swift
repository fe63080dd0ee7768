package import AgentKernel
internal import JSON
internal import Redaction
internal import Synchronization

/// Makes spans of a run while it goes on, and writes them into a file at its end; nothing is sent anywhere.
package final class SpanCollector: Sendable {
  private let tree: Mutex<SpanTree>
  private let program: String

  /// - Parameters:
  ///   - run: the run's name.
  ///   - program: the program's name.
  ///   - providers: the providers' names as OpenTelemetry has them, by the models' names.
  package init(run: String, program: String, providers: [String: String] = [:]) {
    self.program = program
    tree = Mutex(SpanTree(run: run, program: program, providers: providers, at: .now))
  }

  package func add(_ entry: RecordedEntry) { tree.withLock { $0.add(entry) } }

  /// Writes the spans; those that have not ended end now.
  ///
  /// - Parameter path: the file, which is replaced.
  /// - Throws: `CommandLineError` when it cannot be written.
  package func write(to path: String) throws(CommandLineError) {
    let document = tree.withLock { $0.document(program: program, now: .now) }
    let redactor = KnownSecrets.ofProcess.redactor
    let text = redactor.maskingKnown(in: document.redacted(by: redactor).serialized() + "\n")
    let file = LocalFile(path: path)
    if try file.appendIfSpecial(Array(text.utf8)) { return }
    try file.followingLinks.write(Array(text.utf8), mode: 0o600)
  }
}
