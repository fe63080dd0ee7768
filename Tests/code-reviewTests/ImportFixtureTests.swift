import Foundation
import JSON
import TestSupport
import Testing

/// What real linters wrote about the two states of `fixtures/imports`, taken into a review by the built program.
@Suite(.timeLimit(.minutes(2))) struct ImportFixtureTests {
  struct Fixture: Sendable, CustomTestStringConvertible {
    let head: String
    let base: String

    /// The rules of what the change brought.
    let rules: Set<String>

    let summary: String

    var testDescription: String { head }
  }

  // A rule of ours says what S110 says.
  private static let python: Set = ["ruff/B006", "ruff/E711", "ruff/F841", "ruff/E722"]
  private static let fixtures = [
    Fixture(
      head: "ruff.head.sarif", base: "ruff.base.sarif", rules: python,
      summary: "imported 4 of 7 findings of ruff.head.sarif: 2 outside the change, 1 repeated"),
    Fixture(
      head: "ruff.head.rdjson", base: "ruff.base.rdjson", rules: python,
      summary: "imported 4 of 7 findings of ruff.head.rdjson: 2 outside the change, 1 repeated"),
    Fixture(
      head: "shellcheck.head.checkstyle.xml", base: "shellcheck.base.checkstyle.xml",
      rules: ["ShellCheck/SC2045", "ShellCheck/SC2035", "ShellCheck/SC2086"],
      summary: "imported 3 of 4 findings of shellcheck.head.checkstyle.xml: 1 outside the change"),
    Fixture(
      head: "shellcheck.head.rdjsonl", base: "shellcheck.base.rdjsonl",
      rules: ["shellcheck/SC2045", "shellcheck/SC2035", "shellcheck/SC2086"],
      summary: "imported 3 of 4 findings of shellcheck.head.rdjsonl: 1 outside the change"),
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/imports")

  private let project: ReviewedProject

  init() throws {
    project = try ReviewedProject()
    for state in ["before", "after"] {
      for file in ["src/cart.py", "scripts/clean.sh"] {
        let text = try String(contentsOf: Self.folder.appending(path: "\(state)/\(file)"), encoding: .utf8)
        try project.builder.write(file, text)
      }
      _ = try project.builder.commit(state)
    }
  }

  /// A copy of a fixture beside the repository, with the repository's own path in it.
  private func copy(_ name: String) throws -> String {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let path = project.builder.sibling(name)
    try Data(text.replacing("/repository", with: project.builder.path).utf8).write(to: URL(filePath: path))
    return path
  }

  private func rules(_ result: ProgramResult) throws -> Set<String> {
    let report = try JSONValue.parse(result.output)
    return Set(
      (report["findings"]?.array ?? []).filter { $0["origin"] == "imported" }.compactMap { $0["rule"]?.string })
  }

  @Test(arguments: fixtures)
  func `what the linter says about added lines is taken over`(fixture: Fixture) async throws {
    let file = try copy(fixture.head)
    let result = try await project.review("--format", "json", "--import", file)
    #expect(result.exitCode == 0, "\(result)")
    #expect(try rules(result) == fixture.rules)
    #expect(result.errors.contains(fixture.summary), "\(result.errors)")

    let withBase = try await project.review(
      "--format", "json", "--import", file, "--import-base", try copy(fixture.base))
    #expect(try rules(withBase) == fixture.rules)
    let debt = try await project.review("--format", "json", "--import", file, "--import-base", file)
    #expect(debt.exitCode == 0)
  }

  @Test(arguments: ["--import /dev/stdin <\"$1\"", "--import /dev/stdin < <(cat \"$1\")", "--import <(cat \"$1\")"])
  func `a report comes through a pipe as well`(words: String) async throws {
    let fixture = try #require(Self.fixtures.first)
    let script = "cat \"$1\" | \"$0\" --commit HEAD --format json --import /dev/stdin"
    for script in [script, "\"$0\" --commit HEAD --format json \(words)"] {
      let result = try await ProgramRunner(path: "/usr/bin/env").run(
        ["bash", "-c", script, project.program.path, try copy(fixture.head)], in: project.builder.path,
        environment: project.environment)
      #expect(result.exitCode == 0, "\(result)")
      #expect(try rules(result) == fixture.rules)
    }
  }

  @Test(arguments: fixtures)
  func `in a hook the same is shown, and blocks nothing`(fixture: Fixture) async throws {
    _ = try project.builder.addBareRemote()
    _ = try await project.git("push", "--no-verify", "origin", "main~1:refs/heads/main")
    try writeHook("--import", try copy(fixture.head))
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 0, "\(pushed)")
    #expect(pushed.errors.contains(fixture.summary), "\(pushed.errors)")
    for rule in fixture.rules { #expect(pushed.errors.contains(rule)) }
    #expect(!pushed.errors.contains("WARNING"))
  }

  @Test(arguments: [#"{"runs":["#, "<checkstyle><file>", nil] as [String?])
  func `in a hook a broken report and a missing one let the push through, loudly`(text: String?) async throws {
    _ = try project.builder.addBareRemote()
    let file = project.builder.sibling("lint.report")
    if let text { try Data(text.utf8).write(to: URL(filePath: file)) }
    try writeHook("--import", file)
    let pushed = try await project.git("push", "origin", "main")
    #expect(pushed.exitCode == 0, "\(pushed)")
    #expect(pushed.errors.contains("NOT FULLY REVIEWED") && pushed.errors.contains("lint.report"), "\(pushed.errors)")
    #expect(pushed.errors.contains("no linter's findings were taken in"))
  }

  @Test func `the model is told what the linter said`() async throws {
    let server = try LoopbackServer([ScriptedReviewer.report([])])
    let model = ["FULCRUM_BASE_URL": server.url, "FULCRUM_MODEL": "m", "FULCRUM_KEY": ReviewedProject.key]
    let result = try await project.review("--import", try copy("ruff.head.sarif"), environment: model)
    #expect(result.exitCode == 0, "\(result)")
    let request = try #require(server.requests.first)
    #expect(ModelCall(request).text.contains("Do not use bare `except` [ruff/E722]"))
  }

  private func writeHook(_ arguments: String...) throws {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    try project.builder.writeScript(
      ".git/hooks/pre-push", "#!/bin/sh\nexec '\(project.program.path)' pre-push \(words) \"$@\"\n")
  }
}
