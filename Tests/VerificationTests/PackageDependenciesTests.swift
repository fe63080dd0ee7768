import SourceText
import TestSupport
import Testing

@testable import Verification

@Suite(.timeLimit(.minutes(2))) struct PackageDependenciesTests {
  @Test func `an area is filled from what was prepared, and anew only for another capture`() async throws {
    let workshop = try await CommandWorkshop()
    let area = WorkArea(path: workshop.work, sandbox: workshop.sandbox, user: [:])
    let configured = ConfiguredPreparation(
      words: ["/bin/sh", "-c", "mkdir -p .build/checkouts; cat lock > .build/checkouts/seen; cp lock resolved"],
      inputs: [try GlobPattern("lock")], kept: [try RelativePath(".build"), try RelativePath("resolved")],
      deadline: .seconds(60))
    let preparation = Preparation(configured, cache: workshop.cache, repository: "r", remedy: "program prepare")
    var files = try MemoryFiles(["lock": "v1"])
    func fill() async throws {
      try await PackageDependencies(names: ["answer"], source: (preparation, files)).fill(area)
    }
    await #expect(throws: VerificationError.self) { try await fill() }
    _ = try await preparation.prepare(files, in: workshop.sandbox, variables: [:])
    try await fill()
    #expect(workshop.read("work/.build/checkouts/seen") == "v1")
    // What a build made stays, as long as the dependencies are the same.
    try workshop.write("work/.build/built", "x")
    try await fill()
    #expect(workshop.read("work/.build/built") == "x")
    try files.add("lock", "v2")
    _ = try await preparation.prepare(files, in: workshop.sandbox, variables: [:])
    try await fill()
    #expect(workshop.read("work/.build/built") == nil)
    #expect(workshop.read("work/.build/checkouts/seen") == "v2")
    #expect(workshop.read("work/resolved") == "v2")
  }

  @Test func `without a preparation the line says which packages are missing and what to do`() async throws {
    let workshop = try await CommandWorkshop()
    let area = WorkArea(path: workshop.work, sandbox: workshop.sandbox, user: [:])
    let dependencies = PackageDependencies(names: ["answer"], source: nil)
    let error = await #expect(throws: VerificationError.self) { try await dependencies.fill(area) }
    #expect(error?.code == .notPrepared)
    #expect(error?.description.contains("answer") == true && error?.description.contains("`prepare`") == true)
    try workshop.write("work/.build/checkouts/answer/Package.swift", "")
    try await dependencies.fill(area)
  }
}
