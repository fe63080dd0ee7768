import SourceText
import Testing

/// Hunks apply where they say and nowhere else.
@Suite struct PatchApplicationTests {
  private func apply(_ hunks: String, to content: String) throws -> String? {
    let patch = try Patch(parsing: Array("--- a/x\n+++ b/x\n\(hunks)".utf8))
    let file = try #require(patch.files.first)
    return file.change.applied(to: Array(content.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    ("@@ -2 +2 @@\n-b\n+B\n", "a\nb\nc\n", "a\nB\nc\n"), ("@@ -2 +2 @@\n-b\n+B\n", "a\nb\nc", "a\nB\nc"),
    ("@@ -1,0 +2 @@\n+x\n", "a\nb", "a\nx\nb"), ("@@ -2 +1,0 @@\n-b\n", "a\nb\n", "a\n"),
    ("@@ -1 +1 @@\n-a\n\\ No newline\n+b\n", "a", "b\n"), ("@@ -1 +1 @@\n-a\n+b\n\\ No newline\n", "a\n", "b"),
    ("@@ -2 +1,0 @@\n-b\n\\ No newline\n", "a\nb", "a\n"), ("@@ -1,2 +1 @@\n a\r\n-\r\n", "a\r\n\r\n", "a\r\n"),
  ])
  func `hunks apply`(hunks: String, old: String, new: String) throws {
    #expect(try apply(hunks, to: old) == new)
  }

  @Test(arguments: [
    // A new side that does not come to stand where its numbers say.
    ("@@ -1 +5 @@\n-a\n+b\n", "a\n"), ("@@ -1 +1,2 @@\n-a\n+a\n+b\n@@ -3 +3 @@\n-c\n+d\n", "a\nb\nc\n"),
    // A line in the middle without its line feed, or one without a byte.
    ("@@ -1,2 +1,3 @@\n a\n+b\n\\ No newline\n c\n", "a\nc\n"), ("@@ -1 +1 @@\n-a\n+b\n\\ No newline\n", "a\nc\n"),
    ("@@ -1,0 +2 @@\n+b\n", "a"), ("@@ -1 +1 @@\n-a\n+\n\\ No newline\n", "a\n"),
    // Two forms of one letter are two texts.
    ("@@ -1 +1 @@\n-\u{e9}\n+b\n", "e\u{301}\n"),
    ("@@ -1 +1 @@\n-a\n+b\n", "a"), ("@@ -2 +2 @@\n-a\n+b\n", "a\n"), ("@@ -1 +1 @@\n-a\n+b\n", "x\na\n"),
  ])
  func `hunks that do not fit do not apply`(hunks: String, old: String) throws {
    #expect(try apply(hunks, to: old) == nil)
  }

  @Test func `a hunk that changes a line above an inserted one is refused`() {
    #expect { try Patch(parsing: Array("--- a/x\n+++ b/x\n@@ -5,0 +6 @@\n+a\n@@ -5 +7 @@\n-b\n+c\n".utf8)) } throws: {
      ($0 as? PatchError)?.code == .malformed
    }
  }

  @Test(arguments: [
    "diff --git a/x b/x\nnew file mode 100644\ndeleted file mode 100644\n",
    "--- /dev/null\n+++ /dev/null\n@@ -0,0 +0,0 @@\n",
  ])
  func `a file that is both new and deleted is refused`(patch: String) {
    #expect { try Patch(parsing: Array(patch.utf8)) } throws: { ($0 as? PatchError)?.code == .malformed }
  }
}
