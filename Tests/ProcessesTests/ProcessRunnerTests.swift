import Foundation
import Processes
import Redaction
import Testing

@Suite(.timeLimit(.minutes(2))) struct ProcessRunnerTests {
  private func shell(
    _ script: String, _ arguments: [String] = [], configure: (inout ProcessRequest) -> Void = { _ in }
  ) async throws -> ProcessResult {
    var request = ProcessRequest(program: "/bin/sh", arguments: ["-c", script, "sh"] + arguments)
    configure(&request)
    return try await ProcessRunner().run(request)
  }

  @Test(arguments: [0, 1, 42, 255] as [Int32])
  func `the exit code is told`(code: Int32) async throws {
    let result = try await shell("exit \(code)")
    #expect(result.termination == .exited(code))
    #expect(result.isSuccess == (code == 0))
  }

  @Test func `the signal that ended a child is told`() async throws {
    #expect(try await shell("kill -USR1 $$").termination == .signalled(SIGUSR1))
  }

  @Test func `a child starts with the default for broken pipes`() async throws {
    #expect(try await shell("kill -PIPE $$").termination == .signalled(SIGPIPE))
  }

  @Test func `both outputs are captured apart`() async throws {
    let result = try await shell("printf out; printf err >&2")
    #expect(result.standardOutput.text == "out")
    #expect(result.standardError.text == "err")
  }

  @Test func `arguments arrive as they are`() async throws {
    let arguments = ["a b", "", "$HOME", "'\"", "é\n", "*", "-n", "\\"]
    let result = try await shell(#"for a in "$@"; do printf '%s|' "$a"; done"#, arguments)
    #expect(result.standardOutput.text == arguments.map { $0 + "|" }.joined())
  }

  @Test func `the environment is exactly as given`() async throws {
    let request = ProcessRequest(
      program: "/usr/bin/env", environment: .exactly(["A": "1", "B": "x=y\nz", "PATH": "/bin"]))
    let result = try await ProcessRunner().run(request)
    #expect(result.standardOutput.text.split(separator: "\n").sorted() == ["A=1", "B=x=y", "PATH=/bin", "z"])
  }

  @Test func `a clean environment has neither git's variables nor keys`() throws {
    let own = ["PATH": "/bin", "HOME": "/h", "GIT_DIR": "x", "FULCRUM_KEY": "k", "LD_PRELOAD": "x", "LANG": "C"]
    let clean = ProcessEnvironment.clean(from: own, adding: ["GIT_INDEX_FILE": "x", "EXTRA": "1"])
    #expect(clean == .exactly(["PATH": "/bin", "HOME": "/h", "LANG": "C", "EXTRA": "1"]))
  }

  @Test func `the inherited environment can leave git's variables out`() async throws {
    setenv("GIT_FULCRUM_TEST", "1", 1)
    setenv("FULCRUM_TEST_INHERITED", "1", 1)
    let script = "printf '%s,%s' \"$GIT_FULCRUM_TEST\" \"$FULCRUM_TEST_INHERITED\""
    let all = try await shell(script) { $0.environment = .inherited }
    let fewer = try await shell(script) { $0.environment = .inheritedWithoutGit }
    #expect(all.standardOutput.text == "1,1")
    #expect(fewer.standardOutput.text == ",1")
  }

  @Test(arguments: [ProcessEnvironment.inherited, .inheritedWithoutGit, .exactly([:])])
  func `a key of a model's provider reaches no child, under whatever name`(environment: ProcessEnvironment) async throws
  {
    let key = "canary-key-of-the-process-tests"
    KnownSecrets.ofProcess.add(key: key)
    KnownSecrets.ofProcess.withhold(variable: "WITHHOLDING_TEST_NAMED")
    let variables = [
      "FULCRUM_KEY": "short", "WITHHOLDING_TEST_COPY": "x\(key)", "WITHHOLDING_TEST_NAMED": "y",
      "WITHHOLDING_TEST_KEPT": "z",
    ]
    for (name, value) in variables { setenv(name, value, 1) }
    defer { for name in variables.keys { unsetenv(name) } }
    var given = environment
    if case .exactly = environment { given = .exactly(variables) }
    let result = try await ProcessRunner().run(ProcessRequest(program: "/usr/bin/env", environment: given))
    let names = result.standardOutput.text.split(separator: "\n").compactMap { $0.split(separator: "=").first }
    #expect(Set(names.filter { $0.hasPrefix("WITHHOLDING_TEST") || $0 == "FULCRUM_KEY" }) == ["WITHHOLDING_TEST_KEPT"])
  }

  @Test func `the program itself, started once more, has the key and what it is told`() async throws {
    setenv("ONCE_MORE_TEST", "the-key-of-a-provider-once-more", 1)
    KnownSecrets.ofProcess.add(key: "the-key-of-a-provider-once-more")
    let result = try await shell(#"printf '%s|%s|%s' "$ONCE_MORE_TEST" "$TOLD" "${PATH:+path}""#) {
      $0.environment = .inheritedWithKeys(adding: ["TOLD": "yes"])
    }
    #expect(result.standardOutput.text == "the-key-of-a-provider-once-more|yes|path")
  }

  @Test func `the child's number is told while it runs`() async throws {
    let told = AsyncStream.makeStream(of: Int32.self)
    let request = ProcessRequest(program: "/bin/sh", arguments: ["-c", "echo $$"])
    let result = try await ProcessRunner().run(request) { told.continuation.yield($0) }
    told.continuation.finish()
    var numbers: [Int32] = []
    for await number in told.stream { numbers.append(number) }
    #expect(numbers.map { "\($0)\n" } == [result.standardOutput.text])
  }

  @Test func `a program is looked up in the path that the child is given`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\necho found", to: "only-here", mode: 0o755)
    let environment = ProcessEnvironment.exactly(["PATH": folder.path])
    let result = try await ProcessRunner().run(ProcessRequest(program: "only-here", environment: environment))
    #expect(result.standardOutput.text == "found\n")
    await #expect { try await ProcessRunner().run(ProcessRequest(program: "only-here")) } throws: {
      ($0 as? ProcessError)?.code == .notFound
    }
  }

  @Test func `a missing program, one that may not be executed and a relative one are refused`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\n", to: "plain", mode: 0o644)
    for (program, code) in [
      ("/nonexistent/program", ProcessError.Code.notFound), (folder.path + "/plain", .notFound),
      ("./relative", .invalidRequest), ("", .invalidRequest), ("a\0b", .invalidRequest),
    ] {
      await #expect { try await ProcessRunner().run(ProcessRequest(program: program)) } throws: {
        ($0 as? ProcessError)?.code == code
      }
    }
  }

  @Test func `a missing folder and a bad variable are refused`() async throws {
    await #expect { try await shell(":") { $0.folder = "/nonexistent" } } throws: {
      ($0 as? ProcessError)?.code == .notStarted
    }
    await #expect { try await shell(":") { $0.environment = .exactly(["A=B": "1"]) } } throws: {
      ($0 as? ProcessError)?.code == .invalidRequest
    }
  }

  @Test func `a child runs in the folder that it is given`() async throws {
    let folder = try TemporaryFolder()
    let result = try await shell("pwd -P") { $0.folder = folder.path }
    #expect(result.standardOutput.text == folder.path + "\n")
  }

  @Test func `closed input ends at once`() async throws {
    #expect(try await shell("cat; echo end").standardOutput.text == "end\n")
  }

  @Test func `given input arrives whole`() async throws {
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let result = try await shell("cat") {
      $0.input = .bytes(bytes)
      $0.output = .captured(limit: 2_000_000)
    }
    #expect(result.standardOutput.bytes == bytes)
  }

  @Test func `a child that does not read its input does no harm`() async throws {
    let result = try await shell("exec 0<&-; exit 3") { $0.input = .bytes([UInt8](repeating: 1, count: 1 << 20)) }
    #expect(result.termination == .exited(3))
  }

  @Test func `a hundred megabytes are drained and few of them kept`() async throws {
    let result = try await shell("head -c 104857600 /dev/zero; printf end") { $0.output = .captured(limit: 1000) }
    #expect(result.standardOutput.totalCount == 104_857_603)
    #expect(result.standardOutput.bytes.count == 1000)
    #expect(result.standardOutput.bytes.suffix(4) == [0] + Array("end".utf8))
    #expect(result.standardOutput.text.contains("[... 104856603 bytes left out ...]"))
  }

  @Test func `a deadline ends a child and keeps what it wrote`() async throws {
    let result = try await shell("echo before; exec sleep 1000") { $0.deadline = .milliseconds(500) }
    #expect(result.termination == .timedOut)
    #expect(result.standardOutput.text == "before\n")
  }

  @Test func `a child that closes its outputs is still bound by the deadline`() async throws {
    let result = try await shell("exec >&- 2>&-; exec sleep 1000") { $0.deadline = .milliseconds(200) }
    #expect(result.termination == .timedOut)
  }

  @Test func `a child that ignores the request to end is killed`() async throws {
    let result = try await shell("trap '' TERM; echo ready; while :; do sleep 1000; done") {
      $0.deadline = .milliseconds(300)
      $0.gracePeriod = .milliseconds(100)
    }
    #expect(result.termination == .timedOut)
  }

  @Test func `a grandchild is killed with the group, even if it ignores the request to end`() async throws {
    let script = "(trap '' TERM; exec sleep 1000) & echo $!; wait"
    let result = try await shell(script) {
      $0.deadline = .milliseconds(500)
      $0.gracePeriod = .milliseconds(100)
    }
    #expect(result.termination == .timedOut)
    let grandchild = try #require(pid_t(result.standardOutput.text.trimmingCharacters(in: .whitespacesAndNewlines)))
    try await expectGone(grandchild)
  }

  @Test func `a grandchild that keeps the outputs open is not waited for`() async throws {
    let result = try await shell("sleep 1000 & echo $!")
    #expect(result.termination == .exited(0))
    let grandchild = try #require(pid_t(result.standardOutput.text.trimmingCharacters(in: .whitespacesAndNewlines)))
    kill(grandchild, SIGKILL)
  }

  @Test func `a cancelled task ends its child and what it started`() async throws {
    let folder = try TemporaryFolder()
    let script = "sleep 1000 & echo $! > pid.part; mv pid.part pid; wait"
    let request = ProcessRequest(program: "/bin/sh", arguments: ["-c", script], folder: folder.path)
    let task = Task { try await ProcessRunner().run(request) }
    let file = folder.path + "/pid"
    while !FileManager.default.fileExists(atPath: file) { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try await expectGone(try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))))
  }

  @Test func `a task that is cancelled before starts nothing`() async throws {
    let folder = try TemporaryFolder()
    let request = ProcessRequest(program: "/bin/sh", arguments: ["-c", "touch started"], folder: folder.path)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await ProcessRunner().run(request)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/started"))
  }

  @Test func `a child leads its own group unless it is to share the terminal`() async throws {
    let script = "ps -o pgid= -p $$ | tr -d ' '; echo $$"
    let own = try await shell(script).standardOutput.text.split(separator: "\n")
    let shared = try await shell(script) { $0.leadsGroup = false }.standardOutput.text.split(separator: "\n")
    #expect(own.first == own.last)
    #expect(shared.first.flatMap { pid_t($0) } == getpgrp())
  }

  @Test func `many children run side by side`() async throws {
    let texts = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<20 {
        group.addTask { try await shell("cat; echo \(index)").standardOutput.text }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(texts.count == 20)
  }

  /// Waits until the process is gone or only waits to be reaped; the suite's time limit bounds it.
  private func expectGone(_ process: pid_t) async throws {
    while kill(process, 0) == 0 {
      let state = try await shell("ps -o stat= -p \(process)").standardOutput.text
      if state.isEmpty || state.hasPrefix("Z") { return }
    }
  }
}

/// A folder that is removed with the value.
private final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/fulcrum-XXXXXX").utf8CString)
    let made = try #require(mkdtemp(&template))
    let resolved = try #require(realpath(made, nil))
    path = String(cString: resolved)
    free(resolved)
  }

  func write(_ text: String, to name: String, mode: Int) throws {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path + "/" + name)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
