import Foundation
import JSON
import TestSupport
import Testing

/// What is reviewed, where the report goes, and how the program ends, with rules alone.
@Suite(.timeLimit(.minutes(2))) struct RangeTests {
  private let project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
  }

  @Test func `two dots compare the ends, three dots begin at the merge base`() async throws {
    let builder = project.builder
    try builder.git("checkout", "--quiet", "-b", "side", project.base)
    try project.commit("src/side.py", "side = 1\n")

    let two = try await project.run("--range", "main..side", "--format", "json")
    let three = try await project.run("--range", "main...side", "--format", "json")
    let twoReport = try report(two)
    let threeReport = try report(three)
    #expect(paths(twoReport) == ["src/cart.py", "src/side.py"])
    #expect(paths(threeReport) == ["src/side.py"])
    #expect(twoReport["target"]?["base"]?.string == project.head)
    #expect(threeReport["target"]?["base"]?.string == project.base)
    #expect(two.exitCode == 0 && three.exitCode == 0)
  }

  @Test func `a missing end of a range is HEAD`() async throws {
    let result = try await project.run("--range", "HEAD~1..", "--format", "json")
    #expect(try report(result)["target"]?["head"]?.string == project.head)
  }

  @Test func `a commit is compared with its parent, the first one with nothing`() async throws {
    let last = try await project.run("--commit", "HEAD", "--format", "json")
    let first = try await project.run("--commit", "HEAD~1", "--format", "json")
    #expect(try report(last)["target"]?["base"]?.string == project.base)
    #expect(try report(first)["target"]?["base"]?.isNull == true)
    #expect(try paths(report(first)) == ["src/cart.py"])
  }

  @Test func `staged changes are reviewed, others are not`() async throws {
    try project.builder.write("src/staged.py", "staged = 1\n")
    try project.builder.git("add", "src/staged.py")
    try project.builder.write("src/cart.py", Planted.conflict.text)
    let result = try await project.run("--staged", "--format", "json")
    #expect(try paths(report(result)) == ["src/staged.py"])
    #expect(result.exitCode == 0)
  }

  @Test func `staged changes are reviewed in a repository without a commit`() async throws {
    let empty = try RepositoryBuilder()
    try empty.write("first.py", Planted.conflict.text)
    try empty.git("add", "--all")
    let result = try await project.run("--staged", in: empty.path)
    #expect(result.exitCode == 1)
    #expect(result.output.contains("first.py:1"))
  }

  @Test func `a rule that is off by default runs when the user switches it on`() async throws {
    try project.commit("src/cart.py", "total = 1 \n")
    let plain = try await project.review()
    #expect(!plain.output.contains("White space"))
    try project.configure("config.yml", "rules:\n  whitespace-error: on\n")
    let asked = try await project.review()
    #expect(asked.output.contains("White space"))
  }

  @Test func `the repository may be named, by its top or a folder in it`() async throws {
    for path in [project.builder.path, project.builder.path + "/src"] {
      let result = try await project.run(
        "--commit", "HEAD", "--repository", path, "--format", "json", in: project.builder.home)
      #expect(try report(result)["target"]?["repository"]?.string == project.builder.path)
    }
  }

  @Test func `a clean change ends with 0 and says so on the standard output`() async throws {
    let result = try await project.review()
    #expect(result.exitCode == 0)
    #expect(result.output.contains("No issues found."))
    #expect(!result.errors.contains("No issues found"))
  }

  @Test(arguments: [Planted.conflict, .secret])
  func `a conflict marker and a secret end with 1`(planted: Planted) async throws {
    try project.commit("src/planted.py", planted.text)
    let result = try await project.review()
    #expect(result.exitCode == 1)
    #expect(result.output.contains("src/planted.py:1"))
    #expect(!result.everything.contains(Planted.token))
    #expect(!result.output.contains("No issues found"))
  }

  @Test(arguments: [("never", 0), ("high", 0), ("note", 1)] as [(String, Int32)])
  func `the level decides whether other findings fail`(level: String, code: Int32) async throws {
    try project.commit("src/planted.py", Planted.leftover.text)
    let result = try await project.review("--fail-on", level)
    #expect(result.exitCode == code, "\(result)")
    #expect(result.output.contains("src/planted.py:2"))
  }

  @Test func `findings past the limit are counted, and blocking ones are always shown`() async throws {
    try project.commit("src/planted.py", String(repeating: Planted.leftover.text, count: 3) + Planted.conflict.text)
    let found = try await report(project.review("--format", "json", "--max-findings", "1"))
    let findings = try #require(found["findings"]?.array)
    let others = findings.filter { $0["blocking"] == false }
    #expect(others.count == 1)
    #expect(findings.count > others.count)
    #expect(found["held_back_findings"]?.integer == 2)
  }

  @Test(
    arguments: ["src/one.py", "AGENTS.md", "src/\u{1b}[31m\n.py"], [nil, .leftover, .conflict, .secret] as [Planted?])
  func `the JSON report keeps to the published schema`(file: String, planted: Planted?) async throws {
    try project.commit(file, planted?.text ?? "one = 1\n")
    let report = try await report(project.review("--format", "json"))
    #expect(try schema().violations(in: report) == [])
    #expect(report["complete"] == true)
    #expect(report["model"]?.isNull == true)
  }

  @Test func `a named file gets the report in one step, and the standard output nothing`() async throws {
    let folder = project.builder.sibling("reports")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let file = folder + "/report.json"
    try Data("an older and much longer report, of which nothing must be left".utf8).write(to: URL(filePath: file))
    let before = try identity(of: file)

    let result = try await project.review("--format", "json", "--output", file)
    #expect(result.exitCode == 0)
    #expect(result.output.isEmpty)
    let report = try JSONValue.parse(Array(Data(contentsOf: URL(filePath: file))))
    #expect(try schema().violations(in: report) == [])
    #expect(try identity(of: file) != before, "the file was written over in place")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report.json"])
  }

  @Test func `a file that cannot be written ends with 3 and one line`() async throws {
    let result = try await project.review("--quiet", "--output", project.builder.sibling("absent/report.txt"))
    #expect(result.exitCode == 3)
    #expect(result.output.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("absent/report.txt"))
  }

  @Test func `there is no colour where there is no terminal, unless it is asked for`() async throws {
    try project.commit("src/planted.py", Planted.conflict.text)
    let plain = try await project.review("--format", "text", environment: ["TERM": "xterm-256color"])
    let coloured = try await project.review("--color", "always")
    let file = project.builder.sibling("report.txt")
    _ = try await project.review("--color", "always", "--output", file)
    #expect(!plain.everything.contains("\u{1b}"))
    #expect(coloured.output.contains("\u{1b}["))
    #expect(try !String(contentsOfFile: file, encoding: .utf8).contains("\u{1b}"))
  }

  @Test func `progress goes to the standard error, and quiet leaves it out`() async throws {
    let told = try await project.review()
    let quiet = try await project.review("--quiet")
    #expect(!told.errors.isEmpty)
    #expect(quiet.errors.isEmpty)
    #expect(told.output.hasPrefix("Review of ") && quiet.output.hasPrefix("Review of "))
  }

  @Test func `a change to the work tree's files changes nothing in a review of commits`() async throws {
    try project.builder.write("src/cart.py", Planted.conflict.text)
    let result = try await project.review()
    #expect(result.exitCode == 0)
  }

  // MARK: Reading reports

  private func report(_ result: ProgramResult) throws -> JSONValue {
    try JSONValue.parse(result.output)
  }

  private func paths(_ report: JSONValue) -> [String] {
    (report["files"]?.array ?? []).compactMap { $0["path"]?.string }
  }

  private func schema() throws -> JSONSchema {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let file = root.appending(path: "schemas/review-report.schema.json")
    return JSONSchema(try JSONValue.parse(Array(Data(contentsOf: file))))
  }

  private func identity(of file: String) throws -> UInt64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    return try #require((attributes[.systemFileNumber] as? NSNumber)?.uint64Value)
  }
}
