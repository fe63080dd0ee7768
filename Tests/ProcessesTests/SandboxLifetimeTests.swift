import Foundation
import Processes
import TestSupport
import Testing

/// Nothing that a child starts outlives it, however it tries.
@Suite(.timeLimit(.minutes(3))) struct SandboxLifetimeTests {
  private static let levels = SandboxFixture.levels + [.external]

  @Test(arguments: levels, ["leave", "hand-on"])
  func `what leaves its parent and its session ends with the child`(level: SandboxLevel, word: String) async throws {
    let fixture = try await SandboxFixture(level)
    let mark = UUID().uuidString
    let result = try await fixture.misbehave([word, fixture.inside + "/process", mark])
    #expect(result.isSuccess, "\(result)")
    #expect(FileManager.default.fileExists(atPath: fixture.inside + "/process"))
    #expect(Self.processes(with: mark).isEmpty)
  }

  @Test(arguments: levels, ["leave-and-wait", "multiply"])
  func `at the deadline all are killed, also those that ignore requests to end`(
    level: SandboxLevel, word: String
  ) async throws {
    let fixture = try await SandboxFixture(level)
    let mark = UUID().uuidString
    let argument = word == "multiply" ? "7" : fixture.inside + "/process"
    let result = try await fixture.misbehave([word, argument, mark]) { request, _ in
      request.deadline = .milliseconds(700)
    }
    #expect(result.termination == .timedOut)
    #expect(Self.processes(with: mark).isEmpty)
  }

  @Test(arguments: levels)
  func `a cancelled task ends everything`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let mark = UUID().uuidString
    let (sandbox, program, inside) = (fixture.sandbox, fixture.program, fixture.inside)
    let task = Task {
      try await sandbox.run(
        ProcessRequest(
          program: program, arguments: ["leave-and-wait", inside + "/process", mark], environment: .exactly([:]),
          folder: inside),
        under: SandboxPolicy(readable: Sandbox.ownFiles(of: program), writable: [inside]))
    }
    while !FileManager.default.fileExists(atPath: inside + "/process") { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(Self.processes(with: mark).isEmpty)
    #expect(try fixture.leftovers.isEmpty)
  }

  @Test(arguments: SandboxFixture.levels)
  func `when the agent itself is killed nothing is left`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let mark = UUID().uuidString
    let agent = try ProgramRunner(path: fixture.program).start(
      ["host", level.rawValue, fixture.inside, mark], in: fixture.inside, environment: ["TMPDIR": fixture.outside])
    while !FileManager.default.fileExists(atPath: fixture.inside + "/" + mark) { await Task.yield() }
    #expect(!Self.processes(with: mark).isEmpty)
    agent.send(signal: SIGKILL)
    #expect(await agent.result().signal == SIGKILL)
    // The supervisor hears of it at once, and needs a moment to kill; the suite's time limit bounds this.
    while !Self.processes(with: mark).isEmpty { await Task.yield() }
  }

  @Test(arguments: levels)
  func `a child that holds the pipe open or floods it is drained and ended`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let flood = try await fixture.shell("head -c 1073741824 /dev/zero; printf end") { request, _ in
      request.output = .captured(limit: 1000)
    }
    #expect(flood.isSuccess)
    #expect(flood.standardOutput.totalCount == 1_073_741_827)
    #expect(flood.standardOutput.bytes.count == 1000)
    let holder = try await fixture.shell("(trap '' TERM HUP; sleep 1000) & echo done")
    #expect(holder.termination == .exited(0))
    #expect(holder.standardOutput.text == "done\n")
  }

  /// The processes, alive or dead and not reaped, whose arguments hold a word.
  static func processes(with word: String) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int($0) }.filter { process in
      guard process != getpid(), let data = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else {
        return false
      }
      return String(decoding: data, as: UTF8.self).contains(word)
    }
  }
}
