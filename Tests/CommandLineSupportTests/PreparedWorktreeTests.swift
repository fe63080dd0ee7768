import Foundation
import Git
import Processes
import SourceText
import TestSupport
import Testing

@testable import CommandLineSupport
@testable import Editing
@testable import Verification

/// A Swift package with a dependency is prepared once, and then built and tested without network in the pool's worktrees.
@Suite(.timeLimit(.minutes(5))) struct PreparedWorktreeTests {
  private static let toolchain: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return folders.first { FileManager.default.isExecutableFile(atPath: $0 + "/swift") }.map { $0 + "/swift" }
  }()

  #if os(Linux)
    private static let hasSandbox = true
  #else
    private static let hasSandbox = false
  #endif

  @Test(
    .enabled(if: toolchain != nil, "there is no Swift on the PATH"),
    .enabled(if: hasSandbox, "there is no sandbox here"))
  func `a worktree of the pool is built and tested offline, also when its slot is used again`() async throws {
    let swift = try #require(Self.toolchain)
    let (library, application) = (try RepositoryBuilder(), try RepositoryBuilder())
    let source = try Self.commitLibrary(library)
    let commit = try Self.commitApplication(application, dependingOn: "file://\(source)")
    let sandbox = try await Sandbox.prepared(
      launcher: SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path))
    let repository = try await RepositoryOpener.open(at: application.path)
    let files = try await CommitFiles(of: commit, in: repository)
    let preparation = Preparation(
      ConfiguredPreparation(
        words: [swift, "package", "resolve"], inputs: [try GlobPattern("/Package.swift")],
        kept: [try RelativePath(".build"), try RelativePath("Package.resolved")], deadline: .seconds(120),
        readable: [library.sibling("")]),
      cache: application.sibling("cache"), repository: application.path, remedy: "program prepare")
    _ = try await preparation.prepare(files, in: sandbox, variables: [:])
    // From here on there is nothing to fetch from, and no sandbox would let it be read.
    try FileManager.default.removeItem(atPath: source)

    let pool = try await WorktreePool(
      state: application.sibling("state"), of: try await RepositoryOpener.openForWriting(at: application.path))
    var slots: [String] = []
    for number in 1...2 {
      let worktree = try await pool.claim(commit: commit, run: "run \(number)")
      slots.append(worktree.slot)
      #expect(FolderTree.kind(at: "\(worktree.path)/.build") == nil, "what the run before built is gone")
      try await preparation.install(into: worktree.path, for: files)
      try await Self.buildAndTest(swift, in: worktree.path, sandbox)
      // What was built is ignored, as the project says.
      #expect(try await worktree.changes().changes.map(\.path.string) == ["Package.resolved"])
      try await worktree.release()
    }
    #expect(Set(slots).count == 1)
    #expect(try application.git("status", "--porcelain") == "")
  }

  private static func buildAndTest(_ swift: String, in folder: String, _ sandbox: Sandbox) async throws {
    let flags = ["--disable-automatic-resolution", "--disable-sandbox"]
    let runner = CommandRunner(
      commands: [
        ConfiguredCommand(name: "build", words: [swift, "build", "--build-tests"] + flags),
        ConfiguredCommand(name: "test", words: [swift, "test", "--skip-build"] + flags),
      ], sandbox: sandbox, variables: [:])
    for name in ["build", "test"] {
      let result = try await runner.run(name, in: folder)
      let words = "\(result.summary)\n\(result.standardOutput.text)\n\(result.standardError.text)"
      #expect(result.isSuccess, "\(words)")
      if name == "test" { #expect(words.contains("twiceTheAnswer() passed"), "\(words)") }
    }
  }

  /// - Returns: the bare repository that the library is fetched from.
  private static func commitLibrary(_ library: RepositoryBuilder) throws -> String {
    try library.write(
      "Package.swift",
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "Answer", products: [.library(name: "Answer", targets: ["Answer"])], targets: [.target(name: "Answer")])
      """)
    try library.write("Sources/Answer/Answer.swift", "public let answer = 42\n")
    try library.commit("Answer")
    try library.git("tag", "1.0.0")
    let source = library.sibling("answer.git")
    try library.git("clone", "--quiet", "--bare", library.path, source)
    return source
  }

  private static func commitApplication(_ application: RepositoryBuilder, dependingOn url: String) throws -> ObjectID {
    try application.write(
      "Package.swift",
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "Twice", dependencies: [.package(url: "\(url)", from: "1.0.0")],
        targets: [
          .target(name: "Twice", dependencies: [.product(name: "Answer", package: "answer")]),
          .testTarget(name: "TwiceTests", dependencies: ["Twice"]),
        ])
      """)
    try application.write(".gitignore", "/.build/\n")
    try application.write("Sources/Twice/Twice.swift", "import Answer\npublic func twice() -> Int { 2 * answer }\n")
    try application.write(
      "Tests/TwiceTests/TwiceTests.swift",
      "import Testing\nimport Twice\n@Test func twiceTheAnswer() { #expect(twice() == 84) }\n")
    return try application.commit("Twice")
  }
}
