import AgentDefinitions
import AgentKernel
import SourceText
import Testing
import Tools

@testable import TestGeneration

/// What becomes of tests that a model writes whole, with a bench that says what it is told to.
struct TestCodeDeskTests {
  /// Gives the verdict that stands in a test's text, and has one target until something is accepted.
  private actor Bench: TestCodeBench {
    private(set) var runs: [[String]] = []
    private let target: TestCodeTarget
    private let isEndless: Bool
    private var isDone = false

    init(_ target: TestCodeTarget, isEndless: Bool) {
      self.target = target
      self.isEndless = isEndless
    }

    func targets() -> [TestCodeTarget] { isDone && !isEndless ? [] : [target] }

    func run(_ tests: [ProposedTestCode]) -> [TestCodeVerdict] {
      runs.append(tests.map(\.code))
      return tests.map { test in
        if test.code.hasPrefix("wrong") {
          var mended = test
          mended.code = String(test.code.dropFirst("wrong ".count))
          return .differing(happened: "it was 3", mended: mended)
        }
        if test.code.hasPrefix("raises") { return .differing(happened: "it raised", mended: nil) }
        if test.code.hasPrefix("bad") { return .failed("it is no test") }
        isDone = true
        return .accepted("2 lines more")
      }
    }
  }

  private static func desk(isEndless: Bool = false) throws -> (desk: TestCodeDesk, bench: Bench) {
    let target = TestCodeTarget(
      path: try RelativePath("a.py"), title: "Box.open", name: "open", lines: LineRange(1, 4), uncovered: [2, 3])
    let bench = Bench(target, isEndless: isEndless)
    let agent = try AgentDefinition(
      parsing: try #require(AgentDefinitions.texts["gen-tests-python"]), source: "gen-tests-python")
    return (TestCodeDesk([target], bench: bench, words: TestCodeWords(agent: agent), limit: 24), bench)
  }

  private static func test(_ code: String) -> ProposedTestCode {
    ProposedTestCode(subject: "Box.open", intent: "opens", code: code)
  }

  private static func answer(_ test: String, isWrong: Bool) -> ProposeTestsTool.Answer {
    ProposeTestsTool.Answer(test: test, codeIsWrong: isWrong, because: "it says so")
  }

  @Test func `what is accepted ends the conversation when nothing is left, and what failed is told with its reason`()
    async throws
  {
    let (desk, _) = try Self.desk()
    let reply = try await desk.receive(.init(tests: [Self.test("good"), Self.test("bad")]))
    #expect(reply.isLast)
    #expect(reply.text.contains("t1: accepted; 2 lines more"))
    #expect(reply.text.contains("t2: it is no test"))
    #expect(reply.text.contains("Nothing is left"))
  }

  @Test func `a wrong expectation that is conceded is run again with what happened`() async throws {
    let (desk, bench) = try Self.desk()
    let first = try await desk.receive(.init(tests: [Self.test("wrong wrong good")]))
    #expect(!first.isLast && first.text.contains("t1: it was 3. Say with an answer for t1"))
    // Two expectations of it do not hold: each is asked about.
    let second = try await desk.receive(.init(tests: [], answers: [Self.answer("t1", isWrong: false)]))
    #expect(!second.isLast && second.text.contains("t1: it was 3."))
    let third = try await desk.receive(.init(tests: [], answers: [Self.answer("t1", isWrong: false)]))
    #expect(third.isLast && third.text.contains("t1: accepted, with what happened"))
    #expect(await bench.runs == [["wrong wrong good"], ["wrong good"], ["good"]])
    guard case .conceded = try #require(await desk.proposals.first).state else {
      Issue.record("it is not conceded")
      return
    }
  }

  @Test func `what the model insists on is disputed, and never run again`() async throws {
    let (desk, bench) = try Self.desk()
    _ = try await desk.receive(.init(tests: [Self.test("wrong good")]))
    let reply = try await desk.receive(.init(tests: [], answers: [Self.answer("t1", isWrong: true)]))
    #expect(reply.isLast && reply.text.contains("t1: reported as a possible bug"))
    #expect(await bench.runs.count == 1)
  }

  @Test func `what no rule can mend is to be written anew`() async throws {
    let (desk, _) = try Self.desk()
    _ = try await desk.receive(.init(tests: [Self.test("raises")]))
    let reply = try await desk.receive(
      .init(tests: [Self.test("good")], answers: [Self.answer("t1", isWrong: false)]))
    #expect(reply.text.contains("t1: it raised; write it anew with that"))
    #expect(reply.text.contains("t2: accepted"))
  }

  @Test func `after three rounds nothing is run any more, and a second proposal of the same text neither`() async throws
  {
    let (desk, bench) = try Self.desk(isEndless: true)
    #expect(try await !desk.receive(.init(tests: [Self.test("bad 1"), Self.test("bad  1")])).isLast)
    #expect(try await !desk.receive(.init(tests: [Self.test("bad 2")])).isLast)
    let last = try await desk.receive(.init(tests: [Self.test("wrong good")]))
    // It may still say what it thinks of the last one.
    #expect(!last.isLast && last.text.contains("You cannot propose more"))
    #expect(last.text.contains("not reached: lines 2 to 3"))
    let over = try await desk.receive(.init(tests: [Self.test("good")], answers: [Self.answer("t4", isWrong: true)]))
    #expect(over.isLast)
    #expect(await bench.runs == [["bad 1"], ["bad 2"], ["wrong good"]])
    guard case .failed("it was proposed before") = await desk.proposals[1].state else {
      Issue.record("the same text was run twice")
      return
    }
  }
}
