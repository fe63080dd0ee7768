import Foundation
import Processes
import TestSupport
import Testing

@testable import Verification

@Suite(.timeLimit(.minutes(2))) struct CommandRunnerTests {
  @Test func `a command runs by its name in the folder, and may write there alone`() async throws {
    let workshop = try await CommandWorkshop()
    let script = "pwd; echo in > made; echo out > '\(workshop.outside)/made'; echo done; echo trouble >&2; exit 3"
    let result = try await workshop.runner(shell("build", script)).run("build", in: workshop.work)
    #expect(result.termination == .exited(3))
    #expect(!result.isSuccess && result.limit == nil)
    #expect(result.standardOutput.text == "\(workshop.work)\ndone\n")
    #expect(result.standardError.text.hasSuffix("trouble\n"))
    #expect(workshop.read("work/made") == "in\n")
    #expect(workshop.read("outside/made") == nil)
    #expect(result.duration > .zero)
  }

  @Test func `an unknown name lists the names`() async throws {
    let workshop = try await CommandWorkshop()
    let error = await #expect(throws: VerificationError.self) {
      try await workshop.runner(shell("test", ""), shell("build", "")).run("tset", in: workshop.work)
    }
    #expect(error?.code == .unknownCommand)
    #expect(error?.description == "there is no command \"tset\": there are build, test")
    let none = await #expect(throws: VerificationError.self) {
      try await workshop.runner().run("test", in: workshop.work)
    }
    #expect(none?.description.contains("none is configured") == true)
  }

  @Test func `arguments come behind the words, if the command takes them`() async throws {
    let workshop = try await CommandWorkshop()
    var command = shell("test", "printf '<%s>' \"$@\"")
    let refused = await #expect(throws: VerificationError.self) {
      try await workshop.runner(command).run("test", arguments: ["a"], in: workshop.work)
    }
    #expect(refused?.code == .invalidArgument)
    command.takesArguments = true
    let result = try await workshop.runner(command).run("test", arguments: ["A/b()", "c"], in: workshop.work)
    #expect(result.standardOutput.text == "<A/b()><c>")
    await #expect(throws: VerificationError.self) {
      try await workshop.runner(command).run("test", arguments: ["A", "--x"], in: workshop.work)
    }
  }

  @Test func `the environment is made anew, with what the user named and no secret`() async throws {
    let workshop = try await CommandWorkshop()
    var command = shell("env", "env")
    command.variables = ["LANGUAGE", "MODE=fast", "ABSENT"]
    let user = [
      "LANGUAGE": "en", "MODE": "slow", "API_KEY": "canary-1", "GIT_DIR": "/x", "LD_PRELOAD": "/x", "HOME": "/home/ada",
      "PATH": "/home/ada/bin", "OTHER": "canary-2",
    ]
    let result = try await workshop.runner(command, variables: user).run("env", in: workshop.work)
    let lines = result.standardOutput.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("LANGUAGE=en") && lines.contains("MODE=fast") && lines.contains("LANG=C.UTF-8"))
    for word in ["canary", "GIT_DIR", "LD_PRELOAD", "/home/ada", "ABSENT"] {
      #expect(!result.standardOutput.text.contains(word), "\(lines)")
    }
    #expect(lines.contains { $0.hasPrefix("PATH=/") && $0.contains("/usr/bin") })
  }

  @Test(arguments: ["PATH", "HOME", "LD_PRELOAD=/x", "GIT_DIR", "API_KEY", "github_token=x", "a b", "", "FULCRUM_KEY"])
  func `a variable that no command may have is refused`(variable: String) async throws {
    let workshop = try await CommandWorkshop()
    var command = shell("env", "env")
    command.variables = [variable]
    let error = await #expect(throws: VerificationError.self) {
      try await workshop.runner(command).run("env", in: workshop.work)
    }
    #expect(error?.code == .invalidCommand)
  }

  @Test func `there is no network`() async throws {
    let workshop = try await CommandWorkshop()
    let listener = try LoopbackServer([])
    let port = try #require(URL(string: listener.url)?.port)
    let script = "exec 3<>/dev/tcp/127.0.0.1/\(port) && echo CONNECTED"
    let command = ConfiguredCommand(name: "net", words: ["/bin/bash", "-c", script])
    let result = try await workshop.runner(command).run("net", in: workshop.work)
    #expect(!result.standardOutput.text.contains("CONNECTED"))
    #expect(!result.isSuccess)
  }

  // MARK: Limits

  @Test func `at the deadline it is ended, and what it wrote is kept`() async throws {
    let workshop = try await CommandWorkshop()
    var command = shell("slow", "echo started; while :; do :; done")
    command.deadline = .milliseconds(700)
    let result = try await workshop.runner(command).run("slow", in: workshop.work)
    #expect(result.termination == .timedOut && result.limit == .deadline)
    #expect(result.standardOutput.text == "started\n")
    #expect(result.summary == "did not end within its deadline")
  }

  @Test func `want of memory is told`() async throws {
    let workshop = try await CommandWorkshop()
    var command = ConfiguredCommand(
      name: "eat", words: ["/usr/bin/python3", "-I", "-c", "x = bytearray(1 << 30)"],
      limits: ProcessLimits(memory: 256 << 20))
    command.deadline = .seconds(30)
    let result = try await workshop.runner(command).run("eat", in: workshop.work)
    #expect(result.limit == .memory, "\(result)")
    #expect(result.summary == "exited with code 1, it seems for want of memory")
  }

  @Test func `a file that grows too large is told`() async throws {
    let workshop = try await CommandWorkshop()
    var command = ConfiguredCommand(name: "fill", words: ["/bin/dd", "if=/dev/zero", "of=big", "bs=1M", "count=8"])
    command.limits.fileSize = 1 << 20
    let result = try await workshop.runner(command).run("fill", in: workshop.work)
    #expect(result.limit == .fileSize, "\(result)")
  }

  @Test func `of a long output the head and the tail are kept`() async throws {
    let workshop = try await CommandWorkshop()
    let script = "echo first; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last"
    let result = try await workshop.runner(shell("talk", script)).run("talk", in: workshop.work)
    #expect(result.standardOutput.text.hasPrefix("first\n") && result.standardOutput.text.hasSuffix("last\n"))
    #expect(result.standardOutput.bytes.count == CommandRunner.outputLimit)
  }

  @Test(
    arguments: [
      (.signalled(SIGKILL), "", .killed), (.signalled(SIGXCPU), "", .processorTime), (.exited(137), "", .killed),
      (.exited(153), "", .fileSize), (.signalled(SIGSEGV), "", nil), (.exited(0), "out of memory", nil),
      (.exited(1), "terminate called after throwing an instance of 'std::bad_alloc'", .memory),
      (.exited(1), "FATAL ERROR: Reached heap limit", .memory), (.exited(1), "1 test failed", nil),
      (.timedOut, "out of memory", .deadline),
    ] as [(ProcessResult.Termination, String, CommandResult.Limit?)])
  func `how it ended says which limit it met`(
    termination: ProcessResult.Termination, said: String, limit: CommandResult.Limit?
  ) {
    var errors = CapturedOutput(limit: 1000)
    errors.append(Array(said.utf8))
    let result = CommandResult(ProcessResult(termination: termination, standardError: errors), duration: .zero)
    #expect(result.limit == limit)
  }

  // MARK: Programs

  @Test func `a program is looked up in the folders that the user named, and not in the work folder`() async throws {
    let workshop = try await CommandWorkshop()
    try workshop.write("outside/bin/tool", "#!/bin/sh\ncat \"${0%/*}/../share/text\"\n", isExecutable: true)
    try workshop.write("outside/share/text", "installed\n")
    try workshop.write("work/tool", "#!/bin/sh\necho planted\n", isExecutable: true)
    var command = ConfiguredCommand(name: "tool", words: ["tool"])
    let missing = await #expect(throws: VerificationError.self) {
      try await workshop.runner(command, variables: ["PATH": workshop.work]).run("tool", in: workshop.work)
    }
    #expect(missing?.code == .invalidCommand)
    #expect(missing?.description.contains("`read`") == true)
    command.readable = [workshop.outside]
    let found = try await workshop.runner(command).run("tool", in: workshop.work)
    #expect(found.standardOutput.text == "installed\n", "\(found.standardError.text)")
    // By its path alone, what belongs to it can be read too.
    let absolute = ConfiguredCommand(name: "tool", words: [workshop.outside + "/bin/tool"])
    let byPath = try await workshop.runner(absolute).run("tool", in: workshop.work)
    #expect(byPath.standardOutput.text == "installed\n", "\(byPath.standardError.text)")
    #expect(try absolute.programPath(variables: [:]) == workshop.outside + "/bin/tool")
  }
}
