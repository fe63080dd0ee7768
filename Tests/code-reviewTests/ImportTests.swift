import Foundation
import JSON
import TestSupport
import Testing

/// Linters' reports that are taken into a review, with the built program.
@Suite(.timeLimit(.minutes(1))) struct ImportTests {
  private static let checkstyle = """
    <?xml version='1.0'?>
    <checkstyle version='4.3'><file name='./src/cart.py'>
    <error line='3' severity='warning' message='Loop over an index' source='Lint.L1' />
    <error line='4' severity='error' message='Sum by index' source='Lint.L2' />
    <error line='1' severity='error' message='Old debt' source='Lint.L3' />
    </file><file name='/elsewhere/x.py'><error line='1' message='m' source='Lint.L4' /></file></checkstyle>
    """

  private func review(_ text: String, base: String? = nil) async throws -> (ReviewedProject, JSONValue, String, Int32?)
  {
    let project = try ReviewedProject()
    let file = project.builder.sibling("lint.report")
    try Data(text.utf8).write(to: URL(filePath: file))
    var arguments = ["--commit", "HEAD", "--format", "json", "--import", file]
    if let base {
      let path = project.builder.sibling("base.report")
      try Data(base.utf8).write(to: URL(filePath: path))
      arguments += ["--import-base", path]
    }
    let result = try await project.program.run(arguments, in: project.builder.path, environment: project.environment)
    return (project, (try? JSONValue.parse(result.output)) ?? .null, result.errors, result.exitCode)
  }

  @Test func `only findings on added lines are taken over, and the rest is counted`() async throws {
    let (_, report, errors, _) = try await review(Self.checkstyle)
    #expect(report["findings"]?.array?.compactMap { $0["rule"]?.string } == ["Lint/L2", "Lint/L1"])
    #expect(report["findings"]?.array?.allSatisfy { $0["origin"] == "imported" && $0["blocking"] == false } == true)
    #expect(errors.contains("imported 2 of 4 findings of lint.report: 1 outside the change, 1 outside the repository"))
    #expect(report["imports"]?[0]?["kept"] == 2)
  }

  @Test func `what the base's report has in the same hunk is old`() async throws {
    let base =
      "<checkstyle><file name='src/cart.py'><error line='4' message='Sum by index' source='Lint.L2'/></file></checkstyle>"
    let (_, report, errors, _) = try await review(Self.checkstyle, base: base)
    #expect(report["findings"]?.array?.compactMap { $0["rule"]?.string } == ["Lint/L1"])
    #expect(errors.contains("1 old"))
  }

  @Test(arguments: [
    "<!DOCTYPE x [<!ENTITY a 'b'>]><checkstyle/>", "<checkstyle><file>", "{\"runs\": [",
    "{\"version\":\"1.0\",\"runs\":[]}", "hello",
  ])
  func `a broken report is a usage error`(text: String) async throws {
    let (_, _, errors, code) = try await review(text)
    #expect(code == 2)
    #expect(errors.contains("lint.report"))
  }

  @Test func `SARIF and rdjson say the same`() async throws {
    let rdjson = """
      {"source":{"name":"Lint"},"diagnostics":[{"message":"Sum by index","severity":"ERROR","code":{"value":"L2"},
      "location":{"path":"src/cart.py","range":{"start":{"line":4}}}}]}
      """
    let sarif = """
      {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Lint"}},"results":[
      {"ruleId":"L2","level":"error","message":{"text":"Sum by index"},"locations":[{"physicalLocation":
      {"artifactLocation":{"uri":"src/c%61rt.py","uriBaseId":"%SRCROOT%"},"region":{"startLine":4}}}]},
      {"ruleId":"L1","baselineState":"unchanged","message":{"text":"m"},"locations":[{"physicalLocation":
      {"artifactLocation":{"uri":"src/cart.py"},"region":{"startLine":3}}}]},
      {"ruleId":"L1","suppressions":[{"kind":"inSource"}],"message":{"text":"m"},"locations":[{"physicalLocation":
      {"artifactLocation":{"uri":"src/cart.py"},"region":{"startLine":3}}}]}]}]}
      """
    let (_, first, _, _) = try await review(rdjson)
    let (_, second, errors, _) = try await review(sarif)
    #expect(first["findings"]?.array?.count == 1)
    #expect(first["findings"] == second["findings"])
    #expect(errors.contains("imported 1 of 3 findings of lint.report: 1 old, 1 suppressed"))
  }

  @Test func `what a rule says too stands once, and what the configuration excludes not at all`() async throws {
    let project = try ReviewedProject()
    try project.commit("src/planted.py", Planted.leftover.text)
    let file = project.builder.sibling("lint.report")
    let text = """
      <checkstyle><file name='src/planted.py'>
      <error line='2' severity='warning' message='Debug statement left in: breakpoint()' source='Lint.T100'/>
      <error line='1' severity='warning' message='Missing docstring' source='Lint.D103'/></file></checkstyle>
      """
    try Data(text.utf8).write(to: URL(filePath: file))
    let result = try await project.review("--format", "json", "--import", file)
    let report = try JSONValue.parse(result.output)
    #expect(
      report["findings"]?.array?.compactMap { $0["rule"]?.string }.filter { $0.hasPrefix("Lint") } == ["Lint/D103"])
    #expect(report["imports"]?[0]?["repeated"] == 1)

    try project.configure("config.yml", "exclude: [\"src/**\"]\n")
    let excluding = try await project.review("--format", "json", "--import", file)
    #expect(excluding.errors.contains("imported 0 of 2 findings of lint.report: 2 excluded"), "\(excluding)")
  }

  @Test func `a report that is not there and a base without a report are usage errors`() async throws {
    let project = try ReviewedProject()
    let missing = try await project.review("--import", "none.sarif")
    #expect(missing.exitCode == 2 && missing.errors.contains("none.sarif"))
    let alone = try await project.review("--import-base", "none.sarif")
    #expect(alone.exitCode == 2 && alone.errors.contains("--import-base needs --import"))
  }
}
