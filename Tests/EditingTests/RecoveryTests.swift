import Foundation
import JSON
import SourceText
import TestSupport
import Testing

@testable import Editing

/// What a new start does about a run that did not come to its end; the state of the crash is made by hand.
struct RecoveryTests {
  /// A folder after a change whose `done` was never written.
  private func crashed() async throws -> (EditedFolder, AppliedChange) {
    let folder = try EditedFolder(["a": "A", "b": "B", "c": "C", "d": "D"])
    let applied: AppliedChange
    do {
      let transaction = try await folder.transaction()
      applied = try await transaction.apply(
        try await transaction.check([
          edit("a", "A", (0..<1, "1")), edit("b", "B", (0..<1, "2")), delete("c", "C"), create("n/e", "E"),
        ]))
    }
    try cut(journal(folder, applied), lines: 2)
    return (folder, applied)
  }

  private func journal(_ folder: EditedFolder, _ applied: AppliedChange) -> String {
    "\(folder.journal)/\(applied.run).jsonl"
  }

  private func cut(_ path: String, lines: Int, adding tail: String = "") throws {
    let all = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let text = all.prefix(lines).map { $0 + "\n" }.joined() + tail
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  @Test func `an unfinished run is taken back`() async throws {
    let (folder, applied) = try await crashed()
    let transaction = try await folder.transaction()
    #expect(transaction.recovered.map(\.run) == [applied.run])
    #expect(transaction.recovered[0].restored.map(\.string) == ["a", "b", "c", "n/e"])
    #expect(transaction.recovered[0].left == [])
    #expect(try folder.snapshot().keys.sorted() == ["a", "b", "c", "d"])
    #expect(["a", "b", "c", "d"].map(folder.text) == ["A", "B", "C", "D"])
  }

  @Test func `what the user changed since the crash is left and reported`() async throws {
    let (folder, _) = try await crashed()
    try folder.write("b", "user")
    try folder.write("c", "user")
    let recovered = try await folder.transaction().recovered
    #expect(recovered[0].left.map(\.path.string) == ["b", "c"])
    #expect(["a", "b", "c"].map(folder.text) == ["A", "user", "user"])
    #expect(try await folder.transaction().recovered == [], "it is reported once")
  }

  @Test func `a run that had not begun to change anything is taken back too`() async throws {
    let (folder, _) = try await crashed()
    try folder.write("a", "A")
    try folder.write("b", "B")
    try folder.write("c", "C")
    try folder.remove("n")
    #expect(try await folder.transaction().recovered[0].left == [])
    #expect(try folder.snapshot().keys.sorted() == ["a", "b", "c", "d"])
  }

  @Test(arguments: ["", "{", "{\"record\":\"done\"}", "{\"record\":\"do"])
  func `a torn last line does not count`(tail: String) async throws {
    let (folder, applied) = try await crashed()
    try cut(journal(folder, applied), lines: 2, adding: tail)
    #expect(try await folder.transaction().recovered.map(\.run) == [applied.run])
    #expect(folder.text("a") == "A")
  }

  @Test func `a journal whose intent is torn had touched nothing`() async throws {
    let (folder, applied) = try await crashed()
    try cut(journal(folder, applied), lines: 1, adding: "{\"record\":\"int")
    let transaction = try await folder.transaction()
    #expect(transaction.recovered == [])
    #expect(folder.text("a") == "1")
    #expect(!FileManager.default.fileExists(atPath: journal(folder, applied)))
  }

  @Test func `a damaged line before the last stops the start`() async throws {
    let (folder, applied) = try await crashed()
    try cut(journal(folder, applied), lines: 2, adding: "{\"recor\n{\"record\":\"done\"}\n")
    await #expect { try await folder.transaction() } throws: { "\($0)".contains("is damaged at byte") }
    #expect(folder.text("a") == "1")
  }

  @Test func `taking back that was cut short goes on`() async throws {
    let (folder, applied) = try await crashed()
    try cut(journal(folder, applied), lines: 2, adding: "{\"record\":\"done\"}\n{\"record\":\"restoring\"}\n")
    try folder.write("a", "A")
    #expect(try await folder.transaction().recovered.map(\.run) == [applied.run])
    #expect(["a", "b", "c"].map(folder.text) == ["A", "B", "C"])
  }

  @Test func `only the run's own temporary files are cleared up`() async throws {
    let (folder, applied) = try await crashed()
    try folder.write(".fulcrum-\(applied.run)-0123456789ab", "half")
    try folder.write("n/.fulcrum-\(applied.run)-ba9876543210", "half")
    try folder.write(".fulcrum-0000000000000000-0123456789ab", "another's")
    try folder.write(".fulcrum.yml", "user's")
    let recovered = try await folder.transaction().recovered
    #expect(recovered[0].temporaryFileCount == 2)
    #expect(
      try folder.snapshot().keys.sorted()
        == [".fulcrum-0000000000000000-0123456789ab", ".fulcrum.yml", "a", "b", "c", "d"])
  }

  @Test func `another folder in the place of the one that was changed is not touched`() async throws {
    let (folder, _) = try await crashed()
    try FileManager.default.moveItem(atPath: folder.path, toPath: folder.sibling("moved"))
    try FileManager.default.copyItem(atPath: folder.sibling("moved"), toPath: folder.path)
    let recovered = try await folder.transaction().recovered
    #expect(recovered[0].left.count == 4)
    #expect(folder.text("a") == "1")
  }

  @Test func `a file whose backup is missing or damaged is left and reported`() async throws {
    let (folder, applied) = try await crashed()
    let backup = "\(folder.journal)/backup-\(applied.run)"
    try FileManager.default.removeItem(atPath: "\(backup)/\(hash("A"))")
    try Data("damaged".utf8).write(to: URL(filePath: "\(backup)/\(hash("B"))"))
    let recovered = try await folder.transaction().recovered
    #expect(recovered[0].left.map(\.path.string) == ["a", "b"])
    #expect(["a", "b", "c"].map(folder.text) == ["1", "2", "C"])
  }

  @Test func `a backup without a journal is removed`() async throws {
    let folder = try EditedFolder(["a": "A"])
    do { _ = try await folder.transaction() }
    let orphan = "\(folder.journal)/backup-0123456789abcdef"
    try FileManager.default.createDirectory(atPath: orphan, withIntermediateDirectories: false)
    try Data("x".utf8).write(to: URL(filePath: "\(orphan)/x"))
    _ = try await folder.transaction()
    #expect(!FileManager.default.fileExists(atPath: orphan))
  }

  @Test func `a record reads back as it was written`() throws {
    let state = FileState(hash: "00", size: 3, mode: 0o755, owner: 1, group: 2)
    let intent = JournalRecord.Intent(
      run: RunID.random(), time: 1, root: "/a\nb", identity: FileIdentity(device: .max, inode: 7), store: "folder",
      backup: "x", folders: [try path("a b")],
      files: [
        JournalRecord.File(path: try path("a\"\n\u{1}é"), old: state, new: nil),
        JournalRecord.File(path: try path("b"), old: nil, new: FileState(hash: "1", size: 0, mode: 0o644)),
      ])
    for record in [JournalRecord.intent(intent), .done, .restoring, .restored(left: ["a", "b\n"])] {
      #expect(record.line.last == UInt8(ascii: "\n"))
      #expect(record.line.count { $0 == UInt8(ascii: "\n") } == 1)
      #expect(JournalRecord(record.line) == record)
    }
  }

  @Test(arguments: Sweep.seeds(sample: 40, full: 2_000))
  func `any beginning of a journal leaves files old or new`(seed: UInt64) async throws {
    let (folder, applied) = try await crashed()
    var generator = SeededGenerator(seed: seed)
    let path = journal(folder, applied)
    try cut(
      path, lines: 2,
      adding: "{\"record\":\"done\"}\n{\"record\":\"restoring\"}\n{\"left\":[],\"record\":\"restored\"}\n")
    let bytes = try Data(contentsOf: URL(filePath: path))
    let length = Int.random(in: 0...bytes.count, using: &generator)
    try bytes.prefix(length).write(to: URL(filePath: path))
    // Any of the four may have been reached.
    for (name, old) in [("a", "A"), ("b", "B"), ("c", "C")] where Bool.random(using: &generator) {
      try folder.write(name, old)
    }
    _ = try await folder.transaction()
    for (name, old, new) in [("a", "A", "1"), ("b", "B", "2"), ("c", "C", nil)] as [(String, String, String?)] {
      #expect([old, new].contains(folder.text(name)))
    }
    #expect(folder.text("d") == "D")
    #expect(try folder.snapshot().keys.allSatisfy { !$0.contains(".fulcrum-") })
  }
}
