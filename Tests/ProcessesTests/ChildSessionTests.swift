import Foundation
import Processes
import Redaction
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct ChildSessionTests {
  private func session(
    _ script: String, configure: (inout ProcessRequest) -> Void = { _ in }
  ) async throws -> ChildSession {
    var request = ProcessRequest(program: "/bin/sh", arguments: ["-c", script])
    configure(&request)
    return try await ChildSession.start(request)
  }

  private func line(_ session: ChildSession) async throws -> String {
    var bytes: [UInt8] = []
    while !bytes.contains(0x0A), let piece = await session.read() { bytes += piece }
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  private func isAlive(_ number: String) -> Bool {
    guard let process = pid_t(number) else { return false }
    return kill(process, 0) == 0
  }

  /// Waits until a process is gone, which the suite's limit of time bounds.
  private func waitForEnd(of number: String) async {
    while isAlive(number) { await Task.yield() }
  }

  @Test func `what is written comes back while the child lives`() async throws {
    let session = try await session("while read -r line; do echo \"<$line>\"; done; echo end >&2; exit 7")
    for word in ["one", "two", "three"] {
      try await session.write(Array("\(word)\n".utf8))
      #expect(try await line(session) == "<\(word)>")
    }
    session.closeInput()
    #expect(await session.read() == nil)
    #expect(try await session.termination() == .exited(7))
    #expect(session.standardError.text == "end\n")
  }

  @Test func `megabytes pass both ways at once`() async throws {
    let session = try await session("cat")
    let sent = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
    let writer = Task {
      for start in stride(from: 0, to: sent.count, by: 70_001) {
        try await session.write(Array(sent[start..<min(sent.count, start + 70_001)]))
      }
      session.closeInput()
    }
    var received: [UInt8] = []
    while let piece = await session.read() { received += piece }
    try await writer.value
    #expect(received == sent)
    #expect(try await session.termination() == .exited(0))
  }

  @Test func `a child that writes without end is held back, and stopped all the same`() async throws {
    let session = try await session("trap '' TERM; echo $$; while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done") {
      $0.gracePeriod = .milliseconds(50)
    }
    let first = String(decoding: try #require(await session.read()), as: UTF8.self)
    let number = try #require(first.split(separator: "\n").first).description
    await session.stop(patience: .milliseconds(50))
    #expect(!isAlive(number))
    // By the last signal, or by the pipe that nobody reads any more.
    let ending = try await session.termination()
    #expect(ending == .signalled(SIGKILL) || ending == .signalled(SIGPIPE), "\(ending)")
  }

  @Test func `a child that does not read holds the writer back until it ends`() async throws {
    let session = try await session("echo ready; sleep 600")
    #expect(try await line(session) == "ready")
    let writer = Task { while true { try await session.write([UInt8](repeating: 0, count: 10_000)) } }
    await session.stop(patience: .milliseconds(50))
    await #expect { try await writer.value } throws: { ($0 as? ProcessError)?.code == .lost }
  }

  @Test func `a write to a child that is gone is an error and no signal`() async throws {
    let session = try await session("exit 0")
    _ = try await session.termination()
    await #expect { try await session.write([1]) } throws: { ($0 as? ProcessError)?.code == .lost }
  }

  @Test func `a polite child ends by itself when its input ends`() async throws {
    let session = try await session("trap 'exit 9' TERM; cat >/dev/null; exit 4")
    await session.stop(patience: .seconds(60))
    #expect(try await session.termination() == .exited(4))
  }

  @Test func `the whole group goes with the child`() async throws {
    let session = try await session("sleep 600 & echo $!; cat >/dev/null")
    let descendant = try await line(session)
    #expect(isAlive(descendant))
    await session.stop()
    await waitForEnd(of: descendant)
  }

  @Test func `letting go of the session ends the child`() async throws {
    var session: ChildSession? = try await session("echo $$; exec sleep 600")
    let number = try await line(#require(session))
    session = nil
    await waitForEnd(of: number)
  }

  @Test func `the deadline ends the child, whether it is read or not`() async throws {
    for script in ["sleep 600", "yes"] {
      let session = try await session(script) {
        $0.deadline = .milliseconds(100)
        $0.gracePeriod = .milliseconds(50)
      }
      #expect(try await session.termination() == .timedOut)
    }
  }

  @Test func `a cancelled reader leaves the bytes to the next one`() async throws {
    let session = try await session("read -r line; echo \"$line\"")
    let reader = Task { await session.read() }
    reader.cancel()
    #expect(await reader.value == nil)
    try await session.write(Array("x\n".utf8))
    #expect(try await line(session) == "x")
  }

  @Test func `the environment is clean and has no key`() async throws {
    let key = "key-" + String(repeating: "k", count: 20)
    KnownSecrets.ofProcess.add(key: key)
    let session = try await session("env") { $0.environment = .exactly(["A": "1", "B": key]) }
    var bytes: [UInt8] = []
    while let piece = await session.read() { bytes += piece }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("A=1"))
    #expect(!text.contains(key))
  }

  @Test func `the record of the standard error is bounded`() async throws {
    let session = try await session("yes | head -c 1000000 >&2") { $0.output = .captured(limit: 1_000) }
    _ = try await session.termination()
    #expect(session.standardError.bytes.count == 1_000)
    #expect(session.standardError.totalCount == 1_000_000)
  }

  @Test func `a program that is not there is an error at once`() async throws {
    await #expect { _ = try await ChildSession.start(ProcessRequest(program: "/nowhere/program")) } throws: {
      ($0 as? ProcessError)?.code == .notFound
    }
    await #expect {
      _ = try await session("true") { $0.folder = "/nowhere" }
    } throws: {
      ($0 as? ProcessError)?.code == .notStarted
    }
  }

  @Test(arguments: SandboxFixture.levels)
  func `a confined child is spoken with, and cannot get out`(level: SandboxLevel) async throws {
    let fixture = try await SandboxFixture(level)
    let request = ProcessRequest(
      program: "/bin/sh",
      arguments: ["-c", "cat '\(fixture.sentinel)' || echo denied; while read -r line; do echo \"<$line>\"; done"],
      environment: .exactly([:]), folder: fixture.inside)
    let session = try await fixture.sandbox.start(request, under: SandboxPolicy(writable: [fixture.inside]))
    #expect(try await line(session) == "denied")
    try await session.write(Array("hello\n".utf8))
    #expect(try await line(session) == "<hello>")
    await session.stop()
    #expect(try await session.termination() == .exited(0))
  }

  @Test func `a confined child that cannot be run says why`() async throws {
    let fixture = try await SandboxFixture(.landlock)
    let request = ProcessRequest(program: "/usr/bin/no-such-program", environment: .exactly([:]))
    let session = try await fixture.sandbox.start(request, under: SandboxPolicy())
    await #expect(throws: ProcessError.self) { try await session.termination() }
  }
}
