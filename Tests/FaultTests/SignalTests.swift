import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

/// O1: SIGINT and SIGTERM at every event of a review by a model.
@Suite(.timeLimit(.minutes(10))) struct SignalTests {
  /// The places in the traffic with the model's endpoint at which the signal is sent.
  enum Moment: Sendable, CustomTestStringConvertible {
    /// A request has arrived, and nothing was answered.
    case requested(Int)
    /// This many bytes of an answer were sent, and more will come.
    case answered(Int, bytes: Int)
    /// All of an answer was sent.
    case finished(Int)

    var testDescription: String {
      switch self {
      case .requested(let request): "request \(request) has arrived"
      case .answered(let request, let bytes): "\(bytes) bytes of answer \(request) are sent"
      case .finished(let request): "answer \(request) is sent"
      }
    }

    /// What the server does: after the signal it says nothing more, so that only the signal can end the program.
    func reply(_ stream: [UInt8], request: Int, signal: @escaping @Sendable () -> Void) -> LoopbackReply {
      let whole = LoopbackReply.events(stream).steps
      return switch self {
      case .requested(let last) where request == last: LoopbackReply([.perform(signal), .stall])
      case .finished(let last) where request == last: LoopbackReply(whole + [.perform(signal)])
      case .answered(let last, let bytes) where request == last:
        LoopbackReply(LoopbackReply.events(stream.prefix(bytes), then: .perform(signal)).steps + [.stall])
      case .requested(let last), .answered(let last, _), .finished(let last):
        LoopbackReply(request < last ? whole : [.stall])
      }
    }
  }

  /// The review's three answers: it reads, reports a finding, and the finding is verified.
  private static func answer(_ request: Int) -> [UInt8] {
    switch request {
    case 0:
      ModelScript.stream([
        .text("I look."), .toolCall(id: "call_0", name: "read_file", arguments: ["path": .string(ReviewWorld.file)]),
      ])
    case 1:
      ModelScript.stream([
        .toolCall(id: "call_1", name: "report_findings", arguments: ["findings": [ReviewWorld.finding]])
      ])
    default:
      ModelScript.stream([
        .toolCall(id: "call_2", name: "report_verdict", arguments: ["verdict": "confirmed", "reason": "Seen."])
      ])
    }
  }

  static let moments: [Moment] = (0..<3).flatMap { request in
    let length = answer(request).count
    let inside = stride(from: 1, to: length, by: Sweep.isFull ? 29 : 311).map { Moment.answered(request, bytes: $0) }
    return [.requested(request)] + inside + [.finished(request)]
  }

  @Test(arguments: moments, [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `a signal at any moment ends the program once, soon, and with its code`(
    moment: Moment, signal: (number: Int32, code: Int32)
  ) async throws {
    let target = Mutex<RunningProgram?>(nil)
    let server = try LoopbackServer { request in
      moment.reply(Self.answer(request.number), request: request.number) {
        target.withLock { $0 }?.send(signal: signal.number)
      }
    }
    let world = try ReviewWorld(model: server.url)
    let program = try target.withLock { target in
      let program = try world.start("--commit", "HEAD")
      target = program
      return program
    }
    let result = await program.result()
    server.stop()
    if case .finished(2) = moment, !result.output.contains("INCOMPLETE: ") {
      // After the last answer the review may be over before the signal arrives.
      #expect(result.output.contains(ReviewWorld.title), "\(result)")
      #expect([0, 1, signal.code].contains(result.exitCode), "\(result)")
    } else {
      #expect(result.exitCode == signal.code, "\(result)")
      #expect(result.output.contains("INCOMPLETE: the model's review: the run was interrupted"), "\(result)")
      #expect(!result.everything.contains("No issues found"), "\(result)")
    }
    #expect(try world.isUntouched())
    _ = target.withLock { $0.take() }
  }
}
