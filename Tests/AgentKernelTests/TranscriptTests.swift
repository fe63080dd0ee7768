import Foundation
import JSON
import Models
import Redaction
import Synchronization
import TestSupport
import Testing

@testable import AgentKernel

/// What is kept of a run, and that it can be read again.
@Suite(.timeLimit(.minutes(2))) struct TranscriptTests {
  @Test func `a run leaves its conversation, its calls with their times and its outcome, numbered`() async throws {
    let agent = try RecordedAgent()
    let (run, _, id) = try await agent.run(RecordedAgent.script)
    let kept = try agent.transcripts.read(id)
    let transcript = try #require(kept.agents.first)
    #expect(kept.agents.count == 1 && transcript.name == "01-worker")
    #expect(transcript.lines.map(\.seq) == Array(1...transcript.lines.count))
    let start = try #require(transcript.agentStart)
    #expect(start.run == id.string && start.models == ["m"] && start.tools == ["count", "report"])
    #expect(transcript.lines.first?["format"] == 1)
    #expect(transcript.lines.compactMap { LogEntry(type: $0.type, $0.value) } == run.log)
    let types = transcript.lines.map(\.type)
    for type in ["request_started", "answer", "tool_started", "tool_ended"] { #expect(types.contains(type)) }
    #expect(types.count { $0 == "tool_ended" } == 4)
    #expect(transcript.end?["outcome"]?["kind"] == "answered")
    #expect(transcript.end?["usage"]?["input"] == 30)
    #expect(kept.run?.runStart?.target == ["kind": "test"])
    #expect(kept.run?.end?["exit_code"] == 0)
  }

  @Test func `folders and files are the owner's alone`() async throws {
    let agent = try RecordedAgent()
    let (_, _, id) = try await agent.run(RecordedAgent.script)
    func mode(_ path: String) throws -> Int {
      try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
    #expect(try mode(agent.transcripts.path) == 0o700)
    #expect(try mode("\(agent.transcripts.path)/\(id)") == 0o700)
    #expect(try mode(agent.file(id)) == 0o600)
    #expect(try mode(agent.file(id, "run")) == 0o600)
  }

  @Test(arguments: Sweep.seeds(sample: 30, full: 500))
  func `any conversation is read as it was written`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let letters = ["a", "\n", "\"", "\\", "\u{0}", "\u{202E}", "é", "e\u{301}", "😀", "\r\n", "{", "\u{2028}"]
    func text() -> String {
      (0..<Int.random(in: 0..<12, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
    }
    for _ in 0..<40 {
      let entry: LogEntry =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .instruction(text())
        case 1:
          .response([
            .text(text()), .thinking(text: text(), signature: text()), .redactedThinking(data: text()),
            .toolCall(ToolCall(id: text(), name: text(), arguments: text())),
          ])
        case 2:
          .results(
            [ToolResult(callID: text(), text: text(), isError: Bool.random(using: &random))],
            note: Bool.random(using: &random) ? text() : nil)
        default: .modelChanged
        }
      let line = TranscriptLine.text(
        of: .said(entry, model: "m"), seq: 7, time: TranscriptTime(milliseconds: 1_795_639_785_123))
      #expect(line.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
      let read = try #require(TranscriptLine(parsing: Array(line.utf8.dropLast())))
      #expect(read.seq == 7 && read.time.text == "2026-11-25T20:49:45.123Z")
      let back = try #require(LogEntry(type: read.type, read.value))
      // By bytes: to Swift, two forms of one letter are the same.
      #expect("\(back)".utf8.elementsEqual("\(entry)".utf8))
    }
  }

  @Test func `a file cut anywhere is read up to its last whole line`() async throws {
    let agent = try RecordedAgent()
    let (_, _, id) = try await agent.run(RecordedAgent.script)
    let bytes = Array(try Data(contentsOf: URL(filePath: agent.file(id))))
    for cut in stride(from: 0, through: bytes.count, by: 7) {
      let part = Array(bytes.prefix(cut))
      let transcript = try Transcript(name: "part", parsing: part)
      #expect(transcript.lines.count == part.count { $0 == UInt8(ascii: "\n") })
      #expect(transcript.size + transcript.tornBytes == cut)
    }
  }

  @Test func `damage that no crash leaves is an error that names the line`() throws {
    let good = TranscriptLine.text(of: .resumed, seq: 1, time: .now)
    #expect(throws: AgentKernelError.self) {
      try Transcript(name: "damaged", parsing: Array("\(good)garbage\n\(good)".utf8))
    }
    let newer = #"{"format":99,"seq":1,"time":"2026-11-25T20:49:45.123Z","type":"agent_started"}"# + "\n"
    #expect(throws: AgentKernelError.self) { try Transcript(name: "newer", parsing: Array(newer.utf8)) }
  }

  @Test func `a line of a type that is not known is kept`() throws {
    let line = #"{"new":true,"seq":1,"time":"2026-11-25T20:49:45.123Z","type":"of_tomorrow"}"# + "\n"
    #expect(try Transcript(name: "new", parsing: Array(line.utf8)).lines.first?["new"] == true)
  }

  #if os(Linux)
    @Test func `a disk that takes nothing is told once, and the run goes on`() async throws {
      let file = TranscriptFile(owning: open("/dev/full", O_WRONLY))
      let told = Mutex<[String]>([])
      let writer = TranscriptWriter(file, after: 0) { reason in told.withLock { $0.append(reason) } }
      for _ in 0..<3 { writer.append(.resumed, at: .now) }
      await writer.finish()
      #expect(told.withLock { $0 } == ["No space left on device"])
    }
  #endif

  @Test func `a place where nothing can be kept is a warning, and the run goes on`() async throws {
    let agent = try RecordedAgent()
    let blocked = "\(agent.folder.path)/blocked"
    try Data().write(to: URL(filePath: blocked))
    let told = Mutex<[String]>([])
    let (run, _, _) = try await agent.run(
      RecordedAgent.script, in: TranscriptFolder("\(blocked)/transcripts"),
      warn: { words in told.withLock { $0.append(words) } })
    #expect(run.outcome == .answered(["count": 3]))
    #expect(told.withLock { $0.count } == 1)
  }

  @Test func `a link in the place of the folder is not followed`() async throws {
    let agent = try RecordedAgent()
    let elsewhere = "\(agent.folder.path)/elsewhere"
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: agent.transcripts.path, withDestinationPath: elsewhere)
    _ = try await agent.run(RecordedAgent.script)
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
  }

  @Test func `the oldest runs go beyond a number and beyond a size, and one that goes on stays`() async throws {
    let agent = try RecordedAgent()
    var ids: [TranscriptID] = []
    for second in 0..<6 {
      let id = TranscriptID.new(at: TranscriptTime(milliseconds: Int64(second) * 1000))
      let recording = try RunRecording(
        program: "test 1", target: .null, place: "/", in: agent.transcripts, id: id)
      await recording.end(status: "success", exitCode: 0)
      ids.append(id)
    }
    let first = try #require(ids.first)
    let held = try TranscriptFile.existingFolder("\(agent.transcripts.path)/\(first)")
      .openedForAppending(TranscriptFolder.runFile)
    let isHeld = held.lock()
    #expect(isHeld)
    agent.transcripts.prune(.init(runs: 3, bytes: 1 << 30))
    #expect(agent.transcripts.runs() == [first] + ids[4...])
    agent.transcripts.prune(.init(runs: 100, bytes: 0), except: ids[5])
    #expect(agent.transcripts.runs() == [first, ids[5]])
    _ = held.number
  }

  @Test func `secrets are taken out, also of a call's id, and altered thinking is marked`() throws {
    let secret = "canary-secret-" + "8Kq2mZx9LpV4tYw"
    KnownSecrets.ofProcess.add(key: secret)
    let entry = LogEntry.response([
      .thinking(text: "it is \(secret)", signature: "s"),
      .toolCall(ToolCall(id: secret, name: "n", arguments: #"{"a":"\#(secret)"}"#)),
    ])
    let line = TranscriptLine.text(of: .said(entry, model: "m"), seq: 1, time: .now)
    #expect(!line.contains(secret))
    #expect(line.contains(#""thinking_altered":true"#))
  }

  @Test(arguments: [0, 951_782_400_000, 1_709_164_799_999, 4_102_444_800_000] as [Int64])
  func `an instant is written as others write it, and read again`(milliseconds: Int64) throws {
    let time = TranscriptTime(milliseconds: milliseconds)
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    #expect(time.text == formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1000)))
    #expect(TranscriptTime(time.text) == time)
  }

  @Test func `names of runs sort by time, also within a second`() throws {
    let times = [0, 1, 999, 1000, 951_782_400_123].map { TranscriptTime(milliseconds: $0) }
    let names = times.map { TranscriptID.new(at: $0) }
    #expect(names == names.sorted())
    for name in names { #expect(TranscriptID(name.string) == name) }
  }

  @Test(arguments: ["", "last", "../../etc", "20261125T202945123Z-3F9A1C", "20261125T202945123Z-3f9a1c/..", "a-b"])
  func `what is no run's name is none`(text: String) {
    #expect(TranscriptID(text) == nil)
  }
}
