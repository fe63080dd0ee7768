import Processes
import Testing

/// A scripted malicious model tries each kind of escape, at each level of the sandbox; none may succeed.
///
/// One after the other, since each world has processes that live for a minute.
@Suite(.serialized, .timeLimit(.minutes(5))) struct EscapeTests {
  @Test(arguments: EscapeTrial.all)
  func `no escape succeeds`(trial: EscapeTrial) async throws {
    let sandbox = try await Sandboxes.sandbox(trial.level)
    try #require(sandbox.level == trial.level, "\(sandbox.report)")
    let record = try await trial.run()
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
