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

    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> ProgramResult {
      let own = ["HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
      return try await program.run(
        arguments, in: builder.path, environment: own.merging(environment) { $1 })
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
    (["Fares", "--max-calls", "0"], 2, "from 1"), (["Fares", "--repository", "/"], 8, "repository"),
    (["report"], 8, "no run"),
    (["--changed", "HEAD"], 8, "touches no source"), (["Fares", "--branch", "main"], 8, "a branch main already"),
  ])
  func `what cannot begin is told in a line, with its exit code`(arguments: [String], code: Int32, word: String)
    async throws
  {
    let project = try Project()
    let own = ["HOME": project.builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    let result = try await project.program.run(arguments, in: project.builder.path, environment: own)
    #expect(result.exitCode == code, "\(result)")
    #expect(result.errors.contains(word), "\(result)")
    #expect(result.output.isEmpty)
  }

  @Test func `tests of what is not committed go onto no branch`() async throws {
    let project = try Project()
    try project.builder.write("Sources/Fares/Further.swift", "func further() {}\n")
    let result = try await project.run("Fares", "--branch", "tests")
    #expect(result.exitCode == 8, "\(result)")
    #expect(result.errors.contains("Sources/Fares/Further.swift is changed since"))
    #expect(try project.builder.git("branch", "--list", "tests").isEmpty)
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
