import AgentKernel
import CommandLineSupport
import Git
import JSON

extension GenerationSession {
  /// Begins to keep what the model says and does, and to watch the run; without a model nobody says anything.
  ///
  /// - Parameters:
  ///   - location: the repository.
  ///   - isKept: whether there is something to keep.
  ///   - settings: how much is kept.
  func recording(
    at location: RepositoryLocation, isKept: Bool, _ settings: Configuration
  ) throws -> RunRecording {
    let isWanted = isKept && !command.noTranscript && payload == nil
    let retention = isWanted ? settings.retention : nil
    let folder = retention == nil ? nil : TranscriptPlace.folder(environment: environment)
    let id = EventStream.ofProcess.id ?? .new(at: .now)
    let trace = command.events.trace
    let collector = trace.map { _ in
      SpanCollector(run: id.string, program: "gen-tests", providers: settings.telemetryProviders)
    }
    let target: JSONValue = ["kind": "tests for", "value": .string(command.target ?? command.changed ?? ".")]
    let recording = try RunRecording(
      program: "gen-tests \(Version.text)", target: target, place: location.workTree ?? location.gitFolder,
      in: folder, id: id,
      observe: { entry in
        EventStream.ofProcess.send(entry)
        collector?.add(entry)
      },
      warn: { StandardStream.error.say("gen-tests: \($0)") })
    EventStream.ofProcess.send(
      "generation_started",
      ["target": target, "transcript": folder == nil ? .null : .string(recording.id.string)])
    // While the package is built, so that neither the first request nor the end waits for it.
    let pruning = Task { if let retention { folder?.prune(retention, except: recording.id) } }
    ProgramEndings.ofProcess.add { status in
      await recording.end(status: status.name, exitCode: Int(status.rawValue))
      await pruning.value
      guard let trace, let collector else { return }
      do throws(CommandLineError) {
        try collector.write(to: trace)
      } catch {
        StandardStream.error.say("gen-tests: the spans are not written: \(error)")
      }
    }
    return recording
  }
}
