import Testing

@testable import Mutation

struct ReachTests {
  @Test func `a mutant is met by the tests that reach it, the quickest first`() {
    let reach = Reach(
      [
        (Reach.Unit(names: ["slow"], milliseconds: 50), [0, 1, 1]),
        (Reach.Unit(names: ["quick"], milliseconds: 5), [0, 1, 0]),
        (Reach.Unit(names: ["none"], milliseconds: 1), []),
      ], count: 3)
    #expect(reach.tests(reaching: 1).names == ["quick", "slow"])
    #expect(reach.tests(reaching: 1).milliseconds == 55)
    #expect(reach.tests(reaching: 2).names == ["slow"])
    #expect(reach.tests(reaching: 3).names == [])
  }

  @Test func `many tests are asked suite by suite`() {
    let names = ["M.A/a", "M.A/b", "M.B/a()", "M.free()"]
    #expect(Reach.units(of: names, limit: 4) == [["M.A/a"], ["M.A/b"], ["M.B/a()"], ["M.free()"]])
    #expect(Reach.units(of: names, limit: 3) == [["M.A/a", "M.A/b"], ["M.B/a()"], ["M.free()"]])
  }
}
