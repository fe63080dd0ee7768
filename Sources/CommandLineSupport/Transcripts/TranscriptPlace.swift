package import AgentKernel

/// Where the programs of the suite keep their transcripts.
package enum TranscriptPlace {
  /// `transcripts` in the state folder; nil when there is no place for it.
  package static func folder(environment: [String: String]) -> TranscriptFolder? {
    StateFolder.path(environment: environment).map { TranscriptFolder($0 + "/transcripts") }
  }
}

extension Configuration {
  /// How much of the transcripts is kept; nil when none are written.
  package var retention: TranscriptFolder.Retention? {
    guard transcriptRuns.value > 0 else { return nil }
    return TranscriptFolder.Retention(runs: transcriptRuns.value, bytes: transcriptMegabytes.value << 20)
  }
}
