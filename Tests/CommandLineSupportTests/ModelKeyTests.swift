import CommandLineSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ModelKeyTests {
  private func expectFault(
    _ key: ModelKey, _ message: String, environment: [String: String] = [:], deadline: Duration = .seconds(50)
  ) async {
    await #expect { try await key.resolve(environment: environment, commandDeadline: deadline) } throws: {
      let text = "\($0)"
      return ($0 as? CommandLineError)?.status == .usage
        && (message.isEmpty || text.contains(message)) && !text.contains("hunter2")
    }
  }

  @Test func `a key is read from a file and trimmed`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("  hunter2\r\n\n", to: "key", mode: 0o600)
    let resolved = try await ModelKey.file("~/key").resolve(environment: ["HOME": folder.path])
    #expect(resolved.secret.reveal() == "hunter2")
    #expect(resolved.warnings.isEmpty)
  }

  @Test(arguments: [0o640, 0o604, 0o660])
  func `a key file that others can read is warned of`(mode: Int) async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("hunter2", to: "key", mode: mode)
    let resolved = try await ModelKey.file(path).resolve(environment: [:])
    #expect(resolved.warnings.count == 1)
    #expect(!resolved.warnings.joined().contains("hunter2"))
  }

  @Test func `a key file that is missing, relative, empty, large or no file is refused`() async throws {
    let folder = try TemporaryFolder()
    await expectFault(.file("/nonexistent"), "is not there")
    await expectFault(.file("key"), "absolute path")
    await expectFault(.file(try folder.write(" \n", to: "empty")), "holds no key")
    await expectFault(.file(try folder.write("hunter2\nX-Header: a", to: "two")), "spaces or unusual")
  }

  @Test func `a pipe or a huge file in place of a key file is refused`() async throws {
    let folder = try TemporaryFolder()
    let large = try folder.write(String(repeating: "hunter2", count: 10_000), to: "large")
    for path in ["/dev/zero", folder.path, large] {
      await expectFault(.file(path), "")
    }
  }

  @Test func `a key is read from the environment`() async throws {
    #expect(try await ModelKey.environment("K").resolve(environment: ["K": "hunter2"]).secret == Secret("hunter2"))
    await expectFault(.environment("K"), "is not set")
    await expectFault(.environment("K"), "holds no key", environment: ["K": " "])
    #expect(try await ModelKey.value(Secret("hunter2")).resolve(environment: [:]).secret == Secret("hunter2"))
  }

  @Test func `a key is what a program prints`() async throws {
    let key = ModelKey.command(["/bin/sh", "-c", #"echo "$0"; echo note >&2"#, "hunter2"])
    #expect(try await key.resolve(environment: [:]).secret.reveal() == "hunter2")
    #expect(!"\(key)".contains("hunter2"))
  }

  @Test func `a program that fails, hangs, babbles or is not there is told apart`() async {
    await expectFault(
      .command(["/bin/sh", "-c", "echo hunter2; echo locked >&2; exit 4"]), "exited with code 4: \"locked\"")
    await expectFault(
      .command(["/bin/sh", "-c", "exec sleep 1000"]), "did not end within its deadline", deadline: .milliseconds(300))
    await expectFault(.command(["/bin/sh", "-c", "head -c 100000 /dev/zero"]), "prints more than")
    await expectFault(.command(["/nonexistent"]), "cannot be run")
    await expectFault(.command(["./relative"]), "cannot be run")
    await expectFault(.command(["/bin/true"]), "holds no key")
  }

  @Test func `a secret is not shown in any way of printing it`() {
    let secret = Secret("hunter2")
    var dumped = ""
    dump([secret], to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", String(describing: Optional(secret))] {
      #expect(!text.contains("hunter2"))
    }
  }
}
