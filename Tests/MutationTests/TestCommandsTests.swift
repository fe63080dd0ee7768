import Testing

@testable import Mutation

struct TestCommandsTests {
  @Test func `each library gets its own tests`() {
    let commands = TestCommands(program: "/p").commands(for: ["M.A/a", "M.B/b()", "M.A/c", "M.d(_:)"])
    #expect(
      commands == [
        ["/p", "M.A/a,M.A/c"],
        [
          "/p", "--testing-library", "swift-testing", "--filter", #"^M\.B\/b\(\)($|/)"#, "--filter",
          #"^M\.d\(_:\)($|/)"#,
        ],
      ])
  }

  @Test func `names that do not fit one argument are divided`() {
    let names = (0..<3000).map { "Module.Suite/test\($0)WithALongNameThatSaysWhatItIsAbout" }
    let commands = TestCommands(program: "/p").commands(for: names)
    #expect(commands.count > 1)
    #expect(commands.allSatisfy { ($0.last?.utf8.count ?? 0) < 100_000 })
    #expect(commands.reduce(0) { $0 + ($1.last?.split(separator: ",").count ?? 0) } == names.count)
  }
}
