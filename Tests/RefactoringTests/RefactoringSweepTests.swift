import Foundation
import TestSupport
import Testing

@testable import Refactoring

#if os(Linux)
  /// A run of several steps, stopped at each of its system calls in turn, and taken up again.
  ///
  /// `strace` kills `refactor-probe` at the call or lets the call fail. `make test` takes a fixed sample of the points and
  /// `make sweep` all of them.
  @Suite(.serialized, .enabled(if: TracedProgram.isAvailable, "strace is not installed, or may not trace"))
  struct RefactoringSweepTests {
    @Test func `a run that is killed and taken up again makes the commits of one that was not`() async throws {
      let probe = try StoppedRun()
      let whole = try await probe.run([])
      #expect(whole.ending.exitCode == 0, "\(whole.ending)")
      #expect(whole.ending.output.hasPrefix("10 done, 1 left"), "\(whole.ending)")
      #expect(try probe.commits(whole).count == 11)
      var (killed, between) = (0, 0)
      for point in try probe.points(of: whole).sample(10) {
        let first = try await probe.run(point.kill)
        #expect(first.wasKilled || point.isPast, "\(point): \(first.ending)")
        #expect(try probe.isCheckoutUntouched(first), "\(point)")
        if first.wasKilled { killed += 1 }
        if try !probe.commits(first).isEmpty, try probe.commits(first).count < 11 { between += 1 }
        let second = try await probe.goOn(first, [])
        #expect(second.ending.exitCode == 0, "\(point): \(second.ending)")
        #expect(try probe.commits(second) == probe.commits(whole), "\(point)")
        #expect(try probe.isCheckoutUntouched(second), "\(point)")
        try probe.discard(first)
      }
      print("kill sweep: \(killed) killed, \(between) of them with some of the commits")
      #expect(killed > 0 && between > 0)
    }

    /// In the last phase the user's files are half changed for a moment; when the run has gone on they are as they must be.
    @Test(arguments: ["apply", "patch"])
    func `a run that is killed while it hands its result over does it the next time`(way: String) async throws {
      let probe = try StoppedRun(way)
      let whole = try await probe.run([])
      #expect(whole.ending.exitCode == 0, "\(whole.ending)")
      let points = try probe.points(of: whole)
      // What comes after the journal's last word is the handing over.
      let last = points.lastIndex { $0.line.contains("/runs/") } ?? 0
      var killed = 0
      for point in Array(points[last...]).sample(4) {
        let first = try await probe.run(point.kill)
        #expect(first.wasKilled || point.isPast, "\(point): \(first.ending)")
        if first.wasKilled { killed += 1 }
        let second = try await probe.goOn(first, [])
        #expect(second.ending.exitCode == 0, "\(point): \(second.ending)")
        #expect(try probe.result(second) == probe.result(whole), "\(point)")
        if way == "patch" { #expect(try probe.isCheckoutUntouched(second), "\(point)") }
        try probe.discard(first)
      }
      print("kill sweep of \(way): \(killed) killed")
      #expect(killed > 0)
    }

    /// What is started in between, git that signs, builds and tests, is not stopped at its own calls.
    @Test(arguments: ["signed", "built"])
    func `a run with children that is killed and taken up again makes the same commits`(way: String) async throws {
      let probe = try StoppedRun(way)
      let whole = try await probe.run(["-b", "execve"])
      #expect(whole.ending.exitCode == 0, "\(whole.ending)")
      #expect(whole.ending.output.hasPrefix(way == "signed" ? "10 done, 1 left" : "10 done, 2 left"), "\(whole.ending)")
      var killed = 0
      // A child closes what it inherits before it becomes its program, and until then it is stopped like its parent.
      for point in try probe.points(of: whole).filter({ $0.call != "close" }).sample(3, full: 300) {
        let first = try await probe.run(["-b", "execve"] + point.kill)
        #expect(try probe.isCheckoutUntouched(first), "\(point)")
        if first.wasKilled { killed += 1 }
        let second = try await probe.goOn(first, ["-b", "execve"])
        #expect(second.ending.exitCode == 0, "\(point): \(second.ending)")
        #expect(try probe.commits(second) == probe.commits(whole), "\(point)")
        #expect(try probe.isCheckoutUntouched(second), "\(point)")
        try probe.discard(first)
      }
      print("kill sweep of \(way): \(killed) killed")
      #expect(killed > 0)
    }

    @Test(arguments: ["ENOSPC", "EIO", "EROFS"])
    func `a call that fails ends in a clear error, and the run can be taken up again`(fault: String) async throws {
      let probe = try StoppedRun()
      let whole = try await probe.run([])
      var failed = 0
      for point in try probe.points(of: whole).filter({ $0.call != "read" && $0.call != "close" }).sample(3) {
        let first = try await probe.run(point.failure(fault))
        #expect([0, 1].contains(first.ending.exitCode), "\(point): \(first.ending)")
        if first.ending.exitCode == 1 {
          failed += 1
          #expect(first.ending.errors.hasPrefix("refactor-probe: ") && first.ending.errors.count > 40, "\(point)")
        }
        #expect(try probe.isCheckoutUntouched(first), "\(point)")
        let second = try await probe.goOn(first, [])
        #expect(second.ending.exitCode == 0, "\(point): \(second.ending)")
        #expect(try probe.commits(second) == probe.commits(whole), "\(point)")
        try probe.discard(first)
      }
      #expect(failed > 0)
    }
  }

  /// Runs `refactor-probe` on a fresh copy of the same repository each time.
  private final class StoppedRun {
    struct Result {
      let ending: ProgramResult
      let place: String

      var wasKilled: Bool { ending.wasKilled }
    }

    private let builder: RepositoryBuilder
    private let program: TracedProgram
    private let checkout: [String: Data]
    private let way: String
    private var count = 0

    private var log: String { builder.sibling("log") }

    /// - Parameter way: what the probe is asked for, or `signed`.
    init(_ way: String = "branch") throws {
      self.way = way
      builder = try RepositoryBuilder()
      program = try TracedProgram(named: "refactor-probe")
      for name in ["a", "b", "c", "d"] { try builder.write("src/\(name).txt", "old \(name)\n") }
      try builder.write("src/bad.swift", "let old = 1\n")
      try builder.write("moved.txt", "old\n")
      if way == "built" {
        try builder.write("src/worse.txt", "old\n")
        try builder.write("project.mark", "")
      }
      _ = try builder.commit("first")
      if way == "signed" {
        let signer = builder.sibling("signer")
        try builder.writeScript(
          signer,
          """
          #!/bin/sh
          cat > /dev/null; echo '[GNUPG:] SIG_CREATED D' >&2
          printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nfake\\n-----END PGP SIGNATURE-----\\n'
          """)
        for (key, value) in [("commit.gpgsign", "true"), ("gpg.program", signer), ("user.signingkey", "ada")] {
          try builder.git("config", key, value)
        }
      }
      checkout = try Self.checkout(at: builder.path)
    }

    func run(_ options: [String]) async throws -> Result {
      count += 1
      let place = builder.sibling("run-\(count)")
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
      try FileManager.default.copyItem(atPath: builder.path, toPath: "\(place)/repository")
      return try await start(in: place, options)
    }

    func goOn(_ earlier: Result, _ options: [String]) async throws -> Result {
      try await start(in: earlier.place, options)
    }

    private func start(in place: String, _ options: [String]) async throws -> Result {
      let words = ["\(place)/repository", "\(place)/state", way == "signed" ? "branch" : way]
      return Result(ending: try await program.run(words, options, in: place, log: log), place: place)
    }

    /// The calls of the last run, from where the repository is first named.
    func points(of result: Result) throws -> [TracedProgram.Point] {
      try TracedProgram.points(in: log, from: "\(result.place)/state")
    }

    /// The commits of the run's branch, oldest first; none when there is no branch.
    func commits(_ result: Result) throws -> [String] {
      let folder = "\(result.place)/repository"
      guard
        try !builder.git(arguments: ["for-each-ref", "refs/heads/refactor"], in: folder).isEmpty
      else { return [] }
      return try builder.git(arguments: ["rev-list", "--reverse", "refactor/probe"], in: folder).split(separator: "\n")
        .map(String.init)
    }

    /// What the user has at the end: the work tree with git's own folder, the patches, and the program's references.
    func result(_ result: Result) throws -> [String: Data] {
      var found = try Self.checkout(at: "\(result.place)/repository")
      for name in try FileManager.default.contentsOfDirectory(atPath: result.place) where name.hasPrefix("state.") {
        found[name] = try Data(contentsOf: URL(filePath: "\(result.place)/\(name)"))
      }
      let references = try builder.git(arguments: ["for-each-ref"], in: "\(result.place)/repository")
      found["references"] = Data(references.utf8)
      return found
    }

    func isCheckoutUntouched(_ result: Result) throws -> Bool {
      try Self.checkout(at: "\(result.place)/repository") == checkout
    }

    func discard(_ result: Result) throws { try FileManager.default.removeItem(atPath: result.place) }

    private static func checkout(at path: String) throws -> [String: Data] {
      var entries: [String: Data] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
        if [".git/objects", ".git/refs", ".git/logs"].contains(where: name.hasPrefix) { continue }
        var isFolder: ObjCBool = false
        let file = "\(path)/\(name)"
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
          continue
        }
        entries[name] = try Data(contentsOf: URL(filePath: file))
      }
      return entries
    }
  }
#endif
