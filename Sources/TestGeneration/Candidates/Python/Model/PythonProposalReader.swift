internal import JSON
internal import Processes
internal import SourceText
internal import SwiftSource
internal import Tools
internal import Verification

/// Has Python read tests that a model proposed.
struct PythonProposalReader: Sendable {
  let project: PythonProject

  /// The modules under test.
  let harvest: PythonHarvest

  /// How the project writes tests.
  let style: PythonTestStyle

  /// Files of tests that are looked through for the same test.
  private static let testLimit = 500

  /// What came of one proposal.
  enum Reading: Hashable, Sendable {
    case test(PythonProposedTest)

    /// Why it is none.
    case fault(String)
  }

  /// - Returns: one for each, in their order.
  /// - Throws: `TestGenerationError` with code `.doesNotBuild` when the program that reads them fails; `VerificationError`,
  ///   `ProcessError`.
  func read(_ tests: [ProposedTestCode]) async throws -> [Reading] {
    let area = project.area
    let imports = project.imports
    let own = project.layout.modules.filter { !$0.isTest }.flatMap(\.sources)
      .compactMap { imports.module(of: $0)?.name.split(separator: ".").first.map(String.init) }.uniqued
    let files = project.layout.modules.flatMap(\.sources).filter(PythonProject.isTestFile).prefix(Self.testLimit)
    let plan: JSONValue = [
      "own": .array(own.map { JSONValue($0) }),
      "modules": .object(
        Dictionary(harvest.modules.map { ($0.name, JSONValue.array($0.names.sorted().map { JSONValue($0) })) }) {
          first, _ in first
        }),
      "sources": .array(harvest.modules.map { JSONValue("\(area.path)/\($0.path)") }),
      "style": JSONValue(style.rawValue),
      "tests": .array(
        files.map { ["path": JSONValue("\(area.path)/\($0)"), "name": JSONValue($0.string)] }),
      "proposals": .array(tests.map { ["code": JSONValue($0.code), "intent": JSONValue($0.intent)] }),
    ]
    let folder = try RelativePath(".fulcrum-proposals")
    defer { area.removeFolder(folder) }
    let script = try RelativePath("\(folder)/\(PythonProposalSource.name)")
    let planFile = try RelativePath("\(folder)/plan.json")
    try area.write(Array(PythonProposalSource.text.utf8), to: script)
    try area.write(Array(plan.serialized().utf8), to: planFile)
    let result = try await area.run(
      [project.interpreter.path, "-I", "-B", "\(area.path)/\(script)", "\(area.path)/\(planFile)"],
      variables: PythonProject.variables, deadline: .seconds(60), outputLimit: 16 << 20)
    guard result.isSuccess, let read = (try? JSONValue.parse(result.standardOutput.text))?.array,
      read.count == tests.count
    else {
      throw TestGenerationError(
        .doesNotBuild,
        "proposed tests cannot be read, the reader \(result.summary): \(result.standardError.text.suffix(300))")
    }
    return read.map { value in
      PythonProposedTest(value).map(Reading.test) ?? .fault(value["fault"]?.string ?? "it cannot be read")
    }
  }
}
