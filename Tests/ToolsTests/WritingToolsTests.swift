import AgentKernel
import Editing
import Foundation
import JSON
import Models
import SourceText
import TestSupport
import Testing
import Tools

/// The writing tools on a real folder.
struct WritingToolsTests {
  @Test func `a new file is written, and one that was read is replaced`() async throws {
    let area = try await WorkArea(["a.txt": "\u{FEFF}one\r\ntwo\r\n"])
    #expect(
      await area.call("write_file", ["path": "deep/b.txt", "content": "x\ny\n"]).text
        == "wrote the new file deep/b.txt: lines 1 to 2 (+2 -0)")
    #expect(area.text("deep/b.txt") == "x\ny\n")
    let unread = await area.call("write_file", ["path": "a.txt", "content": "x\n"])
    #expect(unread.isError && unread.text.contains("read it with `read_file` before you replace it"))
    _ = await area.call("read_file", ["path": "a.txt"])
    #expect(
      await area.call("write_file", ["path": "a.txt", "content": "one\n2\n"]).text == "replaced a.txt: line 2 (+1 -1)")
    #expect(area.text("a.txt") == "\u{FEFF}one\r\n2\r\n")
    let same = await area.call("write_file", ["path": "a.txt", "content": "one\n2\n"])
    #expect(same.isError && same.text.contains("has this content already"))
    // What it wrote itself, it knows.
    #expect(await !area.call("write_file", ["path": "deep/b.txt", "content": "z\n"]).isError)
  }

  @Test func `a file that changed since it was read is not written over`() async throws {
    let area = try await WorkArea(["a.txt": "one\n"])
    _ = await area.call("read_file", ["path": "a.txt"])
    try area.write("somebody else's\n", "a.txt")
    for (tool, arguments) in [
      ("write_file", ["path": "a.txt", "content": "mine\n"]),
      ("edit_file", ["path": "a.txt", "old_text": "somebody", "new_text": "me"]), ("delete_file", ["path": "a.txt"]),
    ] as [(String, JSONValue)] {
      let result = await area.call(tool, arguments)
      #expect(result.isError && result.text.contains("was changed since you read it; read it again"), "\(result)")
    }
    #expect(area.text("a.txt") == "somebody else's\n")
  }

  @Test func `an edit says where and how it was made`() async throws {
    let area = try await WorkArea(["a.swift": "func f() {\n    let a = 1\n    let b = 2\n}\n"])
    let result = await area.call(
      "edit_file", ["path": "a.swift", "old_text": "let a = 1\nlet b = 2", "new_text": "let a = 3\nlet b = 2"])
    #expect(result.text == "edited a.swift: line 2 (+1 -1); the old text was there but for indentation")
    #expect(area.text("a.swift") == "func f() {\n    let a = 3\n    let b = 2\n}\n")
    let all = await area.call(
      "edit_file", ["path": "a.swift", "old_text": "let", "new_text": "var", "replace_all": true])
    #expect(all.text == "edited a.swift: lines 2 to 3 (+2 -2); 2 places")
    let missing = await area.call("edit_file", ["path": "b.swift", "old_text": "a", "new_text": "b"])
    #expect(missing.isError && missing.text.contains("there is no file b.swift"))
  }

  @Test func `several edits are made in order, or none is`() async throws {
    let area = try await WorkArea(["a": "one\ntwo\n"])
    let done = await area.call(
      "multi_edit",
      ["path": "a", "edits": [["old_text": "one", "new_text": "two 1"], ["old_text": "two 1", "new_text": "1"]]])
    #expect(done.text == "edited a: line 1 (+1 -1)")
    #expect(area.text("a") == "1\ntwo\n")
    let failed = await area.call(
      "multi_edit", ["path": "a", "edits": [["old_text": "1", "new_text": "x"], ["old_text": "1", "new_text": "y"]]])
    #expect(failed.isError && failed.text.contains("nothing was changed: edit 2: the old text is not in the file"))
    #expect(area.text("a") == "1\ntwo\n")
    let undone = await area.call(
      "multi_edit", ["path": "a", "edits": [["old_text": "1", "new_text": "x"], ["old_text": "x", "new_text": "1"]]])
    #expect(undone.isError && undone.text.contains("undo each other"))
  }

  @Test func `a patch is applied to all of its files or to none`() async throws {
    let area = try await WorkArea(["a": "1\n2\n3\n", "b": "x\n", "old": "gone\n", "from": "m\nn\n"])
    let patch = """
      --- a/a
      +++ b/a
      @@ -2 +2 @@
      -2
      +two
      --- /dev/null
      +++ b/new/c
      @@ -0,0 +1 @@
      +c
      diff --git a/old b/old
      deleted file mode 100644
      --- a/old
      +++ /dev/null
      @@ -1 +0,0 @@
      -gone
      diff --git a/from b/to
      rename from from
      rename to to
      --- a/from
      +++ b/to
      @@ -1,2 +1,2 @@
       m
      -n
      +N

      """
    let bad = await area.call("apply_patch", ["patch": .string(patch + "--- a/b\n+++ b/b\n@@ -1 +1 @@\n-y\n+z\n")])
    #expect(bad.isError && bad.text.contains("nothing was changed: b: hunk 1 (line 1)"), "\(bad)")
    #expect(area.names == ["a", "b", "from", "old"])
    let good = await area.call("apply_patch", ["patch": .string(patch)])
    #expect(!good.isError, "\(good)")
    #expect(
      good.text
        == "edited a: line 2 (+1 -1)\nwrote the new file new/c: line 1 (+1 -0)\ndeleted old\nmoved from to to: line 2 (+1 -1)\n"
    )
    #expect(area.names == ["a", "b", "new", "new/c", "to"])
    #expect(area.text("a") == "1\ntwo\n3\n")
    #expect(area.text("to") == "m\nN\n")
  }

  @Test(arguments: [
    ("", "must have at least 1"), ("words", "holds no diff"), ("--- a/a\n+++ b/a\n@@ -1,2 +1 @@\n-1\n", "line "),
    ("--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n", "component"),
    ("--- /dev/null\n+++ b/.git/hooks/x\n@@ -0,0 +1 @@\n+a\n", "git"),
    (
      "diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+/etc/passwd\n",
      "not a regular file"
    ),
    ("diff --git a/a b/a\nold mode 100644\nnew mode 100755\n", "changes the mode"),
    ("diff --git a/a b/a\nindex 1..2\nBinary files a/a and b/a differ\n", "binary"),
    ("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+2\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-2\n+3\n", "names a file twice"),
    ("--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n", "something is there already"),
  ])
  func `a patch that cannot be meant does nothing`(patch: String, reason: String) async throws {
    let area = try await WorkArea(["a": "1\n"])
    let result = await area.call("apply_patch", ["patch": .string(patch)])
    #expect(result.isError && result.text.contains(reason), "\(result)")
    #expect(area.names == ["a"])
    #expect(area.text("a") == "1\n")
  }

  @Test func `moving and deleting`() async throws {
    let area = try await WorkArea(["a": "1\n", "b": "2\n"])
    #expect(await area.call("move_file", ["from": "a", "to": "deep/er/c"]).text == "moved a to deep/er/c")
    #expect(await area.call("move_file", ["from": "b", "to": "deep/er/c"]).isError)
    #expect(await area.call("delete_file", ["path": "b"]).text == "deleted b")
    #expect(await area.call("delete_file", ["path": "deep"]).isError)
    #expect(area.names == ["deep", "deep/er", "deep/er/c"])
  }

  @Test func `reading and searching a work area looks as in a repository`() async throws {
    let area = try await WorkArea([
      "a.txt": "one\ntwo\n", "src/b.swift": "let two = 2\n", ".build/x": "two\n", ".env": "KEY=two\n", "bin": "\0",
    ])
    #expect(await area.call("read_file", ["path": "a.txt", "from_line": 2]).text == "    2  two\n")
    #expect(await area.call("list_files", [:]).text == "src/ (1 files)\n.env\na.txt\nbin\n")
    #expect(await area.call("list_files", ["path": "src"]).text == "b.swift\n")
    #expect(await area.call("glob", ["pattern": "*.swift"]).text == "src/b.swift\n")
    #expect(
      await area.call("grep", ["pattern": "two"]).text
        == "a.txt:2:two\nsrc/b.swift:1:let two = 2\n[not searched, may hold secrets: .env]\n")
    for (tool, arguments, reason) in [
      ("read_file", ["path": ".env"], "usually hold secrets"), ("read_file", ["path": "bin"], "binary"),
      ("read_file", ["path": "none"], "there is no file none here"), ("read_file", ["path": "src"], "is a folder"),
      ("read_file", ["path": "a.txt", "version": "old"], "no older version"),
      ("list_files", ["path": "no"], "there is no folder no"),
    ] as [(String, JSONValue, String)] {
      let result = await area.call(tool, arguments)
      #expect(result.isError && result.text.contains(reason), "\(result)")
    }
  }

  @Test func `calls on one file keep their order, and each edit is a change of its own`() async throws {
    let area = try await WorkArea(["a": "0\n"])
    let results = await area.call(
      (0..<20).map { number -> (String, JSONValue) in
        ("edit_file", ["path": "a", "old_text": .string("\(number)"), "new_text": .string("\(number + 1)")])
      })
    #expect(results.allSatisfy { !$0.isError }, "\(results.filter(\.isError))")
    #expect(area.text("a") == "20\n")
    #expect(await area.folder.changes.count == 20)
  }
}
