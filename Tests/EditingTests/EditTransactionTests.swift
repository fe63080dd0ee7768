import Foundation
import SourceText
import TestSupport
import Testing

@testable import Editing

struct EditTransactionTests {
  @discardableResult
  private func apply(
    _ folder: EditedFolder, _ operations: [FileOperation], rules: EditRules = EditRules()
  ) async throws -> (EditTransaction, AppliedChange) {
    let transaction = try await folder.transaction(rules)
    return (transaction, try await transaction.apply(try await transaction.check(operations)))
  }

  @Test func `a change of every kind is carried out, and taken back to the byte`() async throws {
    let folder = try EditedFolder(["a": "A", "b": "B", "deep/c": "C", "keep": "K"])
    try folder.write("run", bytes: Array("go\n".utf8), mode: 0o755)
    try folder.write("secret", bytes: Array("s\n".utf8), mode: 0o600)
    let before = try folder.snapshot()
    let (transaction, applied) = try await apply(
      folder,
      [
        edit("a", "A", (1..<1, "+")), delete("b", "B"), move("deep/c", "C", to: "new/er/c"),
        edit("deep/c", "C", (0..<0, ">")), create("new/d", "D"), create("new/tool", "#!", isExecutable: true),
        edit("run", "go\n", (0..<2, "stay")), edit("secret", "s\n", (0..<1, "t")),
      ])
    var expected = before
    expected["a"] = "644 \(Data("A+".utf8).base64EncodedString())"
    expected["run"] = "755 \(Data("stay\n".utf8).base64EncodedString())"
    expected["secret"] = "600 \(Data("t\n".utf8).base64EncodedString())"
    expected["b"] = nil
    expected["deep/c"] = nil
    let mask = umask(0)
    umask(mask)
    expected["new"] = "\(FileAttributeType.typeDirectory)"
    expected["new/er"] = "\(FileAttributeType.typeDirectory)"
    expected["new/er/c"] = "644 \(Data(">C".utf8).base64EncodedString())"
    expected["new/d"] = "\(String(0o644 & ~mask, radix: 8)) \(Data("D".utf8).base64EncodedString())"
    expected["new/tool"] = "\(String(0o755 & ~mask, radix: 8)) \(Data("#!".utf8).base64EncodedString())"
    #expect(try folder.snapshot() == expected)
    #expect(
      applied.files.map(\.path.string) == ["a", "b", "deep/c", "new/d", "new/er/c", "new/tool", "run", "secret"])
    #expect(try transaction.changes() == [applied])

    let restored = try await transaction.restore(applied)
    #expect(restored.left == [])
    #expect(restored.restored == applied.files.map(\.path))
    #expect(try folder.snapshot() == before)
    #expect(try transaction.changes() == [])
    await #expect(throws: EditingError.self) { try await transaction.restore(applied) }
  }

  @Test func `moves in a chain and in a circle are carried out and taken back`() async throws {
    let folder = try EditedFolder(["1": "one", "2": "two", "a": "A", "b": "B"])
    let before = try folder.snapshot()
    let (transaction, applied) = try await apply(
      folder, [move("1", "one", to: "2"), move("2", "two", to: "3"), move("a", "A", to: "b"), move("b", "B", to: "a")])
    #expect(folder.text("1") == nil)
    #expect(["2", "3", "a", "b"].map(folder.text) == ["one", "two", "B", "A"])
    _ = try await transaction.restore(applied)
    #expect(try folder.snapshot() == before)
  }

  @Test func `what the edit does not touch keeps its bytes`() async throws {
    let text = "\u{FEFF}one\r\ntwo \t\r\nthr\u{E9}e\n\n  four"
    let folder = try EditedFolder(["a": text])
    try await apply(folder, [edit("a", text, (8..<11, "2"))])
    let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/a"))
    #expect(bytes == Data("\u{FEFF}one\r\n2 \t\r\nthr\u{E9}e\n\n  four".utf8))
  }

  @Test func `a file that somebody changed after the check is a conflict, and nothing is changed`() async throws {
    let folder = try EditedFolder(["a": "A", "b": "B"])
    let transaction = try await folder.transaction()
    let change = try await transaction.check([edit("a", "A", (0..<1, "1")), edit("b", "B", (0..<1, "2"))])
    try folder.write("b", "user")
    let before = try folder.snapshot()
    await #expect {
      try await transaction.apply(change)
    } throws: { error in
      (error as? EditingError)?.code == .conflict && "\(error)".contains("nothing was changed")
    }
    #expect(try folder.snapshot() == before)
    #expect(try transaction.changes() == [])
  }

  @Test func `by the rules only the file that somebody changed is left alone`() async throws {
    let folder = try EditedFolder(["a": "A", "b": "B", "c": "C"])
    let transaction = try await folder.transaction(EditRules(troubledFiles: .skip))
    let change = try await transaction.check([
      edit("a", "A", (0..<1, "1")), move("b", "B", to: "d"), edit("c", "C", (0..<1, "3")),
    ])
    try folder.write("b", "user")
    let applied = try await transaction.apply(change)
    #expect(applied.files.map(\.path.string) == ["a", "c"])
    #expect(applied.skipped.map(\.path.string) == ["b", "d"])
    #expect(folder.text("b") == "user")
    #expect(folder.text("d") == nil)
  }

  @Test func `a new file does not replace one that appeared meanwhile`() async throws {
    let folder = try EditedFolder(["a": "A"])
    let transaction = try await folder.transaction()
    let change = try await transaction.check([create("new", "mine"), edit("a", "A", (0..<1, "1"))])
    try folder.write("new", "theirs")
    await #expect { try await transaction.apply(change) } throws: { ($0 as? EditingError)?.code == .conflict }
    #expect(folder.text("new") == "theirs")
    #expect(folder.text("a") == "A")
  }

  @Test func `a folder that became a link after the check is not followed`() async throws {
    let folder = try EditedFolder(["d/a": "A"])
    let transaction = try await folder.transaction()
    let change = try await transaction.check([edit("d/a", "A", (0..<1, "1")), create("d/new", "x")])
    try FileManager.default.moveItem(atPath: "\(folder.path)/d", toPath: folder.sibling("elsewhere"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/d", withDestinationPath: folder.sibling("elsewhere"))
    await #expect { try await transaction.apply(change) } throws: { ($0 as? EditingError)?.code == .outside }
    #expect(try EditedFolder.snapshot(of: folder.sibling("elsewhere")).keys.sorted() == ["a"])
    #expect(try String(contentsOfFile: folder.sibling("elsewhere/a"), encoding: .utf8) == "A")
  }

  @Test func `what the user changed after the change stays when it is taken back`() async throws {
    let folder = try EditedFolder(["a": "A", "b": "B", "c": "C"])
    let (transaction, applied) = try await apply(
      folder, [edit("a", "A", (0..<1, "1")), edit("b", "B", (0..<1, "2")), delete("c", "C"), create("d/e", "E")])
    try folder.write("b", "user")
    try folder.write("d/user", "user")
    let restored = try await transaction.restore(applied)
    #expect(restored.left.map(\.path.string) == ["b"])
    #expect(["a", "b", "c", "d/e", "d/user"].map(folder.text) == ["A", "user", "C", nil, "user"])
  }

  @Test func `a change without anything to do is refused`() async throws {
    let folder = try EditedFolder(["a": "A"])
    let transaction = try await folder.transaction(EditRules(troubledFiles: .skip))
    let nothing = try await transaction.check([])
    await #expect { try await transaction.apply(nothing) } throws: { ($0 as? EditingError)?.code == .invalid }
    let skipped = try await transaction.check([edit("a", "old", (0..<1, "1"))])
    await #expect { try await transaction.apply(skipped) } throws: { ($0 as? EditingError)?.code == .conflict }
  }

  // MARK: - Journal

  @Test func `a second run beside is refused with the first one's number`() async throws {
    let folder = try EditedFolder(["a": "A"])
    let first = try await folder.transaction()
    await #expect {
      try await folder.transaction()
    } throws: { error in
      (error as? EditingError)?.code == .busy && "\(error)".contains("process \(getpid()), since 2")
    }
    withExtendedLifetime(first) {}
  }

  @Test func `another process beside is refused, and changes nothing`() async throws {
    let folder = try EditedFolder(["edited.txt": "alpha\n"])
    let before = try folder.snapshot()
    let first = try await folder.transaction()
    let result = try await ProgramRunner(named: "edit-probe").run(
      ["edit", "folder", folder.path, folder.journal], in: folder.path, environment: ["PATH": "/usr/bin:/bin"])
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("another run (process \(getpid()), since"), "\(result)")
    #expect(try folder.snapshot() == before)
    withExtendedLifetime(first) {}
  }

  @Test func `the next run begins when the first is over`() async throws {
    let folder = try EditedFolder(["a": "A"])
    do { _ = try await folder.transaction() }
    #expect(try await folder.transaction().recovered == [])
  }

  @Test func `a journal inside the folder is refused`() async throws {
    let folder = try EditedFolder(["a": "A"])
    let root = try folder.root()
    await #expect { try await EditTransaction.open(root, journal: "\(folder.path)/state") } throws: {
      ($0 as? EditingError)?.code == .invalid
    }
    #expect(try folder.snapshot().keys.sorted() == ["a"])
    let link = folder.sibling("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
    await #expect { try await EditTransaction.open(root, journal: "\(link)/state") } throws: {
      ($0 as? EditingError)?.code == .invalid
    }
  }

  @Test func `journal and backup are for nobody else to read`() async throws {
    let folder = try EditedFolder(["a": "A"])
    let (_, applied) = try await apply(folder, [edit("a", "A", (0..<1, "1"))])
    func mode(_ name: String) throws -> Int? {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.journal)/\(name)")
      return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
    #expect(try mode("") == 0o700)
    #expect(try mode("lock") == 0o600)
    #expect(try mode("\(applied.run).jsonl") == 0o600)
    #expect(try mode("backup-\(applied.run)") == 0o700)
    #expect(try mode("backup-\(applied.run)/\(hash("A"))") == 0o600)
  }

  @Test func `a change can be taken back by a later run, until it is forgotten`() async throws {
    let folder = try EditedFolder(["a": "A"])
    do { try await apply(folder, [edit("a", "A", (0..<1, "1"))]) }
    do {
      let later = try await folder.transaction()
      let change = try #require(try later.changes().first)
      _ = try await later.restore(change)
      #expect(folder.text("a") == "A")
      try await apply2(later)
    }
    let last = try await folder.transaction()
    #expect(try last.changes().count == 1)
    try await last.forgetRuns(before: .max)
    #expect(try last.changes() == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.journal) == ["lock"])
  }

  private func apply2(_ transaction: EditTransaction) async throws {
    _ = try await transaction.apply(try await transaction.check([edit("a", "A", (0..<1, "2"))]))
  }
}
