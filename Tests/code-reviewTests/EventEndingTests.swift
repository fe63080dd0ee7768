import Foundation
import JSON
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// That the event stream has exactly one end when signals come, at whatever moment.
@Suite(.timeLimit(.minutes(4))) struct EventEndingTests {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `a signal during a hanging request ends the stream in good order`(signal: Int32, code: Int32) async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    let project = try ReviewedProject(model: server.url)
    let running = try project.program.start(
      ["--commit", "HEAD", "--events", "json"], in: project.builder.path, environment: project.environment)
    _ = await server.wait { $0 == .requested(0) }
    running.send(signal: signal)
    let result = await running.result()
    let events = try EventLines(result.output)
    #expect(try events.violations() == [])
    #expect(result.exitCode == code && events.exitCode == code, "\(result)")
    #expect(events["agent_ended"].first?["outcome"]?["kind"] == "interrupted")
    #expect(events["report"].first?["complete"] == false)
  }

  /// The moments are not known beforehand: what is checked holds at any of them.
  @Test(arguments: Sweep.seeds(sample: 40, full: 600))
  func `a signal at any moment leaves one end at the most, with the code of the process`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let signal = [SIGINT, SIGTERM, SIGABRT, SIGSEGV, SIGILL, SIGTRAP][Int(seed % 6)]
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let project = try ReviewedProject(model: server.url)
    let running = try project.program.start(
      ["--commit", "HEAD", "--events", "json"], in: project.builder.path, environment: project.environment)
    try await Task.sleep(for: .microseconds(Int.random(in: 0..<120_000, using: &random)))
    running.send(signal: signal)
    let result = await running.result()
    guard let code = result.exitCode else {
      // Before the program could see to anything.
      #expect(result.output.isEmpty, "\(result)")
      return
    }
    let isTooEarly = result.output.isEmpty && code != 0
    #expect(!isTooEarly || code == 70, "\(result)")
    guard !result.output.isEmpty else { return }
    let events = try EventLines(result.output)
    #expect(try events.violations() == [])
    #expect(events.exitCode == code, "\(result)")
    let expected: [Int32] =
      switch signal {
      case SIGINT: [130]
      case SIGTERM: [143]
      default: [70]
      }
    // A program that had ended by then has its own code.
    #expect(expected.contains(code) || code == 0, "\(result)")
  }

  @Test func `a deadline ends a review whose events nobody reads`() async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    let project = try ReviewedProject(model: server.url)
    let start = ContinuousClock.now
    let result = try await project.program.run(
      ["--commit", "HEAD", "--events", "json", "--deadline-seconds", "1"], in: project.builder.path,
      environment: project.environment, output: .fullPipe)
    // The first event waits for five seconds, and none after it.
    #expect(start.duration(to: .now) < .seconds(20))
    #expect(result.exitCode != nil, "\(result)")
  }

  @Test func `a second signal ends a stream that nobody reads`() async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    let project = try ReviewedProject(model: server.url)
    let running = try project.program.start(
      ["--commit", "HEAD", "--events", "json"], in: project.builder.path, environment: project.environment)
    _ = await server.wait { $0 == .requested(0) }
    running.send(signal: SIGTERM)
    running.send(signal: SIGINT)
    let result = await running.result()
    let events = try EventLines(result.output)
    #expect([130, 143].contains(result.exitCode) && events.exitCode == result.exitCode, "\(result)")
  }
}
