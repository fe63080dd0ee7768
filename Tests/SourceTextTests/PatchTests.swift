import Testing

@testable import SourceText

struct PatchTests {
  private func patch(_ text: String, limits: PatchLimits = PatchLimits()) throws -> Patch {
    try Patch(parsing: Array(text.utf8), limits: limits)
  }

  private func paths(_ text: String) throws -> [String] { try patch(text).files.map(\.change.path.string) }

  private static let hunk = "@@ -1,2 +1,2 @@ func f() {\n one\n-two\n+2\n"

  // MARK: What is read

  @Test func `a file of git diff has names, modes, ids, and numbered lines`() throws {
    let patch = try patch(
      """
      diff --git a/src/a.c b/src/a.c
      index 1234567..89ABCDE 100755
      --- a/src/a.c
      +++ b/src/a.c
      @@ -10,3 +10,4 @@ int main() {
       one
      -two
      +2
      +more
       three
      \\ No newline at end of file

      """)
    let file = try #require(patch.files.first)
    #expect(patch.files.count == 1)
    #expect([file.oldBlob, file.newBlob] == ["1234567", "89abcde"])
    let change = file.change
    #expect(change.kind == .modified)
    #expect(change.path.string == "src/a.c")
    #expect(change.old?.mode == .executable && change.new?.mode == .executable)
    let hunk = try #require(change.hunks.first)
    #expect([hunk.oldStart, hunk.oldCount, hunk.newStart, hunk.newCount] == [10, 3, 10, 4])
    #expect(hunk.section == "int main() {")
    #expect(hunk.lines.map(\.kind) == [.context, .removed, .added, .added, .context])
    #expect(hunk.lines.map(\.oldNumber) == [10, 11, 0, 0, 12])
    #expect(hunk.lines.map(\.newNumber) == [10, 0, 11, 12, 13])
    #expect(hunk.lines.map(\.text) == ["one", "two", "2", "more", "three"])
    #expect(hunk.lines.map(\.lacksNewline) == [false, false, false, false, true])
  }

  @Test func `added, deleted, renamed, copied and mode-changed files are told apart`() throws {
    let patch = try patch(
      """
      diff --git a/new b/new
      new file mode 100755
      index 0000000..1234567
      --- /dev/null
      +++ b/new
      @@ -0,0 +1 @@
      +one
      diff --git a/empty b/empty
      new file mode 100644
      index 0000000..e69de29
      diff --git a/gone b/gone
      deleted file mode 100644
      index 1234567..0000000
      --- a/gone
      +++ /dev/null
      @@ -1 +0,0 @@
      -one
      diff --git a/old name b/new name
      similarity index 90%
      rename from old name
      rename to new name
      index 1234567..89abcde 100644
      --- a/old name\t
      +++ b/new name\t
      @@ -1 +1 @@
      -one
      +1
      diff --git a/from b/to
      similarity index 100%
      copy from from
      copy to to
      diff --git a/run.sh b/run.sh
      old mode 100644
      new mode 100755
      diff --git a/link b/link
      deleted file mode 100644
      index 1234567..0000000
      --- a/link
      +++ /dev/null
      @@ -1 +0,0 @@
      -text
      diff --git a/link b/link
      new file mode 120000
      index 0000000..1234567
      --- /dev/null
      +++ b/link
      @@ -0,0 +1 @@
      +target
      \\ No newline at end of file

      """)
    let changes = patch.files.map(\.change)
    #expect(changes.map(\.kind) == [.added, .added, .deleted, .renamed, .copied, .modified, .deleted, .added])
    #expect(
      changes.map(\.path.string) == ["new", "empty", "gone", "new name", "to", "run.sh", "link", "link"])
    #expect(changes.map { $0.oldPath?.string } == [nil, nil, nil, "old name", "from", nil, nil, nil])
    #expect(changes[0].new?.mode == .executable && changes[0].old == nil)
    #expect(changes[5].old?.mode == .regular && changes[5].new?.mode == .executable)
    #expect(changes[7].new?.mode == .symbolicLink)
    #expect(patch.files[0].oldBlob == nil)
    #expect(patch.change.files.count == 7)
  }

  @Test func `binary files have no lines, and what follows them is read`() throws {
    let patch = try patch(
      """
      diff --git a/a.bin b/a.bin
      index 1234567..89abcde 100644
      GIT binary patch
      literal 5
      McmZQzU|?imU{C-6

      delta 4
      LcmZQzWdHyG00aO4

      diff --git a/b.bin b/b.bin
      index 1234567..89abcde 100644
      Binary files a/b.bin and b/b.bin differ
      diff --git a/c.txt b/c.txt
      --- a/c.txt
      +++ b/c.txt
      \(Self.hunk)
      """)
    #expect(patch.files.map(\.change.isBinary) == [true, true, false])
    #expect(patch.files[2].change.hunks.count == 1)
  }

  @Test func `a submodule is its commits, without lines`() throws {
    let patch = try patch(
      """
      diff --git a/sub b/sub
      index 1234567..89abcde 160000
      --- a/sub
      +++ b/sub
      @@ -1 +1 @@
      -Subproject commit 1234567812345678123456781234567812345678
      +Subproject commit 89abcdef89abcdef89abcdef89abcdef89abcdef

      """)
    #expect(patch.files.first?.change.new?.mode == .submodule)
    #expect(patch.files.first?.change.hunks.isEmpty == true)
  }

  @Test(arguments: [
    ("diff --git a/x y b/x y", "a/x y\t", "b/x y\t", "x y"),
    (#"diff --git "a/\303\274\t\"\\" "b/\303\274\t\"\\""#, #""a/\303\274\t\"\\""#, #""b/\303\274\t\"\\""#, "ü\t\"\\"),
    ("diff --git src/x src/x", "src/x", "src/x", "src/x"),
    ("diff --git i/x w/x", "i/x", "w/x", "x"),
    ("diff --git a/a/b b/a/b", "a/a/b", "b/a/b", "a/b"),
    (#"diff --git a/x b/x"#, #""a/x""#, "b/x", "x"),
  ])
  func `names are taken out of their prefixes and quotes`(line: String, old: String, new: String, path: String) throws {
    #expect(try paths("\(line)\n--- \(old)\n+++ \(new)\n\(Self.hunk)") == [path])
    // Without lines of their own, the first line alone has the names.
    #expect(try paths("\(line)\nold mode 100644\nnew mode 100755\n") == [path])
  }

  @Test(arguments: [
    ("old/src/a.c\t2026-01-01 00:00:00.000000000 +0000", "new/src/a.c\t2026-01-01 00:00:00.000000000 +0000", "src/a.c"),
    ("a.c.orig", "a.c", "a.c"), ("a/a.c", "b/a.c", "a.c"), ("./a.c", "./a.c", "a.c"), ("x y.c\t1", "x y.c\t2", "x y.c"),
  ])
  func `plain diffs name their files in two lines`(old: String, new: String, path: String) throws {
    #expect(try paths("diff -ru old new\n--- \(old)\n+++ \(new)\n\(Self.hunk)") == [path])
  }

  @Test func `a plain diff tells new and deleted files by name or by date`() throws {
    let files = try patch(
      """
      --- /dev/null
      +++ b/new.txt
      @@ -0,0 +1 @@
      +one
      --- old/dated.txt\t1970-01-01 00:00:00.000000000 +0000
      +++ new/dated.txt\t2026-01-01 00:00:00.000000000 +0000
      @@ -0,0 +1 @@
      +one
      --- a/gone.txt
      +++ /dev/null
      @@ -1 +0,0 @@
      -one
      Only in new: silent.txt
      Binary files old/a.bin and new/a.bin differ

      """)
    #expect(files.files.map(\.change.path.string) == ["new.txt", "dated.txt", "gone.txt"])
    #expect(files.files.map(\.change.kind) == [.added, .added, .deleted])
    #expect(files.omissions.map(\.reason).map { $0.prefix(8) } == ["Only in ", "Binary f"])
  }

  @Test func `mails are passed over, and a series changes one file more than once`() throws {
    func mail(_ number: Int) -> String {
      """
      From 1234567812345678123456781234567812345678 Mon Sep 17 00:00:00 2001
      From: Ada <ada@example.org>
      Subject: [PATCH \(number)/2] Change

      - a list
      + another
      ---
       a.c | 2 +-
       1 file changed, 1 insertion(+), 1 deletion(-)

      diff --git a/a.c b/a.c
      index 1234567..89abcde 100644
      --- a/a.c
      +++ b/a.c
      @@ -\(number) +\(number) @@
      -one
      +two
      --\u{20}
      2.39.5


      """
    }
    let patch = try patch(mail(1) + mail(2))
    #expect(patch.files.count == 2)
    #expect(patch.change.files.count == 1)
    #expect(patch.change.files.first?.hunks.count == 2)
    #expect(try self.patch("From 1234567812345678123456781234567812345678 Mon Sep 17 00:00:00 2001\n\nhi\n") == Patch())
  }

  @Test func `carriage returns of the patch are taken away, those of the file stay`() throws {
    let text = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n-one\n+1\n+\n"
    let whole = try patch(text.replacing("\n", with: "\r\n"))
    #expect(whole.files.first?.change.hunks.first?.lines.map(\.text) == ["one", "1", ""])
    let file = try patch(text.replacing("one\n+1\n", with: "one\r\n+1\r\n"))
    #expect(file.files.first?.change.hunks.first?.lines.map(\.text) == ["one\r", "1\r", ""])
  }

  @Test func `an empty context line may have lost its space`() throws {
    let file = try patch("--- a/a\n+++ b/a\n@@ -1,3 +1,3 @@\n one\n\n-two\n+2\n")
    #expect(file.files.first?.change.hunks.first?.lines.map(\.text) == ["one", "", "two", "2"])
  }

  @Test(arguments: ["", "\n", " \n\r\n"])
  func `nothing is an empty patch`(text: String) throws {
    #expect(try patch(text) == Patch())
  }

  // MARK: What is refused

  @Test(
    arguments: [
      ("hello\nworld\n", .noPatch, 0),
      ("\u{0}\u{1}\u{2}", .noPatch, 0),
      ("diff --cc a\nindex 1,2..3\n", .combined, 1),
      ("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@@ -1 -1 +1 @@@\n", .combined, 4),
      ("--- a/a\n+++ b/a\n@@ -1,2 +1 @@\n one\n", .malformed, 5),
      ("--- a/a\n+++ b/a\n@@ -1 +1 @@\n one\n two\n", .malformed, 5),
      ("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-one\n+1\n+2\n", .malformed, 6),
      ("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-one\n-1\n", .malformed, 5),
      ("--- a/a\n+++ b/a\n@@ -1 +1 @@\n one\nx\n@@ -1 +1 @@\n one\n", .malformed, 6),
      ("--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n one\nx\n", .malformed, 5),
      ("--- a/a\n+++ b/a\n@@ -5 +5 @@\n one\n@@ -2 +2 @@\n one\n", .malformed, 5),
      ("--- a/a\n+++ b/a\n@@ -1,x +1 @@\n one\n", .malformed, 3),
      ("--- a/a\n+++ b/a\n@@ -9999999999 +1 @@\n one\n", .malformed, 3),
      ("--- a/a\n+++ b/a\nwords\n", .malformed, 3),
      ("diff --git a/a b/a\n--- a/a\nwords\n", .malformed, 2),
      ("diff --git a/a b/a\n@@ -1 +1 @@\n one\n", .malformed, 2),
      ("diff --git \n", .malformed, 1),
      ("*** a\n--- b\n***************\n*** 1 ****\n", .malformed, 3),
      ("diff --git a/../x b/../x\n--- a/../x\n+++ b/../x\n\(hunk)", .unsafePath, 1),
      ("\n--- /etc/passwd\n+++ /etc/passwd\n\(hunk)", .unsafePath, 2),
      ("diff --git a/.git/config b/.git/config\nold mode 100644\nnew mode 100755\n", .unsafePath, 1),
      ("diff --git a/a b/b\nrename from a\nrename to ../b\n", .unsafePath, 1),
    ] as [(String, PatchError.Code, Int)])
  func `what cannot be read is refused, with the line`(text: String, code: PatchError.Code, line: Int) throws {
    do {
      let patch = try patch(text)
      Issue.record("read: \(patch)")
    } catch let error as PatchError {
      #expect(error.code == code, "\(error)")
      #expect(error.line == line, "\(error)")
      #expect(error.description.contains(line > 0 ? "line \(line) of the patch" : "the patch"))
    }
  }

  @Test func `limits are those of the whole patch`() throws {
    let text = "--- a/a\n+++ b/a\n\(Self.hunk)--- a/b\n+++ b/b\n\(Self.hunk)"
    #expect(try patch(text, limits: PatchLimits(size: text.utf8.count, lines: 6, files: 2)).files.count == 2)
    for limits in [PatchLimits(size: 10), PatchLimits(lines: 5), PatchLimits(files: 1)] {
      let error = try #require(throws: PatchError.self) { try patch(text, limits: limits) }
      #expect(error.code == .tooLarge)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a series that names one file thousands of times is one change of it`() throws {
    let count = 15_000
    let part = "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+two\n"
    let first = "diff --git a/f b/f\nnew file mode 100644\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+one\n"
    let joined = try patch(first + String(repeating: part, count: count)).change
    #expect(joined.files.map(\.kind) == [.added])
    #expect(joined.files[0].hunks.count == count + 1)
    #expect(joined.files[0].hunks.first?.lines.first?.text == "one")
    let gone = "diff --git a/f b/f\ndeleted file mode 100644\n--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-two\n"
    #expect(try patch(part + gone).change.files.map(\.kind) == [.deleted])
  }
}
