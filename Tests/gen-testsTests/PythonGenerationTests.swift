import Foundation
import JSON
import TestSupport
import Testing

/// The program on a small Python project and on one of configured commands, with the real interpreter.
@Suite(.timeLimit(.minutes(10))) struct PythonGenerationTests {
  /// A Python with pytest and coverage.py: of the build's own environment, else of the path.
  private static let environment: String? = {
    let own = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../.build/python-tools")
      .standardized.path
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


    def redeem(code, age=30):
        \"""The fare with a voucher, whose middle part is its length: half of it, or nothing for a guest's.\"""
        parts = code.split("-")
        if len(parts) != 3 or parts[1] != str(len(code)):
            raise ValueError("no voucher")
        if parts[2].startswith("guest"):
            return 0
        price = fare(age)
        if price > 5:
            return price // 2
        return price + 1


    def slow(count):
        while True:
            count += 1


    def leave(code):
        os._exit(code)


    def shout(text):
        print(text * 1000000)
        return text.upper()


    def spawn(word):
        return subprocess.run(["true"])


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
      "tests/test_red.py",
      """
      from fares.prices import fare


      def test_red():
          assert fare(1) == 7


      def test_child():
          assert fare(3) == 0

      """)
    try builder.write("AGENTS.md", "Tests speak as a passenger would.\n")
    _ = try builder.commit("a project")
    return (builder, try ProgramRunner(named: "gen-tests"))
  }

  private static func variables(_ builder: RepositoryBuilder) -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return ["HOME": builder.home, "PATH": (environment.map { $0 + "/bin:" } ?? "") + path]
  }

  /// What a model proposes, and what has to become of it: part of the reason for which it is rejected, nil for a test that stays.
  private static let proposals: [(code: String, reason: String?)] = [
    ("def test_voucher_halves_the_fare():\n    assert redeem('ab-8-cde') == 4\n", nil),
    ("def test_guest_pays():\n    assert redeem('ab-11-guest') == 4\n", nil),
    ("def test_voucher_of_the_old():\n    assert redeem('ab-8-cde', 70) == 2\n", "possible bug"),
    ("def test_broken(:\n    pass\n", "it is no Python in line 1"),
    ("import os\n\n\ndef test_system():\n    assert os.system('true') == 0\n", "a test must not import os"),
    ("def test_slow():\n    assert slow(1) == 2\n", "it did not end in time"),
    ("def test_order():\n    assert list({'ab-8-cde', 'b', 'c', 'd', 'e', 'f'})[0] == 'b'\n", "it gave something else"),
    ("def test_nothing():\n    redeem('ab-8-cde')\n", "no assertion that could fail"),
    (
      "def test_young():\n    assert fare(3) == 0\n", "the project has this test already: tests/test_red.py::test_child"
    ),
    (
      "def test_no_voucher():\n    with pytest.raises(ValueError):\n        reedem('abc')\n",
      "reaches and notices nothing"
    ),
  ]

  /// The model's answers, one for each request.
  private static var replies: [[UInt8]] {
    let tests = proposals.map { proposal -> JSONValue in
      ["subject": "redeem", "intent": "a voucher", "code": .string(proposal.code)]
    }
    let answers: JSONValue = [
      ["test": "t2", "code_is_wrong": false, "because": "Guests travel free."],
      ["test": "t3", "code_is_wrong": true, "because": "A voucher makes it dearer."],
    ]
    return ([["tests": .array(tests)], ["tests": [], "answers": answers]] as [JSONValue]).map(reply)
  }

  /// What the model says of all functions but the first.
  private static let nothingMore = reply(["tests": []])

  private static func reply(_ arguments: JSONValue) -> [UInt8] {
    ModelScript.stream([.toolCall(id: "call_1", name: "propose_test_code", arguments: arguments)])
  }

  @Test(
    .enabled(
      if: environment != nil, "scripts/bootstrap could not install pytest and coverage.py into .build/python-tools"))
  func `a module gets tests that pass, a model's too, and what hangs, exits or spawns is named`() async throws {
    let (builder, program) = try Self.project()
    let replies = Self.replies
    let server = try LoopbackServer { request in
      .events(request.number < replies.count ? replies[request.number] : Self.nothingMore, pieceSize: 200)
    }
    let cassette = "\(builder.home)/cassette"
    let result = try await program.run(
      [
        "fares/prices.py", "--apply", "--format", "json", "--min-coverage", "40", "--base-url", server.url, "--model",
        "m", "--record", cassette, "--events", "json",
      ], in: builder.path,
      environment: Self.variables(builder).merging(["FULCRUM_KEY": "dummy-key-of-the-tests"]) { $1 },
      hangLimit: 400)
    #expect(result.exitCode == 0, "\(result)")
    let events = try result.output.split(separator: "\n").map { try JSONValue.parse(String($0)) }
    try Self.check(events: events)
    let report = try #require(events.first { $0["type"] == "report" }?["report"])
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
    try Self.checkModel(report, text, server)
    #expect(FileManager.default.fileExists(atPath: "\(cassette)/0002/response"))
  }

  /// What the model proposed: each stays or is rejected for its reason, and no test states what it insists on.
  private static func checkModel(_ report: JSONValue, _ text: String, _ server: LoopbackServer) throws {
    let rejections = report["rejections"]?.array ?? []
    for (code, reason) in proposals {
      let own = rejections.first { $0["text"]?.string == code }
      guard let reason else {
        #expect(own == nil, "\(code): \(own?["reason"]?.string ?? "")")
        continue
      }
      guard reason != "possible bug" else { continue }
      #expect(own?["reason"]?.string?.contains(reason) == true, "\(code): \(own?["reason"]?.string ?? "stays")")
    }
    #expect(text.contains("    assert redeem('ab-8-cde') == 4\n"))
    // What happened in the place of what was guessed.
    #expect(text.contains("    assert redeem('ab-11-guest') == 0\n"))
    #expect(!text.contains("70) =="))
    let bug = report["possible_bugs"]?.array?.first { $0["subject"]?.string == "redeem" }
    #expect(bug?["explanation"]?.string?.contains("the left side was 6: A voucher makes it dearer.") == true)
    #expect(report["model"]?["usage"]?["requests"]?.integer == server.requests.count)
    let prompt = String(decoding: try #require(server.requests.first).body, as: UTF8.self)
    #expect(prompt.contains("Tests speak as a passenger would."))
    #expect(prompt.contains("not reached: line") && prompt.contains("not noticed: in line"))
  }

  /// The events fit their schema, and tell of the run from beginning to end.
  private static func check(events: [JSONValue]) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../schemas/events.schema.json")
    let schema = JSONSchema(try JSONValue.parse(String(contentsOf: file, encoding: .utf8)))
    #expect(events.flatMap { schema.violations(in: $0) }.isEmpty)
    let types = events.compactMap { $0["type"]?.string }
    for type in ["generation_started", "progress", "agent_started", "tool_ended", "spent", "agent_ended", "report"] {
      #expect(types.contains(type), "\(type)")
    }
    #expect(types.last == "run_ended" && events.last?["exit_code"]?.integer == 0)
  }

  @Test(
    .enabled(
      if: environment != nil, "scripts/bootstrap could not install pytest and coverage.py into .build/python-tools"))
  func `a project of configured commands is measured, and a model writes files of tests for it`() async throws {
    let (builder, program) = try Self.project()
    let tools = try #require(Self.environment)
    try builder.write("mark.toml", "")
    try builder.write(
      "tests/test_red.py", "from fares.prices import double\n\n\ndef test_double():\n    assert double('a')\n")
    _ = try builder.commit("a mark")
    let folder = builder.home + "/.config/fulcrum"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // The environment's program is a link to the interpreter that it was made with.
    let interpreter = URL(filePath: "\(tools)/bin/python").resolvingSymlinksInPath()
    let base = interpreter.deletingLastPathComponent().deletingLastPathComponent().path
    let script = "\(tools)/bin/python -m coverage run -m pytest -q && \(tools)/bin/python -m coverage xml -q -o cov.xml"
    try """
    projects:
      measured:
        file: mark.toml
        test: [\(tools)/bin/python, -m, pytest, -q]
        coverage: [sh, -c, "\(script)"]
        read: [\(tools), \(base)]
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
    // With a model that writes a file which stays, and two that do not.
    let good = "from fares.prices import fare\n\n\ndef test_old():\n    assert fare(70) == 5\n"
    let files: [(path: String, code: String)] = [
      ("tests/test_old.py", good), ("notes/test_old.py", good),
      ("tests/test_wrong.py", "from fares.prices import redeem\n\n\ndef test_wrong():\n    assert redeem('') == 1\n"),
    ]
    let replies = [
      Self.reply([
        "tests": .array(
          files.map { file in
            ["subject": "fare", "intent": "old", "path": .string(file.path), "code": .string(file.code)]
          })
      ]), Self.reply(["tests": [], "answers": [["test": "t3", "code_is_wrong": false, "because": "No."]]]),
    ]
    let server = try LoopbackServer { request in
      .events(request.number < replies.count ? replies[request.number] : Self.nothingMore, pieceSize: 200)
    }
    let second = try await program.run(
      ["fares/prices.py", "--format", "json", "--base-url", server.url, "--model", "m", "--apply"], in: builder.path,
      environment: Self.variables(builder).merging(["FULCRUM_KEY": "dummy-key-of-the-tests"]) { $1 },
      hangLimit: 400)
    #expect(second.exitCode == 0, "\(second)")
    let written = try JSONValue.parse(second.output)
    let (old, new) = (written["before"]?["lines"]?["covered"]?.integer, written["after"]?["lines"]?["covered"]?.integer)
    #expect((new ?? 0) > (old ?? 0))
    #expect(written["tests"]?.array?.compactMap { $0["path"]?.string } == ["tests/test_old.py"])
    #expect(try String(contentsOfFile: builder.path + "/tests/test_old.py", encoding: .utf8) == good)
    let reasons = written["rejections"]?.array?.compactMap { $0["reason"]?.string } ?? []
    #expect(reasons.contains { $0.contains("no file of tests by the patterns") }, "\(reasons)")
    #expect(reasons.contains { $0.contains("write it anew with that") }, "\(reasons)")
  }
}
