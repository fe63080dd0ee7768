import Foundation
import Git
import SourceText
import TestSupport
import Testing

#if os(Linux)
  /// Objects and references that are written, stopped at each system call in turn.
  ///
  /// `make test` takes a fixed sample of the points and `make sweep` all of them.
  @Suite(.serialized, .enabled(if: TracedProgram.isAvailable, "strace is not installed, or may not trace"))
  struct WriterSweepTests {
    @Test(arguments: WrittenRepository.Kind.allCases)
    func `a writer that is killed leaves a whole repository, and each reference old or new`(
      kind: WrittenRepository.Kind
    ) async throws {
      let template = try await WrittenRepository(kind)
      var killed = 0
      for point in try await template.points().sample(kind == .library ? 12 : 4, full: kind.fullCount) {
        let run = try await template.run(point.kill)
        if run.ending.wasKilled { killed += 1 }
        // A git that reaches the number first is killed too, which is an error like others.
        #expect(point.isPast || run.ending.exitCode != 0 || kind == .program, "\(point): \(run.ending)")
        try await template.check(run, "\(point)")
      }
      print("writer sweep, \(kind): \(killed) killed")
      #expect(killed > 0)
    }

    @Test(arguments: WrittenRepository.Kind.allCases, ["ENOSPC", "EIO"])
    func `a call that fails leaves a whole repository, and each reference old or new`(
      kind: WrittenRepository.Kind, fault: String
    ) async throws {
      let template = try await WrittenRepository(kind)
      let points = try await template.points().filter { kind == .library || !Self.isOfPackage($0) }
      // A child is started with the null device as its input: where it could not be opened, the process was ended.
      let inputs = Array(points.filter { $0.line.contains("\"/dev/null\"") }.prefix(1))
      #expect(inputs.count == (kind == .program ? 1 : 0))
      // Git ends well when the command does not reach it.
      let commands = Array(points.filter { $0.call == "write" && $0.line.contains("\"start\\0") }.suffix(1))
      #expect(commands.count == (kind == .program ? 1 : 0))
      for point in points.sample(kind == .library ? 6 : 3, full: kind.fullCount) + inputs + commands {
        let log = template.logPath
        let run = try await template.run(point.failure(fault), log: log)
        // Threads take turns as they like: the call of that number may be one that was sorted out above.
        if kind == .program, try TracedProgram.failures(in: log).contains(where: Self.isOfPackage) {
          try template.discard(run)
          continue
        }
        #expect([0, 1].contains(run.ending.exitCode), "\(point): \(run.ending)")
        if run.ending.exitCode == 1 { #expect(run.ending.errors.hasPrefix("edit-probe: "), "\(point): \(run.ending)") }
        try await template.check(run, "\(point) \(fault)", isDone: run.ending.exitCode == 0)
      }
    }

    @Test(arguments: Array(stride(from: 8, through: 56, by: 4)))
    func `a process that may open few files says so where it cannot start git`(limit: Int) async throws {
      let template = try await WrittenRepository(.program)
      let run = try await template.run(filesAtMost: limit)
      #expect([0, 1].contains(run.ending.exitCode), "\(run.ending)")
      if run.ending.exitCode == 1 { #expect(run.ending.errors.contains("too many"), "\(run.ending)") }
      try await template.check(run, "at most \(limit) files", isDone: run.ending.exitCode == 0)
    }

    /// Whether a call that fails there is no matter of this program.
    ///
    /// The package that runs git ends the process where it cannot close a descriptor. It wakes its threads through event
    /// counters, which the kernel lets nobody fail to write, and at the end waits for the thread that it did not wake.
    private static func isOfPackage(_ point: TracedProgram.Point) -> Bool {
      point.call == "close" || point.call == "write" && point.line.contains("anon_inode:[eventfd]")
    }
  }

  /// Runs `edit-probe write` on a fresh copy of the same repository each time.
  final class WrittenRepository {
    /// Who writes.
    enum Kind: String, CaseIterable {
      case library
      case program

      /// How many points `make sweep` takes: each run with the git program takes seconds, and safe writing is git's work.
      var fullCount: Int { self == .library ? .max : 60 }
    }

    struct Run {
      let ending: ProgramResult
      let folder: String
    }

    /// Where a run's calls may be listed.
    var logPath: String { builder.sibling("log") }

    private let kind: Kind
    private let builder: RepositoryBuilder
    private let program: TracedProgram
    private let old: [String: String]
    private var new: [String: String] = [:]
    private var count = 0

    init(_ kind: Kind) async throws {
      self.kind = kind
      // libgit2 does not read SHA-256.
      builder = try RepositoryBuilder(
        bare: true, options: ["--template="] + (kind == .program ? ["--object-format=sha256"] : []))
      program = try TracedProgram(named: "edit-probe")
      let tree = try builder.git(arguments: ["mktree"])
      let base = try builder.git("commit-tree", "-m", "base", tree)
      for name in ["refs/heads/main", "refs/heads/moved", "refs/fulcrum/backup/packed"] {
        try builder.git("update-ref", name, base)
      }
      try builder.git("pack-refs", "--all")
      try builder.git("update-ref", "refs/fulcrum/backup/loose", base)
      old = try Self.references(builder, in: builder.path)
      let run = try await run([])
      try #require(run.ending.exitCode == 0, "\(run.ending)")
      new = try Self.references(builder, in: run.folder)
      try #require(new.count == 4 && new["refs/heads/moved"] == new["refs/heads/made"] && new != old)
      try discard(run)
    }

    func run(_ options: [String], log: String = "/dev/null") async throws -> Run {
      count += 1
      let folder = builder.sibling("run-\(count)")
      try FileManager.default.copyItem(atPath: builder.path, toPath: folder)
      return Run(ending: try await program.run(["write", folder], options, in: "/", log: log), folder: folder)
    }

    /// Runs it without strace, in a process that may have so many files open.
    func run(filesAtMost limit: Int) async throws -> Run {
      count += 1
      let folder = builder.sibling("run-\(count)")
      try FileManager.default.copyItem(atPath: builder.path, toPath: folder)
      let words = ["-c", "ulimit -n \(limit); exec \"$@\"", "sh", program.program.path, "write", folder]
      let ending = try await ProgramRunner(path: "/bin/sh").run(
        words, in: "/", environment: ["PATH": "/usr/bin:/bin", "HOME": "/", "SWIFT_BACKTRACE": "enable=no"])
      return Run(ending: ending, folder: folder)
    }

    /// The calls of an undisturbed run, from where the repository is opened.
    func points() async throws -> [TracedProgram.Point] {
      let run = try await run([], log: logPath)
      try discard(run)
      return try TracedProgram.points(in: logPath, from: "\"\(run.folder)")
    }

    /// Expects a repository that git finds nothing wrong with and in which one can write on.
    ///
    /// - Parameter isDone: whether all must be new.
    func check(_ run: Run, _ point: String, isDone: Bool = false) async throws {
      func whole(_ when: String) throws {
        #expect(
          try builder.git(arguments: ["fsck", "--strict", "--no-dangling"], in: run.folder) == "", "\(when) \(point)")
      }
      try whole("after")
      let references = try Self.references(builder, in: run.folder)
      for name in Set(references.keys).union(old.keys).union(new.keys) {
        let states = isDone ? [new[name]] : [old[name], new[name]]
        #expect(states.contains(references[name]), "\(name) at \(point)")
      }
      let writer = try await RepositoryOpener.openForWriting(at: run.folder)
      let base = try #require(try await writer.target(ofReference: "refs/heads/main"))
      let file = try await writer.write(blob: Array("written later\n".utf8))
      let tree = try await writer.writeTree([TreeChange(try RelativePath("later"), .put(file, .regular))], onto: base)
      let author = Signature(name: "Ada Lovelace", email: "ada@example.org", time: 1_700_000_000)
      let commit = try await writer.writeCommit(
        CommitContent(tree: tree, parents: [base], author: author, message: "later"))
      try await writer.update(.create("refs/heads/later", at: commit, message: "later"))
      try whole("after writing on")
      try discard(run)
    }

    func discard(_ run: Run) throws { try FileManager.default.removeItem(atPath: run.folder) }

    private static func references(_ builder: RepositoryBuilder, in folder: String) throws -> [String: String] {
      let lines = try builder.git(arguments: ["for-each-ref", "--format=%(refname) %(objectname)"], in: folder)
      return lines.split(separator: "\n").reduce(into: [:]) { references, line in
        let fields = line.split(separator: " ")
        if fields.count == 2 { references[String(fields[0])] = String(fields[1]) }
      }
    }
  }
#endif
