package import AgentKernel
internal import CCrash
package import JSON
internal import Redaction
internal import Synchronization

/// The events of this process as JSON lines on the standard output, for programs that watch it.
///
/// Each line has `seq`, `time`, `run` and `type`. Exactly one line of the type `run_ended` comes, and it is the last one,
/// whatever ends the process but a signal that cannot be handled: `CCrash` writes it where Swift cannot run any more.
package final class EventStream: Sendable {
  /// The stream of this process; there is one, since its last line belongs to the process.
  package static let ofProcess = EventStream()

  /// The version of the format, which the first line names.
  package static let format = 1

  /// How long an event waits for a reader who reads nothing, so that the run can end by its deadline all the same.
  private static let patience = Duration.seconds(5)

  /// The same for the last event, and for all of them after a signal.
  private static let shortPatience = Duration.milliseconds(200)

  /// Milliseconds that a process which ends at once waits for a line that is being written, and as long for a reader.
  private static let mostWait: Int32 = 150

  /// Lines come from many threads; and what is written here is to be whole before another begins.
  private let state = Mutex(State())

  private let isHurried = Atomic(false)

  private struct State {
    var run: TranscriptID?
    var writer = PatientWriter(StandardStream.output.rawValue)
  }

  private init() {}

  /// Whether the arguments ask for it.
  ///
  /// They are looked at before they are parsed, so that a mistake in them is an event too.
  package static func isAsked(by arguments: [String]) -> Bool {
    let words = arguments.prefix { $0 != "--" }
    return words.contains("--events=json")
      || zip(words, words.dropFirst()).contains { $0 == "--events" && $1 == "json" }
  }

  package var isOpen: Bool { fulcrum_stream_is_open() }

  /// The name that stands in every line; nil before the stream is opened.
  package var id: TranscriptID? { state.withLock(\.run) }

  /// Opens the stream and writes its first line.
  ///
  /// - Parameter program: the program's name.
  package func open(program: String) {
    let id = TranscriptID.new(at: .now)
    state.withLock { $0.run = id }
    fulcrum_stream_open(StandardStream.output.rawValue, id.string)
    send("stream_started", ["format": JSONValue(Self.format), "program": .string("\(program) \(Version.text)")])
  }

  /// From now on no event waits for a reader any more, since the process is to end.
  package func hurry() { isHurried.store(true, ordering: .relaxed) }

  /// Writes an event, unless the stream is not open.
  ///
  /// That nobody reads is no error: after a while the event is left out, and the last one says how many were.
  ///
  /// - Parameters:
  ///   - type: what happened.
  ///   - members: what belongs to it, without secrets or with them: they are taken out here.
  ///   - agent: whose event it is; nil for the run's.
  ///   - time: when it happened.
  package func send(
    _ type: String, _ members: [String: JSONValue] = [:], agent: String? = nil, at time: TranscriptTime = .now
  ) {
    guard isOpen else { return }
    let redactor = KnownSecrets.ofProcess.redactor
    var event = members.mapValues { $0.redacted(by: redactor) }
    if let agent { event["agent"] = .string(agent) }
    write(type, event, at: time)
  }

  /// Writes the last event, once.
  package func end(_ status: ExitStatus) {
    guard fulcrum_stream_claim() else { return fulcrum_stream_wait(Self.mostWait) }
    write(
      "run_ended", ["status": .string(status.name), "exit_code": JSONValue(Int(status.rawValue)), "will_retry": false])
    fulcrum_stream_ended()
  }

  /// Writes the last event without waiting for anything for long, for a process that ends now.
  package func endAtOnce(_ status: ExitStatus) {
    fulcrum_stream_end(status.name, status.rawValue, 0, Self.mostWait)
  }

  private func write(_ type: String, _ members: [String: JSONValue], at time: TranscriptTime = .now) {
    let start = ContinuousClock.now
    state.withLock { state in
      fulcrum_stream_writing(true)
      defer { fulcrum_stream_writing(false) }
      // Looked at once more: who writes the last line waits for those that are being written, and none may follow it.
      let isLast = type == "run_ended"
      guard isLast || isOpen else { return }
      var event = members
      if isLast, state.writer.lostCount > 0 { event["lost"] = JSONValue(state.writer.lostCount) }
      event["type"] = .string(type)
      event["time"] = .string(time.text)
      event["run"] = .string(state.run?.string ?? "")
      event["seq"] = JSONValue(Int(fulcrum_stream_next()))
      let line = KnownSecrets.ofProcess.redactor.maskingKnown(in: JSONValue.object(event).serialized() + "\n")
      // Who has not read for so long is not waited for with each event again.
      let patience = isLast ? Self.shortPatience : state.writer.isStuck ? .zero : Self.patience
      state.writer.write(Array(line.utf8)) {
        let most = isHurried.load(ordering: .relaxed) ? min(patience, Self.shortPatience) : patience
        return start.duration(to: .now) < most
      }
      fulcrum_stream_cut(state.writer.isWithinText)
    }
  }
}

extension ExitStatus {
  /// The status in a word, as events and transcripts have it.
  package var name: String {
    switch self {
    case .success: "success"
    case .threshold: "threshold"
    case .usage: "usage"
    case .infrastructure: "infrastructure"
    case .budget: "budget"
    case .sandbox: "sandbox"
    case .denied: "denied"
    case .partial: "partial"
    case .precondition: "precondition"
    case .internalError: "internal_error"
    case .interrupted: "interrupted"
    case .terminated: "terminated"
    }
  }
}
