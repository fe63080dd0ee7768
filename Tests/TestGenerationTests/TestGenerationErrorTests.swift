import Testing

@testable import TestGeneration

struct TestGenerationErrorTests {
  @Test func `an error says what it was given`() {
    #expect("\(TestGenerationError(.noTarget, "there is no module A"))" == "there is no module A")
  }
}
