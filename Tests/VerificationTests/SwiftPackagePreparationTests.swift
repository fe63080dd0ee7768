import Foundation
import Processes
import SourceText
import TestSupport
import Testing

@testable import Verification

/// A Swift package that depends on another one is prepared once, and then built and tested without network, without the
/// dependency's repository, in a fresh work area.
@Suite(.timeLimit(.minutes(5))) struct SwiftPackagePreparationTests {
  private static let toolchain: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return folders.first { FileManager.default.isExecutableFile(atPath: $0 + "/swift") }.map { $0 + "/swift" }
  }()

  private static let library = [
    "Package.swift": """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(
      name: "Answer", products: [.library(name: "Answer", targets: ["Answer"])], targets: [.target(name: "Answer")])
    """,
    "Sources/Answer/Answer.swift": "public let answer = 42\n",
  ]

  private static func application(dependingOn url: String) -> [String: String] {
    [
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "Twice", dependencies: [.package(url: "\(url)", from: "1.0.0")],
        targets: [
          .target(name: "Twice", dependencies: [.product(name: "Answer", package: "answer")]),
          .testTarget(name: "TwiceTests", dependencies: ["Twice"]),
        ])
      """,
      "Sources/Twice/Twice.swift": "import Answer\npublic func twice() -> Int { 2 * answer }\n",
      "Tests/TwiceTests/TwiceTests.swift":
        "import Testing\nimport Twice\n@Test func twiceTheAnswer() { #expect(twice() == 84) }\n",
    ]
  }

  @Test(.enabled(if: toolchain != nil, "there is no Swift on the PATH"))
  func `it is built and tested offline`() async throws {
    let workshop = try await CommandWorkshop()
    let swift = try #require(Self.toolchain)
    let library = try RepositoryBuilder()
    for (path, text) in Self.library { try library.write(path, text) }
    try library.commit("Answer")
    try library.git("tag", "1.0.0")
    let repository = library.sibling("answer.git")
    try library.git("clone", "--quiet", "--bare", library.path, repository)
    let application = Self.application(dependingOn: "file://\(repository)")
    var files = try MemoryFiles([:])
    for (path, text) in application { try files.add(path, text) }

    let configured = ConfiguredPreparation(
      words: [swift, "package", "resolve"],
      inputs: [try GlobPattern("/Package.swift"), try GlobPattern("/Package.resolved")],
      kept: [try RelativePath(".build"), try RelativePath("Package.resolved")], deadline: .seconds(120),
      readable: [library.sibling("")])
    let preparation = Preparation(
      configured, cache: workshop.cache, repository: "application", remedy: "program prepare")
    _ = try await preparation.prepare(files, in: workshop.sandbox, variables: [:])

    // From here on there is nothing to fetch from, and no sandbox would let it be read.
    try FileManager.default.removeItem(atPath: repository)
    for (path, text) in application { try workshop.write("work/" + path, text) }
    try await preparation.install(into: workshop.work, for: files)
    let flags = ["--disable-automatic-resolution", "--disable-sandbox"]
    let runner = workshop.runner(
      ConfiguredCommand(name: "build", words: [swift, "build", "--build-tests"] + flags),
      ConfiguredCommand(name: "test", words: [swift, "test", "--skip-build"] + flags))
    let built = try await runner.run("build", in: workshop.work)
    #expect(built.isSuccess, "\(built.summary)\n\(built.standardOutput.text)\n\(built.standardError.text)")
    let tested = try await runner.run("test", in: workshop.work)
    #expect(tested.isSuccess, "\(tested.summary)\n\(tested.standardOutput.text)\n\(tested.standardError.text)")
    #expect(tested.standardOutput.text.contains("twiceTheAnswer() passed"), "\(tested.standardOutput.text)")
  }
}
