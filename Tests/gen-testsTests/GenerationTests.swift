import Foundation
import JSON
import TestSupport
import Testing

/// The program on small packages, as its user calls it.
@Suite(.timeLimit(.minutes(10))) struct GenerationTests {
  /// A package with a commit, and a place for the program's state.
  private struct Project {
    let builder: RepositoryBuilder
    let program: ProgramRunner

    init(manifest: String = Self.manifest, source: String = Self.source) throws {
      builder = try RepositoryBuilder()
      program = try ProgramRunner(named: "gen-tests")
      try builder.write("Package.swift", manifest)
      try builder.write("Sources/Fares/Fares.swift", source)
      _ = try builder.commit("a package")
    }

    var environment: [String: String] {
      ["HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    }

    func run(_ arguments: String...) async throws -> ProgramResult {
      try await program.run(arguments, in: builder.path, environment: environment)
    }

    /// Whether the package is being built in a copy.
    var isBuilding: Bool {
      let found = FileManager.default.enumerator(atPath: builder.home)
      while let path = found?.nextObject() as? String {
        if path.hasSuffix("/tree/.build/fulcrum-cache") || path.hasSuffix("/tree/.build/workspace-state.json") {
          return true
        }
      }
      return false
    }

    static let manifest = """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
          name: "fares",
          targets: [
              .target(name: "Fares")
          ]
      )

      """

    static let source = """
      public enum FareError: Error, Equatable {
        case negativeAge
      }

      /// What a ticket costs.
      public func fare(age: Int) throws -> Int {
        if age < 0 { throw FareError.negativeAge }
        if age < 6 { return 0 }
        return age >= 65 ? 5 : 8
      }

      """
  }

  @Test func `a dry run says where tests would go, and changes nothing`() async throws {
    let project = try Project()
    let result = try await project.run("fare", "--dry-run", "--explain")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains("Tests for fare (1 file of Fares) would go to the target FaresTests"))
    #expect(try project.builder.git("status", "--porcelain").isEmpty)
  }

  @Test func `a package that does not build is said so, with the place`() async throws {
    let project = try Project(source: "func fare() -> Int { \"a\" }\n")
    let result = try await project.run("Fares")
    #expect(result.exitCode == 8, "\(result)")
    #expect(result.errors.contains("does not build"))
    #expect(result.errors.contains("Fares.swift"))
    #expect(try project.builder.git("status", "--porcelain").isEmpty)
  }

  @Test(arguments: [
    (["Nowhere"], 8, "Nowhere"), (["--changed", "nowhere..HEAD"], 8, "nowhere"),
    (["Fares", "--changed", "HEAD"], 2, "not both"), (["Fares", "--apply", "--branch", "b"], 2, "exclude"),
    (["Fares", "--min-coverage", "101"], 2, "0 to 100"),
    (["Fares", "--no-mutation", "--min-mutation", "1"], 2, "needs mutants"),
    (["Fares", "--no-mutation", "--mutation-report", "m.json"], 2, "needs mutants"),
    (["Fares", "--max-calls", "0"], 2, "from 1"), (["Fares", "--repository", "/"], 8, "repository"),
    (["report"], 8, "no run"),
    (["--changed", "HEAD"], 8, "touches no source"), (["Fares", "--branch", "main"], 8, "a branch main already"),
  ])
  func `what cannot begin is told in a line, with its exit code`(arguments: [String], code: Int32, word: String)
    async throws
  {
    let project = try Project()
    let result = try await project.program.run(
      arguments, in: project.builder.path, environment: project.environment)
    #expect(result.exitCode == code, "\(result)")
    #expect(result.errors.contains(word), "\(result)")
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `a signal ends a run and all that it started, and the work tree stays as it is`(signal: Int32, code: Int32)
    async throws
  {
    let project = try Project()
    let running = try project.program.start(
      ["Fares", "--apply"], in: project.builder.path, environment: project.environment, hangLimit: 300)
    while !project.isBuilding { try await Task.sleep(for: .milliseconds(20)) }
    running.send(signal: signal)
    let result = await running.result()
    #expect(result.exitCode == code, "\(result)")
    #expect(result.errors.contains("interrupted"))
    #expect(result.output.isEmpty)
    #expect(try project.builder.git("status", "--porcelain").isEmpty)
    // Another run finds its places free.
    #expect(try await project.run("Fares", "--dry-run").exitCode == 0)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `a report that a full disk does not take is an error of one line`() async throws {
    let project = try Project()
    let result = try await project.program.run(
      ["Fares", "--dry-run"], in: project.builder.path, environment: project.environment, output: .file("/dev/full"))
    #expect(result.exitCode == 3, "\(result)")
    #expect(result.errors.split(separator: "\n").count == 1 && result.errors.contains("cannot be written"), "\(result)")
  }

  /// Whether the tests may mount a disk, in a name space of their own.
  static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// A disk without room for the copies, and one that somebody else fills while the package is built.
  @Test(
    .enabled(if: canMount, "only root, where it may mount, can make a small disk"),
    arguments: [("1m", "make room"), ("270m", "the disk is full: ")])
  func `a disk that fills up is told in a line, and the work tree stays as it is`(size: String, words: String)
    async throws
  {
    let project = try Project()
    let state = project.builder.sibling("state")
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    let script = #"""
      mount -t tmpfs -o size="$2" tmpfs "$1"; state="$1"; shift 2
      "$@" & program=$!
      while kill -0 $program 2>/dev/null && ! ls "$state"/fulcrum/worktrees/*/3/tree/Package.swift >/dev/null 2>&1
      do sleep 0.05; done
      head -c 300m /dev/zero > "$state/filler" 2>/dev/null || true
      wait $program
      """#
    let result = try await ProgramRunner(path: "/usr/bin/env").run(
      ["unshare", "-m", "sh", "-euc", script, "sh", state, size, project.program.path, "Fares", "--apply", "--quiet"],
      in: project.builder.path, environment: project.environment.merging(["XDG_STATE_HOME": state]) { $1 },
      hangLimit: 300)
    #expect(result.exitCode == 3, "\(result)")
    #expect(result.errors.split(separator: "\n").count == 1 && result.errors.contains(words), "\(result)")
    #expect(try project.builder.git("status", "--porcelain").isEmpty)
  }

  @Test func `tests of what is not committed go onto no branch`() async throws {
    let project = try Project()
    try project.builder.write("Sources/Fares/Further.swift", "func further() {}\n")
    let result = try await project.run("Fares", "--branch", "tests")
    #expect(result.exitCode == 8, "\(result)")
    #expect(result.errors.contains("Sources/Fares/Further.swift is changed since"))
    #expect(try project.builder.git("branch", "--list", "tests").isEmpty)
  }

  @Test func `what is not committed is taken over as it is, and what is too large is left out`() async throws {
    let project = try Project()
    let builder = project.builder
    try builder.write("Sources/Fares/Further.swift", "public func further() -> Int { 1 }\n")
    try FileManager.default.createSymbolicLink(
      atPath: "\(builder.path)/Sources/Fares/Linked.swift", withDestinationPath: "Further.swift")
    try builder.write("run.sh", "#!/bin/sh\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(builder.path)/run.sh")
    try #require(FileManager.default.createFile(atPath: "\(builder.path)/large.bin", contents: Data(count: 33 << 20)))
    let result = try await project.run("Fares", "--dry-run")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("large.bin is taken as it was committed, if it was"))
    let found = FileManager.default.enumerator(atPath: builder.home)?.compactMap { $0 as? String } ?? []
    let copy = try #require(found.first { $0.hasSuffix("/tree/run.sh") })
    let tree = "\(builder.home)/\(copy.dropLast("/run.sh".count))"
    #expect(FileManager.default.isExecutableFile(atPath: "\(tree)/run.sh"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(tree)/Sources/Fares/Linked.swift") == "Further.swift"
    )
    #expect(!FileManager.default.fileExists(atPath: "\(tree)/large.bin"))
  }

  @Test func `lines of a range do not count for files that are here in another state`() async throws {
    let project = try Project()
    try project.builder.write("Sources/Fares/Fares.swift", Project.source + "\npublic func more() -> Int { 1 }\n")
    _ = try project.builder.commit("more")
    _ = try project.builder.git("tag", "v1.2.0")
    let same = try await project.run("--changed", "HEAD~1..v1.2.0", "--dry-run")
    #expect(same.exitCode == 0, "\(same)")
    try project.builder.write("Sources/Fares/Fares.swift", "\n\n" + Project.source)
    let other = try await project.run("--changed", "HEAD~1..v1.2.0", "--dry-run")
    #expect(other.exitCode == 2, "\(other)")
    #expect(other.errors.contains("Sources/Fares/Fares.swift is not here as it is in v1.2.0"))
  }
}
