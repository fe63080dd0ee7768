import Foundation
import JSON
import TestSupport
import Testing

/// Linters that the built program runs.
@Suite(.timeLimit(.minutes(3))) struct LinterTests {
  private static let path = ProcessInfo.processInfo.environment["PATH"] ?? ""

  private static func has(_ program: String) -> Bool {
    path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  private static let script = "#!/bin/sh\nfor f in $(ls *.txt); do\n  rm $f\ndone\n"

  @Test(.enabled(if: has("shellcheck"), "shellcheck is not installed"))
  func `what a linter finds on added lines stands in the report as imported`() async throws {
    let project = try ReviewedProject()
    try project.commit("clean.sh", "#!/bin/sh\necho $1\n")
    try project.commit("clean.sh", "#!/bin/sh\necho $1\nrm $2\n")
    try project.configure("config.yml", "linters: [shellcheck]\n")
    let result = try await project.review("--format", "json")
    #expect(result.exitCode == 0, "\(result)")
    let report = try JSONValue.parse(result.output)
    let findings = try #require(report["findings"]?.array)
    #expect(findings.compactMap { $0["rule"]?.string } == ["shellcheck/SC2086"], "\(result)")
    #expect(
      findings.first?["origin"] == "imported" && findings.first?["start_line"] == 3, "\(result)")
    #expect(report["imports"]?[0]?["file"] == "shellcheck")
    let level = try #require(report["sandbox"]?["level"]?.string)
    #expect(["bubblewrap", "landlock"].contains(level))
    let text = try await project.review()
    #expect(text.output.contains("\nSandbox       ") && text.output.contains("seccomp"), "\(text)")
    #expect(result.errors.contains("imported 1 of 2 findings of shellcheck: 1 outside the change"), "\(result)")
    for form in ["text", "markdown", "sarif", "github", "gitlab", "checkstyle", "rdjson"] {
      let other = try await project.review("--format", form)
      #expect(other.output.contains("SC2086"), "\(form): \(other)")
    }
  }

  @Test(.enabled(if: has("shellcheck"), "shellcheck is not installed"))
  func `a change cannot configure the linter that looks at it`() async throws {
    let project = try ReviewedProject()
    try project.builder.write(".shellcheckrc", "disable=all\n")
    try project.commit("clean.sh", Self.script)
    let planted = try await project.review("--format", "json", "--linter", "shellcheck")
    #expect(try JSONValue.parse(planted.output)["findings"]?.array?.count == 3, "\(planted)")
    try project.commit("other.sh", Self.script)
    let accepted = try await project.review("--format", "json", "--linter", "shellcheck")
    #expect(try JSONValue.parse(accepted.output)["findings"]?.array?.count == 0, "\(accepted)")
  }

  @Test func `a linter that is not there is one warning, and the review is done`() async throws {
    let project = try ReviewedProject()
    try project.configure("config.yml", "linters: [{ruff: /nowhere/ruff}]\n")
    let result = try await project.review()
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.split(separator: "\n").filter { $0.contains("ruff was not run") }.count == 1, "\(result)")
    #expect(result.output.contains("ruff was not run"), "\(result)")
    let unknown = try await project.review("--linter", "pylint")
    #expect(unknown.exitCode == 2 && unknown.errors.contains("there is no linter \"pylint\""), "\(unknown)")
  }

  @Test func `a project's file names no linter`() async throws {
    let project = try ReviewedProject()
    try project.commit(".fulcrum.yml", "linters: [shellcheck]\n")
    try project.commit("clean.sh", Self.script)
    let result = try await project.review("--format", "json")
    #expect(result.errors.contains("a project may not set linters"), "\(result)")
    #expect(try JSONValue.parse(result.output)["findings"]?.array?.count == 0)
  }

  @Test func `a linter of the work tree is not the one that is meant`() async throws {
    let project = try ReviewedProject()
    try project.commit("a.py", "import os\n")
    let folder = project.builder.path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let marker = project.builder.sibling("marker")
    try project.builder.writeScript("bin/ruff", "#!/bin/sh\ntouch \(marker)\n")
    let result = try await project.review("--linter", "ruff", environment: ["PATH": "\(folder):/usr/bin:/bin"])
    #expect(result.errors.contains("ruff was not run"), "\(result)")
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test(.enabled(if: has("shellcheck"), "shellcheck is not installed"))
  func `the hook runs linters too, and they can block`() async throws {
    let pushed = try await PushedProject()
    try pushed.pushUnseen("main")
    try pushed.project.configure("config.yml", "linters: [shellcheck]\nfail_on: high\n")
    try pushed.project.commit("clean.sh", Self.script)
    let result = try await pushed.push("origin", "main")
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.errors.contains("shellcheck/SC2045"), "\(result)")
  }

  @Test func `without a sandbox the rules review, and a strict hook refuses`() async throws {
    let pushed = try await PushedProject()
    try pushed.pushUnseen("main")
    try pushed.project.commit("a.txt", "a\n")
    // A sandbox needs a private folder; where none can be made, it cannot prove itself.
    let environment = ["TMPDIR": "/nowhere"]
    try pushed.project.configure("config.yml", "linters: [shellcheck]\n")
    let review = try await pushed.project.review(environment: environment)
    #expect(review.exitCode == 5, "\(review)")
    #expect(review.errors.contains("the linters were not run: "), "\(review)")
    #expect(review.output.contains("the linters were not run: "), "\(review)")
    try pushed.project.configure("config.yml", "linters: [shellcheck]\nstrict: true\n")
    let strict = try await pushed.push("origin", "main", environment: environment)
    #expect(strict.exitCode == 1 && strict.errors.contains("the push is blocked"), "\(strict)")
    try pushed.project.configure("config.yml", "linters: [shellcheck]\n")
    let loose = try await pushed.push("origin", "main", environment: environment)
    #expect(loose.exitCode == 0 && loose.errors.contains("NOT FULLY REVIEWED"), "\(loose)")
  }
}
