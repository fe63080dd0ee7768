import Editing
import Foundation
import Git
import Processes
import SourceText
import Synchronization
import TestSupport
import Testing
import Verification

@testable import Refactoring

/// A repository with a small project that shell scripts build and test, and a place for the program's state.
///
/// A file of `src` that holds `BROKEN` does not compile; each file is a test, which fails while the file holds `bug`.
final class RefactoringWorkbench {
  let builder: RepositoryBuilder
  let sandbox: Sandbox
  var commands: ProjectCommands

  var state: String { builder.sibling("state") }

  init(_ files: [String: String] = ["src/a.txt": "old a\n", "src/b.txt": "old b\n", "src/c.txt": "old c\n"])
    async throws
  {
    builder = try RepositoryBuilder()
    sandbox = try await Sandbox.prepared(launcher: SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path))
    commands = try Self.commands()
    try builder.write("project.mark", "")
    for (path, text) in files { try builder.write(path, text) }
    _ = try builder.commit("a project")
  }

  static func commands(test: String = testScript) throws -> ProjectCommands {
    ProjectCommands(
      name: "words", mark: try RelativePath("project.mark"),
      build: ConfiguredCommand(
        name: "build",
        words: [
          "/bin/sh", "-c",
          "for f in src/*; do if grep -q BROKEN $f; then echo \"$f:1:1: error: it is broken\" >&2; exit 1; fi; done",
        ]),
      test: ConfiguredCommand(name: "test", words: ["/bin/sh", "-c", test]),
      results: try RelativePath("out/junit.xml"))
  }

  /// Writes a report with one test for each file of `src`.
  static let testScript = """
    mkdir -p out; echo '<testsuite>' > out/junit.xml
    for f in src/*; do n=$(basename $f); if grep -q bug $f; then s='<failure message="a bug"/>'; r=1; else s=''; fi
    echo "<testcase name=\\"$n\\">$s</testcase>" >> out/junit.xml; done
    echo '</testsuite>' >> out/junit.xml; exit ${r:-0}
    """

  func place() async throws -> RunPlace {
    RunPlace(
      repository: try await RepositoryOpener.open(at: builder.path),
      writer: try await RepositoryOpener.openForWriting(at: builder.path), state: state, sandbox: sandbox,
      environment: ["HOME": builder.home, "PATH": "/usr/bin:/bin"], folders: [], projects: [commands])
  }

  /// The usual options of a test: the clock stands still but for a tick at each look.
  func options(_ change: (inout RunOptions) -> Void = { _ in }) throws -> RunOptions {
    let clock = TickingClock()
    var options = RunOptions(
      gates: [.parse, .build, .affectedTests, .tests], author: "Ada <ada@example.org>",
      steps: StepOptions(message: try CommitMessage()) { clock.tick() })
    change(&options)
    return options
  }

  func run(_ plan: ChangePlan, _ change: (inout RunOptions) -> Void = { _ in }) async throws -> RefactoringReport {
    try await RefactoringRun(plan, options(change), in: place()).run()
  }

  /// Takes the last records of a run's journal away, and the branch back to where it was then.
  func cut(
    _ plan: ChangePlan, _ change: (inout RunOptions) -> Void = { _ in }, after isLast: (StepRecord) -> Bool
  ) async throws {
    let run = try await RefactoringRun(plan, options(change), in: place())
    let path: String
    let kept: [StepRecord]
    let lines: [[UInt8]]
    do {
      let (folder, _) = try await run.openedFolder()
      path = folder.path
      lines = folder.lines
      let records = try run.records(in: folder)
      let last = records.firstIndex(where: isLast)
      kept = Array(records[...(try #require(last))])
    }
    let text = lines.prefix(kept.count).flatMap { $0 + [UInt8(ascii: "\n")] }
    try Data(text).write(to: URL(filePath: "\(path)/journal.jsonl"))
    var head: ObjectID?
    for record in kept { if case .committed(_, let commit) = record { head = commit } }
    let reference = "refs/heads/refactor/new-words"
    if let head {
      try builder.git("update-ref", reference, head.hexadecimal)
    } else {
      try builder.git("update-ref", "-d", reference)
    }
  }

  /// The files of a revision with their contents.
  func files(of revision: String) throws -> [String: String] {
    let names = try builder.git("ls-tree", "-r", "--name-only", revision).split(separator: "\n").map(String.init)
    return try names.reduce(into: [:]) { $0[$1] = try builder.git("show", "\(revision):\($1)") }
  }

  /// Everything below the work tree, git's own folder but for objects, references of branches and their logs included.
  func checkout() throws -> [String: Data] {
    var entries: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: builder.path) {
      if [".git/objects", ".git/refs", ".git/logs"].contains(where: name.hasPrefix) { continue }
      var isFolder: ObjCBool = false
      let path = "\(builder.path)/\(name)"
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      entries[name] = try Data(contentsOf: URL(filePath: path))
    }
    return entries
  }
}

/// A clock that goes on by a second at each look.
final class TickingClock: Sendable {
  private let seconds = Mutex(1_700_000_000)

  /// Milliseconds since 1970.
  func tick() -> Int {
    seconds.withLock { seconds in
      seconds += 1
      return seconds * 1000
    }
  }
}

enum ConfiguredCommandFixture {
  static func command(_ script: String) -> ConfiguredCommand {
    ConfiguredCommand(name: "build", words: ["/bin/sh", "-c", script])
  }
}
