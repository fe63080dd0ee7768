/// What makes calls and records what comes of them, in whichever language.
package protocol CallRecorder: Sendable {
  /// Makes each call, under several circumstances.
  ///
  /// - Throws: `CharacterizationError` when nothing can be recorded at all; `VerificationError`, `ProcessError` when no program
  ///   could be run; `CancellationError`.
  func record(_ candidates: [CallCandidate]) async throws -> RecordingRun
}

extension Recorder: CallRecorder {}
