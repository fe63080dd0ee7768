import Foundation
import JSON
import TestSupport
import Testing

/// The program, as its user calls it.
@Suite(.timeLimit(.minutes(2))) struct RefactorProgramTests {
  @Test func `doctor says what is here`() async throws {
    let builder = try RepositoryBuilder()
    let result = try await ProgramRunner(named: "refactor").run(
      ["doctor"], in: builder.path,
      environment: ["HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""])
    #expect(result.output.contains("swift-api-digester"), "\(result)")
    #expect(result.output.contains("ast-grep"))
  }
}
