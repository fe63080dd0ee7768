import Foundation
import SourceText
import TestSupport
import Testing

@testable import Mutation

/// The runner, compiled, and a folder for its files.
struct RunnerTests {
  private static func run(
    _ jobs: [RunnerJob], width: Int = 2, below wrapper: [String] = [], milliseconds: Int? = nil
  ) throws -> [Int: RunnerResult] {
    let folder = try TemporaryFolder()
    let (source, program) = (folder.path + "/main.c", folder.path + "/runner")
    try RunnerSource.code.write(toFile: source, atomically: true, encoding: .utf8)
    try execute(["/usr/bin/env", "clang", "-Wall", "-Wextra", "-Werror", "-o", program, source])
    try jobs.map(\.line).joined().write(toFile: folder.path + "/jobs", atomically: true, encoding: .utf8)
    let limit = milliseconds.map { ["\($0)"] } ?? []
    try execute(wrapper + [program, folder.path + "/jobs", folder.path + "/results", "\(width)"] + limit)
    let text = try String(contentsOfFile: folder.path + "/results", encoding: .utf8)
    let results = text.split(separator: "\n").compactMap { RunnerResult($0) }
    #expect(results.count == jobs.count || milliseconds != nil)
    return Dictionary(results.map { ($0.id, $0) }) { $1 }
  }

  private static func execute(_ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private static func job(_ id: Int, _ scripts: String..., milliseconds: Int = 20_000, reached: String? = nil)
    -> RunnerJob
  {
    RunnerJob(
      id: id, mutant: id, milliseconds: milliseconds, reached: reached, commands: scripts.map { ["/bin/sh", "-c", $0] })
  }

  @Test(.timeLimit(.minutes(1))) func `what came of each command is told`() throws {
    let failure = "/a/B.swift:12: error: Suite.test : XCTAssertEqual failed"
    let issue = "✘ Test \"adds\" recorded an issue at B.swift:3:5: Expectation failed"
    let results = try Self.run([
      Self.job(1, "exit 0", "test $FULCRUM_MUTANT = 1"), Self.job(2, "exit 0", "exit 3", "exit 0"),
      Self.job(3, "echo '\(failure)'; exec sleep 100"), Self.job(4, "echo '\(issue)' >&2; exec sleep 100"),
      Self.job(5, "kill -4 $$"), Self.job(6, "exec sleep 100", milliseconds: 300),
      Self.job(7, "yes", milliseconds: 300), Self.job(8, "sleep 100 & exit 0"),
      Self.job(9, "echo \"Test Case 'A.b' started at now\"; kill -4 $$"),
      Self.job(10, "echo 'recorded a known issue'; echo 'error: nothing'"),
      Self.job(11, "test $FULCRUM_REACHED = /r", reached: "/r"), Self.job(12, "test -z \"$FULCRUM_REACHED\""),
    ])
    let outcomes = (1...12).map { results[$0]?.outcome }
    #expect(
      outcomes == [
        .passed, .exit, .failed, .failed, .signal, .timeout, .timeout, .passed, .signal, .passed, .passed, .passed,
      ])
    #expect(results[2]?.code == 3)
    #expect(results[3]?.line == failure)
    #expect(results[5]?.code == 4)
    #expect(results[9]?.testWords == "A.b")
  }

  @Test(.timeLimit(.minutes(1))) func `when the time is up nothing is said of what is not over`() throws {
    let results = try Self.run(
      [Self.job(1, "exit 0"), Self.job(2, "exec sleep 100"), Self.job(3, "exec sleep 100"), Self.job(4, "exit 0")],
      milliseconds: 1_500)
    #expect(results.mapValues(\.outcome) == [1: .passed])
  }

  @Test(arguments: [(10, 1_500), (1_000, 6_000), (4_000, 24_000), (60_000, 110_000)])
  func `a mutant's time is many times its tests', but not without end`(milliseconds: Int, limit: Int) {
    #expect(MutationRunOptions().limit(for: milliseconds) == limit)
  }

  #if os(Linux)
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"), "strace is not installed"))
    func `what a command writes just before its end is read`() throws {
      // The runner asks whether the command has ended a while after it saw that there is nothing to read.
      let late = ["/usr/bin/strace", "-qq", "-o", "/dev/null", "-e", "inject=waitid:delay_enter=400000"]
      let results = try Self.run(
        [Self.job(1, "sleep 0.2; echo \"Test Case 'A.b' started at now\"; kill -4 $$")], below: late)
      #expect(results[1]?.outcome == .signal)
      #expect(results[1]?.testWords == "A.b")
    }
  #endif

  @Test(arguments: [
    ("/a/B.swift:12: error: Suite.test : no", "M.Suite/test"),
    ("✘ Test \"adds\" recorded an issue at B.swift:3:5: no", nil), ("✘ Test adds() recorded an issue at B", "M.adds()"),
    ("Test Case 'Suite.test' started at now", "M.Suite/test"), ("", nil),
    ("✘ Test inner() recorded an issue at B", "M.Outer/inner()"),
  ])
  func `the test that failed is named`(line: String, expected: String?) throws {
    let names = ["M.Other/test", "M.Suite/test", "M.adds()", "M.Outer/inner()"]
    let result = try #require(RunnerResult("1\tfailed\t1\t5\t4\t\(line)"[...]))
    #expect(result.test(among: names) == expected)
    #expect(result.test(among: ["M.only"]) == "M.only")
  }

  @Test func `of two tests that are called alike none is said to have failed`() throws {
    let result = try #require(RunnerResult("1\tfailed\t1\t5\t4\t✘ Test isEmpty() recorded an issue at A.swift:1"[...]))
    #expect(result.test(among: ["M.ATests/isEmpty()", "M.BTests/isEmpty()"]) == nil)
    #expect(result.test(among: ["M.ATests/isEmpty()", "M.BTests/isFull()"]) == "M.ATests/isEmpty()")
  }

  @Test func `tests of a group that does not pass, or gave no result, are run again one by one`() throws {
    func asked(_ names: [String], _ outcome: String?) throws -> ReachMeasurement.Asked {
      (names, outcome.flatMap { RunnerResult("1\t\($0)\t1\t5\t4\t"[...]) }, try RelativePath("reached"))
    }
    let again = ReachMeasurement.again([
      try asked(["A/a", "A/b"], "failed"), try asked(["B/a", "B/b"], "passed"), try asked(["C/a"], "exit"),
      try asked(["D/a"], nil), try asked(["E/a", "E/b"], nil),
    ])
    #expect(again == [["A/a"], ["A/b"], ["D/a"], ["E/a"], ["E/b"]])
  }

  @Test(arguments: ["", "1\tfailed", "x\tfailed\t1\t5\t4\t", "1\tbroken\t1\t5\t4\t"])
  func `what the runner does not write is no result`(line: String) {
    #expect(RunnerResult(line[...]) == nil)
  }
}
