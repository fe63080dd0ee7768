import Editing
import Git
import OwnThread
import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A program of the tests that does one piece of work, so that it can be killed in between.
///
///     edit-probe edit STORE FOLDER JOURNAL       one change of several files
///     edit-probe forget STORE FOLDER JOURNAL     all changes are forgotten
///     edit-probe write REPOSITORY                files, a commit, and references that are made, moved and deleted
///
/// The store is `folder`, that of the journal, or `git`, the repository of the folder.
@main
enum EditProbe {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    OwnThread.run {
      do {
        switch (words.first, words.count) {
        case ("edit", 4): try await edit(try await transaction(words[1], words[2], words[3]))
        case ("forget", 4): try await transaction(words[1], words[2], words[3]).forgetRuns(before: .max)
        case ("write", 2): try await WrittenHistory.write(into: words[1])
        default: exit(64)
        }
      } catch {
        // The standard error as such is shared state, which Swift 6 does not let through.
        let line = "edit-probe: \(error)\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(1)
      }
    }
  }

  private static func transaction(_ store: String, _ folder: String, _ journal: String) async throws -> EditTransaction
  {
    let root = try RootFolder(folder)
    let backup = store == "git" ? GitBackup(try await RepositoryOpener.openForWriting(at: folder)) : nil
    return try await EditTransaction.open(root, journal: journal, backup: backup)
  }

  private static func edit(_ transaction: EditTransaction) async throws {
    let change = try await transaction.check(try operations(in: transaction.root))
    let applied = try await transaction.apply(change)
    print("applied \(applied.files.count) files")
  }

  /// Every kind of operation at once; `StoppedProbe` makes the files for it.
  private static func operations(in root: RootFolder) throws -> [FileOperation] {
    try [
      FileOperation(path("edited.txt"), .edit(base: hash("edited.txt", root), [replacement(0..<5, "omega")])),
      FileOperation(path("bin/run.sh"), .edit(base: hash("bin/run.sh", root), [replacement(10..<10, "set -eu\n")])),
      FileOperation(
        path("windows.txt"),
        .edit(base: hash("windows.txt", root), [replacement(3..<8, "FIRST"), replacement(18..<18, "third\r\n")])),
      FileOperation(path("made/deep/created.txt"), .create(Array("created\n".utf8), isExecutable: false)),
      FileOperation(path("made/tool"), .create(Array("#!/bin/sh\n".utf8), isExecutable: true)),
      FileOperation(path("gone.txt"), .delete(base: hash("gone.txt", root))),
      FileOperation(
        path("moved.txt"), .move(base: hash("moved.txt", root), to: path("made/moved.txt"))),
      FileOperation(path("moved.txt"), .edit(base: hash("moved.txt", root), [replacement(0..<0, "also ")])),
      FileOperation(path("chain/1"), .move(base: hash("chain/1", root), to: path("chain/2"))),
      FileOperation(path("chain/2"), .move(base: hash("chain/2", root), to: path("chain/3"))),
    ]
  }

  private static func path(_ string: String) throws -> RelativePath { try RelativePath(string) }

  private static func hash(_ name: String, _ root: RootFolder) throws -> ContentHash {
    guard let file = try root.file(at: try path(name), limit: 1 << 20) else {
      throw EditingError(.conflict, "\(name) is not there")
    }
    return file.hash
  }

  private static func replacement(_ range: Range<Int>, _ text: String) -> FileOperation.Replacement {
    FileOperation.Replacement(range, Array(text.utf8))
  }
}
