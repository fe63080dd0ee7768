internal import Models

/// One agent's run as it is kept and watched: what the runtime hands its entries to.
package final class AgentRecording: Sendable {
  /// The name of the agent's file, without its ending, and of its events: `01-review`.
  package let name: String

  /// Which of the run's tasks it is.
  let job: String

  /// The run to go on from; nil when the agent begins anew.
  package let past: Resumption?

  private let writer: TranscriptWriter?
  private let observe: @Sendable (RecordedEntry) -> Void

  init(
    name: String, job: String, past: Resumption?, writer: TranscriptWriter?,
    observe: @escaping @Sendable (RecordedEntry) -> Void
  ) {
    self.name = name
    self.job = job
    self.past = past
    self.writer = writer
    self.observe = observe
  }

  /// Keeps an entry and tells those who watch.
  func record(_ entry: TranscriptEntry) {
    let time = TranscriptTime.now
    writer?.append(entry, at: time)
    observe(RecordedEntry(agent: name, time: time, entry: entry))
  }
}

/// An entry on its way to those who watch a run.
package struct RecordedEntry: Sendable {
  /// The agent's name in this run; nil for the run's own entries.
  package let agent: String?

  package let time: TranscriptTime
  package let entry: TranscriptEntry
}
