import AgentKernel
import CommandLineSupport
import Git
import JSON

extension GenerationSession {
  /// Begins to keep what the model says and does; without a model nobody says anything.
  ///
  /// - Parameters:
  ///   - location: the repository.
  ///   - settings: how much is kept.
  /// - Returns: nil when nothing is to be kept.
  func recording(at location: RepositoryLocation, _ settings: Configuration) throws -> RunRecording? {
    guard !command.noTranscript, payload == nil, let retention = settings.retention,
      let folder = TranscriptPlace.folder(environment: environment)
    else { return nil }
    let subject = command.target ?? command.changed ?? "."
    let recording = try RunRecording(
      program: "gen-tests \(Version.text)", target: ["kind": "tests for", "value": .string(subject)],
      place: location.workTree ?? location.gitFolder, in: folder,
      warn: { StandardStream.error.say("gen-tests: \($0)") })
    // While the package is built, so that neither the first request nor the end waits for it.
    let pruning = Task { folder.prune(retention, except: recording.id) }
    ProgramEndings.ofProcess.add { status in
      await recording.end(status: status.name, exitCode: Int(status.rawValue))
      await pruning.value
    }
    return recording
  }
}
