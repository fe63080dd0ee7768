package import AgentKernel

/// How a user names a run.
package enum TranscriptName {
  /// The run that a name means: its whole name, a beginning that only it has, or `last`.
  ///
  /// - Parameters:
  ///   - name: what the user wrote.
  ///   - folder: where transcripts are.
  ///   - place: where the program works, for `last`; nil for any place.
  /// - Throws: `AgentKernelError` with code `.noSuchTranscript`.
  package static func id(
    _ name: String, in folder: TranscriptFolder, place: String?
  ) throws(AgentKernelError) -> TranscriptID {
    let runs = folder.runs()
    if name == "last" {
      let last = runs.reversed().first { place == nil || folder.start(of: $0)?.place == place }
      guard let last else {
        throw missing(
          "no run of this repository is kept in \(quoted(folder.path)); a review by the rules alone leaves none", runs)
      }
      return last
    }
    let meant = runs.filter { $0.string.hasPrefix(name) }
    guard let only = meant.first, meant.count == 1, !name.isEmpty else {
      throw missing(
        meant.isEmpty
          ? "there is no run \(quoted(name)) in \(quoted(folder.path))"
          : "\(quoted(name)) is the beginning of \(meant.count) runs; write more of it", runs)
    }
    return only
  }

  private static func missing(_ words: String, _ runs: [TranscriptID]) -> AgentKernelError {
    AgentKernelError(.noSuchTranscript, runs.isEmpty ? words : "\(words); `transcript list` shows the runs")
  }
}
