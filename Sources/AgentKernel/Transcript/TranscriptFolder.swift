/// The folder of all transcripts: one folder for each run, with `run.jsonl` and a file for each of its agents.
///
/// Folders are 0700 and files 0600. Whoever writes a run holds the lock of its `run.jsonl`.
package struct TranscriptFolder: Sendable {
  /// An absolute path; made when the first run is kept.
  package let path: String

  static let runFile = "run.jsonl"
  static let suffix = ".jsonl"

  package init(_ path: String) { self.path = path }

  /// How much is kept; the oldest runs go first.
  package struct Retention: Hashable, Sendable {
    /// Runs, at least 1.
    package var runs: Int

    /// Bytes of all files together.
    package var bytes: Int

    /// - Parameters:
    ///   - runs: at least 1; some weeks of pushes unless given.
    ///   - bytes: of all files together; a review is 0.2 to 5 MB.
    package init(runs: Int = 100, bytes: Int = 200 << 20) {
      self.runs = runs
      self.bytes = bytes
    }
  }

  /// The names of all runs, the oldest first.
  package func runs() -> [TranscriptID] {
    guard let folder = try? TranscriptFile.existingFolder(path) else { return [] }
    return folder.names().compactMap { TranscriptID($0) }
  }

  /// All transcripts of a run: its own first, then its agents' in the order in which they began.
  ///
  /// - Throws: `AgentKernelError` when there is no such run, or a file of it is damaged.
  package func read(_ id: TranscriptID) throws(AgentKernelError) -> RunTranscripts {
    guard runs().contains(id) else {
      throw AgentKernelError(.noSuchTranscript, "there is no run \(id) in \(String(reflecting: path))")
    }
    let folder = try TranscriptFile.existingFolder("\(path)/\(id)")
    var transcripts: [Transcript] = []
    for name in folder.names() where name.hasSuffix(Self.suffix) {
      let file = try folder.openedForReading(name)
      let bytes = try file.content("\(id)/\(name)", limit: Transcript.sizeLimit)
      transcripts.append(try Transcript(name: String(name.dropLast(Self.suffix.count)), parsing: bytes))
    }
    let own = transcripts.first { $0.name + Self.suffix == Self.runFile }
    return RunTranscripts(
      id: id, run: own, agents: transcripts.filter { $0.agentStart != nil }.sorted { $0.order < $1.order })
  }

  /// The first line of a run's own file; nil when it cannot be read.
  package func start(of id: TranscriptID) -> TranscriptEntry.RunStart? {
    guard let folder = try? TranscriptFile.existingFolder("\(path)/\(id)"),
      let file = try? folder.openedForReading(Self.runFile),
      let bytes = try? file.content(id.string, limit: Transcript.sizeLimit)
    else { return nil }
    return (try? Transcript(name: "run", parsing: bytes))?.runStart
  }

  /// Removes the oldest runs beyond what is to be kept; a run that is going on stays.
  ///
  /// - Parameter current: a run that stays whatever it takes.
  package func prune(_ retention: Retention, except current: TranscriptID? = nil) {
    guard let folder = try? TranscriptFile.existingFolder(path) else { return }
    let ids = folder.names().compactMap { TranscriptID($0) }
    let sizes = ids.map { size(of: $0) }
    var total = sizes.reduce(0, +)
    var count = ids.count
    for (id, size) in zip(ids, sizes) {
      guard count > max(1, retention.runs) || total > retention.bytes else { return }
      guard id != current, !isGoingOn(id) else { continue }
      folder.removeFolder(id.string)
      total -= size
      count -= 1
    }
  }

  private func size(of id: TranscriptID) -> Int {
    guard let folder = try? TranscriptFile.existingFolder("\(path)/\(id)") else { return 0 }
    return folder.names().reduce(0) { sum, name in sum + ((try? folder.openedForReading(name))?.size ?? 0) }
  }

  private func isGoingOn(_ id: TranscriptID) -> Bool {
    guard let folder = try? TranscriptFile.existingFolder("\(path)/\(id)"),
      let file = try? folder.openedForReading(Self.runFile)
    else { return false }
    return !file.lock()
  }
}

/// All that is kept of one run.
package struct RunTranscripts: Sendable {
  package let id: TranscriptID

  /// The run's own transcript; nil when it was not even begun.
  package let run: Transcript?

  /// Its agents' transcripts in the order in which they began.
  package let agents: [Transcript]
}

extension Transcript {
  /// The number that the file's name begins with.
  fileprivate var order: Int { Int(name.prefix { $0.isNumber }) ?? .max }
}
