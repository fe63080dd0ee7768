import AgentKernel
import Foundation
import JSON
import Models
import SourceText
import TestSupport
import Testing
import Tools

/// What a malicious model tries with paths, names and contents, and a planted file system.
struct WritingEscapeTests {
  private static let paths = [
    "../out", "/tmp/out", "a/../../out", "./a", "a//b", "", ".", "..", "a/", "a\0b", ".git/hooks/pre-commit",
    ".GIT/config",
    ".Git", "sub/.git/config", "git~1/x", ".git./x", ".git /x", ".git::$INDEX_ALLOCATION/x", ".g\u{200C}it/x",
    "link/x", "link", "dangling", "folderlink/x", "loop/x", "pipe", "dir", "dir/pipe/x", "hard",
    ".env", "deep/.ssh/id", "key.pem", "a\u{202E}b", "a\u{1B}[31mb", "a\nb", "a\tb", "\u{FEFF}a",
    "/proc/self/environ", "proc/environ", "/dev/null", String(repeating: "x/", count: 3000) + "x",
    String(repeating: "n", count: 300),
  ]

  private func area() async throws -> WorkArea {
    let area = try await WorkArea(["real": "real\n", "dir/file": "x\n"])
    let files = FileManager.default
    try Data("outside\n".utf8).write(to: URL(filePath: area.place + "/secret"))
    try files.createDirectory(atPath: area.place + "/elsewhere", withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: area.path + "/link", withDestinationPath: area.place + "/secret")
    try files.createSymbolicLink(atPath: area.path + "/dangling", withDestinationPath: area.place + "/new")
    try files.createSymbolicLink(atPath: area.path + "/folderlink", withDestinationPath: area.place + "/elsewhere")
    try files.createSymbolicLink(atPath: area.path + "/proc", withDestinationPath: "/proc/self")
    try files.createSymbolicLink(atPath: area.path + "/loop", withDestinationPath: "loop")
    try files.linkItem(atPath: area.place + "/secret", toPath: area.path + "/hard")
    #expect(mkfifo(area.path + "/pipe", 0o600) == 0)
    #expect(mkfifo(area.path + "/dir/pipe", 0o600) == 0)
    return area
  }

  private func outside(_ area: WorkArea) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: area.place).filter {
      !$0.hasPrefix("tree") && !$0.hasPrefix("journal")
    }.sorted() + [String(decoding: try Data(contentsOf: URL(filePath: area.place + "/secret")), as: UTF8.self)]
  }

  @Test(.timeLimit(.minutes(1)), arguments: paths)
  func `no tool reads, writes, moves or deletes there`(path: String) async throws {
    let area = try await area()
    let (before, inside) = (try outside(area), area.names)
    let value = JSONValue(path)
    let calls: [(String, JSONValue)] = [
      ("write_file", ["path": value, "content": "evil\n"]),
      ("edit_file", ["path": value, "old_text": "outside", "new_text": "evil"]),
      ("multi_edit", ["path": value, "edits": [["old_text": "outside", "new_text": "evil"]]]),
      ("move_file", ["from": value, "to": "moved"]), ("move_file", ["from": "real", "to": value]),
      ("delete_file", ["path": value]), ("read_file", ["path": value]),
      ("apply_patch", ["patch": .string("--- /dev/null\n+++ b/\(path)\n@@ -0,0 +1 @@\n+evil\n")]),
      ("apply_patch", ["patch": .string("--- a/\(path)\n+++ b/\(path)\n@@ -1 +1 @@\n-outside\n+evil\n")]),
    ]
    for (tool, arguments) in calls {
      let result = await area.call(tool, arguments)
      // A patch cannot write some names at all, and then means others.
      if tool == "apply_patch", !result.isError { continue }
      #expect(result.isError, "\(tool) \(path): \(result.text)")
      #expect(!result.text.contains("outside\n"), "\(tool) \(path): \(result.text)")
    }
    #expect(try outside(area) == before)
    #expect(area.text("real") == "real\n")
    // To patches `./a` is another way to write `a`, and a tab ends a name.
    if !path.contains("\n"), !path.contains("\t"), path != "./a" { #expect(area.names == inside) }
  }

  @Test func `a search does not follow links, nor wait for pipes`() async throws {
    let area = try await area()
    for (tool, arguments) in [
      ("grep", ["pattern": "."]), ("grep", ["pattern": "outside", "files": "link"]), ("glob", ["pattern": "**"]),
      ("list_files", [:]), ("list_files", ["path": "folderlink"]), ("grep", ["pattern": "x", "files": "proc/"]),
    ] as [(String, JSONValue)] {
      let result = await area.call(tool, arguments)
      #expect(!result.text.contains("outside"), "\(tool): \(result.text)")
      #expect(!result.text.contains("PATH="), "\(tool): \(result.text)")
    }
  }

  @Test(arguments: [
    "x \u{202E} y", "x \u{2066}y\u{2069}", "\u{E0041}", "a\u{1B}[2Jb", "a\u{2028}b", "\u{9B}31m", "a\0b", "a\u{7F}",
  ])
  func `hidden characters are not brought into a file`(text: String) async throws {
    let area = try await WorkArea(["a": "old\n"])
    for (tool, arguments) in [
      ("write_file", ["path": "b", "content": .string(text)]),
      ("edit_file", ["path": "a", "old_text": "old", "new_text": .string(text)]),
      ("apply_patch", ["patch": .string("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-old\n+\(text)\n")]),
    ] as [(String, JSONValue)] {
      let result = await area.call(tool, arguments)
      #expect(result.isError, "\(tool): \(result)")
    }
    #expect(area.names == ["a"])
    #expect(area.text("a") == "old\n")
  }

  @Test func `hidden characters that were there may stay`() async throws {
    let area = try await WorkArea(["a": "x \u{202E} y\nold\n"])
    #expect(await !area.call("edit_file", ["path": "a", "old_text": "old", "new_text": "new"]).isError)
  }

  @Test(.timeLimit(.minutes(1))) func `huge files are neither read nor written`() async throws {
    let area = try await WorkArea(["huge": String(repeating: "x", count: (4 << 20) + 1)])
    #expect(await area.call("read_file", ["path": "huge"]).isError)
    #expect(await area.call("edit_file", ["path": "huge", "old_text": "x", "new_text": "y"]).isError)
    let written = await area.call(
      "write_file", ["path": "b", "content": .string(String(repeating: "y", count: (4 << 20) + 1))])
    #expect(written.isError)
    #expect(area.names == ["huge"])
  }

  @Test func `a link that is planted between reading and writing is not followed`() async throws {
    let area = try await area()
    _ = await area.call("read_file", ["path": "dir/file"])
    try FileManager.default.moveItem(atPath: area.path + "/dir", toPath: area.path + "/away")
    try FileManager.default.createSymbolicLink(
      atPath: area.path + "/dir", withDestinationPath: area.place + "/elsewhere")
    try Data("x\n".utf8).write(to: URL(filePath: area.place + "/elsewhere/file"))
    let result = await area.call("write_file", ["path": "dir/file", "content": "evil\n"])
    #expect(result.isError)
    let new = await area.call("write_file", ["path": "dir/new", "content": "evil\n"])
    #expect(new.isError)
    #expect(try FileManager.default.contentsOfDirectory(atPath: area.place + "/elsewhere") == ["file"])
    #expect(try String(contentsOfFile: area.place + "/elsewhere/file", encoding: .utf8) == "x\n")
  }

  @Test func `a name with control characters in a list is one line and to be seen`() async throws {
    let area = try await WorkArea()
    try Data().write(to: URL(filePath: area.path + "/a\nb\u{1B}[31m\u{202E}c"))
    for (tool, arguments) in [("list_files", [:]), ("glob", ["pattern": "**"])] as [(String, JSONValue)] {
      #expect(await area.call(tool, arguments).text == "a\\nb\\x1b[31m\\u{202E}c\n")
    }
  }

  @Test(
    arguments: [
      ["path": ["a"]], ["path": 1], ["path": .null], [:], [], "a", ["path": "a", "content": "x", "mode": "0777"],
      ["path": "a", "content": "x", "cwd": "/"],
    ] as [JSONValue])
  func `arguments of another form do nothing`(arguments: JSONValue) async throws {
    let area = try await WorkArea()
    #expect(await area.call("write_file", arguments).isError)
    #expect(area.names.isEmpty)
  }
}
