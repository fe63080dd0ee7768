internal import JSON

/// A transcript that was read: one agent's, or a run's own.
package struct Transcript: Sendable {
  /// The file's name without its ending: `run`, `01-review`.
  package let name: String

  package let lines: [TranscriptLine]

  /// Bytes behind the last whole line, which a crash or a full disk left there.
  package let tornBytes: Int

  /// Bytes of the whole lines.
  let size: Int

  /// Bytes of a file that is read.
  static let sizeLimit = 512 << 20

  /// Reads a transcript.
  ///
  /// A last line that is not whole is left out; anywhere else it is damage.
  ///
  /// - Throws: `AgentKernelError` with code `.transcript`.
  init(name: String, parsing bytes: [UInt8]) throws(AgentKernelError) {
    var lines: [TranscriptLine] = []
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      if let line = TranscriptLine(parsing: Array(bytes[start..<end])) {
        lines.append(line)
      } else if end == bytes.index(before: bytes.endIndex) {
        break
      } else {
        throw AgentKernelError(
          .transcript, "line \(lines.count + 1) of the transcript \(String(reflecting: name)) is damaged")
      }
      start = bytes.index(after: end)
    }
    self.name = name
    self.lines = lines
    size = start
    tornBytes = bytes.count - start
    if let format = lines.first?["format"]?.integer, format > TranscriptEntry.format {
      throw AgentKernelError(
        .transcript,
        "the transcript \(String(reflecting: name)) has the format \(format), which is newer than this program")
    }
  }

  /// The part of a transcript up to a line.
  init(_ whole: Transcript, upTo seq: Int) {
    name = whole.name
    lines = whole.lines.filter { $0.seq <= seq }
    size = whole.size
    tornBytes = 0
  }

  /// The agent's beginning; nil when the first line is none.
  package var agentStart: TranscriptEntry.AgentStart? {
    lines.first.flatMap { $0.type == "agent_started" ? TranscriptEntry.AgentStart($0.value) : nil }
  }

  /// The run's beginning; nil when the first line is none.
  package var runStart: TranscriptEntry.RunStart? {
    lines.first.flatMap { $0.type == "run_started" ? TranscriptEntry.RunStart($0.value) : nil }
  }

  /// How the run or the agent ended, at last; nil when it did not, or has begun anew since.
  package var end: TranscriptLine? {
    let last = lines.last { ["agent_ended", "run_ended", "resumed"].contains($0.type) }
    return last?.type == "resumed" ? nil : last
  }
}
