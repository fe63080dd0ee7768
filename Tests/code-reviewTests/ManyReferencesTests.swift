import Foundation
import TestSupport
import Testing

/// One push of thousands of references.
@Suite(.serialized, .timeLimit(.minutes(4))) struct ManyReferencesTests {
  private static let count = 2000

  private let pushed: PushedProject

  init() async throws {
    pushed = try await PushedProject()
    try pushed.pushUnseen("main")
  }

  @Test func `2,000 branches with a commit each are reviewed in one push, the last one too`() async throws {
    try importBranches("branch", from: { _ in pushed.project.head })
    try pushed.builder.git("checkout", "--quiet", "branch-\(Self.count)")
    try pushed.plant("src/planted.py")
    try await expectBlocked(pushed.push("origin", "--all"), by: "src/planted.py")
    try pushed.project.commit("src/planted.py", "one = 1\n")
    try await expectPassed(pushed.push("origin", "--all"))
    #expect(try pushed.builder.git(arguments: ["for-each-ref"], in: pushed.remote).split(separator: "\n").count == 2001)

    // And once more, to a remote that has thousands.
    try importBranches("next", from: { "refs/heads/branch-\($0)^0" })
    let next = try await pushed.push("origin", "--all")
    expectPassed(next)
    #expect(next.errors.contains("2,000 files"), "\(next.errors.suffix(2000))")
  }

  @Test func `2,000 tags of one commit are one review`() async throws {
    try pushed.project.commit("src/more.py", "more = 1\n")
    let head = try pushed.builder.git("rev-parse", "HEAD")
    let commands = (1...Self.count).map { "create refs/tags/v\($0) \(head)\n" }.joined()
    try pushed.builder.git(arguments: ["update-ref", "--stdin"], input: Array(commands.utf8))
    let result = try await pushed.push("origin", "--tags")
    expectPassed(result)
    #expect(result.errors.contains("1 file,"), "\(result)")
  }

  /// Makes branches with a commit each that adds a file.
  private func importBranches(_ name: String, from base: (Int) -> String) throws {
    var stream = ""
    for number in 1...Self.count {
      let text = "one = \(number)\n"
      stream += """
        commit refs/heads/\(name)-\(number)
        committer Ada Lovelace <ada@example.org> \(1_700_000_000 + number) +0000
        data 6
        Branch
        from \(base(number))
        M 100644 inline src/\(name)-\(number).py
        data \(text.utf8.count)
        \(text)

        """
    }
    try pushed.builder.git(arguments: ["fast-import", "--quiet"], input: Array(stream.utf8))
  }
}
