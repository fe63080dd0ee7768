import AgentKernel
import Models
import TestSupport
import Testing

/// Sequences of calls with their results, each named by a word.
struct LoopGuardTests {
  /// Takes answers of one call each.
  private func verdicts(_ words: [String], rename: (String) -> String = { $0 }) -> [LoopGuard.Verdict] {
    var guardian = LoopGuard()
    return words.enumerated().map { index, word in
      let word = rename(word)
      return guardian.take(
        [ToolCall(id: "\(index)", name: "read_file", arguments: "{\"path\":\"\(word)\"}")],
        results: [ToolResult(callID: "\(index)", text: "result of \(word)")])
    }
  }

  private func verdicts(_ words: String) -> [LoopGuard.Verdict] { verdicts(words.map(String.init)) }

  @Test func `the third time is told, the fourth stops`() {
    #expect(verdicts("aaaa") == [.fine, .fine, .tell, .stop])
  }

  @Test func `circles of several calls are told and stopped too`() {
    #expect(verdicts("ababab") == [.fine, .fine, .fine, .fine, .tell, .stop])
    #expect(verdicts("abcabcabc").suffix(3) == [.tell, .stop, .stop])
  }

  @Test func `something new after the word is heard`() {
    #expect(verdicts("aaaba").suffix(3) == [.tell, .fine, .tell])
    #expect(verdicts("aaabaa").suffix(3) == [.fine, .tell, .stop])
  }

  @Test func `a second look at something else is no reason to stop`() {
    #expect(verdicts("baaab") == [.fine, .fine, .fine, .tell, .fine])
    #expect(verdicts("baaaba").last == .stop)
  }

  @Test func `another result is another call`() {
    var guardian = LoopGuard()
    for turn in 0..<20 {
      let call = ToolCall(id: "\(turn)", name: "run_command", arguments: "{}")
      #expect(guardian.take([call], results: [ToolResult(callID: call.id, text: "\(turn) of 20 done")]) == .fine)
    }
  }

  @Test func `who polls and learns nothing is told, and arguments count whatever their spelling`() {
    var guardian = LoopGuard()
    let spellings = ["{\"a\":1,\"b\":2}", "{ \"b\": 2, \"a\": 1 }", "{\"a\":1, \"b\":2}", "{\"b\":2,\"a\":1}"]
    let told = spellings.map { spelling in
      guardian.take(
        [ToolCall(id: "x", name: "poll", arguments: spelling)], results: [ToolResult(callID: "x", text: "running")])
    }
    #expect(told == [.fine, .fine, .tell, .stop])
  }

  @Test func `calls of one answer are told together, and stop nothing before the model could heed it`() {
    var guardian = LoopGuard()
    let calls = (0..<6).map { ToolCall(id: "\($0)", name: "grep", arguments: "{}") }
    let results = calls.map { ToolResult(callID: $0.id, text: "nothing found") }
    #expect(guardian.take(calls, results: results) == .tell)
    #expect(guardian.take(calls, results: results) == .tell)
    #expect(guardian.take(calls, results: results) == .stop)
  }

  @Test(arguments: Sweep.seeds(sample: 200, full: 3_000))
  func `what never repeats is never told`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = (0..<Int.random(in: 1...80, using: &random)).map { "\(seed) \($0)" }
    #expect(verdicts(words).allSatisfy { $0 == .fine })
  }

  @Test(arguments: Sweep.seeds(sample: 200, full: 3_000))
  func `every circle of up to a third of the window is told in its third round and stopped with the next call`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let period = Int.random(in: 1...(LoopGuard.window / LoopGuard.tellingCount), using: &random)
    let start = (0..<Int.random(in: 0...20, using: &random)).map { "start \($0)" }
    let circle = (0..<period).map { "circle \($0)" }
    let found = verdicts(start + Array(repeating: circle, count: 5).flatMap { $0 })
    let told = try #require(found.firstIndex(of: .tell))
    #expect(told == start.count + 2 * period)
    #expect(found[told + 1] == .stop)
    #expect(found[..<told].allSatisfy { $0 == .fine })
  }

  @Test(arguments: Sweep.seeds(sample: 300, full: 5_000))
  func `nothing is stopped without a word before it, and names make no difference`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Int.random(in: 1...6, using: &random)
    let words = (0..<60).map { _ in "\(Int.random(in: 0..<alphabet, using: &random))" }
    let found = verdicts(words)
    for (index, verdict) in found.enumerated() where verdict == .stop {
      #expect(found[..<index].contains(.tell))
      // Between the word and the stop nothing was new.
      let told = found[..<index].lastIndex(of: .tell) ?? 0
      let known = Set(words[max(0, told - LoopGuard.window)...told])
      #expect(words[told...index].allSatisfy(known.contains))
    }
    #expect(verdicts(words, rename: { "renamed \($0)" }) == found)
  }
}
