import Characterization
import SwiftSource
import Testing

@testable import TestGeneration

struct LawTests {
  private func laws() throws -> [LawCandidate] {
    SwiftEngine(symbols: try ToyModule.symbols(), harvest: try ToyModule.harvest()).laws()
  }

  @Test(arguments: [
    (LawCandidate.Law.equalToItself, "Counter", "value == value"),
    (.equalHash, "Counter", "value != other || value.hashValue == other.hashValue"),
    (.codableRoundTrip, "Counter", "JSONDecoder().decode(Counter.self, from: JSONEncoder().encode(value)) == value"),
    (.equalToItself, "Step", "value == value"), (.emptiness, "Pile", "value.isEmpty == (value.count == 0)"),
    (.givesBack, "Pile", "container.pop() == 2"), (.grows, "Pile", "container.count == 1"),
    (.symmetricEquality, "Step", "(left == right) == (right == left)"),
  ])
  func `a type's conformances and names promise laws`(law: LawCandidate.Law, group: String, call: String) throws {
    let found = try laws().filter { $0.law == law && $0.candidate.group == group }
    #expect(found.contains { $0.candidate.call == call }, "\(found.map(\.candidate.call))")
  }

  @Test func `a type that promises nothing has no laws`() throws {
    let found = try laws()
    #expect(!found.contains { $0.candidate.group == "Square" || $0.candidate.group == "Log" })
  }

  @Test func `laws of encoding need Foundation and may throw`() throws {
    let found = try #require(try laws().first { $0.law == .codableRoundTrip }?.candidate)
    #expect(found.isThrowing && found.imports == ["Foundation"])
  }
}
