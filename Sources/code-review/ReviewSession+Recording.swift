import AgentKernel
import CommandLineSupport
import Git
import JSON
import Logging
import Review

extension ReviewSession {
  /// The run that this one goes on from; nil when it begins anew.
  func origin(at location: RepositoryLocation) throws -> RunRecording.Origin? {
    try transcripts?.origin(in: TranscriptPlace.folder(environment: environment), place: Self.place(of: location))
  }

  /// Begins to keep and to watch the run; a review without a model leaves no transcript, since nobody says anything.
  ///
  /// - Parameters:
  ///   - target: what is reviewed.
  ///   - location: the repository.
  ///   - origin: the run to go on from.
  ///   - isKept: whether there is something to keep.
  ///   - settings: how much is kept.
  ///   - logger: is told why something is not kept.
  func recording(
    of target: ReviewTarget, at location: RepositoryLocation, from origin: RunRecording.Origin?,
    isKept: Bool, _ settings: Configuration, _ logger: Logger
  ) throws -> RunRecording {
    let isWanted = isKept && transcripts?.noTranscript != true && payload == nil
    let retention = isWanted ? settings.retention : nil
    let folder = retention == nil ? nil : TranscriptPlace.folder(environment: environment)
    let id = EventStream.ofProcess.id ?? .new(at: .now)
    let collector = events.trace.map { _ in
      SpanCollector(run: id.string, program: "code-review", providers: settings.telemetryProviders)
    }
    let recording = try RunRecording(
      program: "code-review \(Version.text)", target: target.value, place: Self.place(of: location), origin: origin,
      in: folder, id: id,
      observe: { entry in
        EventStream.ofProcess.send(entry)
        collector?.add(entry)
      },
      warn: { logger.warning("\($0)") })
    EventStream.ofProcess.send(
      "review_started",
      ["target": target.value, "transcript": folder == nil ? .null : .string(recording.id.string)])
    // While the model thinks, so that neither the first request nor the end waits for it.
    let pruning = Task { if let retention { folder?.prune(retention, except: recording.id) } }
    let trace = events.trace
    ProgramEndings.ofProcess.add { status in
      await recording.end(status: status.name, exitCode: Int(status.rawValue))
      await pruning.value
      guard let trace, let collector else { return }
      do throws(CommandLineError) {
        try collector.write(to: trace)
      } catch {
        StandardStream.error.say("code-review: the spans are not written: \(error)")
      }
    }
    return recording
  }

  private static func place(of location: RepositoryLocation) -> String { location.workTree ?? location.gitFolder }
}
