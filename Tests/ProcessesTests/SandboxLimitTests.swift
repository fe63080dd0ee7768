import Foundation
import Processes
import TestSupport
import Testing

/// What a child may use up, and that it gets no more.
@Suite(.timeLimit(.minutes(3))) struct SandboxLimitTests {
  private static let levels = SandboxFixture.levels + [.external]

  @Test(arguments: levels)
  func `a child that computes for too long is ended`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let result = try await fixture.shell("while :; do :; done") { _, policy in policy.limits.processorSeconds = 1 }
    #expect(result.termination == .signalled(SIGXCPU))
    let stubborn = try await fixture.shell("trap '' XCPU; while :; do :; done") { _, policy in
      policy.limits.processorSeconds = 1
    }
    #expect(stubborn.termination == .signalled(SIGKILL))
  }

  @Test(arguments: levels)
  func `memory has a bound`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let script =
      "import sys\ntry:\n  b = bytearray(600 << 20)\n  print('got it')\nexcept MemoryError:\n  print('refused')"
    for (memory, answer) in [(300 << 20, "refused\n"), (nil, "got it\n")] {
      let result = try await fixture.run("/usr/bin/python3", ["-I", "-c", script]) { _, policy in
        policy.limits.memory = memory
      }
      #expect(result.standardOutput.text == answer, "\(result)")
    }
  }

  @Test(arguments: levels)
  func `files have a bound`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let result = try await fixture.shell("exec head -c 3000000 /dev/zero > big") { _, policy in
      policy.limits.fileSize = 1 << 20
    }
    #expect(result.termination == .signalled(SIGXFSZ))
    let attributes = try FileManager.default.attributesOfItem(atPath: fixture.inside + "/big")
    #expect(attributes[.size] as? Int == 1 << 20)
  }

  @Test(arguments: levels)
  func `the kernel is told every limit, and a child cannot raise one`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let script =
      "ulimit -n; ulimit -u; ulimit -c; ulimit -f; ulimit -t; ulimit -v; ulimit -H -c; ulimit -n 4000 && echo raised"
    let result = try await fixture.run("/bin/bash", ["-c", script]) { _, policy in
      policy.limits = ProcessLimits(
        processorSeconds: 50, memory: 2 << 30, processes: 333, fileSize: 5 << 20, openFiles: 77)
    }
    #expect(result.standardOutput.text.hasPrefix("77\n333\n0\n5120\n50\n2097152\n0\n"), "\(result)")
    // Outside a sandbox root may keep the right to.
    #expect(level == .external || !result.standardOutput.text.contains("raised"))
  }

  @Test(arguments: levels)
  func `a crash leaves no core file`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    #expect(try await fixture.misbehave(["crash"]).termination == .signalled(SIGABRT))
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.inside).isEmpty)
  }

  /// The kernel does not count root's processes, so this needs another user.
  @Test(.enabled(if: getuid() != 0, "the kernel does not count root's processes"), arguments: levels)
  func `processes have a bound`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let result = try await fixture.shell("for i in 1 2 3 4 5 6 7 8 9; do sleep 100 & done; echo all") { _, policy in
      policy.limits.processes = 1
    }
    #expect(result.standardOutput.text != "all\n")
  }
}
