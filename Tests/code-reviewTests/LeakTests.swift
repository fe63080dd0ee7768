import Foundation
import TestSupport
import Testing

/// What must not get out, and what must not be overwritten on the way out.
@Suite(.timeLimit(.minutes(2))) struct LeakTests {
  private static let formats = [
    "text", "json", "markdown", "sarif", "github", "gitlab", "checkstyle", "rdjson",
  ]

  @Test(arguments: formats)
  func `a secret on a line that another rule reports is masked`(format: String) async throws {
    let project = try ReviewedProject()
    try project.commit("src/app.py", "print(\"DEBUG token=\(Planted.token)\")\n")
    let result = try await project.review("--format", format)
    #expect(result.exitCode == 1)
    #expect(result.output.contains("debug-leftover"))
    #expect(!result.output.contains(Planted.token), "\(result.output)")
    #expect(!result.errors.contains(Planted.token))
  }

  @Test(arguments: formats)
  func `an endpoint that repeats the key does not get it into a report`(format: String) async throws {
    let server = try LoopbackServer { request in
      let call = ModelCall(request)
      if call.isVerifier { return ScriptedReviewer.verdict("confirmed") }
      let key = request.headers["x-api-key"] ?? "none"
      return ScriptedReviewer.report([
        ScriptedReviewer.finding("It says \(key)", quote: "    for index in range(1, len(prices)):")
      ])
    }
    let project = try ReviewedProject(model: server.url)
    let result = try await project.review("--format", format, "--verbose")
    #expect(result.output.contains("It says"), "\(result)")
    #expect(!result.output.contains(ReviewedProject.key))
    #expect(!result.errors.contains(ReviewedProject.key))
  }

  @Test func `a report into a pipe, a device or a link replaces none of them`() async throws {
    let project = try ReviewedProject()
    let folder = "\(project.builder.home)/out"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("old".utf8).write(to: URL(filePath: "\(folder)/target"))
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "target")
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/null", withDestinationPath: "/dev/null")
    #expect(try await project.review("--output", "\(folder)/link").exitCode == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "target")
    #expect(try String(contentsOfFile: "\(folder)/target", encoding: .utf8).contains("No issues found"))
    #expect(try await project.review("--output", "\(folder)/null").exitCode == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/null") == "/dev/null")
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
    let unread = try await project.review("--output", "\(folder)/pipe")
    #expect(unread.exitCode == 3, "nobody reads the pipe, and nobody is waited for: \(unread)")
    let result = try await project.review("--output", "/dev/fd/1")
    #expect(result.output.contains("No issues found"))
  }

  @Test func `single commits that were not searched for secrets make a review partial`() async throws {
    let project = try ReviewedProject()
    try project.commit("token.txt", "key = \"\(Planted.token)\"\n")
    try project.commit("token.txt", "key = none\n")
    // One more than is searched.
    var stream = ""
    for number in 1...1001 {
      stream += "commit refs/heads/long\ncommitter A <a@example.org> \(1_700_000_000 + number) +0000\ndata 1\nx\n"
      if number == 1 { stream += "from \(try project.builder.git("rev-parse", "HEAD"))\n" }
      stream += "M 100644 inline count.txt\ndata \("\(number)\n".utf8.count)\n\(number)\n\n"
    }
    try project.builder.git(arguments: ["fast-import", "--quiet"], input: Array(stream.utf8))
    let result = try await project.run("--range", "\(project.head)..long")
    #expect(result.exitCode == 7, "\(result)")
    #expect(result.output.contains("not searched for secrets"))
    #expect(result.output.contains("INCOMPLETE"))
  }
}
