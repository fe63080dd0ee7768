import Testing

@testable import Mutation

struct MutantTests {
  @Test func `the operators of reports have names of their own`() {
    #expect(Set(Mutant.Operator.allCases.map(\.rawValue)).count == Mutant.Operator.allCases.count)
  }
}
