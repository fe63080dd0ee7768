import Testing

@testable import SourceText

struct ChangeSetCombinationTests {
  /// A changed file from the lines of one hunk that begins at line 1.
  private func file(
    _ lines: [String], at path: String = "a.txt", kind: FileChange.Kind = .modified
  ) throws -> FileChange {
    var hunk = Hunk(oldStart: 1, oldCount: 0, newStart: 1, newCount: 0)
    for line in lines {
      let mark = line.first
      if mark != "+" { hunk.oldCount += 1 }
      if mark != "-" { hunk.newCount += 1 }
      hunk.lines.append(
        DiffLine(
          kind: mark == "+" ? .added : mark == "-" ? .removed : .context,
          oldNumber: mark == "+" ? 0 : hunk.oldCount, newNumber: mark == "-" ? 0 : hunk.newCount,
          text: String(line.dropFirst())))
    }
    if hunk.oldCount == 0 { hunk.oldStart = 0 }
    return FileChange(
      kind: kind, path: try RelativePath(path), old: kind == .added ? nil : try version("1"),
      new: kind == .deleted ? nil : try version("2"), hunks: [hunk])
  }

  private func version(_ digit: String, mode: FileMode = .regular) throws -> FileChange.Version {
    FileChange.Version(blob: try ObjectID(String(repeating: digit, count: 40)), mode: mode)
  }

  private func text(_ change: ChangeSet) -> [String] {
    let lines = change.files.flatMap { $0.hunks.flatMap(\.lines) }
    return lines.map { line in
      let mark: Character = line.kind == .added ? "+" : line.kind == .removed ? "-" : " "
      return String(mark) + line.text
    }
  }

  private func combined(_ base: [String], _ merged: [String], contextLines: Int = 3) throws -> ChangeSet {
    try ChangeSet(files: [file(base)]).combined(with: ChangeSet(files: [file(merged)]), contextLines: contextLines)
  }

  @Test func `lines that a merge brought are context, own ones stay`() throws {
    let change = try combined([" a", "+theirs", " b", "+own", " c"], [" a", " theirs", " b", "+own", " c"])
    #expect(text(change) == [" a", " theirs", " b", "+own", " c"])
    let hunk = try #require(change.files.first?.hunks.first)
    #expect(hunk.lines.map(\.oldNumber) == [1, 0, 2, 0, 3])
    #expect(hunk.lines.map(\.newNumber) == [1, 2, 3, 4, 5])
    #expect([hunk.oldStart, hunk.oldCount, hunk.newStart, hunk.newCount] == [1, 3, 1, 5] as [Int])
  }

  @Test func `a file that is the same in the merged state drops out, with what is said of it`() throws {
    let omission = Omission(path: "big.txt", reason: "too large")
    let change = ChangeSet(files: [try file([" a", "+theirs"])], omissions: [omission])
    #expect(change.combined(with: ChangeSet()) == ChangeSet())
  }

  @Test func `a file without a line of its own drops out`() throws {
    #expect(
      try combined(["+theirs", " a", " b"], [" theirs", " a", "-b of theirs", "+b"]).files.isEmpty)
  }

  @Test func `lines that are in neither state stay, also next to theirs`() throws {
    let change = try combined(["-old", "+theirs", "+evil"], [" theirs", "-theirs too", "+evil"])
    #expect(text(change) == [" theirs", "+evil"])
  }

  @Test func `a removed line counts if both had it`() throws {
    #expect(try text(combined([" a", "-both", "-base only", " b"], [" a", "-both", " b"])) == [" a", "-both", " b"])
  }

  @Test func `far context is cut, and hunks are split where nothing of theirs is left between`() throws {
    let theirs = (1...10).map { "theirs \($0)" }
    let base = ["+own 1"] + theirs.map { "+" + $0 } + ["+own 2"]
    let merged = ["+own 1"] + theirs.map { " " + $0 } + ["+own 2"]
    let change = try combined(base, merged, contextLines: 2)
    #expect(text(change) == ["+own 1", " theirs 1", " theirs 2", " theirs 9", " theirs 10", "+own 2"])
    let hunks = try #require(change.files.first?.hunks)
    #expect(hunks.map { [$0.oldStart, $0.oldCount, $0.newStart, $0.newCount] } == [[0, 0, 1, 3], [0, 0, 10, 3]])
    #expect(try combined(base, merged, contextLines: 5).files.first?.hunks.count == 1)
  }

  @Test func `a file that only the merged state had is compared with that`() throws {
    let base = ChangeSet(files: [try file(["+theirs", "+own"], kind: .added)])
    let merged = ChangeSet(files: [try file([" theirs", "+own"])])
    let change = base.combined(with: merged)
    #expect(change == merged)
  }

  @Test func `a file that neither had stays new, one that both had stays deleted`() throws {
    let added = ChangeSet(files: [try file(["+own"], kind: .added)])
    #expect(added.combined(with: added) == added)
    let deleted = ChangeSet(files: [try file(["-both"], kind: .deleted)])
    #expect(deleted.combined(with: deleted) == deleted)
    var empty = added
    empty.files[0].hunks = []
    #expect(empty.combined(with: empty) == empty)
  }

  @Test func `a deletion stays where the other comparison takes it for a rename`() throws {
    let deleted = ChangeSet(files: [try file(["-both"], kind: .deleted)])
    var renamed = try file([" both"], at: "b.txt", kind: .renamed)
    renamed.oldPath = try RelativePath("a.txt")
    #expect(deleted.combined(with: ChangeSet(files: [renamed])) == deleted)
  }

  @Test func `modes and binary content count if they are new against both`() throws {
    func change(_ old: FileChange.Version?, _ new: FileChange.Version, isBinary: Bool = false) throws -> ChangeSet {
      ChangeSet(
        files: [
          FileChange(kind: .modified, path: try RelativePath("a"), old: old, new: new, isBinary: isBinary)
        ])
    }
    let mode = try change(version("2"), version("2", mode: .executable))
    #expect(mode.combined(with: mode) == mode)
    #expect(try mode.combined(with: change(version("3"), version("2"))).files.isEmpty)
    let binary = try change(version("1"), version("2"), isBinary: true)
    #expect(try binary.combined(with: change(version("3"), version("2"), isBinary: true)) == binary)
    #expect(
      try binary.combined(with: change(version("2"), version("2", mode: .executable), isBinary: true)).files == [])
  }

  @Test func `what could not be compared takes nothing away`() throws {
    let change = ChangeSet(files: [try file(["+line"])], omissions: [Omission(path: "a.txt", reason: "unread")])
    let unread = ChangeSet(omissions: [Omission(path: "a.txt", reason: "a long line")])
    #expect(change.combined(with: unread) == change)
    let cut = ChangeSet(omissions: [Omission(path: nil, reason: "too many files")])
    #expect(change.combined(with: cut) == change)
  }
}
