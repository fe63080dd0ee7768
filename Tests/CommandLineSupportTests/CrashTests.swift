import Foundation
import JSON
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// That a fault of the program itself ends in one line, one event and one code.
@Suite(.timeLimit(.minutes(2))) struct CrashTests {
  private func run(_ arguments: String...) async throws -> (result: ProgramResult, events: [JSONValue]) {
    let result = try await ProgramRunner(named: "crash-probe").run(
      arguments + ["--events", "json"], in: "/", environment: ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"])
    return (result, try result.output.split(separator: "\n").map { try JSONValue.parse(String($0)) })
  }

  @Test(arguments: ["trap", "trapInThread", "nullPointer", "abort"])
  func `a tool that traps ends the program with 70 and one last event`(deed: String) async throws {
    let (result, events) = try await run(deed)
    #expect(result.exitCode == 70, "\(result)")
    #expect(result.errors.contains("crash-probe: the program has failed in itself"))
    #expect(events.count { $0["type"] == "run_ended" } == 1)
    let last = try #require(events.last)
    #expect(last["type"] == "run_ended" && last["exit_code"] == 70 && last["status"] == "internal_error")
    #expect(last["signal"]?.integer != nil)
    #expect(events.map { $0["seq"]?.integer } == Array(1...events.count))
    #expect(last["run"] == events.first?["run"])
    #expect(events.contains { $0["type"] == "tool_started" })
    let times = events.compactMap { $0["time"]?.string }
    #expect(times.count == events.count && (times.last ?? "") >= (times.dropLast().last ?? ""))
  }

  @Test func `without an event stream there is only the line and the code`() async throws {
    let result = try await ProgramRunner(named: "crash-probe").run(
      ["trap"], in: "/", environment: ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"])
    #expect(result.exitCode == 70 && result.output.isEmpty, "\(result)")
  }

  @Test func `what does nothing ends well`() async throws {
    let (result, events) = try await run("nothing")
    #expect(result.exitCode == 0, "\(result)")
    #expect(events.last?["status"] == "success")
  }

  @Test(arguments: ["hang", "hangDeaf"], [SIGINT, SIGTERM])
  func `a tool that hangs, deaf or not, ends with the signal's code and one event`(
    deed: String, signal: Int32
  ) async throws {
    let running = try ProgramRunner(named: "crash-probe").start(
      [deed, "--events", "json"], in: "/", environment: ["PATH": "/usr/bin:/bin"])
    try await Task.sleep(for: .milliseconds(500))
    running.send(signal: signal)
    let result = await running.result()
    let events = try result.output.split(separator: "\n").map { try JSONValue.parse(String($0)) }
    #expect(result.exitCode == (signal == SIGINT ? 130 : 143), "\(result)")
    #expect(events.count { $0["type"] == "run_ended" } == 1)
    #expect(events.last?["exit_code"]?.integer == result.exitCode.map(Int.init))
  }

  @Test(arguments: ["hang", "hangDeaf"], [SIGINT, SIGTERM])
  func `a signal ends a program within two seconds whose events nobody reads`(deed: String, signal: Int32) async throws
  {
    let running = try ProgramRunner(named: "crash-probe").start(
      [deed, "--events", "json"], in: "/", environment: ["PATH": "/usr/bin:/bin"], output: .fullPipe)
    try await Task.sleep(for: .milliseconds(500))
    let start = ContinuousClock.now
    running.send(signal: signal)
    let result = await running.result()
    // 1.6 s, twice 0.15 s, and more for a machine that has other work too.
    #expect(start.duration(to: .now) < .milliseconds(3500))
    #expect(result.exitCode == (signal == SIGINT ? 130 : 143), "\(result)")
  }
}
