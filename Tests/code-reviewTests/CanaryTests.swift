import Foundation
import TestSupport
import Testing

/// Secrets are put wherever the program can come by them, and looked for wherever it writes.
@Suite(.timeLimit(.minutes(3))) struct CanaryTests {
  private static let formats = ["text", "json", "markdown", "sarif", "github", "gitlab", "checkstyle", "rdjson"]

  /// Where the key comes from.
  enum KeyPlace: String, CaseIterable {
    case environment
    case file
    case namedVariable
    case command
  }

  /// A project with canaries in a file, its name, another file that the model reads, a commit message and a report.
  private static func project(
    model address: String, canary: String = Canaries.text, key: KeyPlace = .environment
  ) throws -> ReviewedProject {
    var project = try ReviewedProject(model: address)
    project.environment["FULCRUM_KEY"] = nil
    project.environment["DEPLOY_TOKEN"] = Canaries.variable
    switch key {
    case .environment: project.environment["FULCRUM_KEY"] = Canaries.key
    case .namedVariable:
      project.environment["MODEL_CREDIT"] = Canaries.key
      project.environment["FULCRUM_KEY_ENV"] = "MODEL_CREDIT"
    case .file:
      let path = "\(project.builder.home)/key"
      try Data("\(Canaries.key)\n".utf8).write(to: URL(filePath: path))
      project.environment["FULCRUM_KEY_FILE"] = path
    case .command:
      let path = "\(project.builder.home)/key"
      try Data("\(Canaries.key)\n".utf8).write(to: URL(filePath: path))
      try project.configure("config.yml", "key_command: [cat, \(path)]\n")
    }
    let words = canary.split(separator: " ").map { $0.replacing("/", with: "") }
    try project.builder.write("notes/read.txt", canary + "\n")
    try project.builder.write("AGENTS.md", "Never say \(canary).\n")
    _ = try project.builder.commit("Instructions")
    for (number, word) in words.enumerated() {
      try project.builder.write("src/\(word).py", "def f\(number)():\n    breakpoint()  # \(canary)\n")
    }
    try project.builder.write("src/cart.py", "def total(prices):\n    return 0  # \(canary)\n")
    _ = try project.builder.commit("Change \(canary)\n\nWith \(canary) in it.")
    let report = """
      <checkstyle version='4.3'><file name='src/cart.py'>
      <error line='2' severity='warning' message='Do not say \(canary)' source='Lint.Canary' />
      </file></checkstyle>
      """
    try Data(report.utf8).write(to: URL(filePath: project.builder.sibling("lint.xml")))
    return project
  }

  /// A model that reads the file, and repeats all that it was sent and more in its finding and its verdict.
  private static func repeating(_ request: LoopbackRequest) -> LoopbackReply {
    let call = ModelCall(request)
    let key = request.headers["x-api-key"] ?? ""
    let said = "\(key) \(Data("user:\(key)".utf8).base64EncodedString()) \(Canaries.text) \(Canaries.plain)"
    func answer(_ name: String, _ arguments: String) -> LoopbackReply {
      .events(
        ModelScript.stream(
          [.text(said), .rawToolCall(id: "call_1", name: name, arguments: arguments)], pieceSize: 4000))
    }
    if call.isVerifier { return answer("report_verdict", #"{"verdict":"confirmed","reason":"\#(said)"}"#) }
    if call.turn == 0 { return answer("read_file", #"{"path":"notes/read.txt"}"#) }
    return answer(
      "report_findings",
      #"{"findings":[{"path":"src/cart.py","quote":"def total(prices):","title":"It says \#(said)","explanation":"\#(said)","suggestion":"\#(said)","category":"correctness","severity":"high"}]}"#
    )
  }

  private static func leaks(
    _ canaries: Canaries, _ result: ProgramResult, _ server: LoopbackServer
  ) -> [String] {
    var leaks = canaries.leaks(in: result.output, of: "the standard output")
    leaks += canaries.leaks(in: result.errors, of: "the standard error")
    for request in server.requests {
      leaks += canaries.leaks(in: request.body, of: "request \(request.number)")
      leaks += canaries.leaks(in: request.path, of: "the path of request \(request.number)")
      let others = request.headers.filter { $0.key != "x-api-key" }
      leaks += canaries.leaks(in: "\(others)", of: "the headers of request \(request.number)")
    }
    return leaks
  }

  @Test(arguments: formats)
  func `no secret comes out of a review with a model, whatever form the report has`(format: String) async throws {
    let server = try LoopbackServer(Self.repeating)
    let project = try Self.project(model: server.url)
    let folder = project.builder.sibling("cassette")
    let result = try await project.review(
      "--format", format, "--verbose", "--record", folder, "--import", project.builder.sibling("lint.xml"),
      "--trace", project.builder.sibling("trace.json"))
    #expect(result.output.contains("REDACTED"), "\(result)")
    #expect(server.requests.count >= 3, "\(result)")
    #expect(result.output.contains("It says"), "the model's finding is in the report: \(result)")
    #expect(Self.leaks(Canaries(), result, server) == [])
    #expect(try Canaries().leaks(inFilesOf: folder) == [])
    #expect(try Canaries().leaks(inFilesOf: "\(project.builder.home)/.local/state/fulcrum") == [])
    let trace = try String(contentsOfFile: project.builder.sibling("trace.json"), encoding: .utf8)
    #expect(Canaries().leaks(in: trace, of: "the spans") == [])
    for form in ["show", "html"] {
      let shown = try await project.run("transcript", form, "last")
      #expect(shown.exitCode == 0 && shown.output.contains("REDACTED"), "\(shown)")
      #expect(Canaries().leaks(in: shown.everything, of: "transcript \(form)") == [])
    }
  }

  @Test func `no secret comes out of the event stream`() async throws {
    let server = try LoopbackServer(Self.repeating)
    let project = try Self.project(model: server.url)
    let result = try await project.review(
      "--events", "json", "--verbose", "--import", project.builder.sibling("lint.xml"))
    let events = try EventLines(result.output)
    #expect(events.types.contains("report") && events.types.contains("tool_started"))
    #expect(result.output.contains("REDACTED"))
    #expect(Self.leaks(Canaries(), result, server) == [])
  }

  @Test(arguments: KeyPlace.allCases)
  func `the key stays where it belongs, wherever it comes from`(place: KeyPlace) async throws {
    let server = try LoopbackServer(Self.repeating)
    let project = try Self.project(model: server.url, key: place)
    let file = project.builder.sibling("report.txt")
    let result = try await project.review("--verbose", "--output", file)
    #expect(server.requests.first?.headers["x-api-key"] == Canaries.key, "\(result)")
    #expect(Self.leaks(Canaries(), result, server) == [])
    let report = try String(contentsOfFile: file, encoding: .utf8)
    #expect(report.contains("It says"))
    #expect(Canaries().leaks(in: report, of: "the report's file") == [])
  }

  @Test(arguments: [400, 401, 429, 500, 200])
  func `no secret comes out of what a failing server says`(status: Int) async throws {
    let server = try LoopbackServer { request in
      let key = request.headers["x-api-key"] ?? ""
      let message =
        "no: \(key) \(key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "") \(Canaries.text)"
      if status == 200 { return .events(ModelScript.errorEvent(type: "invalid_request_error", message: message)) }
      return .json(
        status, #"{"type":"error","error":{"type":"invalid_request_error","message":"\#(message)"}}"#,
        headers: ["retry-after": "0"])
    }
    let project = try Self.project(model: server.url)
    let folder = project.builder.sibling("cassette")
    let result = try await project.review("--verbose", "--deadline-seconds", "4", "--record", folder)
    #expect(result.exitCode == 1, "the token in the file blocks: \(result)")
    #expect(result.output.contains("INCOMPLETE"), "\(result)")
    #expect(Self.leaks(Canaries(), result, server) == [])
    #expect(try Canaries().leaks(inFilesOf: folder) == [])
  }

  @Test func `no secret comes out of the hook`() async throws {
    let server = try LoopbackServer(Self.repeating)
    var project = try Self.project(model: server.url)
    project.environment["DEPLOY_TOKEN"] = Canaries.variable
    _ = try project.builder.addBareRemote()
    #expect(try await project.run("install").exitCode == 0)
    let result = try await project.git("push", "origin", "HEAD:main")
    #expect(result.exitCode != 0, "the token blocks: \(result)")
    #expect(result.errors.contains("REDACTED"))
    #expect(Self.leaks(Canaries(), result, server) == [])
  }

  @Test(arguments: ["--commit", "--range", "--patch", "--output", "--repository", "--nonsense"])
  func `no secret comes out of an error about the command line`(option: String) async throws {
    let server = try LoopbackServer([.response(500)])
    let project = try Self.project(model: server.url)
    let result = try await project.run(option, "/nowhere/\(Canaries.text)")
    #expect(result.exitCode != 0)
    #expect(Self.leaks(Canaries(), result, server) == [])
  }

  /// What is not known to be secret is found in all those places: the search is not blind, and the places are reached.
  @Test func `the search finds what comes out`() async throws {
    let server = try LoopbackServer(Self.repeating)
    let project = try Self.project(model: server.url, canary: Canaries.plain)
    let folder = project.builder.sibling("cassette")
    let result = try await project.review("--verbose", "--record", folder)
    let plain = Canaries(values: [Canaries.plain, "canary.py"])
    let state = "\(project.builder.home)/.local/state/fulcrum/transcripts"
    let run = try #require(try FileManager.default.contentsOfDirectory(atPath: state).first)
    let leaks =
      Self.leaks(plain, result, server) + (try plain.leaks(inFilesOf: folder))
      + (try plain.leaks(inFilesOf: "\(state)/\(run)"))
    for place in ["the standard output", "request 0", "0001/request", "0001/response", "01-review.jsonl"] {
      #expect(leaks.contains { $0.hasPrefix("\(place) holds canary in") }, "\(place): \(leaks)")
    }
    #expect(leaks.contains { $0.hasPrefix("the standard output holds canary.py") })
    #expect(Canaries(values: ["a+b/c-d"]).leaks(in: "x a%2Bb%2Fc%2Dd x", of: "it").count == 1)
    let encoded = Data("user:\(Canaries.key)".utf8).base64EncodedString()
    #expect(Canaries(values: [Canaries.key]).leaks(in: encoded, of: "it").count == 1)
  }
}
