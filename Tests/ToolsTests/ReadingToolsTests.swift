import AgentKernel
import Git
import JSON
import Models
import SourceText
import TestSupport
import Testing
import Tools

/// The reading tools on a real repository, called as a model calls them.
struct ReadingToolsTests {
  private let builder: RepositoryBuilder
  private let toolbox: Toolbox

  init() async throws {
    builder = try RepositoryBuilder()
    try builder.write("src/a.txt", "one\ntwo\nthree\n")
    try builder.write("src/deep/b.swift", "let b = 1\n")
    try builder.write(".env", "KEY=x\n")
    try builder.write("bin/data", bytes: [0, 1, 2])
    try builder.commit("First")
    try builder.write("src/a.txt", "one\n2\nthree\n")
    try builder.write("empty.txt", "")
    try builder.commit("Second")
    // What stands in the work tree alone must never show.
    try builder.write("src/a.txt", "uncommitted\n")
    let repository = try LibraryRepository.open(at: builder.path)
    let (base, head) = (try builder.id(of: "HEAD~1"), try builder.id(of: "HEAD"))
    let change = try await repository.changes(from: .commit(base), to: .commit(head), limits: DiffLimits())
    let view = RepositoryView(repository: repository, base: .commit(base), head: .commit(head), change: change)
    toolbox = Toolbox([
      ReadFileTool(view), ListFilesTool(view), GlobTool(view), GrepTool(view), GitDiffTool(view), GitLogTool(view),
      GitShowTool(view), GitBlameTool(view),
    ])
  }

  private func call(_ name: String, _ arguments: JSONValue) async -> ToolResult {
    let call = ToolCall(id: "1", name: name, arguments: arguments.serialized())
    return await ToolScheduler(toolbox).run([call])[0].result
  }

  @Test(
    arguments: [
      (["path": "src/a.txt"], "    1  one\n    2  2\n    3  three\n"),
      (["path": "src/a.txt", "version": "old"], "    1  one\n    2  two\n    3  three\n"),
      (["path": "src/a.txt", "from_line": 2, "to_line": 2], "    2  2\n[the file has 3 lines]\n"),
      (["path": "src/a.txt", "from_line": 3, "to_line": 99], "    3  three\n"),
      (["path": "empty.txt"], "empty.txt is empty"),
    ] as [(JSONValue, String)])
  func `read_file shows the reviewed state`(arguments: JSONValue, text: String) async {
    #expect(await call("read_file", arguments) == ToolResult(callID: "1", text: text))
  }

  @Test(
    arguments: [
      ("read_file", ["path": "no/such"], "there is no file no/such"),
      ("read_file", ["path": "../secret"], "has the component `..`"),
      ("read_file", ["path": "/etc/passwd"], "is absolute"),
      ("read_file", ["path": ".git/config"], "reaches git's own folder"),
      ("read_file", ["path": ".env"], "usually hold secrets"),
      ("read_file", ["path": "bin/data"], "is a binary file"),
      ("read_file", ["path": "src"], "is a folder"),
      ("read_file", ["path": "src/a.txt", "from_line": 9], "has 3 lines"),
      ("list_files", ["path": "none"], "there is no folder none"),
      ("grep", ["pattern": "("], "not a regular expression"),
      ("grep", ["pattern": "x", "files": "nothing/**"], "no file matches"),
      ("git_diff", ["path": "src/deep/b.swift"], "the change has no file"),
      ("git_show", ["revision": "no-such"], "no-such"),
      ("git_log", ["limit": 0], "`limit` must be at least 1"),
    ] as [(String, JSONValue, String)])
  func `what cannot be done is said`(name: String, arguments: JSONValue, message: String) async {
    let result = await call(name, arguments)
    #expect(result.isError)
    #expect(result.text.contains(message), "\(result.text)")
  }

  @Test(
    arguments: [
      ("list_files", [:], "bin/ (1 files)\nsrc/ (2 files)\n.env\nempty.txt\n"),
      ("list_files", ["path": "./src/"], "deep/ (1 files)\na.txt\n"),
      ("glob", ["pattern": "*.swift"], "src/deep/b.swift\n"),
      ("glob", ["pattern": "*.rb"], "no file matches *.rb"),
      ("grep", ["pattern": "^t", "files": "src"], "src/a.txt:3:three\n"),
      ("grep", ["pattern": "^t", "version": "old", "files": "*.txt"], "src/a.txt:2:two\nsrc/a.txt:3:three\n"),
      ("grep", ["pattern": "THREE", "ignore_case": true, "files": "src"], "src/a.txt:3:three\n"),
      ("grep", ["pattern": "KEY="], "no line matches\n[not searched, may hold secrets: .env]\n"),
      ("grep", ["pattern": "uncommitted", "files": "src"], "no line matches\n"),
      ("git_diff", [:], "empty.txt (new file) +0 -0\nsrc/a.txt +1 -1\n"),
    ] as [(String, JSONValue, String)])
  func `searching and listing see the reviewed state`(name: String, arguments: JSONValue, text: String) async {
    #expect(await call(name, arguments).text == text)
  }

  @Test func `git_diff shows numbers of the new file`() async {
    let text = await call("git_diff", ["path": "src/a.txt"]).text
    #expect(text == "=== src/a.txt\n@@ -1,3 +1,3 @@ \n    1  one\n      -two\n    2 +2\n    3  three\n")
  }

  @Test func `git_blame tells where lines come from`() async throws {
    let commits = try ["HEAD~1", "HEAD"].map { try builder.id(of: $0).short }
    let author = "Ada Lovelace <ada@example.org>"
    let day = try builder.git("show", "--no-patch", "--format=%as", "HEAD")
    let lines = [
      "1: \(commits[0]) \(day) \(author): First\n", "2: \(commits[1]) \(day) \(author): Second\n",
      "3: \(commits[0]) \(day) \(author): First\n",
    ]
    #expect(await call("git_blame", ["path": "src/a.txt"]).text == lines.joined())
    #expect(await call("git_blame", ["path": "src/a.txt", "from_line": 2, "to_line": 2]).text == lines[1])
    #expect(await call("git_blame", ["path": "src/a.txt", "from_line": 2]).text == lines[1...2].joined())
    let old = await call("git_blame", ["path": "src/a.txt", "version": "old"]).text
    #expect(old == "1-3: \(commits[0]) \(day) \(author): First\n")
    #expect(await call("git_blame", ["path": "empty.txt"]).text == "empty.txt is empty")
    #expect(await call("git_blame", ["path": "src/a.txt", "from_line": 9]).text.contains("has only 3 lines"))
    #expect(await call("git_blame", ["path": "src/a.txt", "from_line": .integer(.max)]).isError)
    #expect(await call("git_blame", ["path": "src"]).text.contains("there is no file src"))
    #expect(await call("git_blame", ["path": ".env"]).text.contains("usually hold secrets"))
  }

  @Test func `git_log and git_show tell the history`() async {
    let log = await call("git_log", ["path": "src/deep/b.swift"]).text
    #expect(log.contains("First") && !log.contains("Second"))
    let shown = await call("git_show", ["revision": "HEAD"]).text
    #expect(shown.contains("    Second\n") && shown.contains("    2 +2\n"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a pattern that ruins backtracking engines is matched at once`() async throws {
    let result = await call("grep", ["pattern": "^(a+)+$", "files": "src"])
    #expect(result.text == "no line matches\n")
  }

  @Test func `a file whose lines end in CRLF has lines`() async throws {
    let shown = try await text(of: "one\r\ntwo\r\nthree\r\n", fromLine: 2)
    #expect(shown == "    2  two\r\n    3  three\r\n")
  }

  @Test func `a letter with thousands of accents does not fill an answer`() async throws {
    let shown = try await text(of: "a" + String(repeating: "\u{301}", count: 1_000_000))
    #expect(shown.utf8.count < 2000)
    #expect(shown.contains("more bytes in this line"))
  }

  /// What a model is shown of a file with some text.
  private func text(of contents: String, fromLine: Int = 1) async throws -> String {
    try builder.write("other.txt", contents)
    let head = try builder.commit("Other")
    let repository = try LibraryRepository.open(at: builder.path)
    let view = RepositoryView(
      repository: repository, base: .commit(head), head: .commit(head), change: ChangeSet())
    let arguments: JSONValue = ["path": "other.txt", "from_line": JSONValue(fromLine)]
    let call = ToolCall(id: "1", name: "read_file", arguments: arguments.serialized())
    return await ToolScheduler(Toolbox([ReadFileTool(view)])).run([call])[0].result.text
  }

  @Test(arguments: [":/Second", "HEAD^{/Second}", "HEAD:src"])
  func `git_show searches no messages`(revision: String) async {
    let result = await call("git_show", ["revision": .string(revision)])
    #expect(result.isError)
    #expect(result.text.contains("does not search messages"))
  }
}
