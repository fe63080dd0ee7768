import Testing

@testable import CommandLineSupport

@Suite(.timeLimit(.minutes(1)))
struct HardDeadlineTests {
  @Test func `what ends in time gives its result or its error`() async throws {
    struct Fault: Error {}
    #expect(try await HardDeadline.run(within: .seconds(30)) { 7 } == 7)
    await #expect(throws: Fault.self) { try await HardDeadline.run(within: .seconds(30)) { throw Fault() } }
  }

  @Test func `what does not end is left alone`() async throws {
    let never = AsyncStream<Never> { _ in }
    let result: Int? = try await HardDeadline.run(within: .milliseconds(20)) {
      // Deaf to cancellation, like a call into a C library.
      await Task.detached { for await _ in never {} }.value
      return 1
    }
    #expect(result == nil)
  }

  @Test func `cancelling the caller cancels the work`() async throws {
    let task = Task {
      try await HardDeadline.run(within: .seconds(60)) { try await Task.sleep(for: .seconds(60)) }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
