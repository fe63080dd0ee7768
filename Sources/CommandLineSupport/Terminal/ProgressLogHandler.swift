internal import JSON
package import Logging

/// Sends log messages to the standard error, between the lines of progress, which take secrets out.
package struct ProgressLogHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]

  private let program: String
  private let progress: ProgressLine

  /// A handler for one program.
  ///
  /// - Parameters:
  ///   - program: the name that stands in front of each line.
  ///   - progress: where lines go.
  ///   - level: the least important messages that are shown.
  package init(program: String, progress: ProgressLine, level: Logger.Level) {
    self.program = program
    self.progress = progress
    logLevel = level
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let details = metadata.merging(event.metadata ?? [:]) { _, own in own }
      .sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let level = event.level >= .warning ? "\(event.level): " : event.level == .debug ? "debug: " : ""
    EventStream.ofProcess.send(
      "message", ["level": .string(event.level.rawValue), "text": .string("\(event.message)\(details)")])
    progress.print("\(program): \(level)\(event.message)\(details)")
  }
}
