import Foundation
import JSON
import TestSupport
import Testing

/// What the program keeps of a review, and how it shows it.
@Suite(.timeLimit(.minutes(3))) struct TranscriptCommandTests {
  private static let hostile =
    "<script>alert(1)</script><img src=x onerror=alert(1)> \u{1b}[31mred\u{1b}]8;;http://e\u{7} \u{202E}back\u{2066} &amp; \"'`"

  private func folder(of project: ReviewedProject) -> String {
    "\(project.builder.home)/.local/state/fulcrum/transcripts"
  }

  @Test func `a review with a model is listed and shown, one without leaves nothing`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let project = try ReviewedProject(model: server.url)
    #expect(try await project.review("--no-model").exitCode == 0)
    #expect(try await project.run("transcript", "list").output == "No transcripts are kept.\n")
    let none = try await project.run("transcript", "show", "last")
    #expect(none.errors.contains("a review by the rules alone leaves none") && !none.errors.contains("transcript list"))
    #expect(try await project.review("--no-transcript").exitCode == 0)
    #expect(!FileManager.default.fileExists(atPath: folder(of: project)))
    #expect(try await project.review().exitCode == 0)
    let list = try await project.run("transcript")
    #expect(list.output.contains("success (0)  commit HEAD  3 agents, 5 turns"), "\(list)")
    let shown = try await project.run("transcript", "show", "last")
    #expect(shown.exitCode == 0)
    for words in ["agent 01-review", "turn 1", "→ read_file", "I read the file.", "ended: done", "→ report_verdict"] {
      #expect(shown.output.contains(words), "\(words): \(shown.output)")
    }
    #expect(!shown.output.contains("\u{1b}"), "no colours for a pipe")
  }

  @Test func `each line fits the published schema`() async throws {
    let server = try LoopbackServer { request in
      request.number == 0
        ? ScriptedReviewer.error(529, "overloaded_error", headers: ["retry-after-ms": "10"])
        : ScriptedReviewer.reply(to: request)
    }
    let project = try ReviewedProject(model: server.url)
    #expect(try await project.review().exitCode == 0)
    #expect(try await project.run("--fork", "last").exitCode == 0)
    let schemaFile = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../schemas/transcript.schema.json")
    let schema = JSONSchema(try JSONValue.parse(Array(Data(contentsOf: schemaFile))))
    #expect(schema.uncheckedKeywords.isEmpty)
    var types: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder(of: project)) where name.hasSuffix("jsonl") {
      let lines = try String(contentsOfFile: "\(folder(of: project))/\(name)", encoding: .utf8).split(separator: "\n")
      for (index, line) in lines.enumerated() {
        let value = try JSONValue.parse(String(line))
        #expect(schema.violations(in: value) == [], "\(name), line \(index + 1)")
        #expect(value["seq"]?.integer == index + 1)
        types.insert(value["type"]?.string ?? "")
      }
    }
    #expect(
      types.isSuperset(of: ["run_started", "run_ended", "agent_started", "response", "results", "request_failed"]))
  }

  @Test(arguments: ["show", "html"])
  func `a hostile conversation does nothing to who reads it`(form: String) async throws {
    let hostile = Self.hostile
    let server = try LoopbackServer { request in
      let call = ModelCall(request)
      if call.turn == 0 {
        return .events(
          ModelScript.stream([
            .thinking(hostile, signature: "s"), .text(hostile),
            .toolCall(id: "call_\(hostile)", name: "read_file", arguments: ["path": .string(hostile)]),
          ]))
      }
      return ScriptedReviewer.report([])
    }
    let project = try ReviewedProject(model: server.url)
    try project.commit("src/planted.py", "# \(hostile)\n</pre></details></style><style>*{display:none}</style>\n")
    #expect(try await project.review().exitCode == 0)
    let result = try await project.run("transcript", form, "last")
    #expect(result.exitCode == 0, "\(result)")
    for scalar in ["\u{1b}", "\u{7}", "\u{202E}", "\u{2066}"] { #expect(!result.output.contains(scalar)) }
    #expect(result.output.contains(#"\x1b[31mred"#))
    guard form == "html" else { return }
    #expect(!result.output.contains("<script") && !result.output.contains("<img"))
    #expect(result.output.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(result.output.components(separatedBy: "<style").count == 2, "the page's own style and no other")
    #expect(result.output.contains("default-src 'none'; style-src 'sha256-"))
    for outside in ["src=", "href=\"http", "url(", "@import", "<link", "<iframe", "<form", "javascript:"] {
      #expect(!Self.tags(in: result.output).contains { $0.contains(outside) }, "\(outside)")
    }
    let open = Self.tags(in: result.output).count { $0.hasPrefix("<details") }
    #expect(open == Self.tags(in: result.output).count { $0 == "</details>" } && open > 3)
  }

  /// What a browser would take for tags.
  private static func tags(in page: String) -> [Substring] {
    page.split(separator: "<").dropFirst().map { "<" + $0.prefix { $0 != ">" } + ">" }
  }

  @Test func `a page shows turns, calls, the colours of a diff, tokens and times`() async throws {
    let server = try LoopbackServer { request in
      let call = ModelCall(request)
      if call.isVerifier || call.turn > 0 { return ScriptedReviewer.reply(to: request) }
      return .events(
        ModelScript.stream(
          [.toolCall(id: "call_diff", name: "git_diff", arguments: ["path": "src/cart.py"])],
          usage: (100, 20, 300, 100)))
    }
    let project = try ReviewedProject(model: server.url)
    #expect(try await project.review().exitCode == 0)
    let file = project.builder.sibling("page.html")
    #expect(try await project.run("transcript", "html", "last", "--output", file).exitCode == 0)
    let page = try String(contentsOfFile: file, encoding: .utf8)
    for words in [
      "<code>git_diff</code>", "<span class=\"added\">", "<span class=\"removed\">", "turn 1", "500 prompt tokens",
      "60 % from the cache", "prefers-color-scheme:dark",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test(arguments: [
    ["transcript", "show", "last"], ["transcript", "html", "nothing"], ["transcript", "show", "../../etc"],
  ])
  func `a run that is not there is named, with code 8`(arguments: [String]) async throws {
    let project = try ReviewedProject()
    let result = try await project.program.run(
      arguments, in: project.builder.path, environment: project.environment)
    #expect(result.exitCode == 8 && result.output.isEmpty, "\(result)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func `only so many runs are kept as the user wants`() async throws {
    let server = try LoopbackServer { _ in ScriptedReviewer.report([]) }
    let project = try ReviewedProject(model: server.url)
    for _ in 0..<3 {
      #expect(try await project.review(environment: ["FULCRUM_TRANSCRIPT_RUNS": "2"]).exitCode == 0)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder(of: project)).count == 2)
    let none = try ReviewedProject(model: server.url)
    #expect(try await none.review(environment: ["FULCRUM_TRANSCRIPT_RUNS": "0"]).exitCode == 0)
    #expect(!FileManager.default.fileExists(atPath: folder(of: none)))
  }

  @Test func `a place where nothing can be written is a warning`() async throws {
    let server = try LoopbackServer { _ in ScriptedReviewer.report([]) }
    let project = try ReviewedProject(model: server.url)
    let result = try await project.review(environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errors.contains("no transcript is kept"), "\(result)")
  }

  /// Whether the tests may mount a disk, in a name space of their own.
  static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(.enabled(if: canMount, "only root, where it may mount, can make a small disk"))
  func `a disk that fills up is a warning, told once, and the review is whole`() async throws {
    let server = try LoopbackServer(ScriptedReviewer.reply)
    let project = try ReviewedProject(model: server.url)
    let state = project.builder.sibling("state")
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    let result = try await ProgramRunner(path: "/usr/bin/env").run(
      [
        "unshare", "-m", "sh", "-euc", #"mount -t tmpfs -o size=16k tmpfs "$1"; shift; exec "$@""#, "sh", state,
        project.program.path, "--commit", "HEAD",
      ], in: project.builder.path, environment: project.environment.merging(["XDG_STATE_HOME": state]) { $1 })
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.contains(ScriptedReviewer.trueTitle))
    let warnings = result.errors.split(separator: "\n").filter { $0.contains("is no longer kept") }
    #expect(warnings.count == 1 && warnings[0].contains("No space left on device"), "\(result)")
  }

  @Test func `spans are written as OTLP, one for each turn, attempt and call`() async throws {
    let server = try LoopbackServer { request in
      request.number == 0
        ? ScriptedReviewer.error(529, "overloaded_error", headers: ["retry-after-ms": "10"])
        : ScriptedReviewer.reply(to: request)
    }
    let project = try ReviewedProject(model: server.url)
    let file = project.builder.sibling("trace.json")
    #expect(try await project.review("--trace", file).exitCode == 0)
    let document = try JSONValue.parse(Array(Data(contentsOf: URL(filePath: file))))
    let scope = try #require(document["resourceSpans"]?[0]?["scopeSpans"]?[0])
    let spans = try #require(scope["spans"]?.array)
    let names = spans.compactMap { $0["name"]?.string }
    for name in [
      "code-review", "invoke_agent review", "invoke_agent verify", "turn 1", "chat m", "execute_tool read_file",
    ] {
      #expect(names.contains(name), "\(name): \(names)")
    }
    let ids = Set(spans.compactMap { $0["spanId"]?.string })
    #expect(ids.count == spans.count && ids.allSatisfy { $0.count == 16 })
    #expect(Set(spans.compactMap { $0["traceId"]?.string }).count == 1)
    #expect(spans.count { $0["parentSpanId"] == nil } == 1)
    for span in spans {
      if let parent = span["parentSpanId"]?.string { #expect(ids.contains(parent)) }
      let (start, end) = (span["startTimeUnixNano"]?.string ?? "", span["endTimeUnixNano"]?.string ?? "")
      #expect(start.count == 19 && end.count == 19 && start <= end)
    }
    let failed = try #require(spans.first { $0["status"]?["code"] == 2 })
    #expect(failed["name"] == "chat m")
    let attributes = failed["attributes"]?.array?.compactMap { $0["key"]?.string } ?? []
    #expect(attributes.contains("error.type") && attributes.contains("gen_ai.request.model"))
    for span in spans where span["name"] == "chat m" || span["name"] == "invoke_agent review" {
      let provider = span["attributes"]?.array?.first { $0["key"] == "gen_ai.provider.name" }
      #expect(provider?["value"]?["stringValue"] == "anthropic")
    }
  }
}
