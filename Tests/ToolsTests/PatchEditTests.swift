import AgentKernel
import SourceText
import TestSupport
import Testing
import Tools

struct PatchEditTests {
  private func applied(_ hunks: String, to file: String) throws -> String {
    let patch = try Patch(parsing: Array("--- a/f\n+++ b/f\n\(hunks)".utf8))
    let change = try #require(patch.files.first?.change)
    return String(decoding: try PatchEdit(change.hunks).applied(to: Array(file.utf8)).bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("@@ -2 +2 @@\n-b\n+x\n", "a\nb\nc\n", "a\nx\nc\n"),
    // Where the header says, although it is there twice.
    ("@@ -3 +3 @@\n-b\n+x\n", "b\na\nb\n", "b\na\nx\n"),
    // Elsewhere than the header says.
    ("@@ -1,2 +1,2 @@\n a\n-b\n+x\n", "0\n1\na\nb\n", "0\n1\na\nx\n"),
    ("@@ -1 +1 @@\n-a\n+x\n@@ -3 +3 @@\n-b\n+y\n", "new\na\n2\nb\nb\n", "new\nx\n2\ny\nb\n"),
    ("@@ -1,2 +1,3 @@\n a\n+x\n b\n", "a  \r\nb\r\n", "a  \r\nx\r\nb\r\n"),
    ("@@ -1,2 +1,2 @@\n a\n-b\n+c\n", "  a\n  b\n", "  a\n  c\n"),
    ("@@ -0,0 +1,2 @@\n+a\n+b\n", "", "a\nb\n"), ("@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n", "", "a"),
    ("@@ -2,0 +3 @@\n+x\n", "a\nb\nc\n", "a\nb\nx\nc\n"),
    ("@@ -1,2 +0,0 @@\n-a\n-b\n", "a\nb\n", ""),
    // Behind a hunk without old lines, the numbers still say which of two places is meant.
    ("@@ -1,0 +2 @@\n+x\n@@ -2 +3 @@\n-b\n+y\n", "a\nb\nb\n", "a\nx\ny\nb\n"),
    ("@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n", "a", "a\nb\n"),
    ("@@ -1 +1,2 @@\n a\n+b\n", "a", "a\nb\n"), ("@@ -1,2 +1 @@\n-a\n b\n", "\u{FEFF}a\nb\n", "\u{FEFF}b\n"),
  ])
  func `a hunk goes where its lines are`(hunks: String, file: String, result: String) throws {
    #expect(try applied(hunks, to: file) == result)
  }

  @Test(arguments: [
    ("@@ -9 +9 @@\n-b\n+x\n", "b\na\nb\n", "its lines are there 2 times, at lines 1, 3"),
    ("@@ -1 +1 @@\n-z\n+x\n", "a\nb\n", "is not in the file"),
    ("@@ -1 +1 @@\n-a\n+x\n@@ -2 +2 @@\n-a\n+y\n", "a\nb\n", "hunk 2 (line 2)"),
    ("@@ -9,0 +10 @@\n+x\n", "a\n", "line 9 is not there"),
    ("@@ -1,2 +1,2 @@\n   a\n-  b\n+c\n", "a\nb\n", "cannot lose"),
  ])
  func `a hunk in doubt is refused`(hunks: String, file: String, reason: String) throws {
    let error = #expect(throws: ToolError.self) { try applied(hunks, to: file) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  /// A patch that fits is applied as the reader of patches applies it.
  @Test(arguments: Sweep.seeds(sample: 200, full: 5_000))
  func `a patch that fits gives what the strict application gives`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let old = (0..<Int.random(in: 0...30, using: &random)).map { _ in "l\(Int.random(in: 0...5, using: &random))" }
    var (hunk, line) = (Hunk(oldStart: 1, oldCount: 0, newStart: 1, newCount: 0), 0)
    let first = old.isEmpty ? 0 : Int.random(in: 0..<old.count, using: &random)
    for text in old[first...].prefix(Int.random(in: 0...8, using: &random)) {
      line += 1
      if Bool.random(using: &random) {
        hunk.lines.append(DiffLine(kind: .added, oldNumber: 0, newNumber: line, text: "n\(line)"))
      }
      let kind: DiffLine.Kind = Bool.random(using: &random) ? .context : .removed
      hunk.lines.append(DiffLine(kind: kind, oldNumber: first + line, newNumber: line, text: text))
    }
    hunk.oldCount = hunk.lines.count { $0.kind != .added }
    hunk.newCount = hunk.lines.count { $0.kind != .removed }
    hunk.oldStart = hunk.oldCount == 0 ? first : first + 1
    hunk.newStart = hunk.newCount == 0 ? first : first + 1
    let file = Array(old.map { $0 + "\n" }.joined().utf8)
    let path = try RelativePath("f")
    let strict = FileChange(kind: .modified, path: path, hunks: [hunk]).applied(to: file)
    #expect(strict != nil)
    #expect(try PatchEdit([hunk]).applied(to: file).bytes == strict)
  }
}
