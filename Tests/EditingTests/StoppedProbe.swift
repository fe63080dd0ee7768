import Foundation
import Git
import TestSupport
import Testing

@testable import Editing

#if os(Linux)
  /// Runs `edit-probe` on a fresh copy of the same files each time.
  final class StoppedProbe {
    /// Where old contents are kept.
    enum Kind: String, CaseIterable {
      case folder
      case git
    }

    struct Result {
      let ending: ProgramResult
      let tree: [String: String]
      let folder: String
      let journal: String

      var wasKilled: Bool { ending.wasKilled }
    }

    let kind: Kind
    let old: [String: String]
    private(set) var new: [String: String] = [:]

    /// The files that each run gets a copy of.
    let template: EditedFolder
    let program: TracedProgram

    /// A folder for whatever else a test needs.
    var place: String { template.sibling("place") }

    private var count = 0

    init(_ kind: Kind = .folder) async throws {
      self.kind = kind
      template = try EditedFolder([
        "edited.txt": "alpha\nbeta\n", "windows.txt": "\u{FEFF}first\r\nsecond\r\n", "gone.txt": "gone\n",
        "moved.txt": "moved\n", "chain/1": "one\n", "chain/2": "two\n", "untouched/file.txt": "x\n",
      ])
      try template.write("bin/run.sh", bytes: Array("#!/bin/sh\necho\n".utf8), mode: 0o755)
      try template.write("untouched/binary", bytes: [0, 255, 1], mode: 0o600)
      old = try template.snapshot()
      program = try TracedProgram(named: "edit-probe")
      new = try expectedTree()
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
      if kind == .git {
        try await git(["init", "--quiet", "--template=", "--initial-branch=main"])
        try await git(["add", "edited.txt", "bin", "chain"])
        try await git(["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "-m", "first"])
      }
    }

    /// Runs the probe under strace with further options.
    func run(_ options: [String], log: String = "/dev/null") async throws -> Result {
      count += 1
      let place = template.sibling("run-\(count)")
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
      let (folder, journal) = ("\(place)/tree", "\(place)/journal")
      try FileManager.default.copyItem(atPath: template.path, toPath: folder)
      return try await run("edit", folder, journal, options, log: log)
    }

    /// Runs the probe once more, on what an earlier run has left, to forget that one.
    func forget(_ earlier: Result, _ options: [String], log: String = "/dev/null") async throws -> Result {
      try await run("forget", earlier.folder, earlier.journal, options, log: log)
    }

    private func run(
      _ word: String, _ folder: String, _ journal: String, _ options: [String], log: String
    ) async throws -> Result {
      let ending = try await program.run([word, kind.rawValue, folder, journal], options, in: place, log: log)
      return Result(ending: ending, tree: try EditedFolder.snapshot(of: folder), folder: folder, journal: journal)
    }

    func discard(_ result: Result) throws {
      try FileManager.default.removeItem(atPath: URL(filePath: result.folder).deletingLastPathComponent().path)
    }

    /// The calls of an undisturbed run, and for each kind one more, which is never reached.
    ///
    /// - Parameter fromStart: whether with those of the program's start, before the folder is opened.
    func points(fromStart: Bool) async throws -> [TracedProgram.Point] {
      let log = template.sibling("log")
      let result = try await run([], log: log)
      try discard(result)
      return try TracedProgram.points(in: log, from: fromStart ? nil : "\"\(result.folder)\"")
    }

    /// A start after the run, in this process.
    func transaction(after result: Result) async throws -> EditTransaction {
      var backup: GitBackup?
      if kind == .git { backup = GitBackup(try await RepositoryOpener.openForWriting(at: result.folder)) }
      return try await EditTransaction.open(try RootFolder(result.folder), journal: result.journal, backup: backup)
    }

    /// Expects a repository that is whole, with a backup for each of the runs and nothing else that is new.
    func checkRepository(_ result: Result, runs: [RunID], _ point: String) async throws {
      guard kind == .git else { return }
      let check = try await git(["fsck", "--strict", "--no-dangling"], in: result.folder)
      #expect(check.output == "", "\(point)")
      let names = try await git(["for-each-ref", "--format=%(refname)", "refs/fulcrum"], in: result.folder).output
      #expect(
        names.split(separator: "\n").map(String.init) == runs.map { GitBackup.reference(of: $0) }.sorted(), "\(point)")
      let locks = try FileManager.default.subpathsOfDirectory(atPath: "\(result.folder)/.git").filter {
        $0.hasSuffix(".lock")
      }
      #expect(locks == [], "\(point)")
      for file in ["index", "HEAD", "refs/heads/main"] {
        let (path, original) = ("\(result.folder)/.git/\(file)", "\(template.path)/.git/\(file)")
        #expect(FileManager.default.contentsEqual(atPath: path, andPath: original), "\(file) at \(point)")
      }
    }

    @discardableResult
    private func git(_ words: [String], in folder: String? = nil) async throws -> ProgramResult {
      let result = try await ProgramRunner(path: "/usr/bin/env").run(
        ["git"] + words, in: folder ?? template.path,
        environment: ["PATH": "/usr/bin:/bin", "HOME": place, "GIT_CONFIG_NOSYSTEM": "1"])
      #expect(result.exitCode == 0, "\(words): \(result)")
      return result
    }

    /// What `EditProbe` makes of the files.
    private func expectedTree() throws -> [String: String] {
      let mask = umask(0)
      umask(mask)
      func entry(_ text: String, _ mode: mode_t) -> String {
        "\(String(mode, radix: 8)) \(Data(text.utf8).base64EncodedString())"
      }
      var tree = old
      for name in ["gone.txt", "moved.txt", "chain/1"] { tree[name] = nil }
      tree["edited.txt"] = entry("omega\nbeta\n", 0o644)
      tree["bin/run.sh"] = entry("#!/bin/sh\nset -eu\necho\n", 0o755)
      tree["windows.txt"] = entry("\u{FEFF}FIRST\r\nsecond\r\nthird\r\n", 0o644)
      tree["made"] = tree["chain"]
      tree["made/deep"] = tree["chain"]
      tree["made/deep/created.txt"] = entry("created\n", 0o644 & ~mask)
      tree["made/tool"] = entry("#!/bin/sh\n", 0o755 & ~mask)
      tree["made/moved.txt"] = entry("also moved\n", 0o644)
      tree["chain/2"] = old["chain/1"]
      tree["chain/3"] = old["chain/2"]
      return tree
    }
  }
#endif
