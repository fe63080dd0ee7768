import Processes
import SourceText
import TestSupport
import Testing
import Verification

@testable import TestGeneration

struct AreaRestorationTests {
  @Test func `a target for tests has its files in every area`() async throws {
    let folder = try TemporaryFolder()
    let sandbox = try await Sandbox.prepared(choice: .external)
    let manifest = try RelativePath("Package.swift")
    let file = try RelativePath("Tests/QueueTests/QueueTests.swift")
    let top = WorkArea(path: folder.path, sandbox: sandbox, user: [:])
    let all = try ["project", "recording", "mutants", "trial"].map { name in
      try top.makeFolder(RelativePath(name))
      let area = WorkArea(path: "\(folder.path)/\(name)", sandbox: sandbox, user: [:])
      try area.write(Array("old".utf8), to: manifest)
      return area
    }
    var restoration = try AreaRestoration(
      GenerationAreas(project: all[0], recording: all[1], mutants: all[2], trial: all[3]))
    let module = ProjectLayout.Module(name: "Queue", path: nil, sources: [], isTest: false)
    try restoration.restore(
      after: module,
      [
        GenerationReport.WrittenFile(path: manifest, before: "old", after: "with a target"),
        GenerationReport.WrittenFile(path: file, before: nil, after: "tests"),
      ])
    for area in all {
      #expect(try area.content(of: manifest, limit: 100) == Array("with a target".utf8))
      #expect(try area.content(of: file, limit: 100) == Array("tests".utf8))
    }
  }
}
