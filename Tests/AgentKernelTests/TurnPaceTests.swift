import AgentKernel
import Models
import TestSupport
import Testing

/// How much of a run's time is held back for its final answer.
struct TurnPaceTests {
  /// Lets turns of these durations happen until the last one is given; the seconds that are left for it, and how many there
  /// were.
  private func lastTurn(ofSeconds time: Double, turns: [Double]) -> (count: Int, left: Double)? {
    var state = AgentState(Sample.configuration(limits: AgentLimits(turns: 1000, time: .seconds(time))))
    _ = state.step(.started(task: "go"))
    var elapsed = 0.0
    for (number, turn) in turns.enumerated() {
      elapsed += turn
      guard elapsed < time else { return nil }
      _ = state.step(
        .responded(
          ModelResponse(
            content: [.toolCall(Sample.call("\(number)"))], stopReason: .toolUse, usage: Usage(input: 10, output: 5)),
          elapsed: .seconds(elapsed)))
      let answer = ToolAnswer(ToolResult(callID: "\(number)", text: "result \(number)"))
      if state.step(.toolsEnded([answer], elapsed: .seconds(elapsed))).contains(.notify(.lastTurn(.time))) {
        return (number + 1, time - elapsed)
      }
    }
    return nil
  }

  /// The hook's reviewer has two thirds of thirty seconds.
  @Test(arguments: [
    // Fast models read on: three fifths of the time would have stopped these after 24, 6 and 4 turns.
    (0.5, 34, 3.0), (2.0, 9, 2.0), (3.0, 5, 5.0),
    // Slow ones stop while there is room for an answer: three fifths would have left 2 and 4 seconds for these.
    (6.0, 2, 8.0), (8.0, 1, 12.0), (9.0, 1, 11.0),
  ])
  func `a model gets as many turns as leave time for an answer`(seconds: Double, count: Int, left: Double) throws {
    let last = try #require(lastTurn(ofSeconds: 20, turns: Array(repeating: seconds, count: 100)))
    #expect(last.count == count)
    #expect(abs(last.left - left) < 0.001)
  }

  @Test func `a slow first turn is forgotten when those after it are faster`() throws {
    let last = try #require(lastTurn(ofSeconds: 20, turns: [6] + Array(repeating: 1.5, count: 20)))
    #expect(last.count == 9 && abs(last.left - 2) < 0.001, "\(last)")
  }

  @Test func `what a model took that was given up says nothing of the turns to come`() {
    var pace = TurnPace()
    pace.begin(at: .seconds(1))
    pace.leaveOut(.seconds(9))
    pace.end(at: .seconds(12))
    #expect(pace.heldBack(of: .seconds(20)) == .seconds(4))
  }

  @Test func `the time that a summary takes is no turn's, and counts`() {
    var pace = TurnPace()
    pace.begin(at: .seconds(1))
    pace.end(at: .seconds(4))
    pace.end(at: .seconds(9))
    #expect(pace.heldBack(of: .seconds(30)) == .seconds(6))
    #expect(pace.heldBack(of: .seconds(60)) == .seconds(10))
  }

  @Test(arguments: Sweep.seeds(sample: 300, full: 10_000))
  func `as long as turns grow no slower than the two before, the answer has as long as they took`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var turns = [Double.random(in: 0.1...6, using: &random)]
    while turns.reduce(0, +) < 25 {
      turns.append(Double.random(in: 0.05...(turns.suffix(2).max() ?? 0), using: &random))
    }
    let last = try #require(lastTurn(ofSeconds: 20, turns: turns), "the deadline came first: \(turns.prefix(20))")
    let slowest = turns[..<last.count].suffix(2).max() ?? 0
    // Only after the first turn nothing was known before it.
    #expect(last.count == 1 || last.left >= slowest * 0.999, "\(last) \(turns.prefix(last.count))")
  }
}
