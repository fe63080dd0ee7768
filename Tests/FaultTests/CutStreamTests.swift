import AgentKernel
import JSON
import Models
import TestSupport
import Testing

/// P5: a turn that calls a tool, cut at every byte of its stream.
@Suite(.timeLimit(.minutes(10))) struct CutStreamTests {
  /// How the server ends what it does not finish.
  enum Cut: CaseIterable {
    case closed
    case reset
    /// The transfer ends as if all had been said.
    case finished
  }

  @Test(arguments: Dialect.allCases, Cut.allCases)
  func `a call runs once, wherever the stream that brings it is cut`(dialect: Dialect, cut: Cut) async throws {
    let stream = dialect.stream([.text("é"), FaultyRun.call], pieceSize: 100)
    // A sample that meets each part of each event; 37 shares no factor with the lengths of lines.
    for offset in stride(from: 0, to: stream.count, by: Sweep.isFull ? 1 : 37) {
      let faulty = try await FaultyRun(dialect) { request, hasResult in
        guard request.number == 0 else { return FaultyRun.plain(dialect, hasResult) }
        let head = stream.prefix(offset)
        return switch cut {
        case .closed: .events(head, then: .close)
        case .reset: .events(head, then: .reset)
        case .finished: .events(Array(head))
        }
      }
      #expect(faulty.run.outcome == .answered(["count": 1]), "cut at \(offset)")
      #expect(faulty.effects == 1, "cut at \(offset)")
      #expect(faulty.isPaired, "cut at \(offset)")
      #expect(faulty.run.turns == 2, "cut at \(offset)")
      // Without a retry only if the terminal event itself had arrived, and then it was whole.
      if faulty.requests.count == 2 {
        let missing = stream.count - offset
        #expect(missing <= Self.tail(of: dialect), "cut at \(offset)")
      } else {
        #expect(faulty.requests.count == 3, "cut at \(offset)")
        // Once the answer had begun the provider has read the prompt, and bills it.
        let isBegun = faulty.run.spending.cost.estimatedTokens > 0
        #expect(!isBegun || offset > 0, "cut at \(offset)")
        if offset > stream.count / 2 { #expect(isBegun, "cut at \(offset)") }
        #expect(faulty.requests[0].body == faulty.requests[1].body, "cut at \(offset)")
      }
    }
  }

  /// Bytes at the end of a stream without which the answer is complete all the same: what ends a line and an event, and in
  /// Chat Completions what follows the last word of the answer: the usage and the `[DONE]` that some servers leave out.
  private static func tail(of dialect: Dialect) -> Int {
    dialect == .chatCompletions ? 400 : 2
  }
}
