import Foundation
import HTTP
import JSON
import Models
import TestSupport
import Testing

@testable import AgentKernel

/// That a run goes on where its transcript ends, and that nothing is done twice.
@Suite(.timeLimit(.minutes(2))) struct ResumptionTests {
  /// Cuts a file behind so many bytes, as a crash would.
  private func cut(_ path: String, to count: Int) throws {
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.truncate(atOffset: UInt64(count))
    try file.close()
  }

  @Test func `a run that was cut off anywhere goes on with the bytes that it had sent, and runs no tool again`()
    async throws
  {
    let whole = try RecordedAgent()
    let (first, sent, firstID) = try await whole.run(RecordedAgent.script)
    let lines = try Data(contentsOf: URL(filePath: whole.file(firstID))).split(separator: UInt8(ascii: "\n"))
    for count in 2..<lines.count {
      let agent = try RecordedAgent()
      let (_, _, id) = try await agent.run(RecordedAgent.script)
      // The whole lines, and half of the next one.
      let kept = lines.prefix(count).reduce(0) { $0 + $1.count + 1 }
      try cut(agent.file(id), to: kept + lines[count].count / 2)
      let before = agent.counter.count
      let origin = try agent.origin(id)
      let past = try Resumption(try #require(origin.transcripts.agents.first))
      let said = past.log.messages.count
      guard past.outcome == nil else { continue }
      let (run, requests, resumed) = try await agent.run(
        [.content([.toolCall(Sample.call("9", "report", #"{"count": 9}"#))])], from: origin)
      #expect(resumed == id)
      #expect(run.outcome == .answered(["count": 9]), "cut behind line \(count)")
      #expect(agent.counter.count == before, "cut behind line \(count): a tool ran again")
      let request = try #require(requests.first)
      #expect(requests.count == 1)
      // Each request that had been sent with what the file still has is a beginning of this one.
      for old in sent where old.messages.count <= said {
        #expect(Array(request.messages.prefix(old.messages.count)) == old.messages)
        #expect(request.system == old.system && request.tools == old.tools && request.model == old.model)
      }
      try expectPairs(in: request.messages)
      let transcript = try #require(try agent.transcripts.read(id).agents.first)
      #expect(transcript.lines.map(\.seq) == Array(1...transcript.lines.count))
      #expect(transcript.tornBytes == 0)
      #expect(transcript.lines.contains { $0.type == "resumed" })
    }
    #expect(first.outcome == .answered(["count": 3]))
  }

  /// Each call of an answer has its result in the next message.
  private func expectPairs(in messages: [Message]) throws {
    for (message, next) in zip(messages, messages.dropFirst()) where message.role == .assistant {
      let results = next.content.compactMap { if case .toolResult(let result) = $0 { result.callID } else { nil } }
      #expect(results == message.content.toolCalls.map(\.id))
    }
    #expect(messages.last?.role == .user)
  }

  @Test func `calls without a result get one that says so`() async throws {
    let agent = try RecordedAgent()
    let (_, _, id) = try await agent.run(RecordedAgent.script)
    let bytes = try Data(contentsOf: URL(filePath: agent.file(id)))
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let response = try #require(lines.firstIndex { $0.range(of: Data(#""type":"response""#.utf8)) != nil })
    try cut(agent.file(id), to: lines.prefix(response + 1).reduce(0) { $0 + $1.count + 1 })
    let (run, requests, _) = try await agent.run(
      [.content([.toolCall(Sample.call("9", "report", #"{"count": 9}"#))])], from: try agent.origin(id))
    let last = try #require(requests.first?.messages.last)
    #expect(last.content.count == 2)
    for case .toolResult(let result) in last.content {
      #expect(result.isError && result.text.contains("cancelled"))
    }
    #expect(run.outcome == .answered(["count": 9]))
  }

  @Test(arguments: [("tool_started", "cancelled in its midst"), ("tool_ended", "had ended, and its result was lost")])
  func `of a call that had begun the model is told that it may have done something`(type: String, words: String)
    async throws
  {
    let agent = try RecordedAgent()
    let (_, _, id) = try await agent.run(RecordedAgent.script)
    let lines = try Data(contentsOf: URL(filePath: agent.file(id))).split(separator: UInt8(ascii: "\n"))
    let last = try #require(lines.firstIndex { $0.range(of: Data("\"type\":\"\(type)\"".utf8)) != nil })
    try cut(agent.file(id), to: lines.prefix(last + 1).reduce(0) { $0 + $1.count + 1 })
    let (_, requests, _) = try await agent.run(
      [.content([.toolCall(Sample.call("9", "report", #"{"count": 9}"#))])], from: try agent.origin(id))
    let results = try #require(requests.first?.messages.last).content
    guard case .toolResult(let first)? = results.first, case .toolResult(let second)? = results.last else {
      Issue.record("no results")
      return
    }
    #expect(first.callID == "1" && first.isError && first.text.contains(words))
    #expect(second.callID == "2" && second.text == "this call was cancelled before it ended")
  }

  @Test func `a run that had ended is taken as it was, and nobody is asked`() async throws {
    let agent = try RecordedAgent()
    let (first, _, id) = try await agent.run(RecordedAgent.script)
    let (run, requests, _) = try await agent.run([], from: try agent.origin(id))
    #expect(requests.isEmpty)
    #expect(run.outcome == first.outcome && run.log == first.log && run.usage == first.usage)
    #expect(run.turns == first.turns && run.answersByModel == first.answersByModel)
  }

  @Test func `what failed goes on, with its budget where it was`() async throws {
    let agent = try RecordedAgent()
    let broken = Array(RecordedAgent.script.prefix(1)) + [.failure(ModelError(.unauthorized, "no key"))]
    let (first, sent, id) = try await agent.run(broken)
    #expect(first.turns == 1)
    let (run, requests, _) = try await agent.run(Array(RecordedAgent.script.dropFirst()), from: try agent.origin(id))
    #expect(run.outcome == .answered(["count": 3]))
    #expect(run.turns == 3 && run.usage == Usage(input: 30, output: 15))
    #expect(requests.first == sent.last)
    #expect(agent.counter.count == 3)
  }

  @Test func `a second model that had taken over is asked again`() async throws {
    let agent = try RecordedAgent()
    agent.models = ["m", "n"]
    let (_, _, id) = try await agent.run([
      .failure(ModelError(.unauthorized, "no key")), RecordedAgent.script[0],
      .failure(ModelError(.unauthorized, "no key")),
    ])
    let (run, requests, _) = try await agent.run([RecordedAgent.script[2]], from: try agent.origin(id))
    #expect(requests.map(\.model) == ["n"])
    #expect(run.answersByModel == [0, 2])
  }

  @Test func `an agent, tools, models or a change that are others now are refused, each with its reason`() async throws
  {
    let agent = try RecordedAgent()
    let (_, _, id) = try await agent.run([.failure(ModelError(.unauthorized, "no key"))])
    agent.definition += "\nAnd more.\n"
    await expect(agent, id, .changedSetup, "definition")
    agent.definition = RecordedAgent.text
    agent.models = ["other"]
    await expect(agent, id, .changedSetup, "m, not with other")
    agent.models = ["m"]
    agent.hasSecondTool = true
    await expect(agent, id, .changedSetup, "tools")
    agent.hasSecondTool = false
    agent.subject = "something else"
    await expect(agent, id, .changedSubject, "changed since")
  }

  private func expect(
    _ agent: RecordedAgent, _ id: TranscriptID, _ code: AgentKernelError.Code, _ words: String,
    location: SourceLocation = #_sourceLocation
  ) async {
    do {
      _ = try await agent.run([], from: try agent.origin(id))
      Issue.record("it was taken up again", sourceLocation: location)
    } catch {
      let error = error as? AgentKernelError
      #expect(error?.code == code && error?.description.contains(words) == true, sourceLocation: location)
    }
  }

  @Test func `a fork has its own transcript that names its parent, and leaves that as it was`() async throws {
    let agent = try RecordedAgent()
    let (_, sent, id) = try await agent.run(RecordedAgent.script)
    let before = try Data(contentsOf: URL(filePath: agent.file(id)))
    let kept = try #require(try agent.transcripts.read(id).agents.first)
    let line = try #require(kept.lines.first { $0.type == "results" }?.seq)
    let (run, requests, forked) = try await agent.run(
      [.content([.toolCall(Sample.call("9", "report", #"{"count": 9}"#))])],
      from: try agent.origin(id, isFork: true, cut: ("01-worker", line)))
    #expect(forked != id)
    #expect(run.outcome == .answered(["count": 9]))
    #expect(requests.first == sent[1])
    #expect(agent.counter.count == 3)
    #expect(try Data(contentsOf: URL(filePath: agent.file(id))) == before)
    let fork = try agent.transcripts.read(forked)
    #expect(fork.run?.runStart?.parent?.run == id.string)
    let parent = fork.agents.first?.agentStart?.parent
    #expect(parent == TranscriptEntry.Parent(run: id.string, agent: "01-worker", seq: line))
    let transcript = try #require(fork.agents.first)
    #expect(transcript.lines.map(\.seq) == Array(1...transcript.lines.count))
    // A fork of the fork goes on from there.
    let (again, none, _) = try await agent.run([], from: try agent.origin(forked, isFork: true))
    #expect(none.isEmpty && again.log == run.log)
  }

  @Test func `a run that is going on is not taken up`() async throws {
    let agent = try RecordedAgent()
    let (_, _, id) = try await agent.run(RecordedAgent.script)
    let held = try TranscriptFile.existingFolder("\(agent.transcripts.path)/\(id)")
      .openedForAppending(TranscriptFolder.runFile)
    let isHeld = held.lock()
    #expect(isHeld)
    await expect(agent, id, .noSuchTranscript, "still going on")
    _ = held.number
  }

  @Test func `thinking that something was taken out of is not sent back`() async throws {
    let agent = try RecordedAgent()
    let (_, _, id) = try await agent.run(
      Array(RecordedAgent.script.prefix(2)) + [.failure(ModelError(.unauthorized, "no key"))])
    let path = agent.file(id)
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing(#""time":"#, with: #""thinking_altered":true,"time":"#)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    let (_, requests, _) = try await agent.run([RecordedAgent.script[2]], from: try agent.origin(id))
    let request = try #require(requests.first)
    #expect(request.thinkingBudget == nil)
    #expect(!"\(request.messages)".contains("thinking"))
  }
}
