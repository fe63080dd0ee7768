import Foundation
import JSON
import TestSupport
import Testing

/// Pushes of merges: what the remote has already is not reviewed again, what a merge itself brings is.
@Suite(.serialized, .timeLimit(.minutes(2))) struct MergePushTests {
  private let pushed: PushedProject

  /// A branch `side` with work of its own, pushed; meanwhile `main` got a defect, pushed too.
  init() async throws {
    pushed = try await PushedProject()
    try pushed.pushUnseen("main")
    try pushed.builder.git("checkout", "--quiet", "-b", "side")
    try pushed.project.commit("src/shared.py", "first = 1\nsecond = 2\nthird = 3\nfourth = 4\nfifth = 5\n")
    try pushed.pushUnseen("side")
    try pushed.builder.git("checkout", "--quiet", "main")
    try pushed.plant("src/upstream.py")
    try pushed.project.commit("src/shared.py", Planted.secret.text + "third = 3\nfourth = 4\nfifth = 5\n")
    try pushed.pushUnseen("main")
    try pushed.builder.git("checkout", "--quiet", "side")
  }

  @Test(arguments: [false, true])
  func `merged upstream work is not reviewed again`(isNewBranch: Bool) async throws {
    try merge("first = 1\nsecond = 2\n" + Planted.secret.text + "third = 3\nfourth = 4\nfifth = 5\nown = 6\n")
    let report = pushed.builder.sibling("report.json")
    let result = try await push("side:\(isNewBranch ? "other" : "side")", report: report)
    expectPassed(result)
    let json = try JSONValue.parse(Array(Data(contentsOf: URL(filePath: report))))
    let files = (json["files"]?.array ?? []).compactMap { $0["path"]?.string }
    // A new branch is compared with main, against which the work on side is new; of it, only the merge is.
    #expect(files == ["src/shared.py"], "\(json)")
    #expect(json["findings"]?.array?.isEmpty == true, "\(json)")
  }

  @Test func `an evil merge is reviewed, in a merged file and in one of its own`() async throws {
    try merge("first = 1\n" + Planted.conflict.text + "fourth = 4\nfifth = 5\n")
    try await expectBlockedAt("src/shared.py:2")
    try pushed.builder.write("src/shared.py", "first = 1\nfifth = 5\n")
    try pushed.builder.write("src/evil.py", Planted.conflict.text)
    try pushed.builder.git("add", "--all")
    try pushed.builder.git("commit", "--quiet", "--amend", "--no-edit")
    try await expectBlockedAt("src/evil.py:1")
  }

  @Test func `a secret of a merged branch that the remote does not have is found`() async throws {
    try pushed.builder.git("checkout", "--quiet", "-b", "unpushed")
    try pushed.project.commit("src/fresh.py", "other = \"\(Planted.token)\"\n")
    try pushed.builder.git("checkout", "--quiet", "side")
    try pushed.builder.git("merge", "--quiet", "--no-ff", "--message", "Merge", "unpushed")
    try merge("first = 1\nfifth = 5\n")
    try await expectBlockedAt("src/fresh.py:1")
  }

  @Test func `an upstream file that the merge changed further is reviewed for that`() async throws {
    try merge("first = 1\nfifth = 5\n", ["src/upstream.py": Planted.conflict.text + Planted.leftover.text])
    let result = try await pushed.push("origin", "side")
    expectPassed(result)
    #expect(result.errors.contains("src/upstream.py:7"), "\(result)")
    #expect(!result.errors.contains("src/upstream.py:1"), "\(result)")
  }

  private func expectBlockedAt(_ place: String) async throws {
    let result = try await pushed.push("origin", "side")
    #expect(result.exitCode == 1)
    #expect(result.errors.contains(place), "\(result)")
    #expect(!result.errors.contains("src/upstream.py"), "\(result)")
  }

  /// Merges `main`, with a text for the file that both changed.
  private func merge(_ shared: String, _ files: [String: String] = [:]) throws {
    _ = try? pushed.builder.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    try pushed.builder.write("src/shared.py", shared)
    for (file, text) in files { try pushed.builder.write(file, text) }
    try pushed.builder.commit("Merge main")
  }

  /// Pushes with a hook that writes its report into a file.
  private func push(_ reference: String, report: String) async throws -> ProgramResult {
    try pushed.builder.writeScript(
      ".git/hooks/pre-push",
      "#!/bin/sh\nexec '\(pushed.project.program.path)' pre-push --format json --output '\(report)' -- \"$@\"\n")
    return try await pushed.push("origin", reference)
  }
}
