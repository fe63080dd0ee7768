package import JSON
package import Models
internal import SourceText
internal import Synchronization

/// A run of a program as it is kept and watched, with all the agents that it starts.
///
/// It hands out an `AgentRecording` for each agent, and finds there what the agent did in the run that this one resumes or
/// is forked from.
package final class RunRecording: Sendable {
  /// What is taken up again.
  package struct Origin: Sendable {
    package let transcripts: RunTranscripts

    /// Whether the run gets a new name and new files, and the old ones stay as they are.
    package let isFork: Bool

    /// Where a fork leaves the old run: the agent's file and the last line that counts; nil for its end.
    package let cut: (agent: String, seq: Int)?

    package init(_ transcripts: RunTranscripts, isFork: Bool, cut: (agent: String, seq: Int)? = nil) {
      self.transcripts = transcripts
      self.isFork = isFork
      self.cut = cut
    }
  }

  private struct State {
    var count: Int
    var writers: [TranscriptWriter] = []
    var claimed: Set<String> = []
  }

  package let id: TranscriptID

  /// The run that this one goes on from; nil when it begins anew.
  package let origin: Origin?

  private let program: String
  private let folder: String?
  private let writer: TranscriptWriter?
  private let observe: @Sendable (RecordedEntry) -> Void
  private let warn: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// Begins to keep and to watch a run.
  ///
  /// That nothing can be kept is a warning, and the run goes on.
  ///
  /// - Parameters:
  ///   - program: its name and version.
  ///   - target: what it works on.
  ///   - place: where it works.
  ///   - origin: the run to go on from; nil to begin anew.
  ///   - folder: where transcripts are kept; nil for nowhere.
  ///   - chosen: the name of a run that begins anew; nil for one of its own.
  ///   - observe: is told each entry.
  ///   - warn: is told, in words, why something is not kept.
  /// - Throws: `AgentKernelError` when the run to go on from is still going on, or its files cannot be had.
  package init(
    program: String, target: JSONValue, place: String, origin: Origin? = nil, in folder: TranscriptFolder?,
    id chosen: TranscriptID? = nil, observe: @escaping @Sendable (RecordedEntry) -> Void = { _ in },
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(AgentKernelError) {
    let now = TranscriptTime.now
    let isResumed = origin.map { !$0.isFork } ?? false
    let new = chosen ?? .new(at: now)
    id = isResumed ? origin?.transcripts.id ?? new : new
    self.origin = origin
    self.program = program
    self.observe = observe
    let warning = FirstWarning { warn("the transcript is no longer kept: \($0)") }
    let told: @Sendable (String) -> Void = { warning.say($0) }
    self.warn = told
    let start = TranscriptEntry.RunStart(
      program: program, run: id.string, target: target, place: place,
      parent: origin.flatMap { origin in
        origin.isFork
          ? TranscriptEntry.Parent(
            run: origin.transcripts.id.string, agent: origin.cut?.agent, seq: origin.cut?.seq) : nil
      })
    var path: String?
    var writer: TranscriptWriter?
    do throws(AgentKernelError) {
      if let folder {
        let runPath = "\(folder.path)/\(id)"
        if isResumed, let run = origin?.transcripts.run {
          writer = try Self.continued(run, in: runPath, isLocked: true, told)
        } else {
          let all = try TranscriptFile.folder(folder.path)
          if !isResumed { try all.makeFolder(id.string) }
          let file = try TranscriptFile.existingFolder(runPath).made(TranscriptFolder.runFile)
          _ = file.lock()
          writer = TranscriptWriter(file, after: 0, failed: told)
        }
        path = runPath
      }
    } catch {
      guard !isResumed else { throw error }
      warn("no transcript is kept: \(error)")
    }
    self.folder = path
    self.writer = writer
    state = Mutex(State(count: isResumed ? origin?.transcripts.agents.count ?? 0 : 0))
    record(isResumed ? .resumed : .runStarted(start), at: now)
  }

  /// A recording for an agent's run.
  ///
  /// - Parameters:
  ///   - definition: the agent.
  ///   - job: which of the run's tasks it is; the same task has the same name when the run is resumed.
  ///   - subject: a hash of what it works on.
  ///   - models: the models to ask.
  ///   - toolbox: what it may call.
  ///   - system: its system prompt.
  /// - Throws: `AgentKernelError` when the agent did the same task in the run before and something is different now.
  package func agent(
    _ definition: AgentDefinition, job: String, subject: String, models: [AgentModel], toolbox: Toolbox,
    system: [SystemSection]
  ) throws(AgentKernelError) -> AgentRecording {
    let fields = toolbox.specifications.flatMap { [$0.name, $0.description, $0.inputSchema.value.serialized()] }
    var start = TranscriptEntry.AgentStart(
      program: program, run: id.string, agent: definition.name, job: job, definition: definition.contentHash,
      subject: subject, models: models.map(\.name), tools: toolbox.tools.map(\.name),
      toolHash: ContentHash(ofFields: fields).hexadecimal, system: system, parent: nil)
    let before = origin?.transcripts.agents.first { $0.agentStart?.job == job }
    let isFirst = state.withLock { $0.claimed.insert(job).inserted }
    guard let before, isFirst, let old = before.agentStart else { return begin(&start) }
    try old.check(against: start)
    return try goOn(from: before, &start)
  }

  /// Ends the run and waits until all of it lies on the disk.
  ///
  /// - Parameters:
  ///   - status: how it ended, in a word.
  ///   - exitCode: what the process ends with.
  package func end(status: String, exitCode: Int) async {
    record(.runEnded(status: status, exitCode: exitCode), at: .now)
    for writer in state.withLock(\.writers) { await writer.finish() }
    await writer?.finish()
  }

  private func record(_ entry: TranscriptEntry, at time: TranscriptTime) {
    writer?.append(entry, at: time)
    observe(RecordedEntry(agent: nil, time: time, entry: entry))
  }

  private func begin(_ start: inout TranscriptEntry.AgentStart) -> AgentRecording {
    let name = nextName(start.agent)
    let writer = made(name)
    let recording = recording(name, start.job, past: nil, writer)
    recording.record(.agentStarted(start))
    return recording
  }

  private func goOn(
    from before: Transcript, _ start: inout TranscriptEntry.AgentStart
  ) throws(AgentKernelError) -> AgentRecording {
    guard let origin, origin.isFork else {
      let past = try Resumption(before, among: origin?.transcripts.agents ?? [])
      let writer: TranscriptWriter? =
        if let folder { try Self.continued(before, in: folder, isLocked: false, warn) } else { nil }
      let recording = recording(before.name, start.job, past: past, writer)
      if past.outcome == nil { recording.record(.resumed) }
      return recording
    }
    let isCut = origin.cut?.agent == before.name
    let kept = isCut ? Transcript(before, upTo: origin.cut?.seq ?? 0) : before
    let past = try Resumption(kept, among: origin.transcripts.agents)
    start.system = past.system
    start.parent = TranscriptEntry.Parent(
      run: origin.transcripts.id.string, agent: before.name, seq: isCut ? origin.cut?.seq : nil)
    let name = nextName(start.agent)
    let writer = made(name)
    let recording = recording(name, start.job, past: past, writer)
    recording.record(.agentStarted(start))
    let lines = kept.lines.dropFirst()
    writer?.append(
      lines: lines.flatMap { Array(($0.value.serialized() + "\n").utf8) }, last: lines.last?.seq ?? 1)
    if past.outcome == nil { recording.record(.resumed) }
    return recording
  }

  private func recording(
    _ name: String, _ job: String, past: Resumption?, _ writer: TranscriptWriter?
  ) -> AgentRecording {
    if let writer { state.withLock { $0.writers.append(writer) } }
    return AgentRecording(name: name, job: job, past: past, writer: writer, observe: observe)
  }

  private func nextName(_ agent: String) -> String {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    let letters = agent.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(40)
    return (number < 10 ? "0" : "") + "\(number)-\(letters)"
  }

  private func made(_ name: String) -> TranscriptWriter? {
    guard let folder else { return nil }
    do throws(AgentKernelError) {
      let file = try TranscriptFile.existingFolder(folder).made(name + TranscriptFolder.suffix)
      return TranscriptWriter(file, after: 0, failed: warn)
    } catch {
      warn("\(error)")
      return nil
    }
  }

  /// Opens a transcript to go on in, without the torn piece at its end.
  private static func continued(
    _ transcript: Transcript, in folder: String, isLocked: Bool, _ failed: @escaping @Sendable (String) -> Void
  ) throws(AgentKernelError) -> TranscriptWriter {
    let file = try TranscriptFile.existingFolder(folder).openedForAppending(transcript.name + TranscriptFolder.suffix)
    if isLocked, !file.lock() {
      throw AgentKernelError(.noSuchTranscript, "the run is still going on; wait for its end, or fork it")
    }
    if transcript.tornBytes > 0 { file.cut(to: transcript.size) }
    return TranscriptWriter(file, after: transcript.lines.last?.seq ?? 0, failed: failed)
  }
}
