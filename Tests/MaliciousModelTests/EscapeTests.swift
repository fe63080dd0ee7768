import Processes
import Testing

/// A scripted malicious model tries each kind of escape, at each level of the sandbox; none may succeed.
@Suite(.timeLimit(.minutes(5))) struct EscapeTests {
  @Test(arguments: Sandboxes.levels, Escape.all)
  func `no escape succeeds`(level: SandboxLevel, escape: Escape) async throws {
    let sandbox = try await Sandboxes.sandbox(level)
    try #require(sandbox.level == level, "\(sandbox.report)")
    let record = try await EscapeTrial(escape: escape, level: level).run()
    try await EscapeLedger.shared.add(record)
    #expect(record.violations.isEmpty, "\(record.violations.map(\.description).joined(separator: "\n"))")
    #expect(!record.proof.isEmpty, "nothing shows that the attempt was made")
  }

  @Test func `there are more than thirty kinds, each with a name of its own`() {
    #expect(Set(Escape.all.map(\.kind)).count == Escape.all.count)
    #expect(Escape.all.count >= 30)
  }

  @Test func `where nothing can confine a command, there is no sandbox to run it in`() async throws {
    await #expect(throws: ProcessError.self) {
      _ = try await Sandbox.prepared(choice: .landlock, launcher: try Sandboxes.program, landlockAtMost: 0)
    }
  }
}
