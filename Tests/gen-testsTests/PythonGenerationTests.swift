import Foundation
import JSON
import TestSupport
import Testing

/// The program on a small Python project and on one of configured commands, with the real interpreter.
@Suite(.timeLimit(.minutes(10))) struct PythonGenerationTests {
  /// A Python with pytest and coverage.py: of the build's own environment, else of the path.
  private static let environment: String? = {
    let own = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../.build/python-tools").standardized.path
    return FileManager.default.isExecutableFile(atPath: own + "/bin/pytest") ? own : nil
  }()

  private static let source = """
    import os
    import subprocess
    import time


    def fare(age, town="here"):
        if age < 0:
            raise ValueError("negative age")
        if age < 6:
            return 0
        return 5 if age >= 65 else 8


    def slow(count):
        while True:
            count += 1


    def leave(code):
        os._exit(code)


    def shout(text):
        print(text * 1000000)
        return text.upper()


    def spawn(word):
        return subprocess.run(["sleep", "30"])


    def now():
        return time.time()


    def double(word):
        \"""Says it twice.

        >>> double("ab")
        'abab'
        >>> double("x")
        'x'
        \"""
        return word + word

    """

  private static func project() throws -> (builder: RepositoryBuilder, program: ProgramRunner) {
    let builder = try RepositoryBuilder()
    try builder.write("fares/__init__.py", "")
    try builder.write("fares/prices.py", source)
    try builder.write("pyproject.toml", "[project]\nname = \"fares\"\n")
    try builder.write(
      "tests/test_red.py", "from fares.prices import fare\n\n\ndef test_red():\n    assert fare(1) == 7\n")
    _ = try builder.commit("a project")
    return (builder, try ProgramRunner(named: "gen-tests"))
  }

  private static func variables(_ builder: RepositoryBuilder) -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return ["HOME": builder.home, "PATH": (environment.map { $0 + "/bin:" } ?? "") + path]
  }

  @Test(
    .enabled(
      if: environment != nil, "scripts/bootstrap could not install pytest and coverage.py into .build/python-tools"))
  func `a module gets tests that pass, and what hangs, exits or spawns is named`() async throws {
    let (builder, program) = try Self.project()
    let result = try await program.run(
      ["fares/prices.py", "--apply", "--format", "json", "--min-coverage", "40"], in: builder.path,
      environment: Self.variables(builder))
    #expect(result.exitCode == 0, "\(result)")
    let report = try JSONValue.parse(result.output)
    #expect(report["framework"]?.string == "pytest")
    #expect(report["red_tests"]?.array?.count == 1)
    let text = try String(contentsOfFile: builder.path + "/tests/test_prices.py", encoding: .utf8)
    #expect(text.contains("def test_fare"))
    #expect(text.contains("pytest.raises(ValueError)"))
    #expect(!text.contains("now(") && !text.contains("spawn(") && !text.contains("slow(") && !text.contains("leave("))
    let reasons = (report["rejections"]?.array ?? []).compactMap { $0["reason"]?.string }
    for reason in ["it did not end in time", "starts a process", "reads the clock", "it ended the process with code"] {
      #expect(reasons.contains { $0.contains(reason) }, "\(reason)")
    }
    #expect(report["possible_bugs"]?.array?.contains { $0["subject"]?.string == "double" } == true)
    #expect((report["after"]?["branches"]?["covered"]?.integer ?? 0) > 0)
    if let mutation = report["after"]?["mutation"] { #expect((mutation["killed"]?.integer ?? 0) > 0) }
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../schemas/test-generation-report.schema.json")
    #expect(JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8))).violations(in: report).isEmpty)
  }

  @Test(
    .enabled(
      if: environment != nil, "scripts/bootstrap could not install pytest and coverage.py into .build/python-tools"))
  func `a project of configured commands is measured, and says that a model is needed`() async throws {
    let (builder, program) = try Self.project()
    let tools = try #require(Self.environment)
    try builder.write("mark.toml", "")
    try builder.write(
      "tests/test_red.py", "from fares.prices import double\n\n\ndef test_double():\n    assert double('a')\n")
    _ = try builder.commit("a mark")
    let folder = builder.home + "/.config/fulcrum"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let script = "\(tools)/bin/python -m coverage run -m pytest -q && \(tools)/bin/python -m coverage xml -q -o cov.xml"
    try """
    projects:
      measured:
        file: mark.toml
        test: [\(tools)/bin/python, -m, pytest, -q]
        coverage: [sh, -c, "\(script)"]
        read: [\(tools)]
        report: cov.xml
        format: cobertura
        sources: [fares/**]
        tests: [tests/**]

    """.write(toFile: folder + "/config.yml", atomically: true, encoding: .utf8)
    let result = try await program.run(
      ["fares/prices.py", "--format", "json", "--min-coverage", "90"], in: builder.path,
      environment: Self.variables(builder))
    #expect(result.exitCode == 1, "\(result)")
    let report = try JSONValue.parse(result.output)
    #expect(report["framework"]?.string == "measured")
    #expect(report["uncovered"]?.array?.contains { $0["subject"]?.string == "fare" } == true)
    #expect((report["before"]?["lines"]?["covered"]?.integer ?? 0) > 0)
    #expect(report["notes"]?.array?.contains { $0.string?.contains("by a model alone") == true } == true)
  }
}
