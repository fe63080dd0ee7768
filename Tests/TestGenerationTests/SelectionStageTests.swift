import SourceText
import Testing
import Verification

@testable import TestGeneration

struct SelectionStageTests {
  private static func stage() throws -> SelectionStage {
    func module(_ name: String, isTest: Bool = false, _ sources: [String]) throws -> ProjectLayout.Module {
      ProjectLayout.Module(
        name: name, path: try RelativePath(isTest ? "Tests/\(name)" : "Sources/\(name)"),
        sources: try sources.map { try RelativePath($0) }, isTest: isTest)
    }
    let layout = ProjectLayout(
      kind: .swiftPackage, name: "q",
      modules: [
        try module("Queue", ["Sources/Queue/Queue.swift", "Sources/Queue/Inner/Ring.swift"]),
        try module("Other", ["Sources/Other/Other.swift"]),
        try module("QueueTests", isTest: true, ["Tests/QueueTests/A.swift"]),
      ], reasons: [])
    let texts = [
      "Sources/Queue/Queue.swift": "struct Queue {\n  func take() {}\n}\nextension Queue {\n  func put() {}\n}\n",
      "Sources/Queue/Inner/Ring.swift": "struct Ring {\n  func take() {}\n}\n",
      "Sources/Other/Other.swift": "func helper() {}\n",
    ]
    return SelectionStage(layout) { Array((texts[$0.string] ?? "").utf8) }
  }

  @Test(arguments: [
    ("Queue", ["Sources/Queue/Inner/Ring.swift", "Sources/Queue/Queue.swift"]),
    ("Sources/Queue/", ["Sources/Queue/Inner/Ring.swift", "Sources/Queue/Queue.swift"]),
    ("Sources/Queue/Inner", ["Sources/Queue/Inner/Ring.swift"]),
    ("./Sources/Queue/Queue.swift", ["Sources/Queue/Queue.swift"]), ("Ring", ["Sources/Queue/Inner/Ring.swift"]),
    ("take", ["Sources/Queue/Inner/Ring.swift", "Sources/Queue/Queue.swift"]),
    ("Queue.take", ["Sources/Queue/Queue.swift"]), ("helper()", ["Sources/Other/Other.swift"]),
  ])
  func `paths, modules, types and functions are found`(word: String, paths: [String]) throws {
    #expect(try Self.stage().select(word).paths.map(\.string) == paths)
  }

  @Test func `a function is its lines`() throws {
    let selection = try Self.stage().select("Queue.put")
    let path = try RelativePath("Sources/Queue/Queue.swift")
    #expect(selection.contains(path, line: 5))
    #expect(!selection.contains(path, line: 2))
  }

  @Test(arguments: [
    ("nothing", "there are Other, Queue"), ("Tests/QueueTests", "holds tests"), ("Sources", "several modules"),
    (".", "name what"),
  ])
  func `what is not there is said with what there is`(word: String, part: String) throws {
    let error = #expect(throws: TestGenerationError.self) { try Self.stage().select(word) }
    #expect(error?.description.contains(part) == true)
  }

  @Test func `a change gives a selection for each module`() throws {
    let selections = try Self.stage().select(changed: [
      try RelativePath("Sources/Queue/Queue.swift"): [LineRange(2)],
      try RelativePath("Sources/Other/Other.swift"): [LineRange(1)],
      try RelativePath("README.md"): [LineRange(1)],
    ])
    #expect(selections.map(\.module.name) == ["Other", "Queue"])
    #expect(throws: TestGenerationError.self) {
      try Self.stage().select(changed: [try RelativePath("README.md"): [LineRange(1)]])
    }
  }

  private static func change() throws -> [Selection] {
    try stage().select(changed: [
      try RelativePath("Sources/Queue/Queue.swift"): [LineRange(2)],
      try RelativePath("Sources/Other/Other.swift"): [LineRange(1)],
    ])
  }

  @Test(arguments: [
    TestGenerationError(.noTarget, "it is written in C") as any Error,
    TestGenerationError(.doesNotBuild, "it is written in C"),
    TestGenerationError(.folder, "it is written in C"),
    VerificationError(.unreadableProject, "it is written in C"),
  ])
  func `whatever is wrong with one module, what was found of others stands`(fault: any Error) async throws {
    for name in ["Other", "Queue"] {
      let (done, leftOut) = try await SelectionStage.each(of: Self.change()) { selection in
        if selection.module.name == name { throw fault }
        return selection.module.name
      }
      #expect(done == ["Other", "Queue"].filter { $0 != name })
      #expect(leftOut.map(\.words) == ["what changed in \(name)"])
      #expect(leftOut.map { "\($0.error)" } == ["it is written in C"])
      let unfinished = await #expect(throws: UnfinishedGeneration.self) {
        try await SelectionStage.reports(of: Self.change(), until: nil) { selection in
          if selection.module.name == name { throw fault }
          return ReportExample.report(selection.module.name)
        }
      }
      #expect(unfinished?.reports.map(\.selection) == done)
      #expect(unfinished?.reports.first?.notes == ["what changed in \(name) was left out: it is written in C"])
      #expect(unfinished.map { "\($0.fault)" } == "it is written in C")
    }
  }

  @Test func `one deadline holds for all modules, and the first is always begun`() async throws {
    var begun: [String] = []
    let reports = try await SelectionStage.reports(of: Self.change(), until: .now) { selection in
      begun.append(selection.module.name)
      return ReportExample.report(selection.module.name)
    }
    #expect(begun == ["Other"])
    #expect(reports.map(\.isCutShort) == [true])
    #expect(reports[0].notes == ["what changed in Queue was left out: there was no time left for it"])
  }

  @Test func `a run that is ended does not go on with the next module`() async throws {
    var begun: [String] = []
    await #expect(throws: CancellationError.self) {
      _ =
        try await SelectionStage.each(of: Self.change()) { selection in
          begun.append(selection.module.name)
          throw CancellationError()
        } as (results: [Int], leftOut: [(words: String, error: any Error)])
    }
    #expect(begun == ["Other"])
  }

  @Test func `where nothing else is left the first reason is told`() async throws {
    let error = await #expect(throws: TestGenerationError.self) {
      try await SelectionStage.each(of: Self.change()) { selection in
        throw TestGenerationError(.noTarget, selection.module.name)
      } as (results: [Int], leftOut: [(words: String, error: any Error)])
    }
    #expect(error?.description == "Other")
  }
}
