import Foundation
import Processes
import SourceText
import TestSupport
import Testing

@testable import Verification

/// The adapter of Swift packages on a real one, with the real toolchain in the real sandbox.
///
/// It is built once for all that is asked.
@Suite(.timeLimit(.minutes(10))) struct SwiftPackageTests {
  private static let toolchain = try? SwiftToolchain(
    searching: (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init))

  @Test(.enabled(if: toolchain != nil, "there is no Swift on the PATH"))
  func `a package is built, tested and measured, whatever its tests do`() async throws {
    let workshop = try await CommandWorkshop()
    try ToyPackage.write(to: workshop)
    let area = WorkArea(path: workshop.work, sandbox: workshop.sandbox, user: [:])
    let package = try await SwiftPackage.open(in: area, toolchain: #require(Self.toolchain))
    #expect(package.layout.modules.map(\.name) == ["CToy", "Toy", "ToyTests"])
    #expect(package.layout.reasons.contains("not written in Swift, so SwiftPM does not measure them: CToy"))
    #expect(package.layout.testModules.map(\.frameworks) == [[.swiftTesting, .xctest]])

    let built = try await package.build()
    #expect(built.isSuccess, "\(built.tail)")
    #expect(built.fault == nil)
    let warning = try #require(built.diagnostics.first { $0.kind == .warning })
    #expect(warning.path == (try RelativePath("Sources/Toy/Toy.swift")) && warning.line == 9, "\(warning)")

    try await ordinaryRun(package)
    try await selectedRuns(package)
    try await fatalRuns(package)
    try await brokenBuild(package, workshop)
  }

  private func ordinaryRun(_ package: SwiftPackage) async throws {
    let run = try await package.test(TestRequest(measuresCoverage: true, isBuilt: true))
    let expected: [String: TestResult.Status] = [
      "ToyTests.OldTests/testDoubled": .passed, "ToyTests.OldTests/testFlood": .passed,
      "ToyTests.OldTests/testSkipped": .skipped, "ToyTests.OldTests/testTrap": .passed,
      "ToyTests.OldTests/testWrong": .failed, "ToyTests.Sizes/`a/wrong (one)`()": .failed,
      "ToyTests.Sizes/later()": .skipped, "ToyTests.Sizes/size(_:)": .passed, "ToyTests.exiting()": .passed,
      "ToyTests.hanging()": .passed, "ToyTests.negative()": .passed, "ToyTests.trapping()": .passed,
    ]
    #expect(Self.statuses(run) == expected, "\(run.tail)")
    #expect(run.fault == nil && !run.isGreen)
    let wrong = try #require(run.results.first { $0.name == "ToyTests.Sizes/`a/wrong (one)`()" })
    #expect(wrong.message.hasPrefix("Tests/ToyTests/ToyTests.swift:7: Expectation failed"), "\(wrong)")
    let old = try #require(run.results.first { $0.name == "ToyTests.OldTests/testWrong" })
    #expect(old.message.contains("OldTests.swift:5: error:") && old.message.hasSuffix("two\nlines"), "\(old)")

    let coverage = try #require(run.coverage, "\(run.notes)")
    #expect(coverage.files.map(\.path.string) == ["Sources/Toy/Toy.swift"])
    let file = try #require(coverage.files.last)
    #expect(file.lines[4].map { $0 > 0 } == true)
    #expect(file.lines[13] == 0 && file.lines[7] == nil, "\(file.lines)")
    #expect(file.regions.contains { $0.startLine == 13 && $0.count == 0 })
    #expect(file.branches.isEmpty)
  }

  private func selectedRuns(_ package: SwiftPackage) async throws {
    let some = try await package.test(
      TestRequest(
        names: ["ToyTests.Sizes", "ToyTests.OldTests/testDoubled", "ToyTests.gone()"],
        excluded: ["ToyTests.Sizes/`a/wrong (one)`()"], isBuilt: true))
    #expect(
      Self.statuses(some) == [
        "ToyTests.OldTests/testDoubled": .passed, "ToyTests.Sizes/later()": .skipped,
        "ToyTests.Sizes/size(_:)": .passed,
      ])
    #expect(some.isGreen && some.notes == ["there is no test ToyTests.gone()"] && some.coverage == nil)
    let shuffled = try await package.test(
      TestRequest(
        excluded: ["ToyTests.OldTests/testWrong", "ToyTests.Sizes/`a/wrong (one)`()"], isShuffled: true, isBuilt: true,
        variables: ["TZ=Asia/Kathmandu", "TOY_MOOD=flood"]))
    #expect(shuffled.isGreen && shuffled.results.count == 10, "\(shuffled)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: package.area.path + "/.build").allSatisfy {
        !$0.hasPrefix("fulcrum-run")
      })
  }

  private func fatalRuns(_ package: SwiftPackage) async throws {
    let crashed = try await package.test(
      TestRequest(measuresCoverage: true, isBuilt: true, variables: ["TOY_MOOD=crash"]))
    let statuses = Self.statuses(crashed)
    let dead = ["ToyTests.OldTests/testTrap", "ToyTests.exiting()", "ToyTests.trapping()"]
    #expect(statuses.filter { $0.value == .crashed }.keys.sorted() == dead, "\(crashed)")
    #expect(statuses.count == 12 && statuses["ToyTests.negative()"] == .passed)
    let trap = try #require(crashed.results.first { $0.name == "ToyTests.trapping()" })
    #expect(trap.message.contains("Fatal error: boom"), "\(trap)")
    // What those covered that stayed alive is not lost.
    #expect(crashed.coverage?.files.last?.lines[4].map { $0 > 0 } == true)

    let hung = try await package.test(
      TestRequest(
        names: ["ToyTests.hanging()", "ToyTests.OldTests/testDoubled"], isBuilt: true, variables: ["TOY_MOOD=hang"],
        deadline: .seconds(20)))
    #expect(Self.statuses(hung) == ["ToyTests.OldTests/testDoubled": .passed, "ToyTests.hanging()": .timedOut])
    #expect(hung.fault == "the tests did not end within 20 s; still running: ToyTests.hanging()")
  }

  private func brokenBuild(_ package: SwiftPackage, _ workshop: borrowing CommandWorkshop) async throws {
    try workshop.write("work/Sources/Toy/Toy.swift", "public let broken: Int = \"text\"\n")
    let run = try await package.test(TestRequest())
    #expect(run.results.isEmpty)
    #expect(
      run.fault?.hasPrefix("it does not build: Sources/Toy/Toy.swift:1: cannot convert value") == true,
      "\(run.fault ?? "")")
  }

  @Test(.enabled(if: toolchain != nil, "there is no Swift on the PATH"))
  func `no manifest, one that does not load, missing dependencies and missing tests are told apart`() async throws {
    let workshop = try await CommandWorkshop()
    let area = WorkArea(path: workshop.work, sandbox: workshop.sandbox, user: [:])
    let toolchain = try #require(Self.toolchain)
    let absent = await #expect(throws: VerificationError.self) {
      try await SwiftPackage.open(in: area, toolchain: toolchain)
    }
    #expect(absent?.code == .unreadableProject)

    try workshop.write("work/Package.swift", "// swift-tools-version: 6.0\nlet package = 1 +\n")
    let broken = await #expect(throws: VerificationError.self) {
      try await SwiftPackage.open(in: area, toolchain: toolchain)
    }
    #expect(
      broken?.code == .unreadableProject
        && broken?.description.contains("Package.swift:3: expected expression") == true,
      "\(String(describing: broken))")

    let head = "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"Bare\", "
    try workshop.write(
      "work/Package.swift",
      head + "dependencies: [.package(url: \"https://example.org/far/away.git\", from: \"1.0.0\")], targets: [])\n")
    let unprepared = await #expect(throws: VerificationError.self) {
      try await SwiftPackage.open(in: area, toolchain: toolchain)
    }
    #expect(unprepared?.code == .notPrepared && unprepared?.description.contains("depends on away,") == true)
    let preparation = Preparation(
      ConfiguredPreparation(words: ["swift", "package", "resolve"]), cache: workshop.cache, repository: "bare",
      remedy: "gen-tests prepare")
    let files = try MemoryFiles(["Package.swift": ""])
    let line = await #expect(throws: VerificationError.self) {
      try await SwiftPackage.open(in: area, toolchain: toolchain, prepared: (preparation, files))
    }
    #expect(
      line?.description
        == "the project's dependencies are not prepared; run `gen-tests prepare`, which runs `swift package resolve`")

    try workshop.write("work/Package.swift", head + "targets: [.target(name: \"Bare\")])\n")
    try workshop.write("work/Sources/Bare/Bare.swift", "public let bare = 1\n")
    let bare = try await SwiftPackage.open(in: area, toolchain: toolchain)
    let untested = await #expect(throws: VerificationError.self) { try await bare.test(TestRequest()) }
    #expect(untested?.code == .noTests)
    #expect(bare.layout.reasons.contains("it has no test target"))
  }

  @Test func `a machine without Swift is told apart too`() {
    // Where the system itself has Swift, there is none to miss.
    do {
      #expect(try SwiftToolchain(searching: []).swift.hasPrefix("/"))
    } catch {
      #expect(error.code == .missingToolchain && error.description.contains("install Swift"))
    }
  }

  private static func statuses(_ run: TestRun) -> [String: TestResult.Status] {
    Dictionary(uniqueKeysWithValues: run.results.map { ($0.name, $0.status) })
  }
}
